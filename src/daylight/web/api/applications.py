"""窗口收件 (行政许可法第三十二条): the window takes an application in, and reads the receipt and no more of the file."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from ninja import Router, Schema, Status
from pydantic import Field

from daylight.base import lawpack
from daylight.base.access import may, require
from daylight.base.orgs.models import Person
from daylight.base.present import present
from daylight.base.vault.store import path_of
from daylight.cases.acts import PartyInput
from daylight.cases.entering import procedure_for
from daylight.cases.moving import definition_of
from daylight.cases.scopes import home_of
from daylight.core.moment import local_date
from daylight.core.refusal import Refusal, Refused
from daylight.decisions.acts import ApplicationInput, take_application
from daylight.decisions.acts.take_application import APPLICATION, RECEIPT
from daylight.decisions.entries import latest_fields
from daylight.decisions.permit_guide import CATEGORY, item_materials
from daylight.lists import queries as lists
from daylight.recording.models import Document
from daylight.web.api.cursors import page
from daylight.web.api.faults import unknown
from daylight.web.api.preconditions import person_of, submission
from daylight.web.api.shapes import FIRST, USUAL, Body, Cursor, Limit, Line, PersonOut, Text, colleague, person_out

router = Router(tags=["窗口"])
RIGHT = "application.receive"
# How the act names what this body calls otherwise.
NAMES = {"lead": "application", "place": "project_place", "party_name": "applicant.name"}


class ApplicantIn(Body):
    name: Annotated[str, Field(max_length=120)]
    kind: Literal["person", "organisation"]
    credit_code: Annotated[str, Field(max_length=32)] = ""
    id_number: Annotated[str, Field(max_length=32, description="只写不读，入库即加密")] = ""
    phone: Annotated[str, Field(max_length=32)] = ""
    address: Line = ""


class ApplicationIn(Body):
    """``item_code``, ``matter`` and ``materials`` as ``GET /application-items`` offers them; ``handler`` leads the file."""

    item_code: Annotated[str, Field(max_length=32)]
    applicant: ApplicantIn
    matter: Line
    application: Text
    project_place: Line
    materials: list[Line]
    other_materials: list[Line] = []
    form_ok: bool = False
    agent: Annotated[str, Field(max_length=64)] = ""
    prior_number: Annotated[str, Field(max_length=120)] = ""
    handler: UUID
    partner: UUID


class MatterOut(Schema):
    """``materials``: what the published guide asks for."""

    code: str
    name: str
    materials: list[str]


class MattersOut(Schema):
    """``matters``: 申请类型."""

    items: list[MatterOut]
    matters: list[str]


class ReceivedOut(Schema):
    """``uuid`` and ``number`` of the receipt; ``absent``: materials of the guide that were not handed in."""

    uuid: UUID
    number: str
    item: str
    party: str
    received_on: date
    given_at: datetime
    materials: list[str]
    absent: list[str]
    term: str
    handlers: list[PersonOut]
    step: str


class ReceivedPage(Schema):
    items: list[ReceivedOut]
    next: str | None


@router.get("/application-items", response=MattersOut, summary="可以收件的许可事项和材料清单")
def application_items(request: HttpRequest) -> Any:
    person, today = person_of(request), local_date(present())
    require(person, RIGHT, home_of(person))
    offered = [
        each
        for each in lists.items(person.agency, today)
        if each["category"] == CATEGORY and procedure_for(each, today) is not None
    ]
    return {
        "items": [
            {"code": each["code"], "name": each["item"], "materials": _listed(person, each["code"], today)}
            for each in offered
        ],
        "matters": _matters(today),
    }


@router.get("/applications", response=ReceivedPage, summary="本机关窗口收到的申请，后收的在前")
def list_applications(request: HttpRequest, cursor: Cursor = FIRST, limit: Limit = USUAL) -> Any:
    rows, after = page(_receipts(request), "receipt", cursor, limit)
    return {"items": [_shown(each) for each in rows], "next": after}


@router.post("/applications", response={201: ReceivedOut}, summary="收件，出具收件凭证")
def take_in(request: HttpRequest, response: HttpResponse, body: ApplicationIn) -> Any:
    by = submission(request)
    require(by.actor, RIGHT, home_of(by.actor))
    said = ApplicationInput(
        **body.model_dump(exclude={"applicant", "handler", "partner"}),
        applicant=PartyInput(**body.applicant.model_dump()),
        handler=colleague(by.actor, body.handler, "handler"),
        partner=colleague(by.actor, body.partner, "partner"),
    )
    _demand_offered(said, by.actor, by.today)
    try:
        case = by.do(take_application, said)
    except Refused as error:
        raise Refused([_renamed(each) for each in error.refusals]) from error
    receipt = _receipts(request).get(case=case)
    response["Location"] = reverse("api:rest:read_application", args=[receipt.uuid])
    return Status(201, _shown(receipt))


@router.get("/applications/{uuid}", response=ReceivedOut, summary="一次收件")
def read_application(request: HttpRequest, uuid: UUID) -> Any:
    return _shown(_receipt(request, uuid))


@router.get("/applications/{uuid}/receipt.pdf", summary="收件凭证")
def read_receipt(request: HttpRequest, uuid: UUID) -> HttpResponse:
    paper = _receipt(request, uuid)
    if paper.pdf is None:
        raise unknown()
    answered = HttpResponse(path_of(paper.pdf.sha256).read_bytes(), content_type="application/pdf")
    answered["Content-Disposition"] = f'inline; filename="{paper.uuid}.pdf"'
    answered["Cache-Control"] = "private, no-store"
    return answered


def _receipts(request: HttpRequest) -> Any:
    """Receipts of the reader's own agency; none for whoever does not sit at its window."""
    person = person_of(request)
    if not may(person, RIGHT, home_of(person)):
        return Document.objects.none()
    given = Document.objects.filter(code=RECEIPT, case__agency_id=person.agency_id)
    return given.select_related("case__agency", "pdf").prefetch_related("case__handlers__person__section")


def _receipt(request: HttpRequest, uuid: UUID) -> Document:
    found: Document | None = _receipts(request).filter(uuid=uuid).first()
    if found is None:
        raise unknown()
    return found


def _demand_offered(said: ApplicationInput, person: Person, today: date) -> None:
    """A box the guide does not have would stand on the receipt as one of its materials."""
    listed = _listed(person, said.item_code, today)
    if strange := [each for each in said.materials if each not in listed]:
        message = f"材料清单上没有“{'”“'.join(strange)}”，请核对名称，或者写入清单以外的材料。"
        raise Refused(Refusal("application.material", message, "行政许可法第三十条", "materials"))


def _listed(person: Person, code: str, today: date) -> list[str]:
    return [each.text for each in item_materials(person.agency, code, today)]


def _matters(today: date) -> list[str]:
    template = lawpack.current().document(APPLICATION, today)
    return next(list(each.choices) for each in template.fields if each.code == "matter")


def _renamed(refusal: Refusal) -> Refusal:
    return Refusal(refusal.code, refusal.message, refusal.cite, NAMES.get(refusal.field, refusal.field))


def _shown(receipt: Document) -> dict[str, Any]:
    case, said = receipt.case, latest_fields(receipt)
    return {
        "uuid": receipt.uuid,
        "number": receipt.number,
        "given_at": case.registered_at,
        "handlers": [person_out(each.person) for each in case.handlers.all()],
        "step": definition_of(case).step(case.step).name,
    } | {name: said[name] for name in ("item", "party", "received_on", "materials", "absent", "term")}
