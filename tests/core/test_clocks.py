"""All time limits as data: counted back, on a date of the year, in hours, as ranges; explained; recomputed."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daylight.core.courtchain import court_chain
from daylight.core.deadlines import Pause, Period, PeriodError, YearDay, compute, compute_back, compute_yearly
from daylight.core.explanation import explain
from daylight.core.lawclocks import Deadline
from daylight.core.lawentry import LawError
from daylight.core.workcalendar import WEEKENDS_ONLY

TODAY = date(2026, 11, 23)
BEIJING = ZoneInfo("Asia/Shanghai")
UNVERIFIED = {"D03", "D09", "D32", "D38", "D40", "D41", "D42"}


def day(text: str) -> date:
    return date.fromisoformat(text)


def said(due, rule) -> dict[str, str]:
    return {each.label: each.text for each in explain(due, rule)}


@pytest.mark.parametrize("number", range(1, 44))
def test_every_row_of_the_table_is_law(pack, number):
    rule = pack.deadline(f"D{number:02}", TODAY)
    assert rule.cite and rule.event and rule.on_expiry
    assert rule.verified is (rule.id not in UNVERIFIED)


@pytest.mark.parametrize("number", range(1, 44))
def test_every_clock_runs_and_explains_itself(pack, number):
    rule = pack.deadline(f"D{number:02}", TODAY)
    start = datetime(2026, 3, 2, 9, 0, tzinfo=BEIJING)
    for variant in ("", *rule.variants):
        due = rule.due(start, pack.calendar(), variant=variant)
        lines = said(due, rule)
        assert due.due_on.isoformat() in " ".join(lines.values())
        assert rule.cite in lines["依据"]
        assert ("依据待核" in lines["依据"]) is not rule.verified


@pytest.mark.parametrize(
    ("key", "start", "variant", "expected"),
    [
        ("D02", "2026-11-23", "", "2026-12-02"),
        ("D08", "2026-12-04", "", "2026-11-25"),
        ("D24", "2026-12-04", "", "2026-12-01"),
        ("D27", "2026-11-23", "", "2026-11-30"),
        ("D28", "2026-11-02", "", "2026-11-30"),
        ("D29", "2026-11-02", "", "2026-11-16"),
        ("D30", "2026-11-23", "", "2026-11-30"),
        ("D30", "2026-11-02", "organise", "2026-11-30"),
        ("D31", "2026-12-29", "", "2026-11-29"),
        ("D31", "2026-12-29", "reminder", "2026-11-17"),
        ("D33", "2026-01-01", "", "2026-03-31"),
        ("D34", "2025-12-31", "", "2026-01-31"),
        ("D35", "2026-11-02", "payment", "2026-12-02"),
        ("D36", "2026-11-02", "", "2026-11-30"),
        ("D36", "2026-11-23", "correction", "2026-12-02"),
        ("D37", "2026-11-02", "", "2026-11-16"),
        ("D37", "2026-11-02", "simple", "2026-11-09"),
        ("D37", "2026-11-02", "lawsuit", "2026-11-17"),
        ("D38", "2026-11-02", "", "2026-12-02"),
        ("D39", "2026-05-06", "serious", "2029-05-07"),
        ("D40", "2026-11-23", "", "2026-11-26"),
        ("D43", "2026-11-02", "", "2026-12-02"),
    ],
)
def test_last_days_counted_by_hand(pack, key, start, variant, expected):
    rule = pack.deadline(key, TODAY)
    assert rule.due(day(start), pack.calendar(), variant=variant).due_on == day(expected)


@pytest.mark.parametrize(("key", "variant"), [("D23", ""), ("D26", "deliver"), ("D32", "")])
def test_hour_clocks_run_by_the_clock(pack, key, variant):
    rule = pack.deadline(key, TODAY)
    friday = datetime(2026, 11, 27, 16, 30, tzinfo=BEIJING)
    due = rule.due(friday, pack.calendar(), variant=variant)
    assert due.due == friday + timedelta(hours=24)
    assert said(due, rule)["届满"] == "2026-11-28 16:30"
    with pytest.raises(PeriodError, match="具体时刻"):
        rule.due(friday.date(), pack.calendar(), variant=variant)


def test_permit_time_can_be_extended_once_and_stands_still_for_an_appraisal(pack):
    rule = pack.deadline("D28", TODAY)
    assert rule.due(day("2026-11-02"), pack.calendar(), extended=1).due == day("2026-12-14")
    away = Pause(day("2026-11-09"), day("2026-11-16"), "专家评审")
    assert rule.due(day("2026-11-02"), pack.calendar(), pauses=(away,)).due == day("2026-12-07")
    with pytest.raises(PeriodError, match="最多延长 1 次"):
        rule.due(day("2026-11-02"), pack.calendar(), extended=2)


def test_an_unknown_circumstance_is_told(pack):
    with pytest.raises(PeriodError, match="没有“fast”"):
        pack.deadline("D28", TODAY).due(TODAY, pack.calendar(), variant="fast")


def test_dates_cannot_be_paused(pack):
    with pytest.raises(PeriodError, match="最多延长 0 次"):
        pack.deadline("D33", TODAY).due(TODAY, pack.calendar(), extended=1)


@pytest.mark.parametrize(
    ("variant", "shortest", "longest"),
    [("", "2026-08-06", "2027-05-06"), ("serious", "2027-05-06", "2029-05-07"), ("minor", None, "2026-08-06")],
)
def test_the_credit_register_shows_for_a_range(pack, variant, shortest, longest):
    rule = pack.deadline("D39", TODAY)
    low = rule.earliest(day("2026-05-06"), pack.calendar(), variant)
    assert (low and low.due_on) == (day(shortest) if shortest else None)
    assert rule.due(day("2026-05-06"), pack.calendar(), variant=variant).due_on == day(longest)


@pytest.mark.parametrize(
    ("after", "expected", "safe"),
    [
        ("2026-01-01", "2026-03-31", "2026-03-31"),
        ("2026-03-31", "2026-03-31", "2026-03-31"),
        ("2026-04-01", "2027-03-31", "2027-03-31"),
        ("2024-01-01", "2024-03-31", "2024-03-29"),
    ],
)
def test_a_date_of_the_year_does_not_move_off_a_rest_day(after, expected, safe):
    due = compute_yearly(day(after), YearDay(3, 31), WEEKENDS_ONLY)
    assert (due.due, due.last_workday) == (day(expected), day(safe))


@pytest.mark.parametrize("text", ["3-31", "03-32", "13-01", "00-10", "04-31", "每年三月"])
def test_unreadable_dates_of_the_year_are_refused(text):
    with pytest.raises(PeriodError, match="看不懂每年的日期"):
        YearDay.parse(text)


def test_the_29th_of_february_exists_in_every_year():
    assert [YearDay.parse("02-29").in_year(year).day for year in (2024, 2026)] == [29, 28]


def test_explanation_of_working_days_over_national_day(pack):
    rule = pack.deadline("D11", TODAY)
    lines = said(rule.due(day("2026-09-30"), pack.calendar()), rule)
    assert lines["起算"] == "作出行政处罚决定，2026-09-30；当日不计"
    assert lines["期限"] == "7个工作日"
    assert lines["不计"] == "2026-10-01至2026-10-07 国庆节、2026-10-11 周末，共 8 天"
    assert lines["届满"] == "2026-10-15"
    assert "暂定" not in lines and "顺延" not in lines


def test_explanation_of_a_moved_last_day(pack):
    rule = pack.deadline("D10", TODAY)
    lines = said(rule.due(day("2026-03-02"), pack.calendar()), rule)
    assert lines["顺延"] == "原末日 2026-05-31，2026-05-31 周末；顺延到 2026-06-01"
    assert lines["宜在"].startswith("2026-05-29")
    hearing = Pause(day("2026-04-01"), day("2026-04-11"), "听证")
    assert "听证，共 10 天" in said(rule.due(day("2026-03-02"), pack.calendar(), pauses=(hearing,)), rule)["不计"]
    assert said(rule.due(day("2026-03-02"), pack.calendar(), extended=1), rule)["期限"] == "120日（含延长）"


def test_explanation_of_counting_back(pack):
    rule = pack.deadline("D08", TODAY)
    lines = said(rule.due(day("2026-12-04"), pack.calendar()), rule)
    assert lines["倒推"] == "举行听证之日，2026-12-04；采取行动的当日不计"
    assert lines["最迟"] == "2026-11-25"
    assert lines["不计"] == "2026-11-28至2026-11-29 周末，共 2 天"


def test_explanation_of_a_date_of_the_year(pack):
    lines = said(pack.deadline("D33", TODAY).due(day("2026-01-01"), pack.calendar()), pack.deadline("D33", TODAY))
    assert lines["期限"] == "每年3月31日"
    assert lines["起算"] == "计划年度开始，2026-01-01以后的第一个3月31日"


def test_a_missing_notice_makes_the_date_provisional_until_it_is_entered(pack):
    rule = pack.deadline("D11", TODAY)
    before = rule.due(day("2027-09-30"), pack.calendar())
    assert "2027年的放假通知还没有录入" in said(before, rule)["暂定"]
    holidays = {day("2027-10-01") + timedelta(days=n): "国庆节" for n in range(7)}
    entered = pack.calendar().with_year(2027, holidays, frozenset({day("2027-10-09")}))
    after = rule.due(day("2027-09-30"), entered)
    assert not after.provisional and "暂定" not in said(after, rule)
    assert (before.due, after.due) == (day("2027-10-11"), day("2027-10-15"))
    assert not pack.calendar().knows(day("2027-10-01"))


def test_a_notice_that_contradicts_itself_is_refused(pack):
    with pytest.raises(ValueError, match="2027-10-01"):
        pack.calendar().with_year(2027, {day("2027-10-01"): "国庆节"}, frozenset({day("2027-10-01")}))


def test_an_open_pause_is_named(pack):
    rule = pack.deadline("D10", TODAY)
    due = rule.due(day("2026-03-02"), pack.calendar(), pauses=(Pause(day("2026-04-01"), None, "鉴定"),), as_of=TODAY)
    assert "“鉴定”还没有结束" in said(due, rule)["暂定"]


@pytest.mark.parametrize(
    ("served", "how", "end", "court", "urge"),
    [
        ("2026-11-25", {}, "2027-05-25", "2027-08-25", "2027-08-10"),
        ("2026-11-25", {"demolition": True}, "2027-01-25", "2027-04-26", "2027-04-08"),
        ("2026-11-25", {"deferred_until": date(2027, 9, 30)}, "2027-05-25", "2027-12-30", "2027-12-15"),
        ("2026-11-25", {"deferred_until": date(2027, 1, 4)}, "2027-05-25", "2027-08-25", "2027-08-10"),
    ],
)
def test_the_way_to_the_court(pack, served, how, end, court, urge):
    chain = court_chain(pack, day(served), calendar=WEEKENDS_ONLY, **how)
    assert (chain.remedies_end, chain.court.due, chain.urge_by) == (day(end), day(court), day(urge))
    assert chain.provisional
    assert any(urge in each.text for each in chain.lines)


def test_a_demolition_and_an_early_deferral_want_the_legal_section(pack):
    assert not court_chain(pack, TODAY).needs_confirmation
    assert "十五日" in court_chain(pack, TODAY, demolition=True).needs_confirmation
    assert "较晚" in court_chain(pack, TODAY, deferred_until=date(2026, 12, 31)).needs_confirmation


@given(st.dates(date(2024, 1, 2), date(2026, 6, 30)), st.booleans())
def test_an_urging_served_on_the_last_day_still_leaves_a_day_to_apply(pack, served, demolition):
    chain = court_chain(pack, served, demolition=demolition)
    urged = court_chain(pack, served, demolition=demolition, urged_on=chain.urge_by)
    assert chain.remedies_end < chain.apply_from <= chain.court.due_on
    assert urged.apply_from <= urged.court.last_workday
    late = pack.calendar().add_workdays(chain.urge_by, 1)
    assert court_chain(pack, served, demolition=demolition, urged_on=late).apply_from > chain.court.last_workday


@given(st.dates(date(2018, 1, 1), date(2026, 6, 30)), st.integers(1, 60), st.sampled_from(["wd", "d"]), st.booleans())
def test_counting_back_leaves_the_whole_period(pack, target, count, unit, party):
    due = compute_back(target, Period(count, unit), pack.calendar(), party_right=party)
    assert due.nominal < target
    assert due.last_workday <= due.nominal
    assert due.due == (due.nominal if party else due.last_workday)
    assert due.warn_on < due.due
    if unit == "wd":
        assert compute(due.due, Period(count, unit), pack.calendar()).due <= target
    else:
        assert (target - due.nominal).days == count


@given(st.dates(date(2018, 1, 1), date(2026, 6, 30)), st.sampled_from(["D04", "D10", "D13", "D16", "D21", "D28"]))
def test_counted_and_left_out_days_make_up_the_whole_span(pack, start, key):
    rule = pack.deadline(key, TODAY)
    due = rule.due(start, pack.calendar())
    counted = (due.due_on - start).days - len(due.skipped)
    assert counted == rule.period.count


BASE = {"id": "D99", "name": "某期限", "event": "某事", "on_expiry": "提醒", "cite": "某条", "in_force_from": TODAY}


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({}, "缺少 period"),
        ({"period": "1y", "yearly": "03-31"}, "请只写一个"),
        ({"yearly": "3月"}, "看不懂每年的日期"),
        ({"period": "3m", "shortest": {"": "6m"}}, "下限 6m 长于上限 3m"),
        ({"period": "3m", "shortest": {"grave": "1m"}}, "grave 不在 variants"),
        ({"period": "3m", "variant_events": {"grave": "某事"}}, "grave 不在 variants"),
    ],
)
def test_a_clock_that_cannot_run_is_refused(more, message):
    with pytest.raises(LawError, match=message):
        Deadline.read({**BASE, **more}, "cn/x.toml：[[deadline]] D99")


def test_every_notice_since_2004_is_entered(pack):
    calendar = pack.calendar()
    assert calendar.known_years == set(range(2004, 2027))
    for year in range(2004, 2027):
        assert calendar.why_rest(date(year, 10, 1)) and calendar.why_rest(date(year, 1, 1))
    assert all(calendar.is_workday(each) for each in calendar.work)
    assert all(calendar.names[each] for each in calendar.off)


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ("2004-01-16", "2004-01-30"),
        ("2008-09-26", "2008-10-10"),
        ("2013-09-27", "2013-10-12"),
        ("2015-09-01", "2015-09-11"),
    ],
)
def test_seven_working_days_in_old_cases(pack, start, expected):
    due = compute(day(start), Period(7, "wd"), pack.calendar())
    assert (due.due, due.provisional) == (day(expected), False)
