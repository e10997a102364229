"""An inspection over the interface: steps and services by their codes, and a case that follows from it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from daylight.cases.models import Case
from daylight.config.demo.inspection import InspectionStory
from tests.cast import Cast
from tests.web.api_walk import Walk

PARTY = "演示测绘有限公司"


@pytest.fixture
def walk(cast: Cast, now: datetime, settings: Any) -> Walk:
    return Walk(cast, now, settings)


def test_an_inspection_walks_over_the_interface(walk: Walk, cast: Cast) -> None:
    party = [{"name": PARTY, "kind": "organisation"}]
    case = walk.officer.post("/cases", walk.lead(item_code="JC-06", source="日常检查", parties=party))
    walk.uuid = case["uuid"]
    assert case["procedure"] == "inspection"
    story = _story(walk, cast)

    def step(role: str, code: str, fields: dict[str, Any] | None = None, reason: str = "") -> Any:
        return walk.people[role].post(f"{walk.path}/steps/{code}", {"fields": fields or {}, "reason": reason})

    story.step = Recorder(step)
    story.request()
    step("leader", "approve_inspection", reason="同意。")
    walk.tick(0, 1)
    story.now = walk.story.now
    story.serve = lambda code: walk.officer.post(f"{walk.path}/services/{code}", walk.service())
    story.notify()
    story.enter()
    opened = {each["code"]: each["way"] for each in walk.officer.get(walk.path)["available"]}
    assert opened["record_inspection"] == "steps"
    walk.tick(0, 2)
    story.record(story.points[0])
    walk.settings.FIXED_NOW = story.now
    story.tell("立案查处")
    story.serve("serve_result")
    followed = walk.officer.post("/cases", walk.lead(parties=party, origin=walk.uuid))
    assert followed["links"]["origin"] == walk.uuid
    assert walk.officer.get(walk.path)["links"]["followed_by"] == [followed["uuid"]]
    story.close("已经登记线索另案办理")
    assert walk.officer.get(walk.path)["step"] == "J8"
    unknown = walk.officer.ask("POST", "/cases", walk.lead(origin="00000000-0000-4000-8000-000000000000"))
    assert unknown.status_code == 404


class Recorder:
    """The storyteller's steps, sent over the interface."""

    def __init__(self, send: Any) -> None:
        self.send = send

    def __call__(self, code: str, fields: dict[str, Any] | None = None, why: str = "", by: str = "officer") -> Any:
        return self.send(by, code, fields, why)


def _story(walk: Walk, cast: Cast) -> InspectionStory:
    story = object.__new__(InspectionStory)
    story.people, story.now, story.party = cast, walk.story.now, PARTY
    story.case = Case.objects.get(uuid=walk.uuid)
    return story
