"""The case that a decision on the spot makes for itself: case, party, two officers, the showing of their certificates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from daylight.base import lawpack
from daylight.base.orgs.models import Person
from daylight.base.permit import current_permit
from daylight.cases import parties
from daylight.cases.models import Case, Handler, IdentityShowing, Move
from daylight.core.facts import CaseFacts, VisitFacts
from daylight.core.identifiers import is_minor
from daylight.core.moment import local_date
from daylight.decisions.onspot.offering import PROCEDURE
from daylight.decisions.onspot.typed import OnSpot

OCCASION = "现场"
ADULT_PARAMETER = "adult_years"


def begin(spot: OnSpot, row: Mapping[str, Any], *, actor: Person, now: datetime) -> Case:
    """Inside an open act: the rows of the case, standing on the first step of the procedure."""
    current_permit()
    today = local_date(now)
    pack = lawpack.current()
    definition = pack.procedure(PROCEDURE, today)
    first = definition.move(definition.first_move)
    violation = row["item"].removesuffix("的处罚")
    party, number = spot.party, spot.party.id_number.strip()
    years = int(pack.parameter(ADULT_PARAMETER, today).value)
    case = Case.objects.create(
        agency=actor.agency,
        section=actor.section,
        title=f"{party.name.strip()}{violation}案",
        procedure=definition.id,
        procedure_version=definition.version,
        lawpack_digest=pack.digest,
        step=first.to_step,
        item_code=spot.item_code,
        law_item=row["law_item"],
        item_name=violation,
        source="巡查",
        lead=spot.detail.strip(),
        place=spot.place.strip(),
        act_ended_on=spot.committed_on,
        registered_at=now,
        minor_party=bool(number and is_minor(number, today, years)),
        demonstration=actor.agency.demonstration,
        demonstration_fields=spot.demonstration_fields,
    )
    parties.enter(case, party, now)
    Handler.objects.create(case=case, person=actor, lead=True)
    Handler.objects.create(case=case, person=spot.partner)
    showing = IdentityShowing.objects.create(
        case=case, shown_at=spot.showing(now), place=spot.place.strip(), method="oral"
    )
    showing.officers.set([actor, spot.partner])
    Move.objects.create(case=case, code=first.code, name=first.name, to_step=first.to_step, by=actor, at=now)
    return case


def on_the_spot(facts: CaseFacts, spot: OnSpot, now: datetime) -> CaseFacts:
    """``facts`` with the one occasion on which the officers met the party (G01, G02): it ends with the decision."""
    visit = VisitFacts(
        title=OCCASION,
        on=local_date(now),
        officers=facts.assigned or (),
        identity_shown_at=spot.showing(now),
        area=facts.area,
        ended_at=now,
    )
    return replace(facts, visits=(visit,), assigned=None)
