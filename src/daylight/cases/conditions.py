"""条件: what the definition may ask about the clocks and moves of a case, by name (core/definition.py FAMILIES)."""

from __future__ import annotations

from datetime import date

from daylight.cases.models import Case
from daylight.cases.rounds import done


def standing(case: Case, today: date) -> frozenset[str]:
    """``expired:D22`` or ``running:D22``, and ``open:D22``, for each clock not stopped, ``suspended:D22`` while it stands
    still; ``made:<move>`` for each move made since the deciding last began."""
    found = {f"made:{code}" for code in done(case)}
    running = case.clocks.filter(stopped_on=None)
    for code, due_on, suspended_on in running.values_list("code", "due_on", "suspended_on"):
        found |= {f"{'expired' if today > due_on else 'running'}:{code}", f"open:{code}"}
        if suspended_on is not None:
            found.add(f"suspended:{code}")
    return frozenset(found)
