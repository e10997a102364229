"""Shapes every resource shares: strict bodies, pages, free fields that can be kept, problems."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from ninja import Query, Schema
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from daylight.base.orgs.models import Person
from daylight.core.refusal import Refusal, refuse
from daylight.web.api.cursors import LIMIT, MOST

DEPTH = 6
GREATEST = 2**53


def keepable(value: Any, depth: int = 0) -> Any:
    """``value`` if the journal can keep it for ever: no float, no NUL, no half character, not too deep."""
    if depth > DEPTH:
        raise ValueError("too deep")
    if isinstance(value, dict):
        for name, each in value.items():
            keepable(name, depth + 1)
            keepable(each, depth + 1)
    elif isinstance(value, list):
        for each in value:
            keepable(each, depth + 1)
    elif isinstance(value, str):
        if "\x00" in value:
            raise ValueError("NUL")
        value.encode()
    elif isinstance(value, float) or (isinstance(value, int) and abs(value) > GREATEST):
        raise ValueError("numbers are text")
    return value


# The fields of a paper, by the codes of its template (GET /templates/{code}); amounts and areas as text.
Fields = Annotated[dict[str, Any], AfterValidator(keepable)]
Limit = Annotated[int, Query(ge=1, le=MOST, description="每页最多几项")]
Cursor = Annotated[str, Query(max_length=80, description="上一页给出的 next；空为从头")]
FIRST: str = ""
USUAL: int = LIMIT


class Body(BaseModel):
    """A request body: unknown fields are refused, so that a misspelt one is not lost in silence."""

    model_config = ConfigDict(extra="forbid")

    @model_validator(mode="before")
    @classmethod
    def _clean(cls, value: Any) -> Any:
        for text in _texts(value):
            if isinstance(text, str) and "\x00" in text:
                raise ValueError("NUL")
        return value


def _texts(value: Any) -> list[Any]:
    if isinstance(value, dict | list):
        inside = value.values() if isinstance(value, dict) else value
        return [text for each in inside for text in (_texts(each) if isinstance(each, list) else [each])]
    return []


class PaperIn(Body):
    """A paper that comes with the move: the fields of its template."""

    fields: Fields


class ReasonIn(Body):
    reason: str


class RefusalOut(Schema):
    code: str
    message: str
    cite: str = ""
    field: str = ""


class Problem(Schema):
    """RFC 9457; ``errors`` holds every reason at once, ``saved_by`` stands in a 412."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    cite: str
    errors: list[RefusalOut]
    version: int | None = None
    saved_by: str | None = None
    saved_at: datetime | None = None


class PersonOut(Schema):
    uuid: UUID
    name: str
    section: str | None = None
    title: str = ""


class Officer(Schema):
    """Somebody named on a paper; a copy, as it was then."""

    uuid: str = ""
    name: str = ""
    certificate: str = ""


def person_out(person: Person | None) -> dict[str, Any] | None:
    if person is None:
        return None
    section = person.section.name if person.section else None
    return {"uuid": person.uuid, "name": person.name, "section": section, "title": person.title}


def refusal_out(refusal: Refusal) -> dict[str, str]:
    return {"code": refusal.code, "message": refusal.message, "cite": refusal.cite, "field": refusal.field}


def colleague(actor: Person, uuid: UUID, field: str) -> Person:
    """An active person of the actor's own agency."""
    found = Person.objects.select_related("section").filter(uuid=uuid, agency_id=actor.agency_id, is_active=True)
    person = found.first()
    if person is None:
        raise refuse("person.unknown", "本机关没有这名人员，请从人员名录中重新选取。", "", field)
    return person


Text = Annotated[str, Field(max_length=20000)]
Line = Annotated[str, Field(max_length=200)]
Day = date
