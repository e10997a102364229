"""Background work of the review room: the limit of a dossier follows the clock of its case (D09)."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef

from daylight.base.chores import chore
from daylight.base.journal.writing import record
from daylight.base.permit import permit
from daylight.cases.models import Clock
from daylight.review.events import DUE_MOVED
from daylight.review.models import Dossier

CLOCK = "D09"
OPEN = ("waiting", "reviewing")


@chore("review.follow_clock", every=timedelta(seconds=30))
def follow_clock(now: datetime) -> int:
    """Where the clock was extended or counted again, the dossier under review gets its new date. Returns how many."""
    running = Clock.objects.filter(case=OuterRef("case"), code=CLOCK, stopped_on=None)
    apart = Dossier.objects.filter(Exists(running.exclude(due_on=OuterRef("due_on"))), state__in=OPEN)
    return sum(_follow(pk, now) for pk in apart.values_list("pk", flat=True))


def _follow(pk: int, now: datetime) -> bool:
    with permit("chore:review.follow_clock"), transaction.atomic():
        dossier = Dossier.objects.select_for_update(of=("self",)).select_related("case__agency").get(pk=pk)
        clock = Clock.objects.filter(case=dossier.case, code=CLOCK, stopped_on=None).first()
        if dossier.state not in OPEN or clock is None or clock.due_on == dossier.due_on:
            return False
        before, dossier.due_on = dossier.due_on, clock.due_on
        dossier.save(update_fields=["due_on"])
        record(
            DUE_MOVED,
            agency=dossier.case.agency,
            actor=None,
            now=now,
            subject=f"dossier:{dossier.uuid}",
            case_uuid=dossier.case.uuid,
            data={"reason": f"由 {before} 改为 {clock.due_on}", "from": before, "to": clock.due_on},
        )
    return True
