"""结案、归档 (部办法第46、47条)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from daylight.base import lawpack
from daylight.base.act import act
from daylight.base.journal.writing import record
from daylight.base.orgs.models import Person
from daylight.cases.models import Case
from daylight.cases.moving import demand_turn, end, make_move
from daylight.cases.rounds import done
from daylight.core.facts import ClosingFacts
from daylight.core.moment import local_date
from daylight.decisions.gathering import gather, papers, sealed_things
from daylight.decisions.holding import holding_of
from daylight.decisions.money_owed import unpaid
from daylight.decisions.standing import decision_of
from daylight.decisions.surcharges import surcharge_claimed
from daylight.recording.papers import make_issued


@dataclass(slots=True)
class ClosingInput:
    """结案 as typed. ``outcome``: id of a closing outcome; ``materials``: names of the materials attached."""

    outcome: str
    materials: list[str]
    performance: str
    transfer: str
    opinion: str


@act("decisions.case.closed")
def close_case(case: Case, closing: ClosingInput, *, actor: Person, now: datetime) -> Case:
    """批准结案: gates G30 and G24."""
    today = local_date(now)
    demand_turn(case, "close_case", actor)
    decision = decision_of(case)
    facts = gather(
        case,
        today,
        fields=decision.fields if decision else None,
        closing=ClosingFacts(
            outcome=closing.outcome,
            materials=frozenset(closing.materials),
            unpaid=unpaid(decision) if decision else None,
            surcharge=surcharge_claimed(decision, today) if decision else None,
            made=done(case),
        ),
    )
    pack = lawpack.current()
    names = {o.id: o.name for o in pack.closing_outcomes(today)}
    make_issued(
        case,
        "closing_approval",
        {
            "outcome": names.get(closing.outcome, ""),
            "performance": closing.performance,
            "transfer": closing.transfer,
            "officers": [
                {"uuid": str(h.person.uuid), "name": h.person.name, "certificate": h.person.certificate_number}
                for h in case.handlers.select_related("person")
            ],
            "opinion": closing.opinion,
        },
        sealed=False,
        actor=actor,
        now=now,
    )
    make_move(
        case,
        "close_case",
        actor=actor,
        now=now,
        facts=facts,
        papers=papers(case),
        holding=holding_of(case, facts, today),
    )
    end(case, today, closing.outcome)
    record(
        "decisions.case.closed",
        agency=case.agency,
        actor=actor,
        now=now,
        subject=f"case:{case.uuid}",
        case_uuid=case.uuid,
        data={"outcome": closing.outcome, "materials": closing.materials},
    )
    return case


@act("decisions.case.archived")
def archive_case(case: Case, *, actor: Person, now: datetime) -> Case:
    """归档: gates G25 (every demanded recording there or excused) and G26 (nothing issued was altered)."""
    today = local_date(now)
    demand_turn(case, "archive_case", actor)
    facts = gather(case, today, sealed=sealed_things(case, originals=True))
    make_move(case, "archive_case", actor=actor, now=now, facts=facts)
    record(
        "decisions.case.archived",
        agency=case.agency,
        actor=actor,
        now=now,
        subject=f"case:{case.uuid}",
        case_uuid=case.uuid,
        data={"documents": sorted(d.pdf.sha256 for d in case.documents.exclude(pdf=None).select_related("pdf"))},
    )
    return case
