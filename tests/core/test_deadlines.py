"""Time limits: the statute's own examples, the holidays of 2026, and what must hold for every date."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daylight.core.amounts import surcharge
from daylight.core.deadlines import Pause, Period, PeriodError, add_months, compute, deadline_report, latest_before
from daylight.core.workcalendar import WEEKENDS_ONLY, WorkCalendar


def due(start: str, period: str, **how: object) -> date:
    return compute(date.fromisoformat(start), Period.parse(period), WEEKENDS_ONLY, **how).due_on


@pytest.mark.parametrize(
    ("start", "period", "expected"),
    [
        ("2026-11-23", "5wd", "2026-11-30"),
        ("2026-11-20", "7wd", "2026-12-01"),
        ("2026-11-25", "7wd", "2026-12-04"),
        ("2026-11-25", "15d", "2026-12-10"),
        ("2026-11-25", "60d", "2027-01-25"),
        ("2026-11-25", "6m", "2027-05-25"),
        ("2027-05-25", "3m", "2027-08-25"),
        ("2026-11-25", "30d", "2026-12-25"),
        ("2026-03-02", "90d", "2026-06-01"),
    ],
)
def test_statutory_examples(start, period, expected):
    assert due(start, period) == date.fromisoformat(expected)


def test_the_day_after_the_last_day_is_the_first_on_which_the_authority_may_decide():
    limit = compute(date(2026, 11, 23), Period(5, "wd"), WEEKENDS_ONLY)
    assert not limit.has_expired(date(2026, 11, 30))
    assert limit.has_expired(date(2026, 12, 1))
    assert limit.days_left(date(2026, 11, 28)) == 2


def test_the_authority_is_warned_on_the_last_working_day_before_a_rest_day_end():
    limit = compute(date(2026, 3, 2), Period(90, "d"), WEEKENDS_ONLY, party_right=False)
    assert (limit.nominal, limit.last_workday, limit.due) == (date(2026, 5, 31), date(2026, 5, 29), date(2026, 6, 1))
    assert limit.warn_on == date(2026, 5, 29)
    assert limit.skipped == ((date(2026, 5, 31), "周末，末日顺延"),)


def test_a_lead_time_counts_back_from_the_last_safe_day():
    duty = compute(date(2026, 3, 2), Period(90, "d"), WEEKENDS_ONLY, party_right=False, warn=Period(2, "wd"))
    right = compute(date(2026, 3, 2), Period(90, "d"), WEEKENDS_ONLY, warn=Period(2, "wd"))
    assert (duty.warn_on, right.warn_on) == (date(2026, 5, 27), date(2026, 5, 28))


def test_surcharge_runs_from_the_day_after_and_stops_at_the_principal():
    def at(day: str):
        return surcharge(
            Decimal(100000),
            date(2026, 12, 10),
            date.fromisoformat(day),
            daily_percent=Decimal(3),
            cap_percent=Decimal(100),
        )

    assert at("2026-12-10").amount == 0
    assert at("2026-12-11").amount == Decimal(3000)
    assert at("2027-01-12").amount == Decimal(99000)
    assert (at("2027-01-13").days, at("2027-01-13").amount, at("2027-01-13").capped_on) == (
        34,
        100000,
        date(2027, 1, 13),
    )
    assert at("2028-01-01").amount == Decimal(100000)


def test_surcharge_does_not_count_the_days_of_a_review():
    found = surcharge(
        Decimal(1000),
        date(2026, 12, 10),
        date(2026, 12, 20),
        daily_percent=Decimal(3),
        suspended=[Pause(date(2026, 12, 12), date(2026, 12, 15), "复议")],
    )
    assert (found.days, found.amount) == (7, Decimal(210))


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ("2026-09-30", "2026-10-15"),
        ("2026-09-18", "2026-09-29"),
        ("2026-10-08", "2026-10-16"),
        ("2026-09-24", "2026-10-12"),
    ],
)
def test_seven_working_days_around_national_day_2026(start, expected, calendar_2026):
    limit = compute(date.fromisoformat(start), Period(7, "wd"), calendar_2026)
    assert limit.due == date.fromisoformat(expected)
    assert not limit.provisional


def test_skipped_days_say_why(calendar_2026):
    skipped = dict(compute(date(2026, 9, 30), Period(7, "wd"), calendar_2026).skipped)
    assert skipped[date(2026, 10, 1)] == "国庆节"
    assert skipped[date(2026, 10, 11)] == "周末"
    assert date(2026, 10, 10) not in skipped


def test_a_year_without_notice_is_provisional(calendar_2026):
    assert compute(date(2026, 12, 28), Period(7, "wd"), calendar_2026).provisional
    assert compute(date(2026, 11, 25), Period(60, "d"), calendar_2026).provisional
    assert not compute(date(2025, 12, 1), Period(60, "d"), calendar_2026).provisional


def test_report_for_programs(calendar_2026):
    report = deadline_report(date(2026, 9, 30), Period.parse("7wd"), calendar_2026)
    assert report["due"] == "2026-10-15"
    assert report["warn_on"] == "2026-10-14"
    assert report["skipped"][0] == "2026-10-01"
    assert report["provisional"] is False


@pytest.mark.parametrize("text", ["", "7", "wd", "7 wd x", "0d", "-3d", "7w", "7.5d"])
def test_unreadable_periods_are_refused_with_a_sentence(text):
    with pytest.raises(PeriodError, match="看不懂期限"):
        Period.parse(text)


def test_hours_run_on_the_clock_and_never_move():
    friday = datetime(2026, 11, 27, 16, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
    limit = compute(friday, Period(24, "h"), WEEKENDS_ONLY)
    assert limit.due == friday + timedelta(hours=24)
    with pytest.raises(PeriodError, match="具体时刻"):
        compute(date(2026, 11, 27), Period(24, "h"), WEEKENDS_ONLY)


@pytest.mark.parametrize(
    ("start", "months", "expected"),
    [
        ("2025-01-31", 1, "2025-02-28"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2025-03-31", -1, "2025-02-28"),
    ],
)
def test_a_month_without_the_day_ends_on_its_last_day(start, months, expected):
    assert add_months(date.fromisoformat(start), months) == date.fromisoformat(expected)


def test_an_extension_in_the_same_unit_is_added():
    assert due("2026-03-02", "90d", extension=Period(30, "d")) == due("2026-03-02", "120d")
    assert due("2026-11-25", "5wd", extension=Period(3, "wd")) == due("2026-11-25", "8wd")


def test_an_open_pause_is_counted_through_the_day_asked():
    pause = Pause(date(2026, 11, 26), None, "鉴定")
    limit = compute(date(2026, 11, 25), Period(10, "d"), WEEKENDS_ONLY, pauses=[pause], as_of=date(2026, 11, 30))
    assert limit.nominal == date(2026, 12, 10)
    assert limit.provisional
    with pytest.raises(PeriodError, match="鉴定"):
        compute(date(2026, 11, 25), Period(10, "d"), WEEKENDS_ONLY, pauses=[pause])


def test_a_hearing_is_announced_seven_working_days_before():
    assert latest_before(date(2026, 12, 4), Period(7, "wd"), WEEKENDS_ONLY) == date(2026, 11, 25)
    assert latest_before(date(2026, 12, 31), Period(30, "d"), WEEKENDS_ONLY) == date(2026, 12, 1)
    assert latest_before(date(2026, 12, 29), Period(30, "d"), WEEKENDS_ONLY) == date(2026, 11, 27)


days = st.dates(date(2015, 1, 1), date(2035, 12, 31))
day_sets = st.frozensets(st.dates(date(2024, 1, 1), date(2025, 12, 31)), max_size=40)
periods = st.builds(Period, st.integers(1, 60), st.sampled_from(["wd", "d"])) | st.builds(
    Period, st.integers(1, 24), st.sampled_from(["m"])
)


@st.composite
def calendars(draw):
    off = draw(day_sets)
    return WorkCalendar(off, draw(day_sets) - off, frozenset({2024, 2025}))


@given(st.dates(date(2023, 12, 1), date(2026, 2, 1)), periods, calendars())
def test_the_last_day_is_a_working_day_after_the_start(start, period, calendar):
    limit = compute(start, period, calendar)
    assert calendar.is_workday(limit.due)
    assert start < limit.nominal <= limit.due
    assert calendar.is_workday(limit.last_workday) or limit.last_workday == start
    assert limit.last_workday <= limit.nominal
    assert start <= limit.warn_on < limit.due or limit.warn_on == start


@given(st.dates(date(2023, 12, 1), date(2026, 2, 1)), st.integers(0, 30), periods, calendars())
def test_a_later_start_never_ends_earlier(start, later, period, calendar):
    assert compute(start, period, calendar).due <= compute(start + timedelta(days=later), period, calendar).due


@given(days, st.integers(1, 40), st.integers(1, 40), st.sampled_from(["wd", "d"]))
def test_a_longer_period_never_ends_earlier(start, one, more, unit):
    assert (
        compute(start, Period(one, unit), WEEKENDS_ONLY).due
        <= compute(start, Period(one + more, unit), WEEKENDS_ONLY).due
    )


@given(days, st.integers(1, 60), st.integers(1, 60), st.integers(0, 40), st.sampled_from(["d", "m"]))
def test_a_pause_inside_adds_exactly_its_days(start, count, begins, length, unit):
    count = count if unit == "d" else count % 12 + 1
    plain = compute(start, Period(count, unit), WEEKENDS_ONLY)
    begins_on = start + timedelta(days=min(begins, (plain.nominal - start).days))
    pause = Pause(begins_on, begins_on + timedelta(days=length), "鉴定")
    paused = compute(start, Period(count, unit), WEEKENDS_ONLY, pauses=[pause])
    assert (paused.nominal - plain.nominal).days == length


@given(days, st.integers(1, 40), st.integers(1, 30), st.integers(1, 30))
def test_overlapping_pauses_count_once(start, count, first, second):
    begin = start + timedelta(days=1)
    one = Pause(begin, begin + timedelta(days=first), "听证")
    two = Pause(begin, begin + timedelta(days=second), "公告")
    both = compute(start, Period(count, "d"), WEEKENDS_ONLY, pauses=[one, two])
    longer = compute(start, Period(count, "d"), WEEKENDS_ONLY, pauses=[one if first >= second else two])
    assert both.nominal == longer.nominal


@given(days, st.integers(1, 40), calendars())
def test_working_days_are_counted_one_by_one(start, count, calendar):
    limit = compute(start, Period(count, "wd"), calendar)
    assert calendar.workdays_between(start, limit.due) == count


@given(days, st.integers(1, 30), calendars())
def test_counting_back_is_the_latest_day_that_still_works(target, count, calendar):
    latest = latest_before(target, Period(count, "wd"), calendar)
    assert calendar.is_workday(latest)
    assert compute(latest, Period(count, "wd"), calendar).due <= target
    following = calendar.add_workdays(latest, 1)
    assert compute(following, Period(count, "wd"), calendar).due > target


def test_a_day_cannot_be_off_and_worked():
    with pytest.raises(ValueError, match="2026-10-10"):
        WorkCalendar(frozenset({date(2026, 10, 10)}), frozenset({date(2026, 10, 10)}))
