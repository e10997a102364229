"""沿用上次结论: what the same reviewer concluded in the round before and still stands on unchanged ground."""

from __future__ import annotations

from datetime import datetime

from daylight.base.permit import current_permit
from daylight.core.reviewcarry import stands, unwatched
from daylight.review.limits import CLOCK
from daylight.review.models import Dossier, Finding

# The review's own clock starts anew with every round.
IGNORED = frozenset({f"clock:{CLOCK}"})


def carry(dossier: Dossier, now: datetime) -> list[str]:
    """Keep the conclusions whose ground did not change, for the reviewer who reached them. Returns the elements' codes."""
    current_permit()
    before = Dossier.objects.filter(case_id=dossier.case_id, round__lt=dossier.round).order_by("-round").first()
    if before is None or before.reviewer_id != dossier.reviewer_id or unwatched(before.content, dossier.content):
        return []
    asked = {each["code"]: each for each in dossier.elements}
    asked_before = {each["code"]: each for each in before.elements}
    kept = [each for each in before.findings.all() if _stands(each, before, dossier, asked, asked_before)]
    Finding.objects.bulk_create(
        Finding(
            dossier=dossier,
            element=each.element,
            verdict=each.verdict,
            note=each.note,
            pointers=each.pointers,
            machine=dossier.machine.get(each.element, {}),
            carried_from=each.carried_from or before.round,
            by=each.by,
            at=now,
        )
        for each in kept
    )
    return [each.element for each in kept]


def _stands(
    finding: Finding,
    before: Dossier,
    after: Dossier,
    asked: dict[str, dict[str, str]],
    earlier: dict[str, dict[str, str]],
) -> bool:
    """The same question, the same answer of the platform, and nothing changed under the conclusion."""
    code = finding.element
    if code not in asked or asked[code]["question"] != earlier.get(code, {}).get("question"):
        return False
    if _answers(before, code) != _answers(after, code):
        return False
    pointed = [f"{each['kind']}:{each['ref']}" for each in finding.pointers]
    return stands(before.content, after.content, code, finding.verdict, pointed, IGNORED)


def _answers(dossier: Dossier, code: str) -> list[tuple[str, str, str]]:
    """What the platform answered, without its words: the review's own opinion adds a paper to those it counts."""
    checks = dossier.machine.get(code, {}).get("checks", ())
    return [(each.get("gate", ""), each.get("title", ""), each["state"]) for each in checks]
