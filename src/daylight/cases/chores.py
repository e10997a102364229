"""Background work of the case room: running clocks follow the working calendar, and cases that came in by another way
than an act (an upgrade, an import) get their turn. The clocks and the cases themselves are the queue."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from daylight.base import lawpack
from daylight.base.chores import chore
from daylight.base.journal.writing import record
from daylight.base.permit import permit
from daylight.cases import clocks, turns
from daylight.cases.events import CLOCKS_RECOUNTED
from daylight.cases.models import UNSETTLED, Case, Clock

ROUND = 200


@chore("cases.recount_clocks", every=timedelta(seconds=10))
def recount_clocks(now: datetime) -> int:
    """Count again what still runs with another calendar than the one that stands (a holiday notice was entered or
    changed). Stopped clocks stay as they were. Returns how many clocks were counted again."""
    stamp = lawpack.current().calendar_stamp()
    waiting = Clock.objects.filter(stopped_on=None).exclude(calendar=stamp).order_by("id")
    by_case: dict[int, list[int]] = defaultdict(list)
    for pk, case_id in waiting.values_list("pk", "case_id")[:ROUND]:
        by_case[case_id].append(pk)
    return sum(_recount(case_id, found, now) for case_id, found in by_case.items())


def _recount(case_id: int, found: list[int], now: datetime) -> int:
    with permit("chore:cases.recount_clocks"), transaction.atomic():
        # The case is the lock of everything that happens to its clocks.
        case = Case.objects.select_for_update(of=("self",)).select_related("agency").get(pk=case_id)
        running = list(Clock.objects.filter(pk__in=found, stopped_on=None).order_by("id"))
        moved: list[dict[str, Any]] = []
        for clock in running:
            before, provisional = clock.due_at or clock.due_on, clock.provisional
            if clocks.recount(clock):
                after = clock.due_at or clock.due_on
                moved.append({"clock": clock.code, "name": clock.name, "from": before, "to": after,
                              "was_provisional": provisional, "provisional": clock.provisional})  # fmt: skip
        if moved:
            said = "；".join(f"{each['name']}由 {each['from']} 改为 {each['to']}" for each in moved)
            record(
                CLOCKS_RECOUNTED,
                agency=case.agency,
                actor=None,
                now=now,
                subject=f"case:{case.uuid}",
                case_uuid=case.uuid,
                data={"reason": said, "moved": moved},
            )
        return len(running)


@chore("cases.settle", every=timedelta(minutes=1))
def settle_turns(now: datetime) -> int:
    """Work out whose turn it is in the next cases that nobody has worked out yet."""
    waiting = list(Case.objects.filter(turn=UNSETTLED).order_by("id").values_list("pk", flat=True)[:ROUND])
    if waiting:
        with transaction.atomic(), permit("chore:cases.settle"):
            for pk in waiting:
                turns.settle(pk)
    return len(waiting)
