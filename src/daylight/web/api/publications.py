"""公示事项: prepare, second look, publish, correct, withdraw, withhold."""

from __future__ import annotations

from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from daylight.core.refusal import Refused, refuse
from daylight.disclosure import acts, queries
from daylight.disclosure.models import Copy, Task
from daylight.disclosure.proof import proof_pdf
from daylight.disclosure.targets import targets_of
from daylight.web.api.cursors import page
from daylight.web.api.faults import unknown
from daylight.web.api.preconditions import Submission, person_of, stale, submission, tag
from daylight.web.api.publication_shapes import (
    ConfirmIn,
    CorrectIn,
    ImpactIn,
    PublicationOut,
    PublicationPage,
    TargetOut,
    WithdrawIn,
    WithholdIn,
)
from daylight.web.api.shapes import FIRST, USUAL, Cursor, Limit, ReasonIn

router = Router(tags=["执法公示"])
States = Literal["", "to_prepare", "to_confirm", "published", "withholding", "withheld", "withdrawn"]


@router.get("/publications", response=PublicationPage, summary="公示事项，新立的在前")
def list_publications(
    request: HttpRequest,
    cursor: Cursor = FIRST,
    limit: Limit = USUAL,
    state: Annotated[States, Query(description="只要此状态的")] = "",
) -> Any:
    found = queries.visible(person_of(request))
    rows, after = page(found.filter(state=state) if state else found, "public", cursor, limit)
    return {"items": [_row(each) for each in rows], "next": after}


@router.get("/publications/{uuid}", response=PublicationOut, summary="一件公示事项")
def read_publication(request: HttpRequest, response: HttpResponse, uuid: UUID) -> Any:
    return whole(the_task(request, uuid), response)


@router.post("/publications/{uuid}/prepare", response=PublicationOut, summary="生成公示版")
def prepare(request: HttpRequest, response: HttpResponse, uuid: UUID) -> Any:
    task = the_task(request, uuid)
    submission(request).do(acts.prepare_copy, task)
    return whole(task, response)


@router.post("/publications/{uuid}/copies/{version}/confirm", response=PublicationOut, summary="复核并公示")
def confirm(request: HttpRequest, response: HttpResponse, uuid: UUID, version: int, body: ConfirmIn) -> Any:
    by, task = submission(request), the_task(request, uuid)
    copy = the_copy(task, version)
    if body.publish_at is not None:
        by.do(acts.schedule, copy, body.publish_at, body.seen_sha256, body.secrecy_checked)
        return whole(task, response)
    act = acts.publish_correction if copy.kind == "correction" else acts.publish
    by.do(act, copy, body.seen_sha256, body.secrecy_checked)
    return whole(task, response)


@router.post("/publications/{uuid}/copies/{version}/unschedule", response=PublicationOut, summary="取消定时公示")
def unschedule(request: HttpRequest, response: HttpResponse, uuid: UUID, version: int) -> Any:
    by, task = submission(request), the_task(request, uuid)
    by.do(acts.unschedule, the_copy(task, version))
    return whole(task, response)


@router.get("/publications/{uuid}/proof.pdf", summary="公示凭证")
def read_proof(request: HttpRequest, uuid: UUID) -> HttpResponse:
    body = proof_pdf(the_task(request, uuid), submission(request).now)
    return HttpResponse(body, content_type="application/pdf", headers={"Cache-Control": "private, no-store"})


@router.get("/publications/{uuid}/targets", response=list[TargetOut], summary="推送目标：哪些渠道收到了")
def read_targets(request: HttpRequest, uuid: UUID) -> Any:
    task = the_task(request, uuid)
    return [
        {name: getattr(each, name) for name in ("channel", "state", "at", "reference", "said")}
        for each in targets_of([task]).get(task.pk, [])
    ]


@router.post("/publications/{uuid}/copies/{version}/return", response=PublicationOut, summary="退回承办")
def send_back(request: HttpRequest, response: HttpResponse, uuid: UUID, version: int, body: ReasonIn) -> Any:
    by, task = submission(request), the_task(request, uuid)
    by.do(acts.return_copy, the_copy(task, version), body.reason)
    return whole(task, response)


@router.post("/publications/{uuid}/correct", response=PublicationOut, summary="准备更正")
def correct(request: HttpRequest, response: HttpResponse, uuid: UUID, body: CorrectIn) -> Any:
    by, task = submission(request), the_task(request, uuid)
    by.do(acts.correct, task, body.reason_code, body.reason, body.changes)
    return whole(task, response)


@router.post("/publications/{uuid}/copies/{version}/drop", response=PublicationOut, summary="放弃更正")
def drop(request: HttpRequest, response: HttpResponse, uuid: UUID, version: int, body: ReasonIn) -> Any:
    by, task = submission(request), the_task(request, uuid)
    by.do(acts.drop_correction, the_copy(task, version), body.reason)
    return whole(task, response)


@router.post("/publications/{uuid}/withdraw", response=PublicationOut, summary="撤回")
def withdraw(request: HttpRequest, response: HttpResponse, uuid: UUID, body: WithdrawIn) -> Any:
    by, task = submission(request), the_task(request, uuid)
    by.do(acts.withdraw, task, body.reason_code, body.explanation, body.ground_on)
    return whole(task, response)


@router.post("/publications/{uuid}/withhold", response=PublicationOut, summary="提出不予公开")
def withhold(request: HttpRequest, response: HttpResponse, uuid: UUID, body: WithholdIn) -> Any:
    by, task = submission(request), the_task(request, uuid)
    by.do(acts.withhold, task, body.code, body.reason)
    return whole(task, response)


@router.post("/publications/{uuid}/impact", response=PublicationOut, summary="判断社会影响")
def judge_impact(request: HttpRequest, response: HttpResponse, uuid: UUID, body: ImpactIn) -> Any:
    by, task = submission(request), the_task(request, uuid)
    by.do(acts.judge_impact, task, body.impact, body.reason)
    return whole(task, response)


@router.post("/publications/{uuid}/withhold/confirm", response=PublicationOut, summary="确认不予公开")
def confirm_withholding(request: HttpRequest, response: HttpResponse, uuid: UUID) -> Any:
    task = the_task(request, uuid)
    submission(request).do(acts.confirm_withholding, task)
    return whole(task, response)


@router.post("/publications/{uuid}/withhold/reject", response=PublicationOut, summary="不同意不予公开")
def reject_withholding(request: HttpRequest, response: HttpResponse, uuid: UUID, body: ReasonIn) -> Any:
    task = the_task(request, uuid)
    submission(request).do(acts.reject_withholding, task, body.reason)
    return whole(task, response)


def the_task(request: HttpRequest, uuid: UUID) -> Task:
    found = queries.task_for(person_of(request), uuid)
    if found is None:
        raise unknown()
    return found


def the_copy(task: Task, version: int) -> Copy:
    found = task.copies.select_related("task__case__agency").filter(version=version).first()
    if found is None:
        raise refuse("disclosure.copy", "没有这一版公示版，请重新读取后再办。", "", "version")
    return found


def edited(by: Submission, act: Any, copy: Copy, *said: Any) -> None:
    """Run a mask edit; a stale edition is answered with who changed the copy."""
    try:
        by.do(act, copy, *said)
    except Refused as error:
        copy.refresh_from_db()
        raise stale(error, copy.edition, list(queries.preview(copy).hands)[-1], None) from error


def _row(task: Task) -> dict[str, Any]:
    names = ("uuid", "state", "started_on", "due_on", "last_workday", "published_on")
    case = task.case
    return {name: getattr(task, name) for name in names} | {
        "case": case.uuid,
        "title": case.title,
        "number": task.number,
        "kind": task.kind,
    }


def _copy(copy: Copy) -> dict[str, Any]:
    names = (
        "version", "kind", "edition", "sha256", "record", "spans", "reason_code", "reason", "returned", "prepared_at",
        "confirmed_at", "publish_at", "schedule_fault",
    )  # fmt: skip
    both = queries.preview(copy)
    return {name: getattr(copy, name) for name in names} | {
        "fields": [{n: getattr(each, n) for n in ("path", "label", "source", "shown")} for each in both.fields],
        "unsettled": list(both.unsettled),
        "hands": list(both.hands),
        "confirmed_by": copy.confirmed_by.name if copy.confirmed_by else "",
    }


def whole(task: Task, response: HttpResponse) -> dict[str, Any]:
    """The task as it is now; the ETag is the edition of the open copy."""
    fresh = Task.objects.select_related("case", "decision", "document", "agency").get(pk=task.pk)
    waiting = fresh.copies.select_related("prepared_by", "confirmed_by").filter(confirmed_at=None).first()
    tag(response, waiting.edition if waiting else 0)
    return _row(fresh) | {
        "withheld_code": fresh.withheld_code,
        "withheld_reason": fresh.withheld_reason,
        "open_copy": _copy(waiting) if waiting else None,
        "versions": [_copy(each) for each in queries.versions(fresh)],
    }
