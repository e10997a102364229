"""不予公开、更正、撤回: each with its ground from the law, its reason, and the second person where one is due."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from daylight.base import lawpack
from daylight.base.present import present
from daylight.core.moment import local_date
from daylight.core.refusal import Refusal
from daylight.disclosure import acts, copies, fields
from daylight.web.office.acting import done, office_required, perform
from daylight.web.office.desks.entering import placed
from daylight.web.office.desks.publication_reading import corrections
from daylight.web.office.forms.reading import read_day
from daylight.web.office.views.publication import found, opened, page

TEXT = "text-"


@require_POST
@office_required
def withhold(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """提出不予公开."""
    task = found(request, uuid)
    typed = {name: request.POST.get(name, "") for name in ("withhold_code", "withhold_reason")}
    outcome = perform(request, acts.withhold, task, typed["withhold_code"], typed["withhold_reason"])
    if outcome:
        return done(request, "已提出不予公开，请另一名人员复核。", "office:publication", uuid)
    return page(request, task, typed, placed(outcome.refusals, {"code": "withhold_code", "reason": "withhold_reason"}))


@require_POST
@office_required
def judge_impact(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """判断社会影响: with one it goes on, without one it is proposed to be withheld."""
    task = found(request, uuid)
    reason, has = request.POST.get("impact_reason", ""), request.POST.get("answer") == "public"
    outcome = perform(request, acts.judge_impact, task, has, reason)
    if outcome:
        said = "已判断为应当公示，请生成公示版。" if has else "已提出不予公开，请另一名人员复核。"
        return done(request, said, "office:publication", uuid)
    return page(request, task, {"impact_reason": reason}, placed(outcome.refusals, {"reason": "impact_reason"}))


@require_POST
@office_required
def judge_withholding(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """确认, or 不同意 with a reason."""
    task = found(request, uuid)
    reason = request.POST.get("reject_reason", "")
    if request.POST.get("answer") == "confirm":
        outcome = perform(request, acts.confirm_withholding, task)
        said = "已确认不予公开，公示期限停止计算。"
    else:
        outcome = perform(request, acts.reject_withholding, task, reason)
        said = "未同意不予公开，请继续办理公示。"
    if outcome:
        return done(request, said, "office:publication", uuid)
    return page(request, task, {"reject_reason": reason}, placed(outcome.refusals, {"reason": "reject_reason"}))


@require_POST
@office_required
def correct(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """准备更正: only texts that were changed are sent on."""
    task = found(request, uuid)
    typed = {name: request.POST.get(name, "") for name in ("correct_code", "correct_reason")}
    texts = {name: value for name, value in request.POST.items() if name.startswith(TEXT)}
    standing = copies.last_published(task)
    source = {path: fields.read(standing.source, path) for path in fields.paths(standing.source)} if standing else {}
    changes = corrections(source, {name.removeprefix(TEXT): str(value) for name, value in texts.items()})
    outcome = perform(request, acts.correct, task, typed["correct_code"], typed["correct_reason"], changes)
    if outcome:
        return done(request, "更正版已生成，可继续增减遮盖，由另一名人员复核后公示。", "office:publication", uuid)
    names = {"reason_code": "correct_code", "reason": "correct_reason", "changes": "correct_code"}
    return page(request, task, typed | texts, placed(outcome.refusals, names))


@require_POST
@office_required
def drop(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """放弃更正."""
    task, copy = opened(request, uuid)
    reason = request.POST.get("drop_reason", "")
    outcome = perform(request, acts.drop_correction, copy, reason)
    if outcome:
        return done(request, "已放弃更正，公示内容不变。", "office:publication", uuid)
    return page(request, task, {"drop_reason": reason}, placed(outcome.refusals, {"reason": "drop_reason"}))


@require_POST
@office_required
def withdraw(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """撤回 (处罚法第48条): the clock of 3 working days starts on the day the ground arose."""
    task = found(request, uuid)
    ids = ("withdraw_code", "withdraw_text", "withdraw_on")
    typed = {name: request.POST.get(name, "") for name in ids}
    day = read_day(typed["withdraw_on"], local_date(present()), lawpack.current().calendar())
    if day is None:
        fault = Refusal("field.date", "请填写情形发生日，如 2026-11-22 或者“今天”。", "", "withdraw_on")
        return page(request, task, typed, (fault,))
    outcome = perform(request, acts.withdraw, task, typed["withdraw_code"], typed["withdraw_text"], day)
    if outcome:
        return done(request, "已撤回，正在从公示网站移除内容，理由保留。", "office:publication", uuid)
    names = {"reason_code": "withdraw_code", "explanation": "withdraw_text", "ground_on": "withdraw_on"}
    return page(request, task, typed, placed(outcome.refusals, names))
