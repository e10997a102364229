"""``GET /events``: the journal as the reader may see it, in the order of his agency, replayable from any cursor."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from daylight.base.access import Scope, may
from daylight.base.journal.models import Entry
from daylight.base.orgs.models import Person
from daylight.cases.queries import visible_cases
from daylight.web.api.cursors import decode, encode
from daylight.web.api.preconditions import person_of
from daylight.web.api.shapes import FIRST, USUAL, Cursor, Limit

router = Router(tags=["事件"])
# To the microsecond and in UTC, as the leaf of the entry commits to it.
Moment = Annotated[str, Field(json_schema_extra={"format": "date-time"})]


class EventOut(Schema):
    """``seq`` counts the entries of the case, ``agency_seq`` those of the agency; both without gaps, both only grow."""

    id: UUID
    kind: str
    at: Moment
    subject: str
    case: UUID | None
    seq: int | None
    agency_seq: int
    actor: str
    data: dict[str, Any]


class EventPage(Schema):
    """``next`` is always given: at the end it is where to go on later. ``more``: whether there is something there now."""

    items: list[EventOut]
    next: str
    more: bool


@router.get("/events", response=EventPage, summary="可见的留痕，先发生的在前")
def list_events(
    request: HttpRequest,
    cursor: Cursor = FIRST,
    limit: Limit = USUAL,
    case: Annotated[UUID | None, Query(description="只要此案的")] = None,
    kind: Annotated[str, Query(max_length=64, description="只要以此开头的事件，如 review.")] = "",
) -> Any:
    # By the agency's own sequence: it is taken under a lock, so nothing with a lower number can appear later.
    after = decode("event", cursor) or 0
    found = visible(person_of(request)).filter(agency_seq__gt=after)
    if case is not None:
        found = found.filter(case_uuid=case)
    if kind:
        found = found.filter(kind__startswith=kind)
    rows = list(found.order_by("agency_seq")[: limit + 1])
    shown = rows[:limit]
    last = shown[-1].agency_seq if shown else after
    return {"items": [_event(each) for each in shown], "next": encode("event", last), "more": len(rows) > limit}


def visible(person: Person) -> QuerySet[Entry]:
    """Entries of the cases ``person`` may read, of the lists if he may read those, and his own that belong to no case."""
    wanted = Q(case_uuid__in=visible_cases(person).values("uuid")) | Q(case_uuid=None, actor=person)
    scope = Scope(person.agency_id)
    if may(person, "list.read", scope):
        wanted |= Q(case_uuid=None, kind__startswith="lists.")
    if may(person, "disclosure.read", scope):
        wanted |= Q(case_uuid=None, kind__startswith="disclosure.")
    return Entry.objects.filter(wanted, agency_id=person.agency_id)


def _event(entry: Entry) -> dict[str, Any]:
    return {
        "id": entry.uuid,
        "kind": entry.kind,
        "at": entry.at.isoformat(),
        "subject": entry.subject,
        "case": entry.case_uuid,
        "seq": entry.case_seq,
        "agency_seq": entry.agency_seq,
        "actor": entry.actor_name,
        "data": entry.data,
    }
