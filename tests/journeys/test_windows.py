"""窗口: one roster drives the web page, the desk card and the badge; a change shows with the next look."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from django.conf import settings as django_settings
from django.test import Client

from daylight.base.permit import permit
from daylight.core.refusal import Refused
from daylight.lists.roster.acts import assign_shifts, cancel_shift, mark_duty, replace_on_shift
from daylight.lists.roster.models import Shift
from daylight.portal import chores, feed
from daylight.portal.build import build
from tests.cast import Cast
from tests.listing import publish_demo_lists
from tests.web.desks import words
from tests.web.entering import signed_in

DAY = date(2026, 11, 23)
MORNING = (time(8, 30), time(12, 0))


@pytest.fixture
def windows(cast: Cast, now: datetime, monkeypatch: pytest.MonkeyPatch) -> Cast:
    monkeypatch.setattr(django_settings, "FIXED_NOW", now)
    publish_demo_lists(cast, now, date(2026, 1, 1), ("windows",))
    deliver(now)
    return cast


def deliver(now: datetime) -> None:
    while chores.deliver_feed(now):
        pass


def seat(
    cast: Cast, now: datetime, window: str = "1", who: str = "window", first: date = DAY, last: date = DAY
) -> Shift:
    made = assign_shifts(window, getattr(cast, who), first, last, *MORNING, actor=cast.window, now=now)
    deliver(now)
    return made


def public() -> str:
    answer = Client().get("/windows/")
    assert answer.status_code == 200 and answer["Cache-Control"] == "no-cache"
    return words(answer)


def test_a_change_shows_with_the_next_look(windows: Cast, now: datetime) -> None:
    assert "今天没有排班" in public() and "演示辛" not in public()
    made = seat(windows, now)
    assert "在岗 演示辛" in public()
    replace_on_shift(made, windows.officer, actor=windows.window, now=now)
    deliver(now)
    page = public()
    assert "演示甲" in page and "代演示辛值班" in page and "核对演示甲的执法证" in page
    mark_duty(made, True, "14:30 回来", actor=windows.officer, now=now)
    deliver(now)
    assert "暂时离开" in public() and "14:30 回来" in public()
    told = Client().get("/windows/index.json").json()["windows"][0]
    assert told["state"] == "away" and told["now"]["person_name"] == "演示甲" and "phone" not in str(told)
    mark_duty(made, False, actor=windows.window, now=now)
    cancel_shift(made, "停电", actor=windows.window, now=now)
    deliver(now)
    assert "演示甲" not in public()


def test_the_page_goes_by_the_clock(windows: Cast, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    seat(windows, now)
    for hour, word in ((8, "08:30 上班"), (11, "在岗"), (12, "今天已下班")):
        monkeypatch.setattr(django_settings, "FIXED_NOW", now.replace(hour=hour))
        assert word in public()
    monkeypatch.setattr(django_settings, "FIXED_NOW", now + timedelta(days=1))
    assert "今天没有排班" in public()


def test_a_late_message_does_not_bring_back_the_day_before(windows: Cast, now: datetime) -> None:
    made = seat(windows, now)
    replace_on_shift(made, windows.officer, actor=windows.window, now=now)
    deliver(now)
    from_earlier = {"kind": "window.shifts", "agency": {"name": "", "code": "haiyang"}, "entry_id": 1}
    with permit("chore:deliver.portal"):
        feed.apply({**from_earlier, "days": {DAY.isoformat(): []}}, now)
    assert "演示甲" in public()


def test_working_days_are_filled_and_days_of_rest_left_out(windows: Cast, now: datetime) -> None:
    seat(windows, now, last=DAY + timedelta(days=13))
    days = set(Shift.objects.values_list("on", flat=True))
    assert len(days) == 10 and all(day.weekday() < 5 for day in days)
    # One chosen day may be a day of rest: somebody sits there on a Saturday.
    seat(windows, now, window="2", first=DAY + timedelta(days=5), last=DAY + timedelta(days=5))
    with pytest.raises(Refused, match="都不是工作日"):
        seat(windows, now, window="3", who="officer", first=DAY + timedelta(days=5), last=DAY + timedelta(days=6))


@pytest.mark.parametrize(("window", "who", "first", "last", "begins", "ends", "said"), [
    ("1", "officer", DAY, DAY, time(9), time(10), "已由演示辛值班"),
    ("2", "window", DAY, DAY, time(11, 59), time(14), "已安排在 1 号窗口"),
    ("9", "officer", DAY, DAY, time(9), time(10), "没有 9 号窗口"),
    ("2", "stranger", DAY, DAY, time(9), time(10), "本机关在职的人员"),
    ("2", "officer", DAY, DAY - timedelta(days=1), time(9), time(10), "不能早于"),
    ("2", "officer", DAY - timedelta(days=1), DAY, time(9), time(10), "不能早于"),
    ("2", "officer", DAY, DAY + timedelta(days=93), time(9), time(10), "最多安排三个月"),
    ("2", "officer", DAY, DAY, time(10), time(10), "须晚于"),
])  # fmt: skip
def test_what_is_refused(
    windows: Cast, now: datetime, window: str, who: str, first: date, last: date, begins: time, ends: time, said: str
) -> None:
    seat(windows, now)
    with pytest.raises(Refused, match=said):
        assign_shifts(window, getattr(windows, who), first, last, begins, ends, actor=windows.window, now=now)
    assert Shift.objects.count() == 1


def test_touching_hours_are_no_clash_and_others_may_not_change(windows: Cast, now: datetime) -> None:
    made = seat(windows, now)
    assign_shifts("1", windows.officer, DAY, DAY, time(12), time(13), actor=windows.head, now=now)
    for who in ("officer", "stranger", "publisher"):
        with pytest.raises(Refused):
            cancel_shift(made, "没有权限", actor=getattr(windows, who), now=now)
    with pytest.raises(Refused, match="已经结束"):
        cancel_shift(made, "过去了", actor=windows.window, now=now.replace(hour=12))
    with pytest.raises(Refused, match="当天"):
        tomorrow = seat(windows, now, window="2", who="officer", first=DAY + timedelta(1), last=DAY + timedelta(1))
        mark_duty(tomorrow, True, "明天", actor=windows.window, now=now)


def test_the_pages_of_the_roster(windows: Cast, now: datetime) -> None:
    made = seat(windows, now)
    home, one = "/office/windows/", f"/office/windows/{made.uuid}/"
    readers = {"officer", "partner", "head", "reviewer", "leader", "publisher", "keeper", "window", "stranger"}
    for name, person in windows.everybody().items():
        assert signed_in(person).get(home).status_code == (200 if name in readers else 404), name
        assert signed_in(person).get(one).status_code == (404 if name == "stranger" else 200), name
    assert "还没有发布窗口清单" in words(signed_in(windows.stranger).get(home))
    assert signed_in(windows.officer).post(f"{home}assign/", {}).status_code == 404
    assert "安排值班" not in words(signed_in(windows.officer).get(home))
    desk = signed_in(windows.window)
    assert "08:30–12:00 演示辛" in words(desk.get(home))
    assert "08:30–12:00" not in words(desk.get(f"{home}?week=2027-01-04"))
    body = {
        "window": "2",
        "person": str(windows.officer.uuid),
        "first": "明天",
        "last": "",
        "begins": "8：30",
        "ends": "25",
    }
    refused = desk.post(f"{home}assign/", {**body, "key": "a"})
    assert (
        refused.status_code == 422
        and "请填写结束时间" in words(refused)
        and 'value="8：30"' in refused.content.decode()
    )
    assert desk.post(f"{home}assign/", {**body, "ends": "1200", "key": "b"}).status_code == 302
    tomorrow = words(desk.get(f"/office/windows/{Shift.objects.get(window='2').uuid}/"))
    assert "已排班" in tomorrow and "在岗" not in tomorrow and "在岗" in words(desk.get(one))
    change = f"{one}change/"
    for do, more, status in (
        ("away", {}, 422), ("away", {"away_note": "10:00 回来"}, 302), ("back", {}, 302), ("replace", {}, 422),
        ("replace", {"person": str(windows.head.uuid)}, 302), ("nothing", {}, 422), ("cancel", {}, 422),
        ("cancel", {"cancel_note": "停电"}, 302), ("cancel", {"cancel_note": "再次"}, 422),
    ):  # fmt: skip
        assert desk.post(change, {"do": do, **more, "key": f"{do}{len(more)}{status}"}).status_code == status, do


def text_of(answer: Any) -> tuple[int, str]:
    pdf = pypdfium2.PdfDocument(answer.content)
    return len(pdf), "".join("".join(pdf[n].get_textpage().get_text_range() for n in range(len(pdf))).split())


def test_the_cards_say_what_the_roster_says(windows: Cast, now: datetime) -> None:
    made = seat(windows, now)
    seat(windows, now, window="2", who="officer")
    desk = signed_in(windows.window)
    pages, told = text_of(desk.get("/office/windows/cards/desk.pdf"))
    assert pages == 2 and "演示辛" in told and "演示甲" in told and "执法证号演示370687001" in told
    replace_on_shift(made, windows.head, actor=windows.window, now=now)
    pages, told = text_of(desk.get(f"/office/windows/cards/badge.pdf?shift={made.uuid}"))
    assert pages == 1 and "演示丙" in told and "演示辛" not in told and "1号窗口" in told
    for address in ("none.pdf", "desk.pdf?on=2026-01-01", "desk.pdf?on=x", "desk.pdf?shift=x"):
        assert desk.get(f"/office/windows/cards/{address}").status_code == 404
    assert signed_in(windows.stranger).get(f"/office/windows/cards/desk.pdf?shift={made.uuid}").status_code == 404


def test_a_site_handed_over_as_files_shows_the_plan(windows: Cast, now: datetime, tmp_path: Path) -> None:
    seat(windows, now)
    build(tmp_path / "out", now)
    page = (tmp_path / "out" / "windows" / "index.html").read_text("utf-8")
    assert "演示辛" in page and "08:30 至 12:00" in page and "在岗" not in page


def test_without_a_list_there_is_no_window(db: None, now: datetime) -> None:
    assert "尚未公布窗口人员" in public()
