"""增减遮盖、处理存疑 on the open copy; If-Match is the edition that was read."""

from __future__ import annotations

from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import Field

from daylight.disclosure.acts import lift_mask, mark_span, settle_uncertain
from daylight.web.api.preconditions import if_match, submission
from daylight.web.api.publication_shapes import PublicationOut
from daylight.web.api.publications import edited, the_copy, the_task, whole
from daylight.web.api.shapes import Body, Text

router = Router(tags=["执法公示"])
EDIT = {"x-if-match": True}
Place = Annotated[int, Field(ge=0, le=1_000_000)]


class LiftIn(Body):
    """``start`` and ``end`` count characters of the source text at ``path``."""

    path: Annotated[str, Field(max_length=64)]
    start: Place
    end: Place
    reason: Text


class MaskIn(LiftIn):
    kind: Annotated[str, Field(max_length=32)]


class SettleIn(Body):
    key: Annotated[str, Field(max_length=120)]
    answer: Literal["mask", "keep"]
    reason: Text = ""


@router.post(
    "/publications/{uuid}/copies/{version}/masks", response=PublicationOut, summary="增加一处遮盖", openapi_extra=EDIT
)
def mask(request: HttpRequest, response: HttpResponse, uuid: UUID, version: int, body: MaskIn) -> Any:
    by, task, edition = submission(request), the_task(request, uuid), if_match(request)
    said = (body.path, body.start, body.end, body.kind, body.reason, edition)
    edited(by, mark_span, the_copy(task, version), *said)
    return whole(task, response)


@router.post(
    "/publications/{uuid}/copies/{version}/lifts", response=PublicationOut, summary="取消一处遮盖", openapi_extra=EDIT
)
def lift(request: HttpRequest, response: HttpResponse, uuid: UUID, version: int, body: LiftIn) -> Any:
    by, task, edition = submission(request), the_task(request, uuid), if_match(request)
    edited(by, lift_mask, the_copy(task, version), body.path, body.start, body.end, body.reason, edition)
    return whole(task, response)


@router.post(
    "/publications/{uuid}/copies/{version}/doubts", response=PublicationOut, summary="处理一处存疑", openapi_extra=EDIT
)
def settle(request: HttpRequest, response: HttpResponse, uuid: UUID, version: int, body: SettleIn) -> Any:
    by, task, edition = submission(request), the_task(request, uuid), if_match(request)
    edited(by, settle_uncertain, the_copy(task, version), body.key, body.answer, body.reason, edition)
    return whole(task, response)
