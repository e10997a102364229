"""What a 公示事项 looks like to the people who prepare and confirm it. What is masked stays on this side of the wall."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from ninja import Schema
from pydantic import AwareDatetime, Field

from daylight.web.api.shapes import Body, Text

Code = Annotated[str, Field(max_length=32)]


class PublicationRow(Schema):
    kind: str
    uuid: UUID
    case: UUID
    title: str
    number: str
    state: str
    started_on: date
    due_on: date
    last_workday: date
    published_on: date | None


class PublicationPage(Schema):
    items: list[PublicationRow]
    next: str | None


class Side(Schema):
    """One field on both sides: ``source`` as decided, ``shown`` as the public will read it."""

    path: str
    label: str
    source: str
    shown: str


class CopyOut(Schema):
    """``sha256``: what a confirmation names as seen; ``edition``: the ETag of mask edits."""

    version: int
    kind: str
    edition: int
    sha256: str
    record: dict[str, Any]
    fields: list[Side]
    spans: dict[str, list[dict[str, Any]]]
    unsettled: list[dict[str, Any]]
    reason_code: str
    reason: str
    returned: str
    hands: list[str]
    prepared_at: datetime
    confirmed_by: str
    confirmed_at: datetime | None
    publish_at: datetime | None
    schedule_fault: str


class PublicationOut(PublicationRow):
    withheld_code: str
    withheld_reason: str
    open_copy: CopyOut | None
    versions: list[CopyOut]


class TargetOut(Schema):
    """One receiver besides the public site; ``reference``: its own number for what it took."""

    channel: str
    state: str
    at: datetime | None
    reference: str
    said: str


class ConfirmIn(Body):
    """``seen_sha256``: sha256 of the copy that was looked at; ``secrecy_checked``: 保密审查 done."""

    seen_sha256: Annotated[str, Field(max_length=64)]
    secrecy_checked: bool
    publish_at: Annotated[AwareDatetime | None, Field(description="定时公示；空为现在公示")] = None


class CorrectIn(Body):
    """``changes``: path → right text, only on the grounds that allow rewording."""

    reason_code: Code
    reason: Text
    changes: dict[str, Text] = {}


class WithdrawIn(Body):
    reason_code: Code
    explanation: Text
    ground_on: date


class ImpactIn(Body):
    """``impact``: whether it has a certain social effect (行政处罚法第48条)."""

    impact: bool
    reason: Text


class WithholdIn(Body):
    code: Code
    reason: Text
