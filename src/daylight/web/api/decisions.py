"""行政执法决定, 历次决定 and 缴款."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from ninja import Router, Schema, Status

from daylight.base.access import may
from daylight.base.orgs.models import Person
from daylight.base.present import present
from daylight.cases.queries import case_for
from daylight.cases.scopes import scope_of
from daylight.core.moment import local_date
from daylight.decisions.entries import latest_fields
from daylight.decisions.models import Decision
from daylight.decisions.money_owed import unpaid
from daylight.decisions.surcharges import surcharge_of
from daylight.web.api.case_reading import the_case
from daylight.web.api.cursors import page
from daylight.web.api.faults import unknown
from daylight.web.api.move_bodies import PaymentIn
from daylight.web.api.preconditions import person_of, submission
from daylight.web.api.shapes import FIRST, USUAL, Cursor, Limit
from daylight.web.api.ways import pay

router = Router(tags=["处罚决定"])
ORDER = ("ground", "ruling", "redo_by", "procedural", "reasons")


class PaymentOut(Schema):
    uuid: UUID
    paid_on: date
    amount_yuan: Decimal
    surcharge_yuan: Decimal
    receipt_number: str


class ServiceOut(Schema):
    uuid: UUID
    served_on: date
    method: str
    receiver: str
    place: str
    servers: list[str]


class SurchargeOut(Schema):
    """加处罚款 today: ``days`` counted, ``per_day`` what the next day costs, ``amount_yuan`` so far, ``cap_yuan`` its upper
    end, ``capped_on`` the day it is reached, None while nothing more is added; ``paid_yuan`` and ``remitted_yuan`` of it,
    ``left_yuan`` still owed."""

    due_on: date
    starts_on: date
    days: int
    paused_days: int
    per_day: Decimal
    amount_yuan: Decimal
    cap_yuan: Decimal
    capped_on: date | None
    running: bool
    paid_yuan: Decimal
    remitted_yuan: Decimal
    left_yuan: Decimal


class OrderOut(Schema):
    """重新作出的审批: ``document`` approved it; the rest as written on it, empty where it says nothing."""

    document: UUID
    ground: str
    ruling: str
    redo_by: str
    procedural: str
    reasons: str


class DecisionOut(Schema):
    """``fields`` are None for the window, which sees the sum and nothing of the case. ``replaced_at``: set aside and decided
    anew since then, as ``order`` says; None for the decision that stands."""

    uuid: UUID
    number: str
    decided_on: date | None
    party: str
    fine_yuan: Decimal
    unpaid_yuan: Decimal
    payments: list[PaymentOut]
    surcharge: SurchargeOut | None
    case: UUID | None
    fields: dict[str, Any] | None
    draft_sha256: str
    dossier_sha256: str
    approved_at: datetime
    issued_at: datetime | None
    document: UUID | None
    services: list[ServiceOut]
    publication: UUID | None
    replaced_at: datetime | None
    order: OrderOut | None


class DecisionPage(Schema):
    items: list[DecisionOut]
    next: str | None


@router.get("/cases/{uuid}/decisions", response=DecisionPage, summary="一个案件的历次决定，后作出的在前")
def list_decisions(request: HttpRequest, uuid: UUID, cursor: Cursor = FIRST, limit: Limit = USUAL) -> Any:
    person = person_of(request)
    case = the_case(person, uuid)
    made = Decision.objects.filter(case=case).select_related("case__agency", "document", "replaced_by")
    rows, after = page(made, "made", cursor, limit)
    return {"items": [_decision_shown(each, person) for each in rows], "next": after}


@router.get("/decisions/{uuid}", response=DecisionOut, summary="一份处罚决定")
def read_decision(request: HttpRequest, uuid: UUID) -> Any:
    return _decision_shown(_decision(request, uuid), person_of(request))


@router.post("/decisions/{uuid}/payments", response={201: DecisionOut}, summary="登记缴款")
def add_payment(request: HttpRequest, response: HttpResponse, uuid: UUID, body: PaymentIn) -> Any:
    by, decision = submission(request), _decision(request, uuid)
    pay(by, decision, body)
    response["Location"] = reverse("api:rest:read_decision", args=[decision.uuid])
    return Status(201, _decision_shown(decision, by.actor))


def _decision(request: HttpRequest, uuid: UUID) -> Decision:
    """For whoever may read the case or take note of a payment on it."""
    found = Decision.objects.select_related("case__agency", "document").filter(uuid=uuid).first()
    person, scope = person_of(request), scope_of(found.case) if found else None
    if (
        found is None
        or scope is None
        or not (may(person, "case.read", scope) or may(person, "payment.register", scope))
    ):
        raise unknown()
    return found


def _decision_shown(decision: Decision, person: Person) -> dict[str, Any]:
    reads = case_for(person, decision.case.uuid) is not None
    task = getattr(decision, "publication", None)
    party = decision.case.parties.filter(role="party").order_by("id").first()
    return {
        "uuid": decision.uuid,
        "number": decision.number,
        "decided_on": decision.decided_on,
        "party": party.name if party else "",
        "fine_yuan": Decimal(decision.fields.get("fine_yuan") or 0),
        "unpaid_yuan": unpaid(decision),
        "payments": list(decision.payments.order_by("id").values(*PaymentOut.model_fields)),
        "surcharge": _surcharge_shown(decision),
        "case": decision.case.uuid if reads else None,
        "fields": decision.fields if reads else None,
        "draft_sha256": decision.draft_sha256,
        "dossier_sha256": decision.dossier_sha256,
        "approved_at": decision.approved_at,
        "issued_at": decision.issued_at,
        "document": decision.document.uuid if decision.document and reads else None,
        "services": list(decision.services.order_by("id")) if reads else [],
        "publication": task.uuid if task and reads else None,
        "replaced_at": decision.replaced_at,
        "order": _order(decision) if reads else None,
    }


def _order(decision: Decision) -> dict[str, Any] | None:
    if decision.replaced_by is None:
        return None
    said = latest_fields(decision.replaced_by)
    return {"document": decision.replaced_by.uuid} | {code: str(said.get(code) or "") for code in ORDER}


def _surcharge_shown(decision: Decision) -> dict[str, Any] | None:
    shown = surcharge_of(decision, local_date(present()))
    if shown is None:
        return None
    found = shown.found
    return {
        "due_on": shown.due_on,
        "starts_on": found.starts_on,
        "days": found.days,
        "paused_days": found.paused_days,
        "per_day": found.per_day,
        "amount_yuan": found.amount,
        "cap_yuan": found.cap,
        "capped_on": found.capped_on,
        "running": shown.running,
        "paid_yuan": shown.settled,
        "remitted_yuan": shown.remitted,
        "left_yuan": shown.left,
    }
