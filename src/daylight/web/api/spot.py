"""当场处罚 over the interface: one post decides and hands over, as the page does; what may be decided is read before."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema, Status
from pydantic import AwareDatetime, Field

from daylight.base.access import require
from daylight.base.present import present
from daylight.cases.acts import PartyInput
from daylight.cases.scopes import home_of
from daylight.core.moment import local_date
from daylight.decisions.acts import decide_on_spot
from daylight.decisions.onspot.offering import limit_of, offers
from daylight.decisions.onspot.typed import Collected, OnSpot
from daylight.web.api.case_shapes import CaseOut
from daylight.web.api.cases import shown
from daylight.web.api.move_bodies import Money, Short
from daylight.web.api.preconditions import person_of, submission
from daylight.web.api.shapes import Body, Line, Text, colleague

router = Router(tags=["当场处罚"])


class SpotPartyIn(Body):
    name: Annotated[str, Field(max_length=120)]
    kind: Literal["person", "organisation"]
    credit_code: Annotated[str, Field(max_length=18)] = ""
    id_number: Annotated[str, Field(max_length=32, description="只写不读，入库即加密")] = ""
    phone: Annotated[str, Field(max_length=32)] = ""
    address: Line = ""


class CollectedIn(Body):
    """``ground``: small 小额 · hard_later 事后难以执行 · remote 边远、水上、交通不便 (``asked_by_party``)."""

    ground: Literal["small", "hard_later", "remote"]
    receipt_number: Short
    asked_by_party: bool = False


class OnSpotIn(Body):
    """``partner``: uuid of the second officer; ``detail``: what the party did, in one clause; ``silent`` or ``statement`` with
    ``adopted`` and ``review``; ``signed`` or ``refusal_note``; ``payee`` or ``collected`` for a fine."""

    item_code: Annotated[str, Field(max_length=32)]
    committed_on: date
    place: Line
    detail: Line
    party: SpotPartyIn
    partner: UUID
    shown_at: AwareDatetime
    evidence: list[Line]
    warning: bool = False
    fine_yuan: Money = Decimal(0)
    grade: Annotated[str, Field(max_length=64)] = ""
    discretion_reason: Text = ""
    certain: bool = False
    told: bool = False
    silent: bool = False
    statement: Text = ""
    adopted: Literal["", "yes", "partly", "no"] = ""
    review: Text = ""
    correction: Line = ""
    signed: bool = False
    refusal_note: Text = ""
    payee: Line = ""
    collected: CollectedIn | None = None


class OfferOut(Schema):
    code: str
    name: str
    warning: bool
    fines_yuan: list[Decimal]
    cite: str
    doubt: str


class OffersOut(Schema):
    """``person_limit_yuan``, ``organisation_limit_yuan``: 处罚法第五十一条."""

    items: list[OfferOut]
    person_limit_yuan: Decimal
    organisation_limit_yuan: Decimal


@router.get("/spot-items", response=OffersOut, summary="可以当场处罚的事项")
def spot_items(request: HttpRequest) -> Any:
    person, today = person_of(request), local_date(present())
    require(person, "case.register", home_of(person))
    return {
        "items": [
            {
                "code": each.code,
                "name": each.name,
                "warning": each.warning,
                "fines_yuan": list(each.fines),
                "cite": each.law.cite,
                "doubt": each.law.doubt,
            }
            for each in offers(person.agency, today)
        ],
        "person_limit_yuan": limit_of("person", today),
        "organisation_limit_yuan": limit_of("organisation", today),
    }


@router.post("/spot-decisions", response={201: CaseOut}, summary="当场作出处罚决定并交付")
def decide(request: HttpRequest, response: HttpResponse, body: OnSpotIn) -> Any:
    by = submission(request)
    said = body.model_dump(exclude={"party", "partner", "collected"})
    spot = OnSpot(
        **said,
        party=PartyInput(**body.party.model_dump()),
        partner=colleague(by.actor, body.partner, "partner"),
        collected=Collected(**body.collected.model_dump()) if body.collected else None,
    )
    return Status(201, shown(by.do(decide_on_spot, spot).case, request, response))
