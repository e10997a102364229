"""The history of a party as one person may see it: cases within his right, decisions, fines, what is still unpaid."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from daylight.base.orgs.models import Person
from daylight.cases.models import Case
from daylight.cases.moving import definition_of
from daylight.cases.party_models import PartyRecord
from daylight.cases.queries import visible_cases
from daylight.decisions.draftfields import amount
from daylight.decisions.models import Decision
from daylight.decisions.money_owed import unpaid
from daylight.decisions.standing import decision_of


@dataclass(frozen=True, slots=True)
class Chapter:
    """One case of the party. Money in yuan; ``decision`` None: not decided (or decided, not issued)."""

    case: Case
    step: str
    name: str
    decision: Decision | None = None
    fine: Decimal = Decimal(0)
    owed: Decimal = Decimal(0)


def history(record: PartyRecord, person: Person) -> list[Chapter]:
    """Newest first; cases outside the person's right are not there at all."""
    own = record.parties.filter(role="party", case__in=visible_cases(person)).select_related("case__agency")
    found = []
    for party in own.order_by("-case_id"):
        case, decision = party.case, _issued(party.case)
        step = definition_of(case).step(case.step).name
        fine = (amount(str(decision.fields.get("fine_yuan") or "")) or Decimal(0)) if decision else Decimal(0)
        found.append(
            Chapter(case, step, party.name, decision, fine, unpaid(decision) if decision and fine else Decimal(0))
        )
    return found


def _issued(case: Case) -> Decision | None:
    decision = decision_of(case)
    return decision if decision is not None and decision.issued_at is not None else None
