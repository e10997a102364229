"""期限: one definition of every clock (民事诉讼法 第八十五条; 行政处罚法 第八十五条 and its like for working days).

The day of the start event is not counted. A last day that is a rest day moves to the first working day after it. That
is a right of the party; an authority has the same statutory date but should finish by the last working day before it.
"""

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from daylight.core.workcalendar import ONE_DAY, WorkCalendar

Unit = Literal["wd", "d", "m", "y", "h"]
UNIT_NAMES: dict[str, str] = {"wd": "个工作日", "d": "日", "m": "个月", "y": "年", "h": "小时"}
_YEAR_DAY = re.compile(r"(\d{2})-(\d{2})")
_PERIOD = re.compile(r"(\d{1,4})(wd|d|m|y|h)")


class PeriodError(ValueError):
    """A period that cannot be read or cannot be used here; the message is a Chinese sentence for the person."""


@dataclass(frozen=True, slots=True)
class Period:
    """A length of time: `7wd` working days, `15d` days, `6m` months, `2y` years, `24h` hours."""

    count: int
    unit: Unit

    @classmethod
    def parse(cls, text: str) -> "Period":
        found = _PERIOD.fullmatch(text.strip().lower())
        if not found or int(found[1]) == 0:
            raise PeriodError(f"看不懂期限“{text}”，请写成 7wd（工作日）、15d（日）、6m（月）、2y（年）或 24h（小时）")
        unit: Unit = found[2]  # type: ignore[assignment]
        return cls(int(found[1]), unit)

    def __str__(self) -> str:
        return f"{self.count}{self.unit}"

    @property
    def label(self) -> str:
        """The Chinese reading: 7个工作日."""
        return f"{self.count}{UNIT_NAMES[self.unit]}"


@dataclass(frozen=True, slots=True)
class YearDay:
    """A date of every year, written 03-31; 02-29 falls on the last day of February in other years."""

    month: int
    day: int

    @classmethod
    def parse(cls, text: str) -> "YearDay":
        found = _YEAR_DAY.fullmatch(text.strip())
        # 2024 is a leap year, so that 02-29 may be written.
        if not found or not 1 <= int(found[1]) <= 12 or not 1 <= int(found[2]) <= monthrange(2024, int(found[1]))[1]:
            raise PeriodError(f"看不懂每年的日期“{text}”，请写成 03-31（3月31日）")
        return cls(int(found[1]), int(found[2]))

    def in_year(self, year: int) -> date:
        return date(year, self.month, min(self.day, monthrange(year, self.month)[1]))

    def __str__(self) -> str:
        return f"{self.month:02}-{self.day:02}"

    @property
    def label(self) -> str:
        return f"每年{self.month}月{self.day}日"


@dataclass(frozen=True, slots=True)
class Pause:
    """Days that do not count (鉴定、听证、公告 …): from `from_on` up to, not including, `until_on`, the day the clock
    runs again. `until_on` None: still paused."""

    from_on: date
    until_on: date | None
    reason: str

    def covers(self, day: date) -> bool:
        return self.from_on <= day and (self.until_on is None or day < self.until_on)


@dataclass(frozen=True, slots=True)
class Due:
    """A computed time limit.

    `due` the statutory last day (or moment, for hours); `nominal` the same before moving off a rest day;
    `last_workday` the last working day not later than `nominal`; `warn_on` when to remind; `skipped` the days after the
    start that were not counted, with the reason; `provisional`: some holiday notice is missing or a pause is open.
    The rest says how it was computed: `start` and the `legs` counted from it, `backwards` when counted back to it,
    `unknown_years` the years without a holiday notice, `open_pause` the pause that has not ended.
    """

    due: date | datetime
    nominal: date | datetime
    warn_on: date
    last_workday: date
    skipped: tuple[tuple[date, str], ...]
    provisional: bool
    start: date | datetime | None = None
    legs: tuple[Period, ...] = ()
    backwards: bool = False
    unknown_years: tuple[int, ...] = ()
    open_pause: str = ""

    @property
    def due_on(self) -> date:
        return self.due.date() if isinstance(self.due, datetime) else self.due

    def has_expired(self, today: date) -> bool:
        """The last day itself still belongs to the period."""
        return today > self.due_on

    def days_left(self, today: date) -> int:
        """Calendar days left; 0 on the last day, negative afterwards."""
        return (self.due_on - today).days


def add_months(day: date, months: int) -> date:
    """The same day of the month; the last day of the month where it has none (2025-01-31 + 1 -> 2025-02-28)."""
    years, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(years, month + 1, min(day.day, monthrange(years, month + 1)[1]))


def compute(
    start: date | datetime,
    period: Period,
    calendar: WorkCalendar,
    *,
    pauses: Sequence[Pause] = (),
    extension: Period | None = None,
    party_right: bool = True,
    warn: Period | None = None,
    as_of: date | None = None,
) -> Due:
    """When `period` after `start` ends.

    `extension` is added in the same unit where it has the same unit, otherwise it follows the first period.
    An open pause is counted through `as_of`. `warn` is counted back from the last safe day: for a party's right that is
    the due date, for a duty of the authority (`party_right=False`) the last working day before a rest-day end. Without
    `warn` the reminder falls on the last working day before the due date.
    Hours run on the clock and never move to another day. Raises PeriodError for hours from a bare date.
    """
    if extension is not None and extension.unit == period.unit:
        legs = [Period(period.count + extension.count, period.unit)]
    else:
        legs = [period] if extension is None else [period, extension]
    closed, still_open = _close(pauses, as_of)
    if any(leg.unit == "h" for leg in legs):
        return _hours(start, legs, calendar, pauses, warn)
    first = start.date() if isinstance(start, datetime) else start
    nominal = first
    for leg in legs:
        nominal = _advance(nominal, leg, calendar, closed)
    due = calendar.next_workday(nominal)
    last_workday = max(first, calendar.previous_workday(nominal))
    counts_workdays = any(leg.unit == "wd" for leg in legs)
    skipped = tuple(_skipped(first, nominal, due, calendar, closed, counts_workdays))
    looked_at = _days(first, due) if counts_workdays else _days(nominal - ONE_DAY, due)
    unknown = _unknown_years(looked_at, calendar)
    if warn is None:
        warn_on = calendar.add_workdays(due, -1)
    else:
        warn_on = _back(due if party_right else last_workday, warn, calendar)
    return Due(
        due,
        nominal,
        max(first, warn_on),
        last_workday,
        skipped,
        bool(still_open or unknown),
        start=start,
        legs=tuple(legs),
        unknown_years=unknown,
        open_pause=still_open,
    )


def compute_back(
    target: date, period: Period, calendar: WorkCalendar, *, party_right: bool = False, warn: Period | None = None
) -> Due:
    """The latest day to act so that `period` still lies before `target` (听证通知、再次催告、申请延续).

    An authority acts on a working day, so its day moves back off a rest day; a party may use the counted day itself.
    `skipped` are the rest days between the act and `target`. Raises PeriodError for hours.
    """
    _no_hours(period)
    nominal = _back(target, period, calendar)
    last_workday = calendar.previous_workday(nominal)
    due = nominal if party_right else last_workday
    between = list(_days(due, target))
    moved = [(day, f"{calendar.why_rest(day)}，提前") for day in between if day <= nominal and calendar.why_rest(day)]
    rest = [(day, calendar.why_rest(day)) for day in between if nominal < day and calendar.why_rest(day)]
    looked_at = between if period.unit == "wd" else [*_days(last_workday - ONE_DAY, nominal)]
    unknown = _unknown_years(looked_at, calendar)
    warn_on = calendar.add_workdays(due, -1) if warn is None else _back(due, warn, calendar)
    return Due(
        due,
        nominal,
        warn_on,
        last_workday,
        (*moved, *(rest if period.unit == "wd" else ())),
        bool(unknown),
        start=target,
        legs=(period,),
        backwards=True,
        unknown_years=unknown,
    )


def compute_yearly(after: date, day: YearDay, calendar: WorkCalendar, *, warn: Period | None = None) -> Due:
    """The first `day` of a year not earlier than `after` (年度计划、年报).

    A named date is not a period, so it does not move off a rest day: `last_workday` is the last safe day and `warn`
    is counted back from it.
    """
    due = day.in_year(after.year)
    if due < after:
        due = day.in_year(after.year + 1)
    last_workday = calendar.previous_workday(due)
    unknown = _unknown_years(_days(last_workday - ONE_DAY, due), calendar)
    warn_on = calendar.add_workdays(last_workday, -1) if warn is None else _back(last_workday, warn, calendar)
    return Due(due, due, warn_on, last_workday, (), bool(unknown), start=after, unknown_years=unknown)


def latest_before(target: date, period: Period, calendar: WorkCalendar) -> date:
    """The latest working day to act so that `period` has run by `target` (听证七日前通知、代履行三日前催告).

    The day of the act is not counted, `target` is; the result never lies on a rest day.
    """
    _no_hours(period)
    return calendar.previous_workday(_back(target, period, calendar))


def _no_hours(period: Period) -> None:
    if period.unit == "h":
        raise PeriodError("倒推期限不能按小时计算，请改用日或工作日")


def _unknown_years(days: Iterable[date], calendar: WorkCalendar) -> tuple[int, ...]:
    return tuple(sorted({day.year for day in days if not calendar.knows(day)}))


def _back(target: date, period: Period, calendar: WorkCalendar) -> date:
    if period.unit == "wd":
        return calendar.add_workdays(calendar.previous_workday(target), -period.count)
    if period.unit == "h":
        return target - timedelta(days=-(-period.count // 24))
    if period.unit == "d":
        return target - timedelta(days=period.count)
    return add_months(target, -period.count * (12 if period.unit == "y" else 1))


def _close(pauses: Sequence[Pause], as_of: date | None) -> tuple[list[Pause], str]:
    closed, still_open = [], ""
    for pause in pauses:
        if pause.until_on is None:
            if as_of is None:
                raise PeriodError(f"“{pause.reason}”尚未结束，请给出计算到哪一天")
            still_open = pause.reason
            closed.append(Pause(pause.from_on, as_of + ONE_DAY, pause.reason))
        elif pause.until_on < pause.from_on:
            raise PeriodError(f"“{pause.reason}”的结束日期早于开始日期，请核对")
        else:
            closed.append(pause)
    return closed, still_open


def _paused(day: date, pauses: Sequence[Pause]) -> str:
    return next((pause.reason for pause in pauses if pause.covers(day)), "")


def _days(after: date, until: date) -> Iterator[date]:
    day = after
    while day < until:
        day += ONE_DAY
        yield day


def _advance(day: date, period: Period, calendar: WorkCalendar, pauses: Sequence[Pause]) -> date:
    if period.unit == "wd":
        left = period.count
        while left:
            day += ONE_DAY
            left -= calendar.is_workday(day) and not _paused(day, pauses)
        return day
    if period.unit == "d":
        end = day + timedelta(days=period.count)
    else:
        end = add_months(day, period.count * (12 if period.unit == "y" else 1))
    owed = sum(bool(_paused(each, pauses)) for each in _days(day, end))
    while owed:
        end += ONE_DAY
        owed -= not _paused(end, pauses)
    return end


def _skipped(
    first: date, nominal: date, due: date, calendar: WorkCalendar, pauses: Sequence[Pause], counts_workdays: bool
) -> Iterator[tuple[date, str]]:
    for day in _days(first, nominal):
        rest = calendar.why_rest(day) if counts_workdays else ""
        reason = rest or _paused(day, pauses)
        if reason:
            yield day, reason
    day = nominal
    while day < due:
        yield day, f"{calendar.why_rest(day)}，末日顺延"
        day += ONE_DAY


def _hours(
    start: date | datetime, legs: list[Period], calendar: WorkCalendar, pauses: Sequence[Pause], warn: Period | None
) -> Due:
    if not isinstance(start, datetime):
        raise PeriodError("按小时计算的期限要从具体时刻起算，请补上几点几分")
    if pauses or any(leg.unit != "h" for leg in legs):
        raise PeriodError("按小时计算的期限不能中止，也不能与其他单位相加")
    end = start + timedelta(hours=sum(leg.count for leg in legs))
    if warn is not None and warn.unit == "h":
        warn_on = (end - timedelta(hours=warn.count)).date()
    else:
        warn_on = _back(end.date(), warn, calendar) if warn else start.date()
    return Due(end, end, max(start.date(), warn_on), end.date(), (), False, start=start, legs=tuple(legs))


def deadline_report(start: date | datetime, period: Period, calendar: WorkCalendar) -> dict[str, object]:
    """The JSON document of `daylight deadline` for a bare period."""
    return due_report(compute(start, period, calendar))


def due_report(due: Due) -> dict[str, object]:
    """The JSON document of a limit: `skipped` lists the dates not counted, `reasons` says why."""
    assert due.start is not None
    return {
        "start": due.start.isoformat(),
        "period": "+".join(str(leg) for leg in due.legs),
        "due": due.due.isoformat(),
        "warn_on": due.warn_on.isoformat(),
        "skipped": [day.isoformat() for day, _ in due.skipped],
        "reasons": {day.isoformat(): reason for day, reason in due.skipped},
        "provisional": due.provisional,
    }
