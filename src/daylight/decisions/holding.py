"""Which conditions of the definition hold for a case now: the gates' own, its clocks and moves, the way its draft goes."""

from __future__ import annotations

from datetime import date

from daylight.base import lawpack
from daylight.cases.conditions import standing
from daylight.cases.models import Case
from daylight.cases.moving import definition_of
from daylight.core import gates
from daylight.core.facts import CaseFacts
from daylight.decisions.outcomes import draft_stands


def holding_of(case: Case, facts: CaseFacts, today: date) -> frozenset[str]:
    """Names of ``core.gates.CONDITIONS`` and of the families of ``core.definition``."""
    return gates.holding(facts, lawpack.current(), today) | standing(case, today) | _outcome(case)


def _outcome(case: Case) -> frozenset[str]:
    draft = getattr(case, "draft", None)
    if draft is None or not draft_stands(case):
        return frozenset()
    found = definition_of(case).outcome(str(draft.fields.get("outcome") or ""))
    return frozenset({f"outcome:{found.code}"} if found else ())
