"""公示对象 of a paper: the lawpack's rule for it, its limit, and why other papers are not public."""

from __future__ import annotations

from datetime import date

from daylight.base import lawpack
from daylight.cases.models import Case
from daylight.core.deadlines import Due
from daylight.core.lawpublication import Publication
from daylight.decisions.models import Decision, Service
from daylight.decisions.outcomes import PENALTY
from daylight.disclosure.models import Task
from daylight.lists.policies import deadline_under


def paper_of(decision: Decision) -> str:
    """The template the decision was printed with."""
    return decision.document.code if decision.document else PENALTY


def public_papers(on: date) -> frozenset[str]:
    """Templates whose issue opens a publication."""
    return frozenset(code for rule in lawpack.current().all(Publication, on) for code in rule.papers)


def unpublished_because(paper: str, on: date) -> str:
    """Why ``paper`` does not become public; empty when it does, or when the lawpack says nothing."""
    rule = lawpack.current().unpublished(paper, on)
    return f"{rule.because}，不列入公示。" if rule else ""


def rule_of(task: Task) -> Publication:
    """The rule a task was opened under, as it stood on the day of the decision."""
    return lawpack.current().find(Publication, task.kind, task.started_on)


def due_from(rule: Publication, case: Case, decided_on: date) -> tuple[str, Due]:
    """The code of the limit within which a paper of that day has to be public, and the limit as the calendar stands,
    under the 公示具体办法 the agency had published by that day."""
    pack = lawpack.current()
    code = pack.disclosure_term(rule.term, decided_on).deadline
    return code, deadline_under(case.agency, code, decided_on, rule.category).due(decided_on, pack.calendar())


def deadline_of(task: Task) -> str:
    """D13 or D14."""
    return lawpack.current().disclosure_term(rule_of(task).term, task.started_on).deadline


def is_served(task: Task) -> bool:
    """Whether the party holds the paper (G19)."""
    if task.decision_id and Service.objects.filter(decision_id=task.decision_id).exists():
        return True
    return bool(task.document_id) and Service.objects.filter(paper_id=task.document_id).exists()
