"""Who asks, and whom he may name: the people of his own agency."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema

from daylight.base.access import ROLES, roles_of
from daylight.base.orgs.models import Person
from daylight.web.api.cursors import page
from daylight.web.api.preconditions import person_of
from daylight.web.api.shapes import FIRST, USUAL, Cursor, Limit, PersonOut, person_out

router = Router(tags=["人员"])


class Role(Schema):
    code: str
    name: str


class MeOut(PersonOut):
    agency: str
    agency_uuid: UUID
    roles: list[Role]


class Colleague(PersonOut):
    certificate_number: str


class PeoplePage(Schema):
    items: list[Colleague]
    next: str | None


@router.get("/me", response=MeOut, summary="令牌代表谁")
def read_me(request: HttpRequest) -> Any:
    person = person_of(request)
    roles = [{"code": code, "name": ROLES[code]} for code in sorted(roles_of(person))]
    return (person_out(person) or {}) | {
        "agency": person.agency.name,
        "agency_uuid": person.agency.uuid,
        "roles": roles,
    }


@router.get("/people", response=PeoplePage, summary="本机关人员")
def list_people(request: HttpRequest, cursor: Cursor = FIRST, limit: Limit = USUAL) -> Any:
    own = Person.objects.select_related("section").filter(agency_id=person_of(request).agency_id, is_active=True)
    rows, after = page(own, "person", cursor, limit)
    items = [(person_out(each) or {}) | {"certificate_number": each.certificate_number} for each in rows]
    return {"items": items, "next": after}
