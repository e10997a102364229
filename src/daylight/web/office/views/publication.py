"""公示审核工作台: the table by limit, one publication with both sides, its preview, and the second look."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_POST, require_safe

from daylight.base import lawpack
from daylight.base.access import Scope, may
from daylight.base.face.headers import POLICY
from daylight.base.outbox.queries import READ as DELIVERIES
from daylight.base.present import present
from daylight.core.moment import local_date
from daylight.core.refusal import Refusal, Refused
from daylight.disclosure import acts, copies, fields, queries, redaction
from daylight.disclosure.acts.withdraw import LIMIT
from daylight.disclosure.kinds import rule_of
from daylight.disclosure.later_known import readable_still
from daylight.disclosure.models import Copy, Task
from daylight.disclosure.proof import proof_pdf
from daylight.disclosure.targets import targets_of
from daylight.web.office.acting import answer, done, office_required, perform, person_of
from daylight.web.office.desks import publication_reading as reading
from daylight.web.office.desks.entering import placed
from daylight.web.office.forms.reading import read_moment

FILTERS = {
    "": "全部",
    "to_prepare": "待脱敏",
    "to_confirm": "待复核",
    "scheduled": "定时公示",
    "correcting": "更正待复核",
    "withholding": "不予公开待复核",
    "published": "公示中",
    "failed": "推送失败",
    "withheld": "不予公开",
    "withdrawn": "已撤回",
}


@require_safe
@office_required
def desk(request: HttpRequest) -> HttpResponse:
    """All publications, the tightest limit first; ``?state=`` narrows."""
    person, today = person_of(request), local_date(present())
    if not may(person, "disclosure.read", Scope(person.agency_id)) and not queries.visible(person).exists():
        raise Http404
    every = reading.lines(person, today)
    chosen = request.GET.get("state", "")
    counts = {name: sum(_belongs(line, name) for line in every) for name in FILTERS}
    done_today = sum(line.row.task.published_on == today for line in every)
    context = {
        "lines": [line for line in every if _belongs(line, chosen)],
        "filters": [(name, word, counts[name]) for name, word in FILTERS.items() if counts[name] or not name],
        "chosen": chosen,
        "done_today": done_today,
    }
    return answer(request, "office/desks/publication_desk.html", context)


def _belongs(line: reading.Line, name: str) -> bool:
    if name == "correcting":
        return line.row.correcting
    if name == "scheduled":
        return line.row.copy is not None and line.row.copy.publish_at is not None
    if name == "failed":
        return line.push is not None and line.push.kind == "late"
    return not name or line.row.task.state == name


@require_safe
@office_required
def publication(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One publication: what the public will see and the source beside it."""
    return page(request, found(request, uuid))


@require_safe
@office_required
@xframe_options_sameorigin
def preview(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The public page itself, from the masked record; framed by the desk and by nobody else."""
    task = found(request, uuid)
    copy = copies.open_copy(task) or copies.last_published(task)
    if copy is None or task.state == "withdrawn":
        raise Http404
    response = HttpResponse(reading.preview_page(copy, local_date(present())))
    response["Content-Security-Policy"] = POLICY.replace("frame-ancestors 'none'", "frame-ancestors 'self'")
    return response


@require_POST
@office_required
def prepare(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """生成公示版."""
    task = found(request, uuid)
    outcome = perform(request, acts.prepare_copy, task)
    if outcome:
        return done(request, "公示版已生成，请核对遮盖后由另一名人员复核。", "office:publication", uuid)
    return page(request, task, {}, placed(outcome.refusals, {}))


@require_POST
@office_required
def confirm(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """通过并公示: on exactly the bytes that were on the screen."""
    task, copy = opened(request, uuid)
    if request.POST.get("publish_at", "").strip():
        return _schedule(request, task, copy)
    act = acts.publish if copy.kind == "first" else acts.publish_correction
    checked = request.POST.get("secrecy_checked") == "1"
    outcome = perform(request, act, copy, request.POST.get("seen_sha256", ""), checked)
    if outcome:
        return done(request, "已通过，正在写入公示网站。", "office:publication", uuid)
    names = {"secrecy_checked": "secrecy_checked", "secrecy_checked_by": "secrecy_checked", "uncertain": "uncertain"}
    return page(request, task, {"secrecy_checked": checked}, placed(outcome.refusals, names))


def _schedule(request: HttpRequest, task: Task, copy: Copy) -> HttpResponse:
    """定时公示: the same second look, and a time."""
    checked, said = request.POST.get("secrecy_checked") == "1", request.POST.get("publish_at", "")
    typed = {"publish_at": said, "secrecy_checked": checked}
    when = read_moment(said, local_date(present()), lawpack.current().calendar())
    if when is None:
        wrong = Refusal("field.date", "请填写公示的日期和时刻，如“明天 9:00”或者 2026-11-25 9:00。", "", "publish_at")
        return page(request, task, typed, (wrong,))
    outcome = perform(request, acts.schedule, copy, when, request.POST.get("seen_sha256", ""), checked)
    if outcome:
        word = f"已定于 {when:%Y-%m-%d %H:%M} 公示，到时自动写入公示网站。"
        return done(request, word, "office:publication", task.uuid)
    names = {name: name for name in ("secrecy_checked", "publish_at", "uncertain")}
    return page(request, task, typed, placed(outcome.refusals, names | {"secrecy_checked_by": "secrecy_checked"}))


@require_POST
@office_required
def unschedule(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """取消定时公示."""
    task, copy = opened(request, uuid)
    outcome = perform(request, acts.unschedule, copy)
    if outcome:
        return done(request, "已取消定时公示，等待复核。", "office:publication", uuid)
    return page(request, task, {}, placed(outcome.refusals, {}))


@require_safe
@office_required
def proof(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """公示凭证 as PDF."""
    task = found(request, uuid)
    try:
        body = proof_pdf(task, present())
    except Refused as refused:
        return page(request, task, {}, refused.refusals)
    response = HttpResponse(body, content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(False, f"公示凭证 {task.number}.pdf") or ""
    response["Cache-Control"] = "private, no-store"
    return response


@require_POST
@office_required
def send_back(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """退回承办, with what is to be mended."""
    task, copy = opened(request, uuid)
    reason = request.POST.get("return_reason", "")
    outcome = perform(request, acts.return_copy, copy, reason)
    if outcome:
        return done(request, "已退回修改。", "office:publication", uuid)
    return page(request, task, {"return_reason": reason}, placed(outcome.refusals, {"reason": "return_reason"}))


def found(request: HttpRequest, uuid: UUID) -> Task:
    """The task, or 404 for whoever may not know that it exists."""
    task = queries.task_for(person_of(request), uuid)
    if task is None:
        raise Http404
    return task


def opened(request: HttpRequest, uuid: UUID) -> tuple[Task, Copy]:
    """The task and the copy the page showed. Somebody may have confirmed it since: the act says who and when."""
    task = found(request, uuid)
    version = request.POST.get("version", "")
    copy = task.copies.filter(version=version).first() if version.isdecimal() else copies.open_copy(task)
    if copy is None:
        raise Http404
    return task, copy


def page(request: HttpRequest, task: Task, typed: Mapping[str, Any] | None = None, refusals: Any = ()) -> HttpResponse:
    """The detail page. ``typed``: values of the refused form by their id on the page."""
    person, now = person_of(request), present()
    today = local_date(now)
    task = queries.visible(person).get(pk=task.pk)
    waiting, standing = copies.open_copy(task), copies.last_published(task)
    copy = waiting or standing
    view = queries.preview(copy) if copy and task.state != "withdrawn" else None
    scope, pack = copies.scope(task), lawpack.current()
    prepares, corrects = may(person, "disclosure.prepare", scope), may(person, "disclosure.correct", scope)
    line = reading.line_of(task, person, today)
    scheduled = waiting is not None and waiting.publish_at is not None and task.state == "to_confirm"
    context = {
        "task": task,
        "line": line,
        "case": task.case,
        "copy": copy,
        "waiting": waiting,
        "view": view,
        "sources": [_source(each) for each in view.fields] if view else [],
        "places": reading.masked_places(view) if view and waiting else [],
        "rules": reading.reasons_of_rules(today),
        "kinds": list(redaction.KIND_NAMES.items()),
        "paths": [(each.path, each.label) for each in view.fields] if view else [],
        "may_edit": prepares
        and waiting is not None
        and not scheduled
        and task.state in ("to_prepare", "to_confirm", "published"),
        "judges_impact": prepares and task.state == "to_prepare" and rule_of(task).impact_test and task.impact is None,
        "may_prepare": prepares
        and task.state == "to_prepare"
        and (not rule_of(task).impact_test or bool(task.impact))
        and (waiting is None or bool(waiting.returned)),
        "may_withhold": prepares and task.state in ("to_prepare", "to_confirm"),
        "may_confirm": line.row.may_confirm and not scheduled,
        "scheduled": copy if scheduled else None,
        "may_unschedule": scheduled and may(person, "disclosure.confirm", scope),
        "targets": targets_of([task]).get(task.pk, []),
        "readable_still": readable_still(task, today) if waiting is None else [],
        "sees_deliveries": may(person, DELIVERIES, scope),
        "own_hand": may(person, "disclosure.confirm", scope)
        and waiting is not None
        and str(person.uuid) in copies.hands(waiting),
        "judges_withholding": task.state == "withholding" and line.row.may_confirm,
        "may_correct": corrects and task.state == "published" and waiting is None,
        "may_drop": corrects and waiting is not None and waiting.kind == "correction",
        "may_withdraw": may(person, "disclosure.withdraw", scope) and task.state == "published",
        "reasons": {
            use: [(each.id, each.name) for each in pack.disclosure_reasons(use, today)]
            for use in ("withhold", "withdraw", "correct")
        },
        "clauses": {each.id: each for use in ("withhold", "withdraw") for each in pack.disclosure_reasons(use, today)},
        "withheld": _reason(task, "withhold", task.withheld_code, today),
        "withdrawn": _reason(task, "withdraw", task.withdrawal.reason_code, today)
        if task.state == "withdrawn"
        else None,
        "withdraw_due": pack.deadline(LIMIT, today).due(today, pack.calendar()).due_on,
        "texts": [_text(path, standing.source, typed or {}) for path in fields.paths(standing.source)]
        if standing and task.state == "published"
        else [],
        "versions": list(queries.versions(task)),
        "today": today,
        "typed": typed or {},
    }
    response = answer(request, "office/desks/publication.html", context, refusals)
    # The preview is our own page in a frame; nothing else may be framed.
    response["Content-Security-Policy"] = f"{POLICY}; frame-src 'self'"
    return response


def _source(view: queries.FieldView) -> dict[str, Any]:
    return {"view": view, "masks": sum(bool(each.kind) for each in view.pieces)}


def _reason(task: Task, use: str, code: str, today: Any) -> Any:
    return next((each for each in lawpack.current().disclosure_reasons(use, today) if each.id == code), None)


def _text(path: str, source: Mapping[str, Any], typed: Mapping[str, Any]) -> dict[str, str]:
    said = fields.read(source, path)
    name = f"text-{path}"
    return {"name": name, "label": fields.label(path, source), "value": typed.get(name, said)}
