"""推送渠道: what a system administrator keeps; the secret itself never passes here, only the place where it lies."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from ninja import Router, Schema, Status
from pydantic import Field

from daylight.base.outbox import queries
from daylight.base.outbox.acts import ChannelInput, add_channel, change_channel, keep_agency_code
from daylight.base.outbox.models import Channel
from daylight.core.refusal import Refused
from daylight.web.api.cursors import page
from daylight.web.api.faults import unknown
from daylight.web.api.preconditions import if_match, person_of, stale, submission, tag
from daylight.web.api.shapes import FIRST, USUAL, Body, Cursor, Limit

router = Router(tags=["推送"])
Name = Annotated[str, Field(max_length=64)]


class ChannelIn(Body):
    """``secret``: a place, ``file:name`` or ``env:DAYLIGHT_CHANNEL_NAME``, never the secret."""

    name: Name
    address: Annotated[str, Field(max_length=300)]
    secret: Annotated[str, Field(max_length=120)] = ""
    active: bool = True

    def read(self) -> ChannelInput:
        return ChannelInput(self.name, self.address, self.secret, self.active)


class NewChannelIn(ChannelIn):
    code: Annotated[str, Field(max_length=32)]
    kind: Annotated[str, Field(max_length=32)]


class ChannelRow(Schema):
    """``failures``: in a row; ``said``: why the last try failed."""

    uuid: UUID
    code: str
    kind: str
    name: str
    active: bool
    failures: int
    next_try_at: datetime | None
    said: str
    version: int
    changed_by: str
    changed_at: datetime


class ChannelOut(ChannelRow):
    address: str
    secret: str


class ChannelPage(Schema):
    items: list[ChannelRow]
    next: str | None


class StandingOut(Schema):
    """How one channel stands; ``since``: how long the oldest open message waits; ``alarm``: somebody should look."""

    code: str
    name: str
    waiting: int
    failed: int
    delivered: int
    since: datetime | None
    last_at: datetime | None
    alarm: bool


class AgencyCodeIn(Body):
    credit_code: Annotated[str, Field(max_length=32)]


class AgencyCodeOut(Schema):
    name: str
    credit_code: str


@router.get("/channels", response=ChannelPage, summary="推送渠道")
def list_channels(request: HttpRequest, cursor: Cursor = FIRST, limit: Limit = USUAL) -> Any:
    rows, after = page(queries.channels_of(person_of(request)), "channel", cursor, limit)
    return {"items": [_row(each) for each in rows], "next": after}


@router.get("/channels/standings", response=list[StandingOut], summary="各渠道的推送情况")
def read_standings(request: HttpRequest) -> Any:
    by = submission(request)
    names = ("waiting", "failed", "delivered", "since", "last_at", "alarm")
    return [
        {name: getattr(each, name) for name in names} | {"code": each.channel.code, "name": each.channel.name}
        for each in queries.standings(by.actor, by.now)
    ]


@router.post("/channels", response={201: ChannelOut}, summary="增加推送渠道")
def add(request: HttpRequest, response: HttpResponse, body: NewChannelIn) -> Any:
    made = submission(request).do(add_channel, body.code, body.kind, body.read())
    response["Location"] = reverse("api:rest:read_channel", args=[made.uuid])
    return Status(201, _whole(made, response))


@router.get("/channels/{uuid}", response=ChannelOut, summary="一个推送渠道")
def read_channel(request: HttpRequest, response: HttpResponse, uuid: UUID) -> Any:
    return _whole(_kept(request, uuid), response)


@router.patch("/channels/{uuid}", response=ChannelOut, summary="修改、停用、启用推送渠道")
def change(request: HttpRequest, response: HttpResponse, uuid: UUID, body: ChannelIn) -> Any:
    by, channel = submission(request), _kept(request, uuid)
    try:
        changed = by.do(change_channel, channel, body.read(), if_match(request))
    except Refused as error:
        raise stale(error, channel.version, channel.changed_by.name, channel.changed_at) from error
    return _whole(changed, response)


@router.post("/agency/credit-code", response=AgencyCodeOut, summary="登记本机关的统一社会信用代码")
def keep_code(request: HttpRequest, body: AgencyCodeIn) -> Any:
    by = submission(request)
    kept = by.do(keep_agency_code, by.actor.agency, body.credit_code)
    return {"name": kept.name, "credit_code": kept.credit_code}


def _kept(request: HttpRequest, uuid: UUID) -> Channel:
    """Address and secret's place are for whoever keeps the channel."""
    person = person_of(request)
    found = queries.channels_of(person).filter(uuid=uuid).first()
    if found is None or not queries.may_keep(person):
        raise unknown()
    return found


def _row(channel: Channel) -> dict[str, Any]:
    return {name: getattr(channel, name) for name in ChannelRow.model_fields if name != "changed_by"} | {
        "changed_by": channel.changed_by.name
    }


def _whole(channel: Channel, response: HttpResponse) -> dict[str, Any]:
    tag(response, channel.version)
    return _row(channel) | {"address": channel.address, "secret": channel.secret}
