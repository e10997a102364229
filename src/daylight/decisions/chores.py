"""Background work of the decision room: trials of the 审核目录, a piece at a time; the row is the queue."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from daylight.base.chores import chore
from daylight.base.journal.writing import record
from daylight.base.permit import permit
from daylight.cases.models import Case
from daylight.core.moment import local_date
from daylight.decisions.models import CatalogueTrial, TrialChange
from daylight.decisions.trying import decided_fields, judge_of

PIECE = 100


@chore("decisions.try_catalogues", every=timedelta(seconds=5))
def try_catalogues(now: datetime) -> int:
    """One piece of the oldest trial that waits. Returns how many cases were judged, and 1 for the end of a trial."""
    waiting = CatalogueTrial.objects.filter(finished_at=None).order_by("id").values_list("pk", flat=True).first()
    return 0 if waiting is None else _piece(waiting, now)


def _piece(pk: int, now: datetime) -> int:
    with permit("chore:decisions.try_catalogues"), transaction.atomic():
        # A second worker waits here and then sees where the first one stopped.
        trial = CatalogueTrial.objects.select_for_update(of=("self",)).select_related("version__agency").get(pk=pk)
        if trial.finished_at is not None:
            return 0
        found = Case.objects.filter(agency=trial.version.agency, registered_at__date__gte=trial.since)
        cases = list(found.filter(pk__gt=trial.cursor).select_related("draft", "agency").order_by("pk")[:PIECE])
        if not cases:
            trial.finished_at = now
            trial.save(update_fields=["finished_at"])
            _tell(trial, now)
            return 1
        _judge(trial, cases, now)
        trial.done, trial.cursor = trial.done + len(cases), cases[-1].pk
        trial.save(update_fields=["done", "judged", "cursor"])
    return len(cases)


def _judge(trial: CatalogueTrial, cases: list[Case], now: datetime) -> None:
    today, agency = local_date(now), trial.version.agency
    before, after = judge_of(agency, trial.against, today), judge_of(agency, trial.version, today)
    for case in cases:
        fields = decided_fields(case)
        if fields is None:
            continue
        trial.judged += 1
        old, new = before.reasons(case, fields, today), after.reasons(case, fields, today)
        if bool(old) != bool(new):
            TrialChange.objects.create(trial=trial, case=case, after=bool(new), why="；".join(new or old))


def _tell(trial: CatalogueTrial, now: datetime) -> None:
    record(
        "decisions.trial.finished",
        agency=trial.version.agency,
        actor=None,
        now=now,
        subject=f"list:{trial.version.uuid}",
        data={
            "trial": trial.uuid,
            "judged": trial.judged,
            "more": trial.changes.filter(after=True).count(),
            "fewer": trial.changes.filter(after=False).count(),
        },
    )
