"""拟处罚决定: read, and save on the version that was read."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema
from pydantic import Field

from daylight.base.present import present
from daylight.core.moment import local_date
from daylight.core.refusal import Refused, refuse
from daylight.decisions.acts import save_draft
from daylight.decisions.models import Draft
from daylight.decisions.outcomes import problems
from daylight.decisions.weighing import explain, questions
from daylight.web.api.case_reading import the_case
from daylight.web.api.faults import unknown
from daylight.web.api.move_bodies import PenaltyIn
from daylight.web.api.preconditions import if_match, person_of, stale, submission, tag
from daylight.web.api.shapes import Body, RefusalOut, Text, refusal_out

router = Router(tags=["处罚决定"])


class EvidenceIn(Body):
    """``ref``: uuid of the document or recording."""

    kind: Literal["document", "recording"]
    ref: Annotated[str, Field(max_length=64)]
    label: Annotated[str, Field(max_length=200)]


class FinePartIn(Body):
    """``quantity`` m² or yuan, ``rate`` yuan/m², % or 倍; decimal text, empty while unknown.

    ``grade`` its own 裁量阶次 where lines differ, ``fine`` code of the range, ``charge`` key of the act it is for ("" the
    case's own), ``party`` uuid of the party it is for.
    """

    kind: Literal["rate_area", "multiple", "percent", "fixed"]
    quantity: Annotated[str, Field(max_length=24)]
    rate: Annotated[str, Field(max_length=24)]
    label: Annotated[str, Field(max_length=200)] = ""
    grade: Annotated[str, Field(max_length=64)] = ""
    fine: Annotated[str, Field(max_length=64)] = ""
    charge: Annotated[str, Field(max_length=3)] = ""
    party: Annotated[str, Field(max_length=36)] = ""


class ChargeIn(Body):
    """A further act (``separate``, 部办法第37条) or another provision broken by the case's own act (``same``, 处罚法第29条).

    ``key`` a number of this draft, from 2; ``item`` id of an item of the lawpack; ``continuing`` yes or empty.
    """

    key: Annotated[str, Field(pattern=r"^[0-9]{1,3}$")]
    relation: Literal["separate", "same"]
    item: Annotated[str, Field(max_length=32)]
    facts: Text = ""
    act_on: date | Literal[""] = ""
    continuing: Literal["yes", ""] = ""
    law_on: date | Literal[""] = ""
    grade: Annotated[str, Field(max_length=64)] = ""
    deviation_reason: Text = ""


class GainIn(Body):
    """违法所得 in yuan: what was received, given back, and the lawful cost with its evidence; decimal text."""

    label: Annotated[str, Field(max_length=64)] = ""
    amount: Annotated[str, Field(max_length=24)]
    refunded: Annotated[str, Field(max_length=24)] = ""
    cost: Annotated[str, Field(max_length=24)] = ""
    evidence: Text = ""


class DraftChanges(Body):
    """Only what is sent is changed; the fine is computed from ``parts`` and never typed."""

    facts: Text = ""
    evidence: list[EvidenceIn] = []
    violates: Text = ""
    basis: list[Text] = []
    law_on: date | Literal[""] = ""
    grade: Annotated[str, Field(max_length=64)] = ""
    factors: list[Text] = []
    discretion_reason: Text = ""
    deviation_reason: Text = ""
    parts: list[FinePartIn] = []
    charges: list[ChargeIn] = []
    gains: list[GainIn] = []
    penalties: list[PenaltyIn] = []
    performance: Text = ""
    payee: Text = ""
    statement_summary: Text = ""
    hearing_summary: Text = ""
    circumstances: Annotated[list[Text], Field(description="须审情形逐项回答，如“疑难复杂：否”")] = []


class QuestionOut(Schema):
    """A word of the 审核目录 only a person can judge; ``answer`` 是, 否 or empty while open."""

    word: str
    answer: str


class WeighedOut(Schema):
    """本案须审 or 不须审, by the catalogue and the policy in force, with the reasons either way."""

    required: bool
    sentence: str
    reasons: list[str]
    misses: list[str]
    questions: list[QuestionOut]


class DraftOut(Schema):
    """``sha256``: what a review binds to; ``lacking``: what keeps it from being sent."""

    case: UUID
    version: int
    fields: dict[str, Any]
    sha256: str
    saved_by: str
    saved_at: datetime
    lacking: list[RefusalOut]
    review: WeighedOut


@router.get("/cases/{uuid}/draft", response=DraftOut, summary="拟处罚决定")
def readdraft_of(request: HttpRequest, response: HttpResponse, uuid: UUID) -> Any:
    return draft_shown(draft_of(request, uuid), response)


@router.patch("/cases/{uuid}/draft", response=DraftOut, summary="修改拟处罚决定")
def save(request: HttpRequest, response: HttpResponse, uuid: UUID, body: DraftChanges) -> Any:
    draft = draft_of(request, uuid)
    changes = body.model_dump(mode="json", exclude_unset=True)
    if not changes:
        raise refuse("field.required", "没有要修改的内容，请写明至少一项。")
    # A list is replaced whole; what its lines leave out is empty, not missing.
    whole = body.model_dump(mode="json")
    changes = {name: whole[name] for name in changes}
    return draft_shown(saving(request, draft, changes), response)


def saving(request: HttpRequest, draft: Draft, changes: dict[str, Any]) -> Draft:
    """Save on the version the client read; 412 with the name of whoever saved first."""
    try:
        saved: Draft = submission(request).do(save_draft, draft, changes, if_match(request))
    except Refused as error:
        draft.refresh_from_db()
        raise stale(error, draft.version, draft.saved_by.name, draft.saved_at) from error
    return saved


def draft_of(request: HttpRequest, uuid: UUID) -> Draft:
    """The draft of a case the person may read; 404 otherwise."""
    case = the_case(person_of(request), uuid)
    draft = Draft.objects.select_related("case", "saved_by").filter(case=case).first()
    if draft is None:
        raise unknown()
    return draft


def draft_shown(draft: Draft, response: HttpResponse) -> dict[str, Any]:
    """``DraftOut``, with the version as ETag."""
    today = local_date(present())
    fresh = Draft.objects.select_related("case", "saved_by").get(pk=draft.pk)
    tag(response, fresh.version)
    return {
        "case": fresh.case.uuid,
        "version": fresh.version,
        "fields": fresh.fields,
        "sha256": fresh.sha256,
        "saved_by": fresh.saved_by.name,
        "saved_at": fresh.saved_at,
        "lacking": [refusal_out(each) for each in problems(fresh.case, fresh.fields, today)],
        "review": _weighed(fresh, today),
    }


def _weighed(draft: Draft, today: date) -> dict[str, Any]:
    found = explain(draft.case, draft.fields, today)
    asked = questions(draft.case, draft.fields, today)
    return {
        "required": found.required,
        "sentence": found.sentence,
        "reasons": list(found.reasons),
        "misses": list(found.misses),
        "questions": [{"word": word, "answer": answer} for word, answer in asked],
    }
