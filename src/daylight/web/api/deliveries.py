"""推送: what was sent to which receiver, what came of it, and 重新推送."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from daylight.base.outbox import queries
from daylight.base.outbox.acts import resend_message
from daylight.base.outbox.models import Message
from daylight.web.api.cursors import page
from daylight.web.api.faults import unknown
from daylight.web.api.preconditions import person_of, submission
from daylight.web.api.shapes import FIRST, USUAL, Body, Cursor, Limit

router = Router(tags=["推送"])
States = Literal["", "failed", "waiting", "delivered", "dropped"]


class DeliveryRow(Schema):
    """``key``: the same at every attempt, so that a receiver knows what it has; ``dropped_at``: overtaken before it left."""

    uuid: UUID
    channel: str
    key: str
    title: str
    state: str
    attempts: int
    created_at: datetime
    delivered_at: datetime | None
    dropped_at: datetime | None
    next_try_at: datetime | None
    last_error: str


class DeliveryPage(Schema):
    items: list[DeliveryRow]
    next: str | None


class ReceiptOut(Schema):
    """One attempt; ``reference``: the receiver's own number for what it took."""

    attempt: int
    at: datetime
    outcome: str
    status: int
    reference: str
    said: str


class ResendingOut(Schema):
    by: str
    at: datetime
    reason: str


class DeliveryOut(DeliveryRow):
    """``content``: what was sent, without the sealed numbers of persons."""

    content: dict[str, Any]
    receipts: list[ReceiptOut]
    resendings: list[ResendingOut]


class ResendIn(Body):
    reason: Annotated[str, Field(max_length=200)]


@router.get("/deliveries", response=DeliveryPage, summary="推送的内容，新的在前")
def list_deliveries(
    request: HttpRequest,
    cursor: Cursor = FIRST,
    limit: Limit = USUAL,
    channel: Annotated[str, Query(max_length=32, description="只要此渠道代码的")] = "",
    state: Annotated[States, Query(description="只要此状态的")] = "",
) -> Any:
    found = queries.messages_of(person_of(request))
    if channel:
        found = found.filter(channel=channel)
    if state:
        found = found.filter(queries.STATES[state][1])
    rows, after = page(found, "message", cursor, limit)
    return {"items": [_row(each) for each in rows], "next": after}


@router.get("/deliveries/{uuid}", response=DeliveryOut, summary="一件推送和它的回执")
def read_delivery(request: HttpRequest, uuid: UUID) -> Any:
    return _whole(_message(request, uuid))


@router.post("/deliveries/{uuid}/resend", response=DeliveryOut, summary="重新推送")
def resend(request: HttpRequest, uuid: UUID, body: ResendIn) -> Any:
    return _whole(submission(request).do(resend_message, _message(request, uuid), body.reason))


def _message(request: HttpRequest, uuid: UUID) -> Message:
    found = queries.messages_of(person_of(request)).filter(uuid=uuid).first()
    if found is None:
        raise unknown()
    return found


def _row(message: Message) -> dict[str, Any]:
    names = (name for name in DeliveryRow.model_fields if name != "state")
    return {name: getattr(message, name) for name in names} | {"state": queries.state_of(message)}


def _whole(message: Message) -> dict[str, Any]:
    receipts = message.receipts.all()
    return _row(message) | {
        # The sealed part is of use to the receiver only.
        "content": {name: value for name, value in message.body.items() if name != "sealed"},
        "receipts": [{name: getattr(each, name) for name in ReceiptOut.model_fields} for each in receipts],
        "resendings": [
            {"by": each.by.name, "at": each.at, "reason": each.reason}
            for each in message.resendings.select_related("by")
        ],
    }
