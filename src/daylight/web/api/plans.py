"""检查计划: the plan of each year, changed until it is filed with the judicial office (D33)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from ninja import Router, Schema, Status
from pydantic import Field

from daylight.base.access import may
from daylight.base.present import present
from daylight.cases.acts import draw_up_plan, file_plan
from daylight.cases.models import InspectionPlan
from daylight.cases.plans import due_on
from daylight.cases.scopes import home_of
from daylight.core.moment import local_date
from daylight.core.refusal import Refused
from daylight.web.api.cursors import page
from daylight.web.api.faults import unknown
from daylight.web.api.preconditions import if_match, person_of, stale, submission, tag
from daylight.web.api.shapes import FIRST, USUAL, Body, Cursor, Limit, PersonOut, Text, person_out

router = Router(tags=["检查计划"])
READ = "plan.read"
Name = Annotated[str, Field(max_length=80)]


class PlanOut(Schema):
    """``due_on``: the last day to file it, None while no rule says one; ``late``: filed after that day."""

    uuid: UUID
    year: int
    content: str
    version: int
    drawn_by: PersonOut
    drawn_at: datetime
    due_on: date | None
    filed_on: date | None
    filed_number: str
    filed_with: str
    filed_by: PersonOut | None
    late: bool


class PlanPage(Schema):
    items: list[PlanOut]
    next: str | None


class PlanIn(Body):
    year: int
    content: Text


class ContentIn(Body):
    content: Text


class FilingIn(Body):
    """``office``: the judicial office that took it in."""

    filed_on: date
    number: Name
    office: Name


@router.get("/plans", response=PlanPage, summary="本机关的年度检查计划，后制定的在前")
def list_plans(request: HttpRequest, cursor: Cursor = FIRST, limit: Limit = USUAL) -> Any:
    rows, after = page(_readable(request), "plan", cursor, limit)
    return {"items": [_shown(each) for each in rows], "next": after}


@router.post("/plans", response={201: PlanOut}, summary="制定年度检查计划")
def draw_up(request: HttpRequest, response: HttpResponse, body: PlanIn) -> Any:
    made = submission(request).do(draw_up_plan, body.year, body.content, 0)
    response["Location"] = reverse("api:rest:read_plan", args=[made.uuid])
    return Status(201, _again(made, response))


@router.get("/plans/{uuid}", response=PlanOut, summary="一份年度检查计划")
def read_plan(request: HttpRequest, response: HttpResponse, uuid: UUID) -> Any:
    return _again(_plan(request, uuid), response)


@router.patch("/plans/{uuid}", response=PlanOut, summary="备案前修改计划内容")
def change_plan(request: HttpRequest, response: HttpResponse, uuid: UUID, body: ContentIn) -> Any:
    by, plan = submission(request), _plan(request, uuid)
    try:
        changed = by.do(draw_up_plan, plan.year, body.content, if_match(request))
    except Refused as error:
        plan.refresh_from_db()
        raise stale(error, plan.version, plan.drawn_by.name, plan.drawn_at) from error
    return _again(changed, response)


@router.post("/plans/{uuid}/file", response=PlanOut, summary="登记备案")
def register_filing(request: HttpRequest, response: HttpResponse, uuid: UUID, body: FilingIn) -> Any:
    by, plan = submission(request), _plan(request, uuid)
    return _again(by.do(file_plan, plan, body.filed_on, body.number, body.office), response)


def _readable(request: HttpRequest) -> Any:
    """Plans of the reader's own agency; none without the right to read them."""
    person = person_of(request)
    if not may(person, READ, home_of(person)):
        return InspectionPlan.objects.none()
    people = ("drawn_by__section", "filed_by__section")
    return InspectionPlan.objects.filter(agency_id=person.agency_id).select_related(*people)


def _plan(request: HttpRequest, uuid: UUID) -> InspectionPlan:
    found: InspectionPlan | None = _readable(request).filter(uuid=uuid).first()
    if found is None:
        raise unknown()
    return found


def _again(plan: InspectionPlan, response: HttpResponse) -> dict[str, Any]:
    fresh = InspectionPlan.objects.select_related("drawn_by__section", "filed_by__section").get(pk=plan.pk)
    tag(response, fresh.version)
    return _shown(fresh)


def _shown(plan: InspectionPlan) -> dict[str, Any]:
    due = due_on(plan.year, plan.filed_on or local_date(present()))
    names = ("uuid", "year", "content", "version", "drawn_at", "filed_on", "filed_number", "filed_with")
    return {name: getattr(plan, name) for name in names} | {
        "drawn_by": person_out(plan.drawn_by),
        "filed_by": person_out(plan.filed_by),
        "due_on": due,
        "late": bool(due and plan.filed_on and plan.filed_on > due),
    }
