"""签批: a leader approves, sends back or signs, with the checks right beside the button."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_POST, require_safe

from daylight.base.present import present
from daylight.cases.models import Case
from daylight.core.moment import local_date
from daylight.decisions import acts
from daylight.decisions.standing import decision_of
from daylight.web.office.acting import answer, case_or_404, done, office_required, perform, person_of, right_or_404
from daylight.web.office.desks import approvals
from daylight.web.office.desks.entering import desk_or_404, placed


@require_safe
@office_required
def desk(request: HttpRequest) -> HttpResponse:
    """At most ten cards; the rest is counted and stays in the case list."""
    desk_or_404(request, "decision.approve")
    return _page(request)


@require_POST
@office_required
def approve(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """批准 (处罚法第57条)."""
    case = _case(request, uuid, "decision.approve")
    outcome = perform(request, acts.approve_decision, case)
    if outcome:
        return done(request, f"已批准：{case.title}，可以签发。", "office:approval-desk")
    return _page(request, case, placed(outcome.refusals, {}), {})


@require_POST
@office_required
def reject(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """退回重拟, with the reason."""
    case = _case(request, uuid, "decision.approve")
    reason = request.POST.get("reason", "")
    outcome = perform(request, acts.reject_decision, case, reason)
    if outcome:
        return done(request, f"已退回承办人重拟：{case.title}。", "office:approval-desk")
    return _page(request, case, placed(outcome.refusals, {"reason": f"reason-{case.pk}"}), {"reason": reason})


@require_POST
@office_required
def issue(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """签发: number, date, seal; from here on nothing changes."""
    case = _case(request, uuid, "decision.issue")
    decision = decision_of(case)
    if decision is None:
        raise Http404
    outcome = perform(request, acts.issue_decision, decision)
    if outcome:
        return done(request, f"已签发 {outcome.result.number}，请承办人送达。", "office:approval-desk")
    return _page(request, case, placed(outcome.refusals, {}), {})


def _case(request: HttpRequest, uuid: UUID, right: str) -> Case:
    case = case_or_404(request, uuid)
    right_or_404(request, right, case)
    return case


def _page(request: HttpRequest, refused: Case | None = None, refusals: Any = (), typed: Any = None) -> HttpResponse:
    rows, errands, total = approvals.waiting(person_of(request), local_date(present()))
    context = {
        "rows": rows,
        "errands": errands,
        "more": total - len(rows) - len(errands),
        "refused": refused,
        # Refused because somebody else was first: the card is gone, what was typed stays.
        "orphan": refused is not None and all(row.case.pk != refused.pk for row in rows),
        "typed": typed or {},
    }
    return answer(request, "office/desks/signing.html", context, refusals)
