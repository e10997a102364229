"""重新作出: a move that ``renews`` begins the deciding again; what was done before it does not count as done now."""

from __future__ import annotations

from daylight.base import lawpack
from daylight.cases.models import Case, Move


def renewing(case: Case) -> frozenset[str]:
    """Codes of the moves of the case's procedure that begin the deciding again."""
    definition = lawpack.current().procedure_version(case.procedure, case.procedure_version)
    return frozenset(each.code for each in definition.moves if each.renews)


def done(case: Case) -> frozenset[str]:
    """Codes of the moves made so far, since the deciding last began again."""
    again = renewing(case)
    found: set[str] = set()
    for code in case.moves.order_by("id").values_list("code", flat=True):
        found = {code} if code in again else found | {code}
    return frozenset(found)


def began(case: Case) -> Move | None:
    """The move by which the deciding last began again; None in its first round."""
    again = renewing(case)
    return case.moves.filter(code__in=again).order_by("-id").first() if again else None
