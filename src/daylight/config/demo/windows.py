"""The windows of the demonstration: two weeks of shifts, one substitute."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from daylight.config.demo.people import Troupe
from daylight.core.moment import local_date
from daylight.lists.roster.acts import assign_shifts, replace_on_shift
from daylight.lists.roster.models import Shift

HALVES = ((time(8, 30), time(12, 0)), (time(13, 30), time(17, 0)))


def seat_windows(troupe: Troupe, now: datetime) -> None:
    """Shifts for the present and the next week; tomorrow or later the officer stands in once."""
    today = local_date(now)
    for window, person in (("1", troupe.window), ("2", troupe.third), ("3", troupe.keeper)):
        for begins, ends in HALVES:
            assign_shifts(window, person, today, today + timedelta(days=13), begins, ends, actor=troupe.window, now=now)
    later = Shift.objects.filter(agency=troupe.agency, window="3", on__gt=today).first()
    if later is not None:
        replace_on_shift(later, troupe.officer, "清单管理员外出培训（演示）", actor=troupe.window, now=now)
