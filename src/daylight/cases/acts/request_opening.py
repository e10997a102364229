"""呈报立案 (部办法第16条): the five conditions, each confirmed by a person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from daylight.base.act import act
from daylight.base.journal.writing import record
from daylight.base.orgs.models import Person
from daylight.cases.gathering import case_facts
from daylight.cases.models import Case, Opening
from daylight.cases.moving import demand_turn, make_move
from daylight.core.moment import local_date
from daylight.core.refusal import refuse


@dataclass(frozen=True, slots=True)
class Conditions:
    """五条件 as ticked by the officer; an unticked one is taken up to the head, who then may not open the case (G03)."""

    offender_known: bool
    facts_exist: bool
    liable: bool
    jurisdiction: bool
    within_limitation: bool


@act("cases.opening.requested")
def request_opening(case: Case, conditions: Conditions, opinion: str, *, actor: Person, now: datetime) -> Opening:
    """Send the lead up for opening."""
    demand_turn(case, "request_opening", actor)
    if not opinion.strip():
        raise refuse("field.required", "请写明是否立案的承办意见和理由。", "部办法第十六条", "opinion")
    make_move(case, "request_opening", actor=actor, now=now, facts=case_facts(case, local_date(now)))
    opening, _ = Opening.objects.update_or_create(
        case=case,
        defaults={
            "offender_known": conditions.offender_known,
            "facts_exist": conditions.facts_exist,
            "liable": conditions.liable,
            "jurisdiction": conditions.jurisdiction,
            "within_limitation": conditions.within_limitation,
            "opinion": opinion.strip(),
            "requested_by": actor,
            "requested_at": now,
        },
    )
    record(
        "cases.opening.requested",
        agency=case.agency,
        actor=actor,
        now=now,
        subject=f"case:{case.uuid}",
        case_uuid=case.uuid,
        data={
            "conditions": [
                conditions.offender_known,
                conditions.facts_exist,
                conditions.liable,
                conditions.jurisdiction,
                conditions.within_limitation,
            ]
        },
    )
    return opening
