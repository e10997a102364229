"""今日签批: what a leader has to approve or to sign, with what he must know before he does, on one small card each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from daylight.base.access import may
from daylight.base.orgs.models import Person
from daylight.cases.models import Case
from daylight.cases.moving import definition_of, verdicts_of
from daylight.cases.queries import visible_cases
from daylight.cases.scopes import scope_of
from daylight.cases.turns import binding, binds, leads_on
from daylight.core.facts import CaseFacts
from daylight.core.gates import Verdict
from daylight.decisions.draftfields import amount
from daylight.decisions.gathering import gather
from daylight.decisions.outcomes import composed, outcome_of, paper_of
from daylight.decisions.standing import decided
from daylight.review.models import Dossier
from daylight.web.office.limits import Limit, limit_of

# A leader reads on a phone; what does not fit today waits and is counted.
SHOWN = 10
APPROVE, ISSUE = "approve_decision", "issue_decision"
RIGHT = {APPROVE: "decision.approve", ISSUE: "decision.issue"}


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
    issuing: bool

    @property
    def refused(self) -> list[Verdict]:
        return [each for each in self.verdicts if each.state == "refused"]

    @property
    def settled(self) -> list[Verdict]:
        return [each for each in self.verdicts if each.state in ("passed", "overridden")]


@dataclass(frozen=True, slots=True)
class Errand:
    """A case whose next move is a leader's but no decision: 批准措施、延长、减免 …; done on the case's own page."""

    case: Case
    party: str
    what: str
    limit: Limit | None


def waiting(person: Person, today: date) -> tuple[list[Approval], list[Errand], int]:
    """The first ``SHOWN`` cases this person may approve or issue, the nearest limit first, the other moves that wait for
    him, and how many there are in all."""
    found = visible_cases(person).filter(turn__in=RIGHT.values()).order_by("due_on", "pk")
    mine = [
        (case, leads_on(definition_of(case), case.step))
        for case in found.prefetch_related("clocks", "parties")
        if may(person, case.turn, scope_of(case))
    ]
    cards = [approval(case, move.code == ISSUE, today) for case, move in mine[:SHOWN] if move and move.code in RIGHT]
    errands = [
        Errand(case, _party(case), move.name, _nearest(case, today))
        for case, move in mine[:SHOWN]
        if move and move.code not in RIGHT
    ]
    return cards, errands, len(mine)


def approval(case: Case, issuing: bool, today: date) -> Approval:
    """One card, with the gates judged now."""
    fields = decided(case).fields if issuing else case.draft.fields
    return Approval(
        case,
        _party(case),
        _gist(case, fields),
        amount(str(fields.get("fine_yuan") or "")),
        tuple(str(each.get("text", "")) for each in fields.get("penalties", ())),
        case.dossiers.select_related("reviewer").filter(state="passed").order_by("-round").first(),
        tuple(_verdicts(case, issuing, today)),
        _nearest(case, today),
        case.discussions.count(),
        issuing,
    )


def _party(case: Case) -> str:
    return "、".join(each.name for each in case.parties.all() if each.role == "party")


def _gist(case: Case, fields: Mapping[str, Any]) -> str:
    """The facts of a penalty; of another decision which way it goes and what it says first."""
    if composed(case, fields):
        return str(fields.get("facts", ""))
    said = next((str(fields[code]) for code in ("content", "reasons", "facts") if fields.get(code)), "")
    return f"{outcome_of(case, fields).name}：{said}".rstrip("：")


def _verdicts(case: Case, issuing: bool, today: date) -> list[Verdict]:
    move, facts = (ISSUE, _issuing(case, today)) if issuing else (APPROVE, gather(case, today))
    return verdicts_of(case, move, facts, today)


def _issuing(case: Case, today: date) -> CaseFacts:
    fields = decided(case).fields
    return gather(case, today, fields=fields, paper=paper_of(case, fields, today), decided_on=today)


def _nearest(case: Case, today: date) -> Limit | None:
    """The nearest limit that binds the authority; the party's own time to speak is none of the leader's."""
    move = leads_on(definition_of(case), case.step)
    bound = [each for each in binding(move, case.clocks.all()) if binds(each) != "disclosure"] if move else []
    clock = min(bound, key=lambda each: each.due_on, default=None)
    return limit_of(clock, today) if clock else None
