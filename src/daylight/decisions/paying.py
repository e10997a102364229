"""Where money may be booked: the moves that register payments, read from the definitions."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from daylight.base import lawpack
from daylight.cases.models import Case
from daylight.cases.moving import definition_of
from daylight.core.definition import Move
from daylight.core.levyfacts import DuesFacts
from daylight.decisions.entries import entries_of
from daylight.decisions.fee_facts import fee_dues
from daylight.decisions.levy_facts import levy_dues

RIGHT = "payment.register"
# The act of its own: a fine, and what is added to it, on one decision.
FINE = "register_payment"


def open_for(code: str | None = None) -> Q:
    """The condition on cases that stand where ``code`` may be made; without it, any declared move of the window."""
    found = Q(pk__in=[])
    for versions in lawpack.current().procedures.values():
        for each in versions:
            moves = [m for m in each.moves if (m.code == code if code else m.right == RIGHT and m.paper)]
            steps = {step for m in moves for step in m.from_steps}
            if steps:
                found |= Q(procedure=each.id, procedure_version=each.version, step__in=steps)
    return found


def paying_moves(case: Case) -> list[Move]:
    """The declared moves by which money is booked from where the case stands (征收、收费)."""
    return [
        each
        for each in definition_of(case).moves
        if each.right == RIGHT and each.paper and case.step in each.from_steps
    ]


def dues_of(case: Case, today: date) -> DuesFacts | None:
    """What a levy or a fee demands and what came in; None for anything else, and before it is fixed."""
    entries = entries_of(case)
    return levy_dues(case, entries, today) or fee_dues(case, entries, today)
