"""审核人的资格与独立 (G04, G05): who may not review a case, said by name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from daylight.base.access import may
from daylight.base.orgs.certificates import legal_qualification
from daylight.base.orgs.models import Person
from daylight.cases import interests
from daylight.cases.models import Case
from daylight.cases.scopes import scope_of
from daylight.core.refusal import Refusal
from daylight.core.reviewpolicy import APPROVER, COMPANION, SECTION, ReviewPolicy
from daylight.review.models import Dossier
from daylight.review.policy import in_force

# The review's own moves and papers do not make a reviewer part of the case he reviews.
REVIEW_MOVES = ("assign_reviewer", "return_dossier", "pass_dossier")
REVIEW_PAPERS = ("legal_review_opinion",)
ROLES = {"host": "主持过本案听证", "recorder": "记录过本案听证"}
YEAR_DAYS = 365


def involvement(case: Case, person: Person) -> str:
    """How ``person`` took part in ``case``, in words; empty when he did not."""
    if case.handlers.filter(person=person).exists():
        return "是本案承办人"
    if case.reassignments.filter(leaving=person).exists():
        return "曾是本案承办人"
    if case.dossiers.filter(sent_by=person).exists():
        return "是本案送审人"
    move = case.moves.filter(by=person).exclude(code__in=REVIEW_MOVES).first()
    return f"办理过本案“{move.name}”" if move else _in_papers(case, person)


def _in_papers(case: Case, person: Person) -> str:
    """What a paper of the case says he did in it: presided at the hearing, took the record, went to look."""
    for paper in case.documents.exclude(code__in=REVIEW_PAPERS).order_by("id"):
        last = paper.versions.order_by("-version").first()
        for name, value in (last.fields if last else {}).items():
            if _names(value, person, by_name=name in ROLES and "hearing" in paper.code):
                return ROLES.get(name) or f"列名于本案《{paper.title}》"
        if paper.author_id == person.pk:
            return f"制作过本案《{paper.title}》"
    return ""


def _names(value: Any, person: Person, *, by_name: bool) -> bool:
    if isinstance(value, list):
        return any(_names(each, person, by_name=by_name) for each in value)
    if isinstance(value, Mapping):
        named = by_name and not value.get("uuid") and value.get("name") == person.name
        return value.get("uuid") == str(person.uuid) or named
    return by_name and value == person.name


def in_line(case: Case, person: Person, policy: ReviewPolicy, on: date) -> str:
    """How ``person`` belongs to the line that handles or decides ``case``; empty when he does not."""
    return next(_line(case, person, policy, on), "")


def _line(case: Case, person: Person, policy: ReviewPolicy, on: date) -> Iterator[str]:
    if SECTION in policy.excluded and person.section_id == case.section_id:
        yield f"是承办机构（{case.section.name}）人员"
    if APPROVER in policy.excluded and may(person, "decision.approve", scope_of(case)):
        yield "有权审批本案的决定"
    handlers = case.handlers.values("person")
    standing_in = person.substituting.filter(person__in=handlers, from_on__lte=on, until_on__gte=on, ended_at=None)
    if (found := standing_in.select_related("person").first()) is not None:
        yield f"正在代理本案承办人{found.person.name}"
    if COMPANION in policy.excluded and (shared := handled_together(case, person, on)):
        yield shared


def handled_together(case: Case, person: Person, on: date) -> str:
    """With whom of the handlers he shared a case in the last year, in words: a caution, or a bar where the policy says."""
    for handler in case.handlers.select_related("person").order_by("id"):
        own = Case.objects.filter(handlers__person=person, registered_at__date__gte=on - timedelta(YEAR_DAYS)).exclude(
            pk=case.pk
        )
        count = own.filter(handlers__person=handler.person).distinct().count()
        if count:
            return f"一年内与本案承办人{handler.person.name}共同承办过 {count} 件案件"
    return ""


def is_first_time(person: Person) -> bool:
    """Whether ``person`` has not yet concluded a review here: 初次从事行政处罚决定法制审核."""
    return not Dossier.objects.filter(reviewer=person, decided_at__isnull=False).exists()


def refusals(case: Case, person: Person, on: date) -> list[Refusal]:
    """Why ``person`` may not review ``case``; empty when he may. Every reason is said, each by itself."""
    policy = in_force(case.agency, on)
    found = [
        Refusal(
            "G04",
            f"{person.name}{part}，不能审核本案，请分派给没有参与本案的法制审核人员。",
            "行政处罚法第四十三条、第五十八条",
            "reviewer",
        )
        for part in (involvement(case, person), in_line(case, person, policy, on))
        if part
    ]
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
