"""文书: begin, save on the version that was read, 定稿, 签发, 补正; and the templates with their fields."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from ninja import Router, Schema, Status
from pydantic import Field

from daylight.base import lawpack
from daylight.core.lawdata import NotInForce
from daylight.core.moment import local_date
from daylight.core.refusal import Refusal, Refused, refuse
from daylight.recording import papers
from daylight.recording.acts import (
    finalise_document,
    issue_document,
    save_document,
    start_correction,
    start_document,
)
from daylight.recording.models import Document
from daylight.web.api.case_reading import document_row, the_case
from daylight.web.api.case_shapes import DocumentRow
from daylight.web.api.faults import unknown
from daylight.web.api.preconditions import if_match, person_of, stale, submission, tag
from daylight.web.api.shapes import Body, Fields, ReasonIn

router = Router(tags=["文书"])


class DocumentIn(Body):
    """``code``: a template (GET /templates/{code}); fields may still be missing."""

    code: Annotated[str, Field(max_length=48)]
    fields: Fields = {}


class FieldsIn(Body):
    """Fields left out stay as they are in the version named by If-Match."""

    fields: Fields


class IssueIn(Body):
    sealed: bool = True


class DocumentOut(DocumentRow):
    case: UUID
    fields: dict[str, Any]
    corrects: UUID | None
    content_digest: str
    saved_by: str
    saved_at: datetime
    finalised_at: datetime | None
    issued_at: datetime | None
    lacking: list[str]


class TemplateField(Schema):
    code: str
    label: str
    kind: str
    required: bool
    choices: list[str]
    hint: str
    cite: str


class TemplateOut(Schema):
    code: str
    name: str
    external: bool
    needs_number: bool
    needs_seal: bool
    cite: str
    fields: list[TemplateField]


@router.get("/templates/{code}", response=TemplateOut, summary="文书格式：有哪些栏目")
def read_template(request: HttpRequest, code: str) -> Any:
    today = local_date(submission(request).now)
    try:
        return papers.template_of(code, today)
    except (NotInForce, KeyError) as missing:
        raise unknown() from missing


@router.post("/cases/{uuid}/documents", response={201: DocumentOut}, summary="开始一份文书")
def start(request: HttpRequest, response: HttpResponse, uuid: UUID, body: DocumentIn) -> Any:
    by = submission(request)
    case = the_case(by.actor, uuid)
    try:
        lawpack.current().document(body.code, by.today)
    except (NotInForce, KeyError) as missing:
        raise refuse("document.template", "没有这种文书，请从文书格式中重新选取。", "", "code") from missing
    document = by.do(start_document, case, body.code, body.fields)
    return Status(201, _shown(document, request, response))


@router.get("/documents/{uuid}", response=DocumentOut, summary="一份文书")
def read_document(request: HttpRequest, response: HttpResponse, uuid: UUID) -> Any:
    return _shown(_document(request, uuid), request, response)


@router.patch("/documents/{uuid}", response=DocumentOut, summary="保存草稿")
def save(request: HttpRequest, response: HttpResponse, uuid: UUID, body: FieldsIn) -> Any:
    by, document, base = submission(request), _document(request, uuid), if_match(request)
    seen = document.versions.filter(version=base).first()
    try:
        # Upon the version the client read, so that a replay of the same request is the same act.
        document = by.do(save_document, document, {**(seen.fields if seen else {}), **body.fields}, base)
    except Refused as error:
        raise _stale(error, document) from error
    return _shown(document, request, response)


@router.post("/documents/{uuid}/finalise", response=DocumentOut, summary="定稿", openapi_extra={"x-if-match": True})
def finalise(request: HttpRequest, response: HttpResponse, uuid: UUID) -> Any:
    by, document = submission(request), _document(request, uuid)
    _demand_seen(document, if_match(request))
    document = by.do(finalise_document, document, papers.prepare_final(document, by.now))
    return _shown(document, request, response)


@router.post(
    "/documents/{uuid}/issue",
    response=DocumentOut,
    summary="签发：编号、盖章",
    openapi_extra={"x-if-match": True},
)
def issue(request: HttpRequest, response: HttpResponse, uuid: UUID, body: IssueIn) -> Any:
    by, document = submission(request), _document(request, uuid)
    _demand_seen(document, if_match(request))
    return _shown(by.do(issue_document, document, sealed=body.sealed), request, response)


@router.post("/documents/{uuid}/corrections", response={201: DocumentOut}, summary="制作补正文书")
def correct(request: HttpRequest, response: HttpResponse, uuid: UUID, body: ReasonIn) -> Any:
    made = submission(request).do(start_correction, _document(request, uuid), body.reason)
    return Status(201, _shown(made, request, response))


def _document(request: HttpRequest, uuid: UUID) -> Document:
    found = Document.objects.select_related("case__agency", "pdf", "corrects").filter(uuid=uuid).first()
    if found is None:
        raise unknown()
    the_case(person_of(request), found.case.uuid)
    return found


def _demand_seen(document: Document, version: int) -> None:
    if document.version != version:
        refusal = Refusal("document.conflict", "您读取之后这份文书已有新的版本，请重新读取并核对后再办。")
        raise _stale(Refused(refusal), document)


def _stale(error: Refused, document: Document) -> Exception:
    last = document.versions.select_related("saved_by").order_by("-version")[0]
    return stale(error, last.version, last.saved_by.name, last.saved_at)


def _shown(document: Document, request: HttpRequest, response: HttpResponse) -> dict[str, Any]:
    fresh = Document.objects.select_related("case", "pdf", "corrects").get(pk=document.pk)
    last = fresh.versions.select_related("saved_by").get(version=fresh.version)
    tag(response, fresh.version)
    if request.method == "POST":
        response["Location"] = reverse("api:rest:read_document", args=[fresh.uuid])
    return document_row(fresh) | {
        "case": fresh.case.uuid,
        "fields": last.fields,
        "corrects": fresh.corrects.uuid if fresh.corrects else None,
        "content_digest": fresh.content_digest,
        "saved_by": last.saved_by.name,
        "saved_at": last.saved_at,
        "finalised_at": fresh.finalised_at,
        "issued_at": fresh.issued_at,
        "lacking": [each.code for each in papers.template_for(fresh).missing(last.fields)],
    }
