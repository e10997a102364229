"""工作日历: which days count. Exceptions to Monday-Friday come from the yearly State Council notice (law as data)."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from types import MappingProxyType

ONE_DAY = timedelta(days=1)
SATURDAY = 5


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """Weekends plus the notified exceptions.

    `off` rest days besides weekends, `work` weekend days worked instead, `known_years` the years whose notice is
    entered (other years count by weekends only and make a result provisional), `names` the holiday a date belongs to.
    """

    off: frozenset[date] = frozenset()
    work: frozenset[date] = frozenset()
    known_years: frozenset[int] = frozenset()
    names: Mapping[date, str] = field(default_factory=lambda: MappingProxyType({}))

    def __post_init__(self) -> None:
        both = self.off & self.work
        if both:
            listed = "、".join(day.isoformat() for day in sorted(both))
            raise ValueError(f"{listed} 既列为放假又列为上班，请核对放假通知")

    def with_year(self, year: int, off: Mapping[date, str], work: frozenset[date] = frozenset()) -> "WorkCalendar":
        """A calendar with the notice of a missing `year` entered: `off` rest days with the holiday's name.

        A notice may reach into the neighbouring years; it decides for every day it names. A notice already entered and
        then changed is read again with all the others (lawdata.calendar_of). Raises ValueError for a day off and worked.
        """
        replaced = set(off) | work
        names = {day: name for day, name in self.names.items() if day not in replaced}
        return WorkCalendar(
            (self.off - replaced) | frozenset(off),
            (self.work - replaced) | work,
            self.known_years | {year},
            MappingProxyType({**names, **off}),
        )

    def stamp(self) -> str:
        """A short digest of everything that decides a date: two calendars of one stamp count alike."""
        parts = (sorted(self.off), sorted(self.work), sorted(self.known_years), sorted(self.names.items()))
        return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]

    def is_workday(self, day: date) -> bool:
        if day in self.work:
            return True
        return day not in self.off and day.weekday() < SATURDAY

    def knows(self, day: date) -> bool:
        """Whether the holiday notice covering `day` is in the table."""
        return day.year in self.known_years

    def why_rest(self, day: date) -> str:
        """Why `day` is a rest day ("国庆节", "周末"); empty for a working day."""
        if self.is_workday(day):
            return ""
        return self.names.get(day, "法定节假日") if day in self.off else "周末"

    def next_workday(self, day: date) -> date:
        """`day` itself when worked, otherwise the first working day after it."""
        while not self.is_workday(day):
            day += ONE_DAY
        return day

    def previous_workday(self, day: date) -> date:
        """`day` itself when worked, otherwise the last working day before it."""
        while not self.is_workday(day):
            day -= ONE_DAY
        return day

    def add_workdays(self, day: date, count: int) -> date:
        """The `count`-th working day after `day` (before it when negative); `day` itself is not counted."""
        step = ONE_DAY if count >= 0 else -ONE_DAY
        for _ in range(abs(count)):
            day += step
            while not self.is_workday(day):
                day += step
        return day

    def workdays_between(self, after: date, until: date) -> int:
        """How many working days lie in (after, until]; negative when `until` is earlier."""
        if until < after:
            return -self.workdays_between(until, after)
        span = (until - after).days
        return sum(self.is_workday(after + timedelta(days=n)) for n in range(1, span + 1))


WEEKENDS_ONLY = WorkCalendar()
