"""A record of a visit as the gates want to know it: who went, when, whether certificates were shown (G01, G02)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from daylight.base.orgs.models import Person
from daylight.cases.gathering import officer_facts
from daylight.cases.moving import definition_of
from daylight.core.facts import CaseFacts, OfficerFacts, VisitFacts
from daylight.core.moment import BEIJING, local_date
from daylight.recording.models import Document

RECORDS = frozenset(
    {
        "coercion_record",
        "idle_site_record",
        "inquiry_record",
        "inspection_followup",
        "inspection_record",
        "inspection_survey",
        "permit_site_record",
        "site_record",
        "substitute_record",
    }
)


def visit_facts(document: Document, fields: Mapping[str, Any]) -> CaseFacts | None:
    """Facts of one visit, or None for a paper that records none. Fields were checked to be readable before."""
    visit = visit_of(document, fields)
    if visit is None:
        return None
    definition = definition_of(document.case)
    return CaseFacts(
        area=document.case.agency.region, category=definition.certificate or definition.category, visits=(visit,)
    )


def visit_of(document: Document, fields: Mapping[str, Any]) -> VisitFacts | None:
    """The visit a record describes."""
    if document.code not in RECORDS or not fields.get("started_at"):
        return None
    started = moment_of(fields["started_at"])
    shown, ended = fields.get("identity_shown_at"), fields.get("ended_at")
    on = local_date(started)
    return VisitFacts(
        title=document.title,
        on=on,
        officers=tuple(_officer(each, document, on) for each in fields.get("officers") or ()),
        identity_shown_at=moment_of(shown) if shown else None,
        area=document.case.agency.region,
        started_at=started,
        ended_at=moment_of(ended) if ended else None,
    )


def _officer(line: Mapping[str, str], document: Document, on: Any) -> OfficerFacts:
    """By uuid, so that one person under two spellings is one; a stranger has a name and no certificate."""
    try:
        found = Person.objects.select_related("agency").filter(agency_id=document.case.agency_id)
        person = found.filter(uuid=UUID(line["uuid"])).first()
    except (KeyError, ValueError, TypeError):
        person = None
    if person is None:
        return OfficerFacts(
            person_id=str(line), name=str(line.get("name", "")) if isinstance(line, Mapping) else str(line)
        )
    return officer_facts(person, on)


def moment_of(text: str) -> datetime:
    """A moment as a form or a paper keeps it."""
    moment = datetime.fromisoformat(text)
    # A form's datetime-local carries no zone: it is the clock on the wall in China.
    return moment if moment.tzinfo else moment.replace(tzinfo=BEIJING)
