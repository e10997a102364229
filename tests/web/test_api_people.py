"""回避, 同名核对 and 证件 over the interface: by whom, in which order, and what outsiders see."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import uuid4

import pytest

from daylight.base.orgs.acts import CertificateInput, add_certificate
from daylight.cases.party_models import PartyQuestion
from tests.cast import Cast
from tests.story import Story, Tale, begin
from tests.web.api_client import Program, codes, token_for

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.web.api_addresses")]


@pytest.fixture
def story(cast: Cast, now: datetime, settings: Any) -> Story:
    story = begin(cast, now).to("open")
    settings.FIXED_NOW = story.now
    return story


def program(cast: Cast, role: str, story: Story) -> Program:
    return Program(token_for(getattr(cast, role), story.now))


def test_a_withdrawal_is_asked_for_and_decided_by_the_leader(cast: Cast, story: Story) -> None:
    officer, leader = program(cast, "officer", story), program(cast, "leader", story)
    path = f"/cases/{story.case.uuid}/recusals"
    assert officer.get(path) == []
    asked = {
        "person": str(cast.partner.uuid), "by_party": True, "applicant": story.tale.party, "reason": "与当事人有亲属关系。",
        "asked_on": story.now.date().isoformat(),
    }  # fmt: skip
    made = officer.post(path, asked)
    assert (made["granted"], made["person"]["name"]) == (None, cast.partner.name)
    decide = f"/recusals/{made['uuid']}/decision"
    said = {"granted": False, "reason": "经核实没有亲属关系。"}
    assert codes(officer.ask("POST", decide, said)) == ["right.missing"]
    assert program(cast, "stranger", story).ask("POST", decide, said).status_code == 404
    done = leader.post(decide, said)
    assert done["granted"] is False and done["document_uuid"]
    assert leader.get(path)[0]["decision_reason"] == said["reason"]
    assert program(cast, "stranger", story).ask("GET", path).status_code == 404
    assert leader.ask("POST", f"/recusals/{uuid4()}/decision", said).status_code == 404


def test_equal_names_are_answered_by_a_handler(cast: Cast, now: datetime, settings: Any) -> None:
    nameless = Tale(party="演示同名商店", act_ended_on=date(2026, 6, 30))
    begin(cast, now, nameless).to("register")
    again = begin(cast, now, nameless, lists=False).to("register")
    settings.FIXED_NOW = again.now
    officer = program(cast, "officer", again)
    (question,) = officer.get(f"/cases/{again.case.uuid}/party-questions")
    assert (question["party"], question["answer"]) == (nameless.party, "")
    path = f"/party-questions/{question['uuid']}/answer"
    assert program(cast, "stranger", again).ask("POST", path, {"same": True}).status_code == 404
    assert officer.post(path, {"same": True})["answer"] == PartyQuestion.SAME


def test_certificates_are_read_inside_the_agency(cast: Cast, story: Story) -> None:
    typed = CertificateInput(kind="legal", number="演示A001", issued_on=date(2020, 1, 1))
    add_certificate(cast.window, typed, actor=cast.keeper, now=story.now)
    path = f"/people/{cast.window.uuid}/certificates"
    assert program(cast, "stranger", story).ask("GET", path).status_code == 404
    (found,) = program(cast, "head", story).get(path)
    assert (found["number"], found["kind_name"]) == ("演示A001", "法律职业资格")
