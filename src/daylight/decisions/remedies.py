"""复议、诉讼 as the moves of a case tell them, in whatever procedure: registered, answered, ended."""

from __future__ import annotations

from datetime import date

from daylight.cases.models import Case
from daylight.core.forcefacts import CourtFacts
from daylight.decisions.entries import Entries

REGISTERED = ("register_review", "register_simple_review", "register_suit")
RESULTS = ("record_upheld", "record_overturned", "record_changed")


def remedies_pending(case: Case) -> bool:
    """A review or a suit was registered and its result was not."""
    last = case.moves.filter(code__in=(*REGISTERED, *RESULTS)).order_by("-id").values_list("code", flat=True).first()
    return last in REGISTERED


def remedies_only(case: Case, entries: Entries, today: date) -> CourtFacts | None:
    """For a case on no way to the court: that a review or a suit runs, or None."""
    return CourtFacts(remedies_pending=True) if remedies_pending(case) else None
