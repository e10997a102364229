"""审核人的资格与独立 (G04, G05): who may not review a case, said by name."""

from __future__ import annotations

from datetime import date

from daylight.base.orgs.certificates import legal_qualification
from daylight.base.orgs.models import Person
from daylight.cases import interests
from daylight.cases.models import Case
from daylight.core.refusal import Refusal
from daylight.review.models import Dossier

# The review's own moves do not make a reviewer part of the case he reviews.
REVIEW_MOVES = ("assign_reviewer", "return_dossier", "pass_dossier")


def involvement(case: Case, person: Person) -> str:
    """How ``person`` took part in ``case``, in words; empty when he did not."""
    if case.handlers.filter(person=person).exists():
        return "是本案承办人"
    if case.reassignments.filter(leaving=person).exists():
        return "曾是本案承办人"
    if case.dossiers.filter(sent_by=person).exists():
        return "是本案送审人"
    move = case.moves.filter(by=person).exclude(code__in=REVIEW_MOVES).first()
    return f"办理过本案“{move.name}”" if move else ""


def is_first_time(person: Person) -> bool:
    """Whether ``person`` has not yet concluded a review here: 初次从事行政处罚决定法制审核."""
    return not Dossier.objects.filter(reviewer=person, decided_at__isnull=False).exists()


def refusals(case: Case, person: Person, on: date) -> list[Refusal]:
    """Why ``person`` may not review ``case``; empty when he may."""
    found = []
    if part := involvement(case, person):
        found.append(
            Refusal(
                "G04",
                f"{person.name}{part}，不能审核本案，请分派给没有参与本案的法制审核人员。",
                "行政处罚法第四十三条、第五十八条",
                "reviewer",
            )
        )
    found += interests.refusals_for(person, case, "reviewer")
    if not legal_qualification(person, on) and is_first_time(person):
        found.append(
            Refusal(
                "G05",
                f"{person.name}初次从事处罚决定法制审核，系统里没有其法律职业资格证号，请补录资格证号或者另派审核人员。",
                "行政处罚法第五十八条第二款",
                "reviewer",
            )
        )
    return found
