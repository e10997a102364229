"""记录完整性 in the browser: one case line by line, the unit's cases, and who may look."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from daylight.recording.acts.devices import register_device
from tests.cast import Cast
from tests.web.desks import words
from tests.web.entering import signed_in
from tests.web.office_case import Office, office

__all__ = ["office"]
DESK = "/office/records/"


def test_a_case_is_asked_row_by_row(office: Office) -> None:
    office.to("conclude")
    cast, page = office.cast, f"{office.home}record/"
    seen = {name for name, who in cast.everybody().items() if office.as_(who).get(page).status_code == 200}
    assert seen == {"officer", "partner", "head", "reviewer", "leader", "publisher"}
    body = words(office.as_(cast.officer).get(page))
    assert "的设备 演示记录仪01 不在登记簿" in body and "要点没有核对" in body and "内上传" in body
    desk = office.as_(cast.officer).get(DESK)
    assert office.story.case.title in words(desk) and "设备" in words(desk)
    register_device(cast.section, "演示记录仪01", "recorder", "演示型", actor=cast.head, now=office.story.now)
    assert "不在登记簿" not in words(office.as_(cast.officer).get(page))


def test_the_desk_is_for_those_who_may_view_recordings(cast: Cast, now: datetime, settings: Any) -> None:
    settings.FIXED_NOW = now
    seen = {name for name, who in cast.everybody().items() if signed_in(who).get(DESK).status_code == 200}
    assert seen == {"officer", "partner", "head", "reviewer", "leader", "stranger"}
    assert "没有在办案件" in words(signed_in(cast.head).get(DESK))


def test_without_a_policy_nothing_is_judged(office: Office) -> None:
    office.to("register")
    published = "daylight.recording.completeness.lists.rows_in_force"
    office.monkeypatch.setattr(published, lambda *_: [])
    assert "没有现行的全过程记录具体办法" in words(office.as_(office.cast.officer).get(f"{office.home}record/"))
