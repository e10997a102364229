"""Working days and months for the second reading of the law: its own calendar and its own arithmetic."""

from __future__ import annotations

import calendar
import tomllib
from datetime import date, timedelta
from pathlib import Path

CALENDAR = Path(__file__).parents[1] / "lawpacks/cn/calendar.toml"


def _rest_days() -> tuple[set[date], set[date]]:
    off: set[date] = set()
    work: set[date] = set()
    for year in tomllib.loads(CALENDAR.read_text("utf-8"))["calendar_year"]:
        work.update(year["work"])
        for days in year["off"].values():
            off.update(days)
    return off, work


OFF, WORK = _rest_days()


def worked(day: date) -> bool:
    return day in WORK or (day.isoweekday() < 6 and day not in OFF)


def workdays_strictly_between(one: date, other: date) -> int:
    return sum(worked(date.fromordinal(n)) for n in range(one.toordinal() + 1, other.toordinal()))


def months_later(day: date, months: int) -> date:
    """The same day of a later month, or its last."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def rolled(day: date) -> date:
    """A last day that is no working day moves to the next (民事诉讼法 第八十五条)."""
    while not worked(day):
        day += timedelta(1)
    return day
