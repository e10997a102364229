"""清单: what was in force on a day, drafts from a file, approval, publication, withdrawal."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from ninja import File, Form, Query, Router, Schema, Status, UploadedFile
from pydantic import Field

from daylight.base.access import Scope, require
from daylight.core.listkinds import KINDS
from daylight.core.listvalues import public_values
from daylight.core.moment import local_date
from daylight.core.refusal import refuse
from daylight.lists import queries
from daylight.lists.acts import (
    approve_list,
    check_list,
    confirm_list,
    publish_list,
    return_list,
    submit_list,
    withdraw_list,
)
from daylight.lists.importing import import_content
from daylight.lists.models import ListVersion
from daylight.web.api.cursors import page
from daylight.web.api.faults import unknown
from daylight.web.api.preconditions import person_of, submission
from daylight.web.api.shapes import FIRST, USUAL, Body, Cursor, Limit, ReasonIn

router = Router(tags=["清单"])
NOTE = 300


class VersionRow(Schema):
    uuid: UUID
    kind: str
    title: str
    number: int
    state: str
    in_force_from: date | None
    in_force_until: date | None
    basis: str
    note: str
    digest: str
    created_by: str
    created_at: datetime
    checked_by: str
    approved_by: str
    confirmed_by: str
    returned_reason: str
    published_by: str


class VersionPage(Schema):
    items: list[VersionRow]
    next: str | None


class VersionOut(VersionRow):
    rows: list[dict[str, Any]]


class FaultOut(Schema):
    row: int
    column: str
    value: str
    message: str


class ImportOut(Schema):
    """What became of the file; ``version``: the draft, None when nothing was kept."""

    accepted: int
    rejected: list[FaultOut]
    warnings: list[FaultOut]
    version: VersionRow | None


class ApproveIn(Body):
    """``seen_digest``: digest of the draft that was looked at."""

    seen_digest: Annotated[str, Field(min_length=64, max_length=64)]


class PublishIn(Body):
    in_force_from: date
    basis: Annotated[str, Field(max_length=NOTE)] = ""


@router.get("/lists/{kind}", response=VersionOut, summary="某日有效的清单")
def read_list(
    request: HttpRequest, kind: str, as_of: Annotated[date | None, Query(description="缺省为今天")] = None
) -> Any:
    _demand_kind(kind)
    by = submission(request)
    version = queries.in_force(by.actor.agency, kind, as_of or local_date(by.now))
    if version is None or not queries.visible(by.actor).filter(pk=version.pk).exists():
        raise unknown()
    return _whole(version)


@router.get("/lists/{kind}/versions", response=VersionPage, summary="一种清单的各个版本")
def list_versions(request: HttpRequest, kind: str, cursor: Cursor = FIRST, limit: Limit = USUAL) -> Any:
    _demand_kind(kind)
    found = queries.visible(person_of(request)).filter(kind=kind)
    rows, after = page(found, "list", cursor, limit)
    return {"items": [_row(each) for each in rows], "next": after}


@router.post("/lists/{kind}/drafts", response={201: ImportOut}, summary="从 CSV、XLSX 或 YAML 起草一版")
def draft(
    request: HttpRequest,
    response: HttpResponse,
    kind: str,
    file: File[UploadedFile],
    note: Annotated[str, Form(max_length=NOTE)] = "",
    basis: Annotated[str, Form(max_length=NOTE)] = "",
) -> Any:
    _demand_kind(kind)
    by = submission(request)
    require(by.actor, "list.draft", Scope(by.actor.agency_id))
    name, body = file.name or "清单", file.read()
    said = {"note": note, "basis": basis, "idempotency_key": by.key}
    report = import_content(kind, name, body, by.actor.agency, by.actor, by.now, **said)
    if report.unusable:
        raise refuse("list.file", f"文件不能导入：{report.unusable}。", "", "file")
    made = report.version_object
    if made is not None:
        response["Location"] = reverse("api:rest:read_version", args=[made.uuid])
    return Status(
        201,
        {
            "accepted": report.accepted,
            "rejected": [each.as_dict() for each in report.rejected],
            "warnings": [each.as_dict() for each in report.warnings],
            "version": _row(made) if made else None,
        },
    )


@router.get("/list-versions/{uuid}", response=VersionOut, summary="清单的一个版本")
def read_version(request: HttpRequest, uuid: UUID) -> Any:
    return _whole(_version(request, uuid))


@router.post("/list-versions/{uuid}/check", response=VersionRow, summary="科室核对")
def check(request: HttpRequest, uuid: UUID, body: ApproveIn) -> Any:
    return _row(submission(request).do(check_list, _version(request, uuid), seen_digest=body.seen_digest))


@router.post("/list-versions/{uuid}/confirm", response=VersionRow, summary="司法局审核")
def confirm(request: HttpRequest, uuid: UUID, body: ApproveIn) -> Any:
    return _row(submission(request).do(confirm_list, _version(request, uuid), seen_digest=body.seen_digest))


@router.post("/list-versions/{uuid}/return", response=VersionRow, summary="退回修改")
def send_back(request: HttpRequest, uuid: UUID, body: ReasonIn) -> Any:
    return _row(submission(request).do(return_list, _version(request, uuid), body.reason))


@router.post("/list-versions/{uuid}/submit", response=VersionRow, summary="重新送核")
def submit(request: HttpRequest, uuid: UUID) -> Any:
    return _row(submission(request).do(submit_list, _version(request, uuid)))


@router.post("/list-versions/{uuid}/approve", response=VersionRow, summary="法制审核")
def approve(request: HttpRequest, uuid: UUID, body: ApproveIn) -> Any:
    made = submission(request).do(approve_list, _version(request, uuid), seen_digest=body.seen_digest)
    return _row(made)


@router.post("/list-versions/{uuid}/publish", response=VersionRow, summary="发布")
def publish(request: HttpRequest, uuid: UUID, body: PublishIn) -> Any:
    version = _version(request, uuid)
    return _row(submission(request).do(publish_list, version, body.in_force_from, basis=body.basis))


@router.post("/list-versions/{uuid}/withdraw", response=VersionRow, summary="撤回")
def withdraw(request: HttpRequest, uuid: UUID, body: ReasonIn) -> Any:
    return _row(submission(request).do(withdraw_list, _version(request, uuid), body.reason))


def _demand_kind(kind: str) -> None:
    if kind not in KINDS:
        raise unknown()


def _version(request: HttpRequest, uuid: UUID) -> ListVersion:
    found = queries.visible(person_of(request)).filter(uuid=uuid).first()
    if found is None:
        raise unknown()
    return found


def _row(version: ListVersion) -> dict[str, Any]:
    names = ("uuid", "kind", "number", "state", "in_force_from", "in_force_until", "basis", "note", "digest")
    names = (*names, "returned_reason")
    return {name: getattr(version, name) for name in names} | {
        "title": KINDS[version.kind].title,
        "created_by": version.created_by.name,
        "created_at": version.created_at,
        "checked_by": version.checked_by.name if version.checked_by else "",
        "approved_by": version.approved_by.name if version.approved_by else "",
        "confirmed_by": version.confirmed_by.name if version.confirmed_by else "",
        "published_by": version.published_by.name if version.published_by else "",
    }


def _whole(version: ListVersion) -> dict[str, Any]:
    kind = KINDS[version.kind]
    return _row(version) | {"rows": [public_values(kind, each) for each in queries.kept_rows(version)]}
