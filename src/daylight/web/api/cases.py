"""Cases: the list, one case, 登记线索, 核对案件情况, and the acts beside the procedure."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from ninja import Query, Router, Schema, Status
from pydantic import AwareDatetime, Field

from daylight.base.journal.models import Entry
from daylight.base.present import present
from daylight.cases.acts import Lead, PartyInput, amend_case, note_marks, register_lead, screen_transfer, show_identity
from daylight.cases.models import Case
from daylight.cases.queries import visible_cases
from daylight.core.moment import local_date
from daylight.core.refusal import Refused, refuse
from daylight.decisions.acts import search_priors
from daylight.recording.acts import excuse_missing_recording
from daylight.web.api import case_reading
from daylight.web.api.case_shapes import CaseChanges, CaseOut, CasePage, LeadIn, MarksIn
from daylight.web.api.cursors import page
from daylight.web.api.faults import unknown
from daylight.web.api.preconditions import if_match, person_of, stale, submission, tag
from daylight.web.api.shapes import FIRST, USUAL, Body, Cursor, Limit, Line, Text, colleague

router = Router(tags=["案件"])
AMENDED = "cases.case.amended"


@router.get("/cases", response=CasePage, summary="可见的案件，新登记的在前")
def list_cases(
    request: HttpRequest,
    cursor: Cursor = FIRST,
    limit: Limit = USUAL,
    step: Annotated[str, Query(max_length=8, description="只要在此环节的")] = "",
    q: Annotated[str, Query(max_length=80, description="立案号、案件名称、地点或者当事人")] = "",
) -> Any:
    found = visible_cases(person_of(request))
    if step:
        found = found.filter(step=step)
    if words := q.strip():
        here = Q(number__icontains=words) | Q(title__icontains=words) | Q(place__icontains=words)
        found = found.filter(here | Q(pk__in=Case.objects.filter(parties__name__icontains=words)))
    rows, after = page(found, "case", cursor, limit)
    return {"items": [case_reading.row(each) for each in rows], "next": after}


@router.post("/cases", response={201: CaseOut}, summary="登记线索")
def register(request: HttpRequest, response: HttpResponse, body: LeadIn) -> Any:
    by = submission(request)
    said = body.model_dump(exclude={"origin", "parties", "partner"})
    lead = Lead(
        **said,
        parties=[PartyInput(**each.model_dump()) for each in body.parties],
        partner=colleague(by.actor, body.partner, "partner"),
        origin=case_reading.the_case(by.actor, body.origin) if body.origin else None,
    )
    return Status(201, shown(by.do(register_lead, lead), request, response))


@router.get("/cases/{uuid}", response=CaseOut, summary="一个案件")
def read_case(request: HttpRequest, response: HttpResponse, uuid: UUID) -> Any:
    return shown(case_reading.the_case(person_of(request), uuid), request, response)


@router.patch("/cases/{uuid}", response=CaseOut, summary="核对案件情况")
def amend(request: HttpRequest, response: HttpResponse, uuid: UUID, body: CaseChanges) -> Any:
    by = submission(request)
    case = case_reading.the_case(by.actor, uuid)
    changes = body.model_dump(exclude_unset=True)
    if not changes:
        raise refuse("field.required", "没有要修改的内容，请写明至少一项。")
    try:
        case = by.do(amend_case, case, changes, if_match(request))
    except Refused as error:
        case.refresh_from_db()
        last = Entry.objects.filter(case_uuid=case.uuid, kind=AMENDED).order_by("-id").first()
        raise stale(error, case.version, last.actor_name if last else "", last.at if last else None) from error
    return shown(case, request, response)


class ShowingIn(Body):
    """``method``: oral 口头表明并出示 · video 音像记录 · scan 扫码核验."""

    shown_at: AwareDatetime
    place: Line
    method: Literal["oral", "video", "scan"]
    officers: list[UUID]


@router.post("/cases/{uuid}/identity-showings", response={201: CaseOut}, summary="登记亮证")
def add_showing(request: HttpRequest, response: HttpResponse, uuid: UUID, body: ShowingIn) -> Any:
    by = submission(request)
    case = case_reading.the_case(by.actor, uuid)
    officers = [colleague(by.actor, each, "officers") for each in body.officers]
    by.do(show_identity, case, body.shown_at, body.place, body.method, officers)
    return Status(201, shown(case, request, response))


@router.post("/cases/{uuid}/parties/{party}/marks", response=CaseOut, summary="登记当事人特征信息")
def add_marks(request: HttpRequest, response: HttpResponse, uuid: UUID, party: UUID, body: MarksIn) -> Any:
    by = submission(request)
    case = case_reading.the_case(by.actor, uuid)
    found = case.parties.filter(uuid=party).first()
    if found is None:
        raise unknown()
    by.do(note_marks, found, body.aliases, body.accounts, body.plates)
    return shown(case, request, response)


class ScreeningIn(Body):
    """``outcome``: none 未达移送线 · transfer 移送 · keep 达到移送线但不移送."""

    outcome: Literal["none", "transfer", "keep"]
    reason: Text = ""


@router.post("/cases/{uuid}/transfer-screenings", response={201: CaseOut}, summary="涉刑筛查")
def add_screening(request: HttpRequest, response: HttpResponse, uuid: UUID, body: ScreeningIn) -> Any:
    by = submission(request)
    case = case_reading.the_case(by.actor, uuid)
    by.do(screen_transfer, case, body.outcome, body.reason)
    return Status(201, shown(case, request, response))


class PriorHit(Schema):
    """One earlier decision; ``why`` says in what it agrees."""

    number: str
    case: UUID
    title: str
    decided_on: str
    fine_yuan: str
    why: str


class PriorSearchOut(Schema):
    """What was found: empty lists say 未发现. ``document_uuid``: the 查询记录 in the file."""

    uuid: UUID
    at: AwareDatetime
    same_act: list[PriorHit]
    same_place: list[PriorHit]
    earlier: list[PriorHit]
    document_uuid: UUID


@router.post("/cases/{uuid}/prior-searches", response={201: PriorSearchOut}, summary="查询以往处罚")
def add_prior_search(request: HttpRequest, uuid: UUID) -> Any:
    by = submission(request)
    return Status(201, by.do(search_priors, case_reading.the_case(by.actor, uuid)))


class ExcuseIn(Body):
    item_code: Annotated[str, Field(max_length=64)]
    reason: Text
    step: Annotated[str, Field(max_length=8)] = ""


@router.post("/cases/{uuid}/recording-excuses", response={201: CaseOut}, summary="说明未录音像的原因")
def add_excuse(request: HttpRequest, response: HttpResponse, uuid: UUID, body: ExcuseIn) -> Any:
    by = submission(request)
    case = case_reading.the_case(by.actor, uuid)
    by.do(excuse_missing_recording, case, body.item_code, body.reason, step=body.step)
    return Status(201, shown(case, request, response))


def shown(case: Case, request: HttpRequest, response: HttpResponse) -> dict[str, Any]:
    """The case as it is now, with its ETag."""
    fresh = Case.objects.select_related("agency", "section").get(pk=case.pk)
    tag(response, fresh.version)
    if request.method == "POST":
        response["Location"] = reverse("api:rest:read_case", args=[fresh.uuid])
    today: date = local_date(present())
    return case_reading.whole(fresh, person_of(request), today)
