"""亮证码: an officer's own codes for the next minutes, who looked at them, and stopping them."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from ninja import Router, Schema, Status
from pydantic import Field

from daylight.cases.showing import queries
from daylight.cases.showing.acts import issue_codes, stop_codes
from daylight.cases.showing.models import CodeBatch
from daylight.web.api.case_reading import the_case
from daylight.web.api.cursors import page
from daylight.web.api.faults import unknown
from daylight.web.api.preconditions import person_of, submission
from daylight.web.api.shapes import FIRST, USUAL, Body, Cursor, Limit

router = Router(tags=["亮证"])


class CodesIn(Body):
    """``case``: a file of one's own that receives the receipts; ``purpose``: what the party reads beside the name."""

    case: UUID | None = None
    purpose: Annotated[str, Field(max_length=200)] = ""


class StopIn(Body):
    reason: Annotated[str, Field(max_length=200)]


class BatchRow(Schema):
    """``count`` codes of ``seconds`` each from ``begins_at``; ``running``: they can be shown now."""

    uuid: UUID
    batch: str
    certificate_number: str
    purpose: str
    case: UUID | None
    begins_at: datetime
    ends_at: datetime
    seconds: int
    count: int
    issued_at: datetime
    stopped_at: datetime | None
    stop_reason: str
    running: bool


class BatchPage(Schema):
    items: list[BatchRow]
    next: str | None


class ScanOut(Schema):
    receipt: str
    scanned_at: datetime


class BatchOut(BatchRow):
    """``codes``: the text of each QR code still to come, from this moment's on; empty once stopped or over."""

    codes: list[str]
    scans: list[ScanOut]


@router.get("/identity-codes", response=BatchPage, summary="本人领取过的亮证码")
def list_batches(request: HttpRequest, cursor: Cursor = FIRST, limit: Limit = USUAL) -> Any:
    by = submission(request)
    rows, after = page(queries.own_batches(by.actor), "codes", cursor, limit)
    return {"items": [_row(each, by.now) for each in rows], "next": after}


@router.post("/identity-codes", response={201: BatchOut}, summary="领取亮证码")
def issue(request: HttpRequest, response: HttpResponse, body: CodesIn) -> Any:
    by = submission(request)
    case = the_case(by.actor, body.case) if body.case else None
    made = by.do(issue_codes, case, body.purpose)
    response["Location"] = reverse("api:rest:read_batch", args=[made.uuid])
    return Status(201, _whole(_own(request, made.uuid), by.now))


@router.get("/identity-codes/{uuid}", response=BatchOut, summary="一批亮证码和核验记录")
def read_batch(request: HttpRequest, response: HttpResponse, uuid: UUID) -> Any:
    response["Cache-Control"] = "no-store"
    return _whole(_own(request, uuid), submission(request).now)


@router.post("/identity-codes/{uuid}/stop", response=BatchOut, summary="停用亮证码")
def stop(request: HttpRequest, uuid: UUID, body: StopIn) -> Any:
    by = submission(request)
    by.do(stop_codes, _own(request, uuid), body.reason)
    return _whole(_own(request, uuid), by.now)


def _own(request: HttpRequest, uuid: UUID) -> CodeBatch:
    """Nobody else's codes: whoever reads them could show them."""
    found = queries.own_batch(person_of(request), uuid)
    if found is None:
        raise unknown()
    return found


def _runs(batch: CodeBatch, now: datetime) -> bool:
    return batch.stopped_at is None and batch.begins_at <= now < batch.ends_at


def _row(batch: CodeBatch, now: datetime) -> dict[str, Any]:
    names = (name for name in BatchRow.model_fields if name not in ("case", "running"))
    return {name: getattr(batch, name) for name in names} | {
        "case": batch.case.uuid if batch.case else None,
        "running": _runs(batch, now),
    }


def _whole(batch: CodeBatch, now: datetime) -> dict[str, Any]:
    try:
        shown = queries.codes_of(batch, now) if _runs(batch, now) else []
    except queries.KeyChanged:
        # Their key was replaced: they prove nothing any more and are taken anew.
        shown = []
    scans = [{"receipt": each.receipt, "scanned_at": each.scanned_at} for each in queries.looked_at(batch)]
    return _row(batch, now) | {"codes": shown, "scans": scans}
