"""更正申请: taken in from the public site with its limit (D41), and told back to its receipt. Demands an open permit."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from daylight.base import lawpack, sealing
from daylight.base.access import Scope, may
from daylight.base.journal import writing as journal
from daylight.base.orgs.models import Agency, Person
from daylight.base.outbox import posting
from daylight.core.moment import local_date
from daylight.disclosure import events
from daylight.disclosure.models import CorrectionRequest, Legacy, Task
from daylight.lists.policies import deadline_under
from daylight.portal import envelope
from daylight.portal.asking import LIMIT

OPEN = ("waiting", "accepted")


def take_in(message: Mapping[str, Any], now: datetime) -> None:
    """One request from the outbox. A second delivery of it changes nothing."""
    if CorrectionRequest.objects.filter(code=message["code"]).exists():
        return
    task = Task.objects.filter(uuid=message["of"]).select_related("case__agency").first()
    legacy = None if task else Legacy.objects.select_related("agency").get(uuid=message["of"])
    agency = task.agency if task else legacy.agency if legacy else None
    letter = json.loads(envelope.unseal(bytes.fromhex(message["letter_sealed"])))
    asked_at = datetime.fromisoformat(message["asked_at"])
    if agency is None:
        raise ValueError("申请更正的公示不在本机关")
    request = CorrectionRequest.objects.create(
        code=message["code"],
        agency=agency,
        task=task,
        legacy=legacy,
        shown_version=message["version"],
        wrong=letter["wrong"],
        proof=letter["proof"],
        asker_sealed=sealing.seal(f"{letter['name']}\n{letter['contact']}"),
        asked_at=asked_at,
        due_on=due_on(agency, local_date(asked_at)),
    )
    note(events.ASKED, request, None, now, due_on=request.due_on)
    tell(request, now)


def due_on(agency: Agency, asked_on: date) -> date:
    """The last day to answer, under the agency's own 公示具体办法 where it is shorter."""
    rule = deadline_under(agency, LIMIT, asked_on)
    return rule.due(asked_on, lawpack.current().calendar()).due_on


def asker(request: CorrectionRequest) -> tuple[str, str]:
    """Name and contact, each empty when not given."""
    name, _, contact = sealing.unseal(bytes(request.asker_sealed)).partition("\n")
    return name, contact


def settle(
    what: Mapping[str, Task | Legacy], state: str, answer: str, actor: Person, now: datetime, version: int | None = None
) -> None:
    """Answer the requests about ``what`` (``task`` or ``legacy``): an accepted one by the correction, every open one by a
    withdrawal."""
    wanted = OPEN if state == "withdrawn" else ("accepted",)
    for request in CorrectionRequest.objects.filter(state__in=wanted, **what).select_related("agency"):
        close(request, state, answer, actor, now, version)


def close(
    request: CorrectionRequest, state: str, answer: str, actor: Person, now: datetime, version: int | None = None
) -> None:
    """Write how the request ended and tell its receipt."""
    request.state, request.answer, request.version = state, answer, version
    request.answered_by, request.answered_at = actor, now
    request.save()
    note(events.ANSWERED, request, actor, now, state=state, answer=answer, version=version or 0)
    tell(request, now)


def tell(request: CorrectionRequest, now: datetime) -> None:
    """Post where the request stands; nothing of what was asked goes back."""
    ended = request.state not in OPEN
    posting.put(
        "portal",
        lane=f"correction:{request.code}",
        key=f"correction.told:{request.code}:{request.state}",
        body={
            "kind": "correction.told",
            "code": request.code,
            "state": request.state,
            "due_on": request.due_on,
            "answer": request.answer,
            "version": request.version,
            "answered_on": local_date(request.answered_at) if ended and request.answered_at else None,
        },
        now=now,
    )


def note(event: str, request: CorrectionRequest, actor: Person | None, now: datetime, **data: Any) -> None:
    """One journal entry; the asker is not in it."""
    case = request.task.case.uuid if request.task else None
    subject = f"correction:{request.uuid}"
    of = request.task.uuid if request.task else request.legacy.uuid if request.legacy else ""
    journal.record(
        event,
        agency=request.agency,
        actor=actor,
        now=now,
        subject=subject,
        case_uuid=case,
        data={"code": request.code, "of": of, **data},
    )


def visible(person: Person) -> Any:
    """Requests of the reader's agency; none without the right to read publications."""
    found = CorrectionRequest.objects.filter(agency_id=person.agency_id).select_related("task__case", "legacy")
    return found if may(person, "disclosure.read", Scope(person.agency_id)) else found.none()
