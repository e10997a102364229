"""法制审核: comments, material, counsel, more time, disagreement and the trail of who did what."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from daylight.review import acts
from daylight.review.acts.inviting import CounselInput
from daylight.review.models import Comment, Dossier
from daylight.review.trail import trail_of
from daylight.web.office.acting import answer, done, office_required, perform
from daylight.web.office.sentences import SENTENCES
from daylight.web.office.views.review import dossier_or_404, page


@require_POST
@office_required
def comment(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """批注, with or without other words."""
    found = dossier_or_404(request, uuid)
    post = request.POST
    near = post.get("near", "")
    outcome = perform(
        request,
        acts.comment,
        found,
        post.get("comment_field", ""),
        post.get("quote", ""),
        post.get("comment_text", ""),
        post.get("suggestion", ""),
        suggests=post.get("suggests") == "yes",
        near=int(near) if near.isdigit() else 0,
    )
    if outcome:
        return done(request, "已批注。", f"{reverse('office:dossier', args=[uuid])}#c-{outcome.result.uuid}")
    return page(request, found, {"commenting": post.dict()}, outcome.refusals)


@require_POST
@office_required
def withdraw(request: HttpRequest, uuid: UUID, comment: UUID) -> HttpResponse:
    """撤回批注."""
    found = dossier_or_404(request, uuid)
    kept = get_object_or_404(Comment, uuid=comment, dossier=found)
    return _done(request, found, acts.withdraw_comment, "批注已撤回。", kept)


@require_POST
@office_required
def ask(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """要求补充材料."""
    found = dossier_or_404(request, uuid)
    return _done(request, found, acts.ask_material, "已要求承办机构补充材料。", found, request.POST.get("what", ""))


@require_POST
@office_required
def give(request: HttpRequest, uuid: UUID, material: UUID) -> HttpResponse:
    """补充材料 by a handler."""
    found = dossier_or_404(request, uuid)
    kept = get_object_or_404(found.material_requests, uuid=material)
    return _done(request, found, acts.give_material, "已答复。", kept, request.POST.get("material_answer", ""))


@require_POST
@office_required
def extend(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """延长审核期限."""
    found = dossier_or_404(request, uuid)
    return _done(request, found, acts.extend_review, "审核期限已延长。", found, request.POST.get("extend_reason", ""))


@require_POST
@office_required
def invite(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """请法律顾问."""
    found = dossier_or_404(request, uuid)
    post = request.POST
    days = post.get("counsel_days", "")
    typed = CounselInput(
        name=post.get("counsel_name", ""),
        firm=post.get("counsel_firm", ""),
        licence=post.get("counsel_licence", ""),
        question=post.get("counsel_question", ""),
        days=int(days) if days.isdigit() else 0,
    )
    return _done(request, found, acts.invite_counsel, "已邀请，请把链接发给本人。", found, typed)


@require_POST
@office_required
def revoke(request: HttpRequest, uuid: UUID, invitation: UUID) -> HttpResponse:
    """收回邀请."""
    found = dossier_or_404(request, uuid)
    kept = get_object_or_404(found.invitations, uuid=invitation)
    return _done(request, found, acts.revoke_counsel, "邀请已收回，链接不能再用。", kept)


@require_POST
@office_required
def disagree(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """承办机构提出分歧."""
    found = dossier_or_404(request, uuid)
    stand, elements = request.POST.get("stand", ""), request.POST.getlist("elements")
    return _done(request, found, acts.disagree, "已提出分歧，等待协调。", found, elements, stand)


@require_POST
@office_required
def coordinate(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """记录协调."""
    found = dossier_or_404(request, uuid)
    kept = _disagreement(found)
    post = request.POST
    typed = (post.get("coordination", ""), post.get("attendees", ""), post.get("outcome", ""))
    return _done(request, found, acts.coordinate, "协调记录已保存。", kept, *typed)


@require_POST
@office_required
def settle(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """负责人决定或者集体讨论. Opinions: one person a line, 姓名：意见."""
    found = dossier_or_404(request, uuid)
    kept = _disagreement(found)
    post = request.POST
    lines = [each.replace(":", "：").partition("：") for each in post.get("opinions", "").splitlines() if each.strip()]
    opinions = [{"name": name, "opinion": opinion} for name, _, opinion in lines]
    typed = (post.get("way", ""), post.get("settle_outcome", ""), post.get("decision", ""), opinions)
    return _done(request, found, acts.settle, "分歧已了结。", kept, *typed)


@require_safe
@office_required
def trail(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """责任链: who wrote, found, judged, differed and decided, element by element and in time."""
    found = dossier_or_404(request, uuid)
    told = trail_of(found.case)
    steps = [{**each, "what": SENTENCES.get(each["kind"], each["kind"])} for each in told["steps"]]
    context = {"dossier": found, "case": found.case, "elements": told["elements"], "steps": steps}
    return answer(request, "office/desks/review_trail.html", context)


def _disagreement(found: Dossier) -> Any:
    kept = getattr(found, "disagreement", None)
    if kept is None:
        raise Http404
    return kept


def _done(request: HttpRequest, found: Dossier, act: Callable[..., Any], said: str, *args: Any) -> HttpResponse:
    """Run one act of the thread and come back; a refused form keeps what was typed."""
    outcome = perform(request, act, *args)
    if outcome:
        return done(request, said, "office:dossier", found.uuid)
    return page(request, found, {"thread": request.POST.dict(), **request.POST.dict()}, outcome.refusals)
