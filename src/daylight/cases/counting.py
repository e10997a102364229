"""Reading clocks: the law a clock runs under, where it stands now, and how its date was computed."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from daylight.base import lawpack
from daylight.cases.models import Clock
from daylight.core.deadlines import Due, Pause
from daylight.core.explanation import Course, Line, explain
from daylight.core.lawclocks import Deadline, rule_kept
from daylight.core.moment import local_date, local_time
from daylight.core.workcalendar import WorkCalendar

Standing = Literal["running", "warned", "last_day", "over", "late", "suspended", "stopped"]


def rule_of(clock: Clock) -> Deadline:
    """The rule the clock started under; a row from before rules were kept reads the lawpack of its first day."""
    return rule_kept(clock.rule) if clock.rule else lawpack.current().deadline(clock.code, clock.started_on)


def standing(clock: Clock, now: datetime) -> Standing:
    """Where the clock stands. ``warned``: from the day of the reminder; ``over``: what the party could do has ended;
    ``late``: the authority's own limit has passed. A clock suspended in time is never late, one suspended too late is.
    """
    today = local_date(now)
    if clock.stopped_on is not None:
        return "stopped"
    if clock.suspended_on is not None and clock.suspended_on <= clock.due_on:
        return "suspended"
    if now > clock.due_at if clock.due_at else today > clock.due_on:
        return "over" if rule_of(clock).party_right else "late"
    if today == clock.due_on:
        return "last_day"
    return "warned" if today >= clock.warn_on else "running"


def pauses_of(clock: Clock) -> tuple[Pause, ...]:
    """The days that do not count, in the order they were entered."""
    return tuple(
        Pause(date.fromisoformat(start), date.fromisoformat(end) if end else None, reason)
        for start, end, reason in clock.pauses
    )


def due_of(clock: Clock, rule: Deadline, calendar: WorkCalendar) -> Due:
    """The limit counted again from what the row keeps; an open pause is counted through its first day."""
    return rule.due(
        local_time(clock.started_at) if clock.started_at else clock.started_on,
        calendar,
        pauses=pauses_of(clock),
        extended=len(clock.extensions),
        variant=clock.variant,
        as_of=clock.suspended_on,
    )


def course_of(clock: Clock) -> Course:
    """What happened to the clock on the way, for the explanation."""
    granted = tuple((date.fromisoformat(on), reason) for on, reason in clock.extensions)
    return Course(clock.variant, granted, pauses_of(clock))


def lines_of(clock: Clock) -> tuple[Line, ...]:
    """如何计算, the same wherever a limit is shown: as kept when the date was counted, then what ended the clock."""
    if clock.lines:
        found = tuple(Line(label, text) for label, text in clock.lines)
    else:
        rule = rule_of(clock)
        found = explain(due_of(clock, rule, lawpack.current().calendar()), rule, course_of(clock))
    if clock.stopped_on is None:
        return found
    return (*found, Line("停止", f"{clock.stopped_on}，{clock.stopped_by}"))
