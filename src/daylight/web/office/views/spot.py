"""当场处罚 on a phone: one screen to decide, one screen with the paper and its QR to hand over."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_http_methods, require_safe

from daylight.base.access import may
from daylight.base.present import present
from daylight.cases.moving import definition_of
from daylight.cases.queries import visible_cases
from daylight.cases.scopes import home_of
from daylight.core.moment import local_date
from daylight.decisions.acts import decide_on_spot
from daylight.decisions.composing import penalty_lines, principal
from daylight.decisions.gathering import SPOT_PAPER
from daylight.decisions.models import Decision
from daylight.decisions.onspot.collecting import hand_in_by
from daylight.disclosure.acts.judge_impact import JUDGED_FIRST
from daylight.recording.picturing import check_address, pictures_of, qr_of
from daylight.web.office.acting import answer, attach, office_required, perform, person_of
from daylight.web.office.forms.spot import SpotForm


@require_http_methods(["GET", "POST"])
@office_required
def spot(request: HttpRequest) -> HttpResponse:
    """Decide: nothing is written until everything is in order, and a refusal keeps every word."""
    person, today = person_of(request), local_date(present())
    if not may(person, "case.register", home_of(person)):
        raise Http404
    form = SpotForm(person, today, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        outcome = perform(request, decide_on_spot, form.spot())
        if outcome:
            return redirect("office:spot-done", outcome.result.uuid)
        attach(form, outcome.refusals)
    return answer(request, "office/spot.html", {"form": form})


@require_safe
@office_required
def spot_done(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The paper to hand over: its picture, its QR, the button to print it, and what is still to be done."""
    decision = _decision(request, uuid)
    case, document = decision.case, decision.document
    assert document is not None
    taken = getattr(decision, "collection", None)
    return render(
        request,
        "office/spot_done.html",
        {
            "decision": decision,
            "case": case,
            "party": principal(case),
            "content": penalty_lines(decision.fields["penalties"]),
            "pages": range(1, len(pictures_of(document)) + 1),
            "qr": _drawn(qr_of(document)),
            "address": check_address(document),
            "collection": taken,
            "hand_in_by": hand_in_by(local_date(taken.collected_at)) if taken else None,
            "publication": JUDGED_FIRST,
            "unfiled": case.turn == definition_of(case).move("report_on_spot").right,
        },
    )


@require_safe
@office_required
def spot_page(request: HttpRequest, uuid: UUID, number: int) -> HttpResponse:
    """One page of the paper as a picture."""
    document = _decision(request, uuid).document
    pages = pictures_of(document) if document else ()
    if not 1 <= number <= len(pages):
        raise Http404
    return HttpResponse(pages[number - 1], content_type="image/png")


def _decision(request: HttpRequest, uuid: UUID) -> Decision:
    """A decision made on the spot, in a case this person may read."""
    found = Decision.objects.select_related("case__agency", "document__pdf").filter(
        uuid=uuid, document__code=SPOT_PAPER, case__in=visible_cases(person_of(request))
    )
    decision: Decision | None = found.first()
    if decision is None:
        raise Http404
    return decision


def _drawn(svg: str) -> SafeString:
    return mark_safe(svg)  # drawn by the platform from the check address, nothing typed is in it
