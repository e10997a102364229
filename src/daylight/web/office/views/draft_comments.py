"""审核批注 beside the draft: the author takes a suggestion over with one click, or says why not."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from daylight.base.access import may
from daylight.cases.models import Case
from daylight.cases.moving import definition_of
from daylight.cases.scopes import scope_of
from daylight.decisions.acts import accept_suggestion
from daylight.decisions.models import Draft
from daylight.decisions.outcomes import drafting_steps, labels
from daylight.review.acts import decline_comment
from daylight.review.models import Comment
from daylight.review.texts import text_of
from daylight.web.office.acting import Outcome, case_or_404, office_required, perform, right_or_404
from daylight.web.office.desks.thread_reading import comments_of, said_on
from daylight.web.office.place import Place


def comments_beside(place: Place, kept: Draft) -> dict[str, Any]:
    """Context of the comments on the draft as it is now."""
    case = place.case
    texts = {field: text_of(value) for field, value in kept.fields.items()}
    drafting = case.step in drafting_steps(definition_of(case))
    return {
        "review_comments": said_on(comments_of(case), texts, labels(case, kept.fields, place.today)),
        "may_answer": drafting and may(place.person, "decision.draft", scope_of(case)),
    }


@require_POST
@office_required
def accept(request: HttpRequest, uuid: UUID, comment: UUID) -> HttpResponse:
    """采纳改文."""
    case, kept = _comment(request, uuid, comment)
    return _back(request, case, perform(request, accept_suggestion, kept), "已采纳，拟决定已存为新的一版。")


@require_POST
@office_required
def decline(request: HttpRequest, uuid: UUID, comment: UUID) -> HttpResponse:
    """不采纳."""
    case, kept = _comment(request, uuid, comment)
    outcome = perform(request, decline_comment, kept, request.POST.get("answer", ""))
    return _back(request, case, outcome, "已写明不采纳的理由。")


def _comment(request: HttpRequest, uuid: UUID, comment: UUID) -> tuple[Case, Comment]:
    case = case_or_404(request, uuid)
    right_or_404(request, "decision.draft", case)
    return case, get_object_or_404(Comment.objects.select_related("dossier__case"), uuid=comment, dossier__case=case)


def _back(request: HttpRequest, case: Case, outcome: Outcome, said: str) -> HttpResponse:
    """To the comments again; what was refused stands on top of the page."""
    if outcome:
        messages.success(request, said)
    for each in outcome.refusals:
        messages.error(request, each.message)
    return redirect(reverse("office:draft", args=[case.uuid]) + "#h-comments")
