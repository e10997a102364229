"""窗口值班: who sits at which window, substitutes, who is away."""

from __future__ import annotations

from datetime import date, time
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from ninja import Query, Router, Schema, Status
from pydantic import Field

from daylight.base.access import Scope, may
from daylight.lists.roster import queries
from daylight.lists.roster.acts import assign_shifts, cancel_shift, mark_duty, replace_on_shift
from daylight.lists.roster.models import Shift
from daylight.web.api.cursors import page
from daylight.web.api.faults import unknown
from daylight.web.api.preconditions import person_of, submission
from daylight.web.api.shapes import FIRST, USUAL, Body, Cursor, Limit, PersonOut, colleague, person_out

router = Router(tags=["窗口"])
READ = "list.read"
Note = Annotated[str, Field(max_length=100)]


class ShiftOut(Schema):
    """``state``: on, away or cancelled; ``stands_in_for``: whose shift it was."""

    uuid: UUID
    window: str
    on: date
    begins: time
    ends: time
    person: PersonOut
    stands_in_for: PersonOut | None
    state: str
    note: str


class ShiftPage(Schema):
    items: list[ShiftOut]
    next: str | None


class AssignIn(Body):
    """Every working day from ``first`` to ``last`` (both included); a single day may be a day of rest."""

    window: Annotated[str, Field(max_length=64)]
    person: UUID
    first: date
    last: date
    begins: time
    ends: time


class ReplaceIn(Body):
    person: UUID
    note: Note = ""


class DutyIn(Body):
    away: bool
    note: Note = ""


class CancelIn(Body):
    reason: Note


@router.get("/shifts", response=ShiftPage, summary="窗口值班，后安排的在前")
def list_shifts(
    request: HttpRequest,
    cursor: Cursor = FIRST,
    limit: Limit = USUAL,
    first: Annotated[date | None, Query(description="自，缺省为本周一")] = None,
    last: Annotated[date | None, Query(description="至（含当日），缺省为本周日")] = None,
) -> Any:
    by = submission(request)
    week = queries.week_of(by.today)
    found = queries.standing(by.actor.agency, first or week[0], last or week[-1])
    rows, after = page(found if _reads(request) else found.none(), "shift", cursor, limit)
    return {"items": [_shown(each) for each in rows], "next": after}


@router.post("/shifts", response={201: ShiftOut}, summary="安排值班；答复为其中第一班")
def assign(request: HttpRequest, response: HttpResponse, body: AssignIn) -> Any:
    by = submission(request)
    person = colleague(by.actor, body.person, "person")
    made = by.do(assign_shifts, body.window, person, body.first, body.last, body.begins, body.ends)
    response["Location"] = reverse("api:rest:read_shift", args=[made.uuid])
    return Status(201, _again(made))


@router.get("/shifts/{uuid}", response=ShiftOut, summary="一次值班")
def read_shift(request: HttpRequest, uuid: UUID) -> Any:
    return _shown(_shift(request, uuid))


@router.post("/shifts/{uuid}/replace", response=ShiftOut, summary="更换值班人员")
def replace(request: HttpRequest, uuid: UUID, body: ReplaceIn) -> Any:
    by, shift = submission(request), _shift(request, uuid)
    return _again(by.do(replace_on_shift, shift, colleague(by.actor, body.person, "person"), body.note))


@router.post("/shifts/{uuid}/duty", response=ShiftOut, summary="登记在岗情况")
def duty(request: HttpRequest, uuid: UUID, body: DutyIn) -> Any:
    return _again(submission(request).do(mark_duty, _shift(request, uuid), body.away, body.note))


@router.post("/shifts/{uuid}/cancel", response=ShiftOut, summary="取消值班")
def cancel(request: HttpRequest, uuid: UUID, body: CancelIn) -> Any:
    return _again(submission(request).do(cancel_shift, _shift(request, uuid), body.reason))


def _reads(request: HttpRequest) -> bool:
    person = person_of(request)
    return may(person, READ, Scope(person.agency_id))


def _shift(request: HttpRequest, uuid: UUID) -> Shift:
    person = person_of(request)
    found = queries.shift_for(person, uuid)
    if found is None or not (_reads(request) or found.person_id == person.pk):
        raise unknown()
    return found


def _again(shift: Shift) -> dict[str, Any]:
    people = ("person__section", "stands_in_for__section")
    return _shown(Shift.objects.select_related(*people).get(pk=shift.pk))


def _shown(shift: Shift) -> dict[str, Any]:
    names = ("uuid", "window", "on", "begins", "ends", "state", "note")
    return {name: getattr(shift, name) for name in names} | {
        "person": person_out(shift.person),
        "stands_in_for": person_out(shift.stands_in_for),
    }
