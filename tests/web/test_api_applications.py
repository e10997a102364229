"""窗口收件 over the interface: the window takes in once, reads its receipt, and sees no more of the file."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from daylight.cases.models import Case
from tests.cast import Cast
from tests.permits import begin_permit
from tests.web.api_client import Program, codes, token_for
from tests.web.test_permit_pages import MATERIALS

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.web.api_addresses")]


def test_the_window_takes_in_once_and_reads_the_receipt(cast: Cast, now: datetime, settings: Any) -> None:
    settings.FIXED_NOW = begin_permit(cast, now).now
    programs = {name: Program(token_for(person, now)) for name, person in cast.everybody().items()}
    window = programs["window"]
    asked = {
        "item_code": "XK-G02", "matter": "首次申请", "application": "拟建演示厂房。", "project_place": "海阳市演示街道",
        "applicant": {"name": "演示纺织有限公司", "kind": "organisation"}, "materials": MATERIALS[:3], "form_ok": True,
        "handler": str(cast.officer.uuid), "partner": str(cast.partner.uuid),
    }  # fmt: skip
    assert window.get("/applications") == {"items": [], "next": None}
    offered = window.get("/application-items")
    assert set(MATERIALS) <= set({each["code"]: each["materials"] for each in offered["items"]}["XK-G02"])
    assert "首次申请" in offered["matters"]
    for more, code, field in (
        ({"partner": asked["handler"]}, "", "partner"),
        ({"application": " "}, "", "application"),
        ({"matter": "别的申请"}, "", "matter"),
        ({"materials": ["未列材料"]}, "application.material", "materials"),
        ({"item_code": "CF-T01", "materials": []}, "list.item", "item_code"),
        ({"handler": str(cast.stranger.uuid)}, "person.unknown", "handler"),
    ):
        found = codes(window.ask("POST", "/applications", asked | more))
        assert window.last.status_code == 422 and (not code or found == [code]), more
        assert field in {each["field"] for each in window.last.json()["errors"]}, window.last.json()
    assert not Case.objects.exists()
    first, again = (window.ask("POST", "/applications", asked, key="a") for _ in range(2))
    assert first.status_code == again.status_code == 201 and first.json() == again.json()
    case, made, path = Case.objects.get(), first.json(), first["Location"].removeprefix("/api/v1")
    assert (case.step, made["number"] != "", made["absent"][0]) == ("K1", True, MATERIALS[3])
    assert [each["name"] for each in made["handlers"]] == [cast.officer.name, cast.partner.name]
    assert str(case.uuid) not in first.content.decode()
    paper = window.ask("GET", f"{path}/receipt.pdf")
    assert paper["Content-Type"] == "application/pdf" and paper.content.startswith(b"%PDF")
    for name, program in programs.items():
        for each in (path, f"{path}/receipt.pdf"):
            assert program.ask("GET", each).status_code == (200 if name == "window" else 404), name
        assert bool(program.get("/applications")["items"]) == (name == "window"), name
        if name != "window":
            assert codes(program.ask("POST", "/applications", asked)) == ["right.missing"], name
            assert codes(program.ask("GET", "/application-items")) == ["right.missing"], name
    assert window.ask("GET", f"/cases/{case.uuid}").status_code == 404
    assert programs["officer"].get(f"/cases/{case.uuid}")["step"] == "K1"
