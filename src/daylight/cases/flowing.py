"""How cases go through a procedure: how many stand at each step, how long they usually stay, and one case run again."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from django.db.models import Count, QuerySet

from daylight.cases.models import Case, Move
from daylight.cases.moving import definition_of
from daylight.core.conformance import Replayed, Taken, median_days, replay
from daylight.core.definition import Definition

# Medians look at no more than this many cases, the newest first.
SAMPLE = 2000
DAY = 86400


@dataclass(frozen=True, slots=True)
class Standing:
    """One step: cases there now, median days a case stays (None: nobody has left it yet), how many stays that is from."""

    step: str
    name: str
    now: int
    median_days: float | None
    stays: int

    @property
    def line(self) -> str:
        """As the staff's chart says it."""
        stayed = "" if self.median_days is None else f"，停留中位 {self.median_days:.0f} 日（{self.stays} 次）"
        return f"{self.now} 件{stayed}" if self.now or stayed else ""


def standings(cases: QuerySet[Case], definition: Definition) -> list[Standing]:
    """Every step of ``definition`` in order. ``cases``: those a person may read, of any procedure."""
    mine = cases.filter(procedure=definition.id)
    counts = dict(mine.order_by().values_list("step").annotate(number=Count("pk")))
    stays = _stays(mine)
    return [
        Standing(each.code, each.name, counts.get(each.code, 0), median_days(found), len(found))
        for each in definition.steps
        for found in [stays.get(each.code, []) if not each.terminal else []]
    ]


def _stays(cases: QuerySet[Case]) -> dict[str, list[float]]:
    """Days spent at each step, from the moves that entered and left it."""
    sample = list(cases.order_by("-pk").values_list("pk", flat=True)[:SAMPLE])
    rows = Move.objects.filter(case_id__in=sample).exclude(from_step="", to_step="").order_by("case_id", "id")
    spent: dict[str, list[float]] = {}
    entered = None
    for (case_id, _, to_step, at), (next_case, from_step, next_to, left) in pairwise(
        rows.values_list("case_id", "from_step", "to_step", "at")
    ):
        if entered is None or entered[0] != case_id:
            entered = (case_id, at)
        if next_case != case_id:
            entered = None
            continue
        if next_to != to_step and from_step == to_step:
            spent.setdefault(to_step, []).append((left - entered[1]).total_seconds() / DAY)
            entered = (case_id, left)
    return spent


def replayed(case: Case) -> tuple[list[Replayed], list[str]]:
    """The case's record run again on the definition it is pinned to."""
    rows = case.moves.order_by("id").values_list("code", "from_step", "to_step", "at")
    return replay(definition_of(case), [Taken(*row) for row in rows], case.step)
