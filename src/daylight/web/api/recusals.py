"""回避, 同名核对 and 证件 over the interface: asked for and decided, answered, read."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema, Status
from pydantic import AwareDatetime

from daylight.base.access import Scope, may
from daylight.base.orgs.models import Certificate, Person
from daylight.cases.acts import RecusalInput, answer_party_question, ask_recusal
from daylight.cases.party_models import PartyQuestion, Recusal
from daylight.decisions.acts import decide_recusal
from daylight.web.api import case_reading
from daylight.web.api.faults import unknown
from daylight.web.api.preconditions import person_of, submission
from daylight.web.api.shapes import Body, Line, PersonOut, Text, colleague, person_out

router = Router(tags=["回避和证件"])


class RecusalIn(Body):
    """``person``: whose withdrawal is asked for. ``by_party``: the party asks, ``applicant`` is its name."""

    person: UUID
    by_party: bool
    applicant: Line
    reason: Text
    asked_on: date


class RecusalOut(Schema):
    """``granted`` None while it is not decided; ``document_uuid`` the 回避决定书."""

    uuid: UUID
    person: PersonOut
    by_party: bool
    applicant: str
    reason: str
    asked_on: date
    granted: bool | None
    decision_reason: str
    replacement: PersonOut | None
    document_uuid: UUID | None


class RecusalDecisionIn(Body):
    granted: bool
    reason: Text
    replacement: UUID | None = None


class QuestionOut(Schema):
    """可能是同一当事人: the party of the case and a record of the register with the same name. ``answer``: same · other · ""."""

    uuid: UUID
    party: str
    record: UUID
    record_name: str
    answer: str


class AnswerIn(Body):
    same: bool


class CertificateOut(Schema):
    uuid: UUID
    kind: str
    kind_name: str
    number: str
    issuer: str
    issued_on: date
    categories: list[str]
    areas: list[str]
    valid_until: date | None
    recorded_at: AwareDatetime


@router.get("/cases/{uuid}/recusals", response=list[RecusalOut], summary="本案的回避")
def list_recusals(request: HttpRequest, uuid: UUID) -> Any:
    case = case_reading.the_case(person_of(request), uuid)
    return [_recusal(each) for each in case.recusals.select_related("person__section", "replacement__section")]


@router.post("/cases/{uuid}/recusals", response={201: RecusalOut}, summary="登记回避申请")
def add_recusal(request: HttpRequest, uuid: UUID, body: RecusalIn) -> Any:
    by = submission(request)
    case = case_reading.the_case(by.actor, uuid)
    asked = RecusalInput(
        person=colleague(by.actor, body.person, "person"),
        by_party=body.by_party,
        applicant=body.applicant,
        reason=body.reason,
        asked_on=body.asked_on,
    )
    return Status(201, _recusal(by.do(ask_recusal, case, asked)))


@router.post("/recusals/{uuid}/decision", response=RecusalOut, summary="回避决定")
def add_recusal_decision(request: HttpRequest, uuid: UUID, body: RecusalDecisionIn) -> Any:
    by = submission(request)
    found = Recusal.objects.select_related("case", "person").filter(uuid=uuid).first()
    if found is None:
        raise unknown()
    case_reading.the_case(by.actor, found.case.uuid)
    replacement = colleague(by.actor, body.replacement, "replacement") if body.replacement else None
    return _recusal(by.do(decide_recusal, found, body.granted, body.reason, replacement))


@router.get("/cases/{uuid}/party-questions", response=list[QuestionOut], summary="同名核对")
def list_questions(request: HttpRequest, uuid: UUID) -> Any:
    case = case_reading.the_case(person_of(request), uuid)
    rows = PartyQuestion.objects.filter(party__case=case).select_related("party", "record").order_by("id")
    return [_question(each) for each in rows]


@router.post("/party-questions/{uuid}/answer", response=QuestionOut, summary="答复同名核对")
def answer_question(request: HttpRequest, uuid: UUID, body: AnswerIn) -> Any:
    by = submission(request)
    found = PartyQuestion.objects.select_related("party__case", "record").filter(uuid=uuid).first()
    if found is None:
        raise unknown()
    case_reading.the_case(by.actor, found.party.case.uuid)
    return _question(by.do(answer_party_question, found, body.same))


@router.get("/people/{uuid}/certificates", response=list[CertificateOut], summary="一名人员的证件")
def list_certificates(request: HttpRequest, uuid: UUID) -> Any:
    asking = person_of(request)
    found = Person.objects.filter(uuid=uuid, agency_id=asking.agency_id).first()
    if found is None or not may(asking, "certificate.read", Scope(asking.agency_id)):
        raise unknown()
    return [
        {name: getattr(each, name) for name in CertificateOut.model_fields if name != "kind_name"}
        | {"kind_name": each.get_kind_display()}
        for each in Certificate.objects.filter(person=found).order_by("id")
    ]


def _recusal(row: Recusal) -> dict[str, Any]:
    fresh = Recusal.objects.select_related("person__section", "replacement__section").get(pk=row.pk)
    people = {"person": person_out(fresh.person), "replacement": person_out(fresh.replacement)}
    return {name: getattr(fresh, name) for name in RecusalOut.model_fields} | people


def _question(row: PartyQuestion) -> dict[str, Any]:
    fresh = PartyQuestion.objects.select_related("party", "record").get(pk=row.pk)
    return {
        "uuid": fresh.uuid,
        "party": fresh.party.name,
        "record": fresh.record.uuid,
        "record_name": fresh.record.name,
        "answer": fresh.answer,
    }
