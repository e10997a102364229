"""The day by which a decision has to be reported: the same limit as its publication (D13)."""

from __future__ import annotations

from datetime import date

from daylight.base import lawpack
from daylight.channels.credit_china.tables import tables_on
from daylight.decisions.models import Decision
from daylight.disclosure import credit_facts


def due_of(decision: Decision) -> date:
    """The last day. Raises ``LookupError`` for a decision that is not reported or not dated."""
    if decision.decided_on is None:
        raise LookupError("no date")
    pack = lawpack.current()
    paper = credit_facts.reported_paper(decision, tables_on(decision.decided_on))
    term = pack.disclosure_term(paper.table if paper else "penalty", decision.decided_on)
    return pack.deadline(term.deadline, decision.decided_on).due(decision.decided_on, pack.calendar()).due_on
