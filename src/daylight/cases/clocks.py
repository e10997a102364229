"""Starting and stopping clocks: one definition (lawpack deadline), computed once, kept with how it came."""

from __future__ import annotations

from datetime import date, timedelta

from daylight.base import lawpack
from daylight.base.permit import current_permit
from daylight.cases.models import Case, Clock
from daylight.core.deadlines import Pause


def start(case: Case, code: str, started_on: date, *, variant: str = "") -> Clock:
    """Start clock ``code`` from ``started_on``; a clock of the same code that still runs is stopped (restarted)."""
    current_permit()
    stop(case, code, started_on, "重新起算")
    pack = lawpack.current()
    rule = pack.deadline(code, started_on)
    due = rule.due(started_on, pack.calendar(), variant=variant)
    return Clock.objects.create(
        case=case,
        code=code,
        name=rule.name,
        started_on=started_on,
        due_on=due.due_on,
        warn_on=due.warn_on,
        last_workday=due.last_workday,
        skipped=[[day.isoformat(), why] for day, why in due.skipped],
        provisional=due.provisional,
        cite=rule.cite,
        verified=rule.verified,
    )


def stop(case: Case, code: str, stopped_on: date, why: str) -> int:
    """Stop the running clock ``code``, if any. Returns how many stopped."""
    current_permit()
    return Clock.objects.filter(case=case, code=code, stopped_on=None).update(stopped_on=stopped_on, stopped_by=why)


def pause(case: Case, code: str, days: Pause) -> Clock | None:
    """Leave ``days`` out of the running clock ``code`` (部办法第38条); None when it does not run. Raises PeriodError for
    a reason the law does not know."""
    current_permit()
    clock = Clock.objects.select_for_update().filter(case=case, code=code, stopped_on=None).first()
    if clock is None:
        return None
    pack = lawpack.current()
    rule = pack.deadline(code, clock.started_on)
    # Earlier pauses stand in the row as the days they left out.
    earlier = [(date.fromisoformat(day), why) for day, why in clock.skipped if why in rule.pauses]
    before = tuple(Pause(day, day + timedelta(days=1), why) for day, why in earlier)
    due = rule.due(clock.started_on, pack.calendar(), pauses=(*before, days))
    clock.due_on, clock.warn_on, clock.last_workday = due.due_on, due.warn_on, due.last_workday
    clock.skipped = [[day.isoformat(), why] for day, why in due.skipped]
    clock.provisional = due.provisional
    clock.save(update_fields=["due_on", "warn_on", "last_workday", "skipped", "provisional"])
    return clock
