"""今日签批: what a leader has to approve or to sign, with what he must know before he does, on one small card each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from daylight.base.access import may
from daylight.base.orgs.models import Person
from daylight.cases.models import Case, Clock
from daylight.cases.moving import verdicts_of
from daylight.cases.queries import visible_cases
from daylight.cases.scopes import scope_of
from daylight.core.facts import CaseFacts
from daylight.core.gates import Verdict
from daylight.decisions.draftfields import amount
from daylight.decisions.gathering import gather
from daylight.decisions.outcomes import paper_of
from daylight.review.models import Dossier
from daylight.web.office.limits import Limit, limit_of

# A leader reads on a phone; what does not fit today waits and is counted.
SHOWN = 10
APPROVE, ISSUE = "P10", "P11"


@dataclass(frozen=True, slots=True)
class Approval:
    """One case on the desk. ``fine``: yuan or None; ``refused`` and ``passed``: the gates of the move asked for."""

    case: Case
    party: str
    gist: str
    fine: Decimal | None
    penalties: tuple[str, ...]
    review: Dossier | None
    verdicts: tuple[Verdict, ...]
    limit: Limit | None
    discussed: int

    @property
    def issuing(self) -> bool:
        return bool(self.case.step == ISSUE)

    @property
    def refused(self) -> list[Verdict]:
        return [each for each in self.verdicts if each.state == "refused"]

    @property
    def settled(self) -> list[Verdict]:
        return [each for each in self.verdicts if each.state in ("passed", "overridden")]


def waiting(person: Person, today: date) -> tuple[list[Approval], int]:
    """The first ``SHOWN`` cases this person may approve or issue, the nearest limit first, and how many there are."""
    found = [
        case
        for case in visible_cases(person).filter(step__in=(APPROVE, ISSUE)).prefetch_related("clocks", "parties")
        if may(person, RIGHT[case.step], scope_of(case))
    ]
    found.sort(key=_urgency)
    return [approval(case, today) for case in found[:SHOWN]], len(found)


def approval(case: Case, today: date) -> Approval:
    """One card, with the gates judged now."""
    issuing = case.step == ISSUE
    fields = case.decision.fields if issuing else case.draft.fields
    clock = min(_running(case), key=lambda each: each.due_on, default=None)
    names = [each.name for each in case.parties.all() if each.role == "party"]
    return Approval(
        case,
        "、".join(names),
        str(fields.get("facts", "")),
        amount(str(fields.get("fine_yuan") or "")),
        tuple(str(each.get("text", "")) for each in fields.get("penalties", ())),
        case.dossiers.select_related("reviewer").filter(state="passed").order_by("-round").first(),
        tuple(_verdicts(case, today)),
        limit_of(clock, today) if clock else None,
        case.discussions.count(),
    )


def _verdicts(case: Case, today: date) -> list[Verdict]:
    move = "issue_decision" if case.step == ISSUE else "approve_decision"
    return verdicts_of(case, move, FACTS[case.step](case, today), today)


def _issuing(case: Case, today: date) -> CaseFacts:
    fields = case.decision.fields
    return gather(case, today, fields=fields, paper=paper_of(case, fields, today), decided_on=today)


FACTS: dict[str, Callable[[Case, date], CaseFacts]] = {APPROVE: gather, ISSUE: _issuing}
RIGHT = {APPROVE: "decision.approve", ISSUE: "decision.issue"}


def _running(case: Case) -> list[Clock]:
    """What binds the authority until the decision: 办案期限. The party's own time to speak is none of the leader's."""
    return [each for each in case.clocks.all() if each.stopped_on is None and each.code == "D10"]


def _urgency(case: Case) -> tuple[date, int]:
    return min((each.due_on for each in _running(case)), default=date.max), case.pk
