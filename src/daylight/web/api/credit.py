"""双公示: what was reported and what keeps a report back, reporting by hand, and the rows of a stretch of days as a file."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from ninja import Query, Router, Schema
from pydantic import Field

from daylight.base.access import Scope, require
from daylight.cases.acts import complete_party
from daylight.channels.credit_china.sheets import written
from daylight.channels.credit_china.tables import TABLES
from daylight.core.refusal import refuse
from daylight.decisions.models import Decision
from daylight.disclosure import acts, credit_queries, credit_reporting
from daylight.disclosure.credit_export import export
from daylight.disclosure.credit_models import CreditReport
from daylight.web.api.cursors import page
from daylight.web.api.faults import unknown
from daylight.web.api.preconditions import person_of, submission
from daylight.web.api.shapes import FIRST, USUAL, Body, Cursor, Limit

router = Router(tags=["推送"])
States = Literal["", "lacking", "reported", "revoked"]
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
# A file of more than a year is a bulk file; those lie on the public site.
LONGEST_DAYS = 366


class CreditFault(Schema):
    code: str
    name: str
    message: str


class CreditRow(Schema):
    """``purpose``: credit (reported and shown) or credit_report (reported, shared only); ``why``: why only shared."""

    uuid: UUID
    decision: UUID
    number: str
    party: str
    table: str
    purpose: str
    why: str
    state: str
    version: int
    due_on: date
    reported_at: datetime | None
    faults: list[CreditFault]


class CreditPage(Schema):
    items: list[CreditRow]
    next: str | None


class CellOut(Schema):
    code: str
    name: str
    text: str
    fault: str


class CreditOut(CreditRow):
    """``cells``: the row as it would leave today; numbers of persons are not shown."""

    cells: list[CellOut]


class UnreportedRow(Schema):
    """A decision within 双公示 without a report. ``why``: what it waits for; empty: it only has to be reported."""

    decision: UUID
    number: str
    decided_on: date
    why: str


class UnreportedPage(Schema):
    items: list[UnreportedRow]
    next: str | None


class ReportIn(Body):
    """``purpose``: credit demands that all of it may be shown (else refused); empty: as the law goes."""

    purpose: Literal["", "credit"] = ""


class PartyIn(Body):
    """What registration left empty; what stands is not changed here."""

    legal_representative: Annotated[str, Field(max_length=64)] = ""
    code: Annotated[str, Field(max_length=32)] = ""
    id_number: Annotated[str, Field(max_length=32)] = ""


@router.get("/credit-reports", response=CreditPage, summary="信用信息报送")
def list_reports(
    request: HttpRequest,
    cursor: Cursor = FIRST,
    limit: Limit = USUAL,
    state: Annotated[States, Query(description="只要此状态的")] = "",
) -> Any:
    found = credit_queries.visible(person_of(request))
    rows, after = page(found.filter(state=state) if state else found, "credit", cursor, limit)
    return {"items": [_row(each) for each in rows], "next": after}


@router.get("/credit-reports/unreported", response=UnreportedPage, summary="在双公示范围内、还没有报送的决定")
def list_unreported(request: HttpRequest, cursor: Cursor = FIRST, limit: Limit = USUAL) -> Any:
    by = submission(request)
    rows, after = page(credit_queries.unreported(by.actor, by.today), "decision", cursor, limit)
    names = ("number", "decided_on")
    items = [
        {name: getattr(each, name) for name in names} | {"decision": each.uuid, "why": credit_reporting.held(each)}
        for each in rows
    ]
    return {"items": items, "next": after}


@router.get("/credit-reports/export.{format}", summary="双公示文件：只含可以公示的行和列")
def export_rows(
    request: HttpRequest,
    format: Literal["csv", "xlsx"],
    table: Annotated[str, Query(description="、".join(f"{code} {name}" for code, name in TABLES.items()))],
    start: Annotated[date, Query(description="决定日期自")],
    end: Annotated[date, Query(description="决定日期至（含当日）")],
) -> HttpResponse:
    """Rows that are shared only carry numbers of persons and leave by their channel or the command line alone."""
    by = submission(request)
    require(by.actor, credit_queries.READ, Scope(by.actor.agency_id))
    if table not in TABLES:
        raise refuse("credit.table", f"没有“{table}”这张表，可用：{'、'.join(TABLES)}。", "", "table")
    if end < start or (end - start).days > LONGEST_DAYS:
        raise refuse("credit.days", "结束日期不能早于开始日期，一次最多导出一年，请改日期。", "", "end")
    made = export(by.actor.agency, table, start, end, True, by.today)
    response = HttpResponse(written(made.columns, made.rows, table, format), content_type=TYPES[format])
    name = f"{TABLES[table]}{start}至{end}.{format}"
    response["Content-Disposition"] = content_disposition_header(True, name) or ""
    # The sentences of what is left out stand in GET …/unreported and in the list; here only how many.
    response["Daylight-Left-Out"] = str(len(made.left_out))
    return response


@router.get("/credit-reports/{uuid}", response=CreditOut, summary="一份报送和它的各栏")
def read_report(request: HttpRequest, uuid: UUID) -> Any:
    return _whole(_report(request, uuid), submission(request).today)


@router.post("/decisions/{uuid}/credit-report", response=CreditOut, summary="报送一件决定")
def report(request: HttpRequest, uuid: UUID, body: ReportIn) -> Any:
    by = submission(request)
    own = Decision.objects.filter(uuid=uuid, case__agency_id=by.actor.agency_id).select_related("case").first()
    if own is None or not credit_queries.may_read(by.actor):
        raise unknown()
    return _whole(by.do(acts.report_credit, own, body.purpose), by.today)


@router.post("/credit-reports/{uuid}/party", response=CreditOut, summary="补填当事人信息")
def complete(request: HttpRequest, uuid: UUID, body: PartyIn) -> Any:
    by, row = submission(request), _report(request, uuid)
    by.do(complete_party, row.party, **body.model_dump())
    return _whole(_report(request, uuid), by.today)


def _report(request: HttpRequest, uuid: UUID) -> CreditReport:
    found = credit_queries.report_for(person_of(request), uuid)
    if found is None:
        raise unknown()
    return found


def _row(report: CreditReport) -> dict[str, Any]:
    names = ("uuid", "table", "purpose", "why", "state", "version", "due_on", "reported_at", "faults")
    return {name: getattr(report, name) for name in names} | {
        "decision": report.decision.uuid,
        "number": report.decision.number,
        "party": report.party.name,
    }


def _whole(report: CreditReport, today: date) -> dict[str, Any]:
    return _row(report) | {
        "cells": [
            {"code": each.column.id, "name": each.column.name, "text": each.text, "fault": each.fault}
            for each in credit_queries.cells(report, today)
        ]
    }
