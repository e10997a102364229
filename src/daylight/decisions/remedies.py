"""复议、诉讼 as the moves of a case tell them, in whatever procedure: registered, answered, ended."""

from __future__ import annotations

from datetime import date

from daylight.cases.models import Case
from daylight.core.forcefacts import CourtFacts
from daylight.decisions.entries import Entries

REGISTERED = ("register_review", "register_simple_review", "register_suit")
# Results after which nothing stands.
SET_ASIDE = frozenset({"撤销", "确认无效", "责令重新作出"})
RESULTS = ("record_upheld", "record_overturned", "record_changed")


def remedies_pending(case: Case) -> bool:
    """A review or a suit was registered and its result was not."""
    last = case.moves.filter(code__in=(*REGISTERED, *RESULTS)).order_by("-id").values_list("code", flat=True).first()
    return last in REGISTERED


def quashed(entries: Entries) -> bool:
    """A review or a court has set the decision aside."""
    return str(entries.get("remedy_result", {}).get("result", "")) in SET_ASIDE


def set_aside(entries: Entries) -> bool:
    """The decision no longer stands: quashed, or revoked by the agency itself."""
    return quashed(entries) or "decision_revocation" in entries


def remedies_only(case: Case, entries: Entries, today: date) -> CourtFacts | None:
    """For a case on no way to the court: that a review or a suit runs, or None."""
    return CourtFacts(remedies_pending=True) if remedies_pending(case) else None
