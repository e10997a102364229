"""What was in force on a day, as the other rooms ask for it."""

from __future__ import annotations

from datetime import date

import pytest

from daylight.core.listvalues import Row
from daylight.lists import queries
from tests.apps.lists.room import item_row, published

pytestmark = pytest.mark.django_db

FULL_OFFICER = {
    "person_name": "演示甲",
    "unit": "大队",
    "title": "队员",
    "certificate_number": "演示1",
    "categories": ["行政处罚", "土地"],
    "areas": ["370687"],
    "valid_from": "2024-01-01",
    "valid_until": "2026-11-30",
}


def test_an_item_whose_own_basis_has_not_begun_or_has_ended_cannot_be_opened(cast, now):
    published(cast, now, item_row("A", in_force_from="2026-12-01"), item_row("B", until="2026-12-01"), item_row("C"))
    for day, open_items in [(date(2026, 11, 30), ["B", "C"]), (date(2026, 12, 1), ["A", "C"])]:
        assert [each["code"] for each in queries.items(cast.agency, day)] == open_items
        assert [code for code in "ABC" if queries.item(cast.agency, code, day)] == open_items


@pytest.mark.parametrize(
    ("values", "on", "valid"),
    [
        ({}, date(2026, 11, 30), True),
        ({}, date(2026, 12, 1), False),
        ({"status": "暂扣"}, date(2026, 11, 30), False),
        ({"valid_from": "2026-11-30"}, date(2026, 11, 29), False),
    ],
)
def test_a_certificate_is_valid_through_its_last_day(cast, now, values, on, valid):
    published(cast, now, Row("演示1", {**FULL_OFFICER, **values}), kind="officers")
    found = queries.officer(cast.agency, "演示1", max(on, now.date()))
    assert found["person_name"] == "演示甲" and found["categories"] == ["行政处罚", "土地"]
    assert queries.officer(cast.agency, "演示9", on) is None
    assert queries.officer(cast.agency, "", on) is None
    if on >= now.date():
        assert found["valid"] is valid
    assert found["status_code"] == ("suspended" if values.get("status") else "valid")
    assert isinstance(found["valid_until"], date)


def test_yesterday_s_list_answers_for_yesterday(cast, now):
    published(cast, now, item_row(fee="旧"))
    second = published(cast, now, item_row(fee="新"), days=7)
    before, after = now.date(), second.in_force_from
    assert queries.row(cast.agency, "items", "CF-T04", before)["fee"] == "旧"
    used = queries.row(cast.agency, "items", "CF-T04", after)
    assert (used["fee"], used["list_version"], used["list_version_uuid"]) == ("新", 2, str(second.uuid))
    assert queries.row(cast.agency, "items", "CF-X", after) is None
    assert queries.row(cast.agency, "items", "CF-T04", date(2020, 1, 1)) is None


def test_changes_compare_with_the_version_before(cast, now):
    first = published(cast, now, item_row("A", fee="旧"), item_row("B"))
    second = published(cast, now, item_row("A", fee="新"), item_row("C"), days=7)
    assert queries.before(second) == first and queries.before(first) is None
    assert [(c.code, c.what) for c in queries.changes(first, second)] == [("A", "修改"), ("C", "新增"), ("B", "删除")]
    assert [c.what for c in queries.changes(None, first)] == ["新增", "新增"]


def test_recording_items_of_a_procedure(cast, now):
    base = {"step": "询问", "method_device": ["执法记录仪"], "start_when": "开始", "end_when": "结束"}
    published(
        cast, now, Row("1", base), Row("2", {**base, "procedures": ["penalty_ordinary"], "steps": ["P3"]}),
        Row("3", {**base, "procedures": ["permit"]}), kind="recording-items",
    )  # fmt: skip
    day = now.date()
    assert [r["code"] for r in queries.recording_items(cast.agency, day, "penalty_ordinary")] == ["1", "2"]
    assert [r["steps"] for r in queries.recording_items(cast.agency, day)] == [[], ["P3"], []]


def test_people_without_the_right_see_no_version(cast, now):
    version = published(cast, now)
    assert list(queries.visible(cast.officer)) == [version]
    assert list(queries.visible(cast.stranger)) == []
