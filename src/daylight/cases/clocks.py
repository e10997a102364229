"""Starting and stopping clocks: one definition (lawpack deadline), computed once, kept with how it came."""

from __future__ import annotations

from datetime import date

from daylight.base import lawpack
from daylight.base.permit import current_permit
from daylight.cases.models import Case, Clock


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
