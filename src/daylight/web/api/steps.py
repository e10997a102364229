"""Moves that a definition declares: one address for every step that is a paper or a reason, one for every service.

Which moves a case has, and the template of each, stands in ``GET /cases/{uuid}`` and ``GET /templates/{code}``.
"""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router

from daylight.cases.models import Case
from daylight.cases.moving import definition_of
from daylight.core.definition import Move
from daylight.decisions.acts import choose_outcome, serve_paper, take_step
from daylight.decisions.models import Draft
from daylight.web.api.case_reading import the_case
from daylight.web.api.case_shapes import CaseOut
from daylight.web.api.cases import shown
from daylight.web.api.drafts import DraftOut, draft_of, draft_shown, saving
from daylight.web.api.faults import fault
from daylight.web.api.move_bodies import OutcomeIn, ServiceIn
from daylight.web.api.preconditions import submission
from daylight.web.api.shapes import Body, Fields, Text

router = Router(tags=["办理动作"])


class StepIn(Body):
    """``fields`` of the move's template (empty for a move without paper); ``reason`` where the move asks for one."""

    fields: Fields = {}
    reason: Text = ""


class DraftFieldsIn(Body):
    """``fields`` of the template the decision will be printed on."""

    fields: Fields


def _move(case: Case, code: str) -> Move:
    found = next((each for each in definition_of(case).moves if each.code == code and each.declared), None)
    if found is None:
        raise fault(404, "procedure.move", "本案的程序没有这个办理动作，请从可办理的动作中选择。")
    return found


@router.post("/cases/{uuid}/steps/{code}", response=CaseOut, summary="办理程序步骤")
def step(request: HttpRequest, response: HttpResponse, uuid: UUID, code: str, body: StepIn) -> Any:
    by = submission(request)
    case = the_case(by.actor, uuid)
    by.do(take_step, case, _move(case, code).code, body.fields, body.reason)
    return shown(case, request, response)


@router.post("/cases/{uuid}/services/{code}", response=CaseOut, summary="送达文书")
def service(request: HttpRequest, response: HttpResponse, uuid: UUID, code: str, body: ServiceIn) -> Any:
    by = submission(request)
    case = the_case(by.actor, uuid)
    move = _move(case, code)
    if not move.serves:
        raise fault(404, "procedure.move", "这个办理动作不是送达，请用 steps 地址办理。")
    by.do(serve_paper, case, code, body.read(by.actor))
    return shown(case, request, response)


@router.post("/cases/{uuid}/draft/outcome", response=DraftOut, summary="选择决定种类")
def outcome(request: HttpRequest, response: HttpResponse, uuid: UUID, body: OutcomeIn) -> Any:
    by, draft = submission(request), draft_of(request, uuid)
    by.do(choose_outcome, draft, body.outcome)
    return draft_shown(draft, response)


@router.patch("/cases/{uuid}/draft/fields", response=DraftOut, summary="按文书字段修改拟定的决定")
def fields(request: HttpRequest, response: HttpResponse, uuid: UUID, body: DraftFieldsIn) -> Any:
    draft: Draft = draft_of(request, uuid)
    return draft_shown(saving(request, draft, body.fields), response)
