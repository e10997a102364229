"""文书措辞 and 文书核验 over the interface: what the pages can do, a program can."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from daylight.base.permit import permit
from daylight.recording import papers
from tests.apps.recording.bench import case_of
from tests.cast import Cast
from tests.web.api_client import Program, codes, token_for

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.web.api_addresses")]
PATH = "/templates/stop_order/wordings"


def test_words_are_drafted_by_one_and_approved_by_another(cast: Cast, now: datetime, settings: Any) -> None:
    settings.FIXED_NOW = now
    head, leader, officer, other = (
        Program(token_for(person, now)) for person in (cast.head, cast.leader, cast.officer, cast.stranger)
    )
    asked = {"phrases": {"要求": "本机关的要求"}, "reason": "统一用语"}
    assert codes(officer.ask("POST", PATH, asked)) == ["right.missing"]
    assert officer.ask("GET", PATH).status_code == 404
    assert codes(head.ask("POST", PATH, asked | {"phrases": {"没有": "改"}})) == ["wording.unknown"]
    made = head.post(PATH, asked)
    assert other.ask("POST", f"/wordings/{made['uuid']}/approve", {"in_force_from": "2026-11-23"}).status_code == 404
    assert leader.post(f"/wordings/{made['uuid']}/approve", {"in_force_from": "2026-11-23"})["state"] == "approved"
    assert codes(leader.ask("POST", f"/wordings/{made['uuid']}/reject", {"answer": "改"})) == ["wording.decided"]
    read = head.get(PATH)
    assert read["in_force"] == made["uuid"] and "违法事实" in read["national"]
    assert head.ask("GET", "/templates/nothing/wordings").status_code == 404


def test_a_program_checks_a_paper_by_code_and_digest(cast: Cast, now: datetime, settings: Any) -> None:
    settings.FIXED_NOW = now
    fields = {
        "party": "演示公司", "facts": "占地", "basis": "土地管理法", "requirement": "停工", "officers": [{"name": "演示甲"}], "phone": "1",
    }  # fmt: skip
    case = case_of(cast, now)
    with permit("fixture"):
        document = papers.make_issued(case, "stop_order", fields, actor=cast.officer, now=now)
    officer, path = Program(token_for(cast.officer, now)), f"/papers/{document.verify_code}"
    assert officer.get(path)["same"] is None
    assert officer.get(f"{path}?sha256={document.pdf.sha256}")["same"] is True
    assert officer.get(f"{path}?sha256={'0' * 64}")["same"] is False
    assert officer.ask("GET", "/papers/00000000").status_code == 404
    assert Program(token_for(cast.stranger, now)).ask("GET", path).status_code == 404
