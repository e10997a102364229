"""文书措辞与文书核验: an agency's own words on a template, and whether a paper in hand is the registered one."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from ninja import Query, Router, Schema, Status
from pydantic import Field

from daylight.base import lawpack
from daylight.base.access import Scope, may
from daylight.core.lawdata import NotInForce
from daylight.recording import checking
from daylight.recording.acts import approve_wording, draft_wording, reject_wording
from daylight.recording.wording import in_force, national
from daylight.recording.wording_models import Wording
from daylight.web.api.faults import unknown
from daylight.web.api.preconditions import person_of, submission
from daylight.web.api.shapes import Body, PersonOut, person_out

router = Router(tags=["文书"])
READS = ("wording.draft", "wording.approve")
Code = Annotated[str, Field(max_length=48)]
Text = Annotated[str, Field(max_length=2000)]


class WordingOut(Schema):
    """``phrases``: national heading or label → the agency's own; ``state``: draft, approved or rejected."""

    uuid: UUID
    template: str
    number: int
    phrases: dict[str, str]
    opening: str
    closing: str
    reason: str
    state: str
    drafted_by: PersonOut
    drafted_at: datetime
    decided_by: PersonOut | None
    decided_at: datetime | None
    answer: str
    in_force_from: date | None


class WordingsOut(Schema):
    """``national``: the headings and labels that may be worded; ``in_force``: the version used today."""

    national: list[str]
    in_force: UUID | None
    items: list[WordingOut]


class WordingIn(Body):
    """The whole next version; phrases left out keep the national words."""

    phrases: dict[Annotated[str, Field(max_length=80)], Annotated[str, Field(max_length=80)]] = {}
    opening: Text = ""
    closing: Text = ""
    reason: Annotated[str, Field(max_length=300)]


class ApprovalIn(Body):
    in_force_from: date


class AnswerIn(Body):
    answer: Annotated[str, Field(max_length=300)]


class PaperOut(Schema):
    """``same``: whether the digest asked about is the registered one; null when none was given."""

    document: UUID
    case: UUID
    title: str
    number: str
    issued_at: datetime
    sha256: str
    content_digest: str
    same: bool | None


@router.get("/templates/{code}/wordings", response=WordingsOut, summary="文书措辞：全国文字与本机关各版")
def list_wordings(request: HttpRequest, code: Code) -> Any:
    by = submission(request)
    _may_read(request)
    try:
        template = lawpack.current().document(code, by.today)
    except (NotInForce, KeyError) as missing:
        raise unknown() from missing
    standing = in_force(by.actor.agency, code, by.today)
    rows = Wording.objects.filter(agency=by.actor.agency, code=code).select_related("drafted_by", "decided_by")
    return {
        "national": list(national(template)),
        "in_force": standing.uuid if standing else None,
        "items": [_shown(each) for each in rows],
    }


@router.post("/templates/{code}/wordings", response={201: WordingOut}, summary="起草文书措辞")
def draft(request: HttpRequest, response: HttpResponse, code: Code, body: WordingIn) -> Any:
    by = submission(request)
    try:
        lawpack.current().document(code, by.today)
    except (NotInForce, KeyError) as missing:
        raise unknown() from missing
    made = by.do(draft_wording, code, body.phrases, body.opening, body.closing, body.reason)
    response["Location"] = reverse("api:rest:list_wordings", args=[code])
    return Status(201, _shown(made))


@router.post("/wordings/{uuid}/approve", response=WordingOut, summary="批准文书措辞")
def approve(request: HttpRequest, uuid: UUID, body: ApprovalIn) -> Any:
    return _shown(submission(request).do(approve_wording, _wording(request, uuid), body.in_force_from))


@router.post("/wordings/{uuid}/reject", response=WordingOut, summary="不批准文书措辞")
def reject(request: HttpRequest, uuid: UUID, body: AnswerIn) -> Any:
    return _shown(submission(request).do(reject_wording, _wording(request, uuid), body.answer))


@router.get("/papers/{code}", response=PaperOut, summary="按核验码找到登记的文书，并比对校验值")
def read_paper(
    request: HttpRequest,
    code: Annotated[str, Field(max_length=40)],
    sha256: Annotated[str, Query(pattern="^([0-9a-f]{64})?$", description="手中文件的 SHA-256")] = "",
) -> Any:
    found = checking.paper_by_code(person_of(request), code)
    if found is None or found.pdf is None:
        raise unknown()
    return {
        "document": found.uuid,
        "case": found.case.uuid,
        "title": found.title,
        "number": found.number,
        "issued_at": found.issued_at,
        "sha256": found.pdf.sha256,
        "content_digest": found.content_digest,
        "same": found.pdf.sha256 == sha256 if sha256 else None,
    }


def _may_read(request: HttpRequest) -> None:
    person = person_of(request)
    if not any(may(person, right, Scope(person.agency_id)) for right in READS):
        raise unknown()


def _wording(request: HttpRequest, uuid: UUID) -> Wording:
    _may_read(request)
    found = Wording.objects.filter(uuid=uuid, agency_id=person_of(request).agency_id).first()
    if found is None:
        raise unknown()
    return found


def _shown(row: Wording) -> dict[str, Any]:
    kept = Wording.objects.select_related("drafted_by", "decided_by").get(pk=row.pk)
    return {
        "uuid": kept.uuid,
        "template": kept.code,
        "number": kept.number,
        "phrases": kept.phrases,
        "opening": kept.opening,
        "closing": kept.closing,
        "reason": kept.reason,
        "state": kept.state,
        "drafted_by": person_out(kept.drafted_by),
        "drafted_at": kept.drafted_at,
        "decided_by": person_out(kept.decided_by) if kept.decided_by else None,
        "decided_at": kept.decided_at,
        "answer": kept.answer,
        "in_force_from": kept.in_force_from,
    }
