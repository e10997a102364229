"""检查计划 over the interface: who reads and keeps it, what is refused, who saved first, and that it is filed once."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import uuid4

import pytest

from daylight.cases.models import InspectionPlan
from tests.cast import Cast
from tests.web.api_client import Program, codes, token_for

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.web.api_addresses")]
READS = {"officer", "partner", "head", "reviewer", "leader"}
FILED = {"filed_on": "2026-03-20", "number": "备1号", "office": "演示司法局"}


@pytest.fixture
def programs(cast: Cast, now: datetime, settings: Any) -> dict[str, Program]:
    settings.FIXED_NOW = now
    return {name: Program(token_for(person, now)) for name, person in cast.everybody().items()}


def test_a_plan_is_drawn_up_changed_by_version_and_filed_once(cast: Cast, programs: dict[str, Program]) -> None:
    head, leader, officer = programs["head"], programs["leader"], programs["officer"]
    assert officer.get("/plans") == {"items": [], "next": None}
    asked = {"year": 2026, "content": "每年两次。"}
    assert codes(officer.ask("POST", "/plans", asked)) == ["right.missing"]
    assert codes(head.ask("POST", "/plans", {"year": 2019, "content": " "})) == ["field.year", "field.required"]
    first, again = (head.ask("POST", "/plans", asked, key="p").json() for _ in range(2))
    assert first == again and InspectionPlan.objects.count() == 1
    assert codes(head.ask("POST", "/plans", asked)) == ["plan.exists"]
    path = f"/plans/{first['uuid']}"
    assert head.ask("GET", path)["ETag"] == '"1"'
    assert codes(head.ask("PATCH", path, {"content": "改"})) == ["precondition.missing"]
    assert leader.patch(path, {"content": "每年三次。"}, 1)["version"] == 2
    assert codes(head.ask("PATCH", path, {"content": "改"}, If_Match='"1"')) == ["plan.stale"]
    assert (head.last.status_code, head.last["ETag"]) == (412, '"2"')
    assert head.last.json()["saved_by"] == cast.leader.name
    assert codes(officer.ask("PATCH", path, {"content": "改"}, If_Match='"2"')) == ["right.missing"]
    late = {"filed_on": "2027-01-01", "number": " ", "office": "演示司法局"}
    assert set(codes(head.ask("POST", f"{path}/file", late))) >= {"field.future", "field.required"}
    filed = head.post(f"{path}/file", FILED)
    assert (filed["filed_number"], filed["due_on"], filed["late"]) == ("备1号", "2026-03-31", False)
    assert filed["content"] == "每年三次。"
    assert codes(head.ask("POST", f"{path}/file", FILED)) == ["plan.filed"]
    assert codes(head.ask("PATCH", path, {"content": "改"}, If_Match='"2"')) == ["plan.filed"]
    head.post("/plans", {"year": 2027, "content": "下年。"})
    newest = officer.get("/plans?limit=1")
    assert [each["year"] for each in newest["items"]] == [2027]
    assert [each["year"] for each in officer.get(f"/plans?cursor={newest['next']}")["items"]] == [2026]
    for name, program in programs.items():
        assert (program.ask("GET", path).status_code == 200) == (name in READS), name
        assert bool(program.get("/plans")["items"]) == (name in READS), name
    # To an outsider it is as if it did not exist, whatever he asks of it.
    stranger, nowhere = programs["stranger"], f"/plans/{uuid4()}"
    for method, tail, body in (("PATCH", "", {"content": "改"}), ("POST", "/file", FILED)):
        said = [stranger.ask(method, f"{each}{tail}", body, If_Match='"2"') for each in (path, nowhere)]
        assert [each.status_code for each in said] == [404, 404] and said[0].json() == said[1].json()
