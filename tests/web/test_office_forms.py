"""Forms lose nothing: refused text stays, a second click does one thing, a stale page is told whose version stands."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

import pytest

from daylight.base import lawpack
from daylight.base.journal.models import Entry
from daylight.decisions.acts import save_draft
from daylight.web.office.forms.fields import turns_of
from daylight.web.office.forms.reading import read_day, read_moment, read_number
from tests.web.office_case import Office, office

__all__ = ["office"]

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("1122", date(2026, 11, 22)),
        ("20261122", date(2026, 11, 22)),
        ("2026.11.22", date(2026, 11, 22)),
        ("２０２６年１１月２２日", date(2026, 11, 22)),
        ("11-22", date(2026, 11, 22)),
        ("今天", TODAY),
        ("昨天", date(2026, 11, 22)),
        ("+7工作日", date(2026, 12, 2)),
        ("+7", date(2026, 11, 30)),
        ("1332", None),
        ("2026-02-30", None),
        ("不知道", None),
    ],
)
def test_days_are_read_as_people_type_them(db: None, typed: str, day: date | None) -> None:
    assert read_day(typed, TODAY, lawpack.current().calendar()) == day


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("2026-11-22 9:30", "2026-11-22 09:30"),
        ("2026-11-22T09:30", "2026-11-22 09:30"),
        ("1122 0930", "2026-11-22 09:30"),
        ("今天 9时5分", "2026-11-23 09:05"),
        ("9:30", "2026-11-23 09:30"),
        ("25:00", None),
        ("2026-11-22", None),
    ],
)
def test_moments_are_read_on_a_clock_in_china(db: None, typed: str, shown: str | None) -> None:
    found = read_moment(typed, TODAY, lawpack.current().calendar())
    assert (f"{found:%Y-%m-%d %H:%M}" if found else None) == shown


@pytest.mark.parametrize(
    ("typed", "value"),
    [("12万", Decimal(120000)), ("9.6万元", Decimal(96000)), ("97,350.00", Decimal("97350.00")), ("１２", Decimal(12)), ("十", None)],
)  # fmt: skip
def test_amounts_are_read_with_units(typed: str, value: Decimal | None) -> None:
    assert read_number(typed) == value


def test_questions_and_answers_are_read_line_by_line() -> None:
    assert turns_of("问: 何时？\n答：八月。\n具体记不清。\n问：何地？") == [
        {"question": "何时？", "answer": "八月。\n具体记不清。"},
        {"question": "何地？", "answer": ""},
    ]


def test_a_refused_form_keeps_its_text_and_names_each_fault(office: Office) -> None:
    office.to("open")
    client = office.as_(office.cast.officer)
    data = {
        "shown_at": "明天 9:00",
        "place": "一段不能丢的文字",
        "method": "video",
        "officers": [str(office.cast.officer.uuid)],
    }
    answer = client.post(office.deed("show_identity"), {"key": "a", **data})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "一段不能丢的文字" in page and 'href="#f-shown_at"' in page and 'href="#f-officers"' in page
    assert "亮证时间不能晚于现在" in page
    assert not office.case.showings.exists()


def test_a_second_click_does_one_thing(office: Office) -> None:
    office.to("request")
    client = office.as_(office.cast.head)
    first = client.post(office.deed("open_case"), {"key": "same"})
    second = client.post(office.deed("open_case"), {"key": "same"})
    assert (first.status_code, second.status_code) == (302, 302)
    assert Entry.objects.filter(kind="cases.case.opened").count() == 1
    assert office.case.moves.filter(code="open_case").count() == 1


def test_the_second_of_two_people_is_told_who_was_first(office: Office) -> None:
    office.to("request")
    office.as_(office.cast.head).post(office.deed("open_case"), {"key": "one"})
    late = office.as_(office.cast.head).post(office.deed("decline_opening"), {"key": "two", "reason": "写好的理由"})
    assert late.status_code == 422
    assert "写好的理由" in late.content.decode() and "不能“不予立案”" in late.content.decode()


def test_a_stale_draft_is_told_whose_version_stands_and_can_be_merged(office: Office) -> None:
    office.to("fill")
    draft = office.case.draft
    save_draft(draft, {"facts": "协办人员先写的事实。"}, draft.version, actor=office.cast.partner, now=office.story.now)
    client = office.as_(office.cast.officer)
    mine = {"base_version": str(draft.version - 1), "facts": "我写的事实。", "performance": "十五日内履行。"}
    answer = client.post(f"{office.home}draft/", {"key": "m1", **mine})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "演示乙已保存第 3 版" in page and "我写的事实。" in page and "<del>协办人员先" in page
    # The page now carries the newer base: saving again is the merge.
    assert 'name="base_version" value="3"' in page
    merged = client.post(f"{office.home}draft/", {"key": "m2", **mine, "base_version": "3"})
    assert merged.status_code == 302 and office.case.draft.fields["facts"] == "我写的事实。"


def test_autosave_answers_in_json_and_says_when_somebody_was_first(office: Office) -> None:
    office.to("fill")
    client = office.as_(office.cast.officer)
    data = {"base_version": "2", "facts": "改过的事实。", "part_label_1": "道路", "part_kind_1": "rate_area",
            "part_quantity_1": "100", "part_rate_1": "120"}  # fmt: skip
    headers = {"X-Autosave": "1"}
    answer = client.post(f"{office.home}draft/", {"key": "s1", **data}, headers=headers)
    found = json.loads(answer.content)
    assert (answer.status_code, found["version"]) == (200, 3)
    assert "12,000.00" in found["parts"]["fine"] and "壹万贰仟元整" in found["parts"]["fine"]
    again = client.post(f"{office.home}draft/", {"key": "s1", **data}, headers=headers)
    assert json.loads(again.content)["version"] == 3
    stale = client.post(f"{office.home}draft/", {"key": "s2", **data}, headers=headers)
    assert stale.status_code == 409 and "第 3 版" in json.loads(stale.content)["said"]


def test_a_draft_paper_keeps_what_cannot_be_read_until_it_is_finished(office: Office) -> None:
    office.to("open")
    client = office.as_(office.cast.officer)
    began = client.post(f"{office.home}documents/new/site_record/", {"key": "d0"})
    address = began.headers["Location"]
    saved = client.post(address, {"key": "d1", "base_version": "1", "started_at": "大概上午", "place": "现场"})
    assert saved.status_code == 302
    assert "大概上午" in client.get(address).content.decode()
    finished = client.post(
        address, {"key": "d2", "base_version": "2", "do": "finalise", "started_at": "大概上午", "place": "现场"}
    )
    page = finished.content.decode()
    assert finished.status_code == 422
    assert "大概上午" in page and "“开始时间”不是可识别的日期和时间" in page and 'href="#f-area"' in page
    assert office.case.documents.get(code="site_record").state == "draft"


def test_a_paper_somebody_else_saved_shows_both_texts(office: Office) -> None:
    office.to("open")
    client, other = office.as_(office.cast.officer), office.as_(office.cast.partner)
    address = client.post(f"{office.home}documents/new/site_record/", {"key": "d0"}).headers["Location"]
    other.post(address, {"key": "p1", "base_version": "1", "condition": "协办人员的现状描述"})
    answer = client.post(address, {"key": "o1", "base_version": "1", "condition": "我的现状描述"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "演示乙已于" in page and "我的现状描述" in page and "协办人员" in page
    assert 'name="base_version" value="2"' in page
