"""送审卷: the desk of the legal reviewer, element by element, and the opinion."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from daylight.review import queries
from daylight.review.acts import assign_reviewer, pass_dossier, record_finding, return_dossier
from daylight.review.models import Dossier
from daylight.web.api.cursors import page
from daylight.web.api.faults import unknown
from daylight.web.api.move_bodies import PassIn, ReturnIn
from daylight.web.api.preconditions import person_of, submission
from daylight.web.api.shapes import FIRST, USUAL, Body, Cursor, Limit, PersonOut, Text, colleague, person_out

router = Router(tags=["法制审核"])
ELEMENT_PARTS = ("code", "name", "question", "cite", "skippable", "machine_verdict", "differs")
State = Literal["", "waiting", "reviewing", "returned", "passed", "void"]


class DossierRow(Schema):
    uuid: UUID
    case: UUID
    title: str
    round: int
    state: str
    sha256: str
    draft_sha256: str
    why_required: list[str]
    sent_by: PersonOut
    sent_at: datetime
    due_on: date
    reviewer: PersonOut | None
    opinion: str
    opinion_text: str
    response: str
    decided_at: datetime | None


class DossierPage(Schema):
    items: list[DossierRow]
    next: str | None


class FindingOut(Schema):
    verdict: str
    note: str
    pointers: list[dict[str, Any]]
    by: str
    at: datetime


class ElementOut(Schema):
    """``gathered``: what the platform put together; ``machine``: what it found, empty until the element is judged;
    ``previous``: the finding of the round before."""

    code: str
    name: str
    question: str
    cite: str
    skippable: bool
    finding: FindingOut | None
    previous: FindingOut | None
    gathered: list[dict[str, Any]]
    machine: list[dict[str, Any]]
    machine_verdict: str
    differs: bool


class ChangeOut(Schema):
    field: str
    name: str
    before: Any
    after: Any


class DossierOut(DossierRow):
    """``content``: exactly what was frozen; its canonical SHA-256 is ``sha256``."""

    content: dict[str, Any]
    elements: list[ElementOut]
    counts: dict[str, int]
    changed: list[ChangeOut]


class AssignIn(Body):
    reviewer: UUID
    reason: Text = ""


class PointerIn(Body):
    kind: Annotated[str, Field(max_length=24)]
    ref: Annotated[str, Field(max_length=200)]


class FindingIn(Body):
    element: Annotated[str, Field(max_length=32)]
    verdict: Literal["conforms", "fails", "mend", "not_applicable"]
    note: Text = ""
    pointers: list[PointerIn] = []


@router.get("/dossiers", response=DossierPage, summary="送审卷，新送的在前")
def list_dossiers(
    request: HttpRequest,
    cursor: Cursor = FIRST,
    limit: Limit = USUAL,
    state: Annotated[State, Query(description="只要此状态的")] = "",
) -> Any:
    found = queries.visible(person_of(request))
    rows, after = page(found.filter(state=state) if state else found, "dossier", cursor, limit)
    return {"items": [_row(each) for each in rows], "next": after}


@router.get("/dossiers/{uuid}", response=DossierOut, summary="一份送审卷")
def read_dossier(request: HttpRequest, uuid: UUID) -> Any:
    return _whole(_dossier(request, uuid))


@router.post("/dossiers/{uuid}/assign", response=DossierOut, summary="分派审核人")
def assign(request: HttpRequest, uuid: UUID, body: AssignIn) -> Any:
    by, dossier = submission(request), _dossier(request, uuid)
    by.do(assign_reviewer, dossier, colleague(by.actor, body.reviewer, "reviewer"), body.reason)
    return _whole(dossier)


@router.post("/dossiers/{uuid}/findings", response=DossierOut, summary="对一项要素作结论")
def find(request: HttpRequest, response: HttpResponse, uuid: UUID, body: FindingIn) -> Any:
    by, dossier = submission(request), _dossier(request, uuid)
    pointed = [each.model_dump() for each in body.pointers]
    by.do(record_finding, dossier, body.element, body.verdict, body.note, pointed)
    return _whole(dossier)


@router.post("/dossiers/{uuid}/return", response=DossierOut, summary="退回")
def send_back(request: HttpRequest, uuid: UUID, body: ReturnIn) -> Any:
    by, dossier = submission(request), _dossier(request, uuid)
    by.do(return_dossier, dossier, body.opinion, body.text)
    return _whole(dossier)


@router.post("/dossiers/{uuid}/pass", response=DossierOut, summary="通过法制审核")
def let_pass(request: HttpRequest, uuid: UUID, body: PassIn) -> Any:
    by, dossier = submission(request), _dossier(request, uuid)
    by.do(pass_dossier, dossier, body.text)
    return _whole(dossier)


def _dossier(request: HttpRequest, uuid: UUID) -> Dossier:
    found = queries.dossier_for(person_of(request), uuid)
    if found is None:
        raise unknown()
    return found


def _row(dossier: Dossier) -> dict[str, Any]:
    names = (
        "uuid", "round", "state", "sha256", "draft_sha256", "why_required", "sent_at", "due_on", "opinion",
        "opinion_text", "response", "decided_at",
    )  # fmt: skip
    people = {"sent_by": person_out(dossier.sent_by), "reviewer": person_out(dossier.reviewer)}
    place = {"case": dossier.case.uuid, "title": dossier.case.title}
    return {name: getattr(dossier, name) for name in names} | people | place


def _finding(found: Any) -> dict[str, Any] | None:
    if found is None:
        return None
    named = {name: getattr(found, name) for name in ("verdict", "note", "pointers", "at")}
    return named | {"by": found.by.name}


def _whole(dossier: Dossier) -> dict[str, Any]:
    fresh = Dossier.objects.select_related("case", "reviewer__section", "sent_by__section").get(pk=dossier.pk)
    judged = [
        {name: getattr(each, name) for name in ELEMENT_PARTS}
        | {"finding": _finding(each.finding), "previous": _finding(each.previous)}
        | {"gathered": list(each.gathered), "machine": list(each.machine)}
        for each in queries.elements_with_findings(fresh)
    ]
    more = {"content": fresh.content, "elements": judged, "counts": queries.counts(fresh)}
    return _row(fresh) | more | {"changed": queries.changed_fields(fresh)}
