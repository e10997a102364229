"""笔录逐页签名: the pad on the page, refusals before witnesses, and the record with its signatures."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from daylight.base.access import may
from daylight.base.present import present
from daylight.cases.scopes import scope_of
from daylight.core.moment import local_date
from daylight.core.refusal import Refusal
from daylight.recording.acts import refuse_page, sign_page
from daylight.recording.acts.documents import right_for
from daylight.recording.models import Document
from daylight.recording.signing import places, signed_copy
from daylight.web.office.acting import answer, case_or_404, done, office_required, perform, person_of
from daylight.web.office.place import Place
from daylight.web.office.views.workspace import frame


@require_http_methods(["GET", "POST"])
@office_required
def pages(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Every place to sign of a finished record; POST ``do`` sign or refuse for one ``place`` (page:signer)."""
    found, place = _open(request, uuid)
    spots = places(found)
    if not spots:
        raise Http404
    may_sign = may(place.person, right_for(found.code), scope_of(found.case))
    typed: dict[str, Any] = {}
    refusals: tuple[Refusal, ...] = ()
    if request.method == "POST":
        if not may_sign:
            raise Http404
        typed = {name: request.POST.get(name, "")[:300] for name in ("name", "note", "witness", "witness_2", "place")}
        page, _, role = typed["place"].partition(":")
        number = int(page) if page.isdigit() else 0
        if request.POST.get("do") == "refuse":
            seen = (typed["witness"], typed["witness_2"])
            outcome = perform(request, refuse_page, found, number, role, typed["name"], typed["note"], seen)
        else:
            drawn = request.POST.get("strokes", "")[:200_000]
            outcome = perform(request, sign_page, found, number, role, typed["name"], drawn)
        if outcome:
            return done(request, f"第 {number} 页{role}已登记。", "office:document-sign", found.uuid)
        refusals = outcome.refusals
    context = {
        **frame(place),
        "document": found,
        "places": spots,
        "open": [
            (f"{each.page}:{each.role}", f"第 {each.page} 页　{each.role}") for each in spots if not each.standing
        ],
        "typed": typed,
        "may_sign": may_sign,
    }
    return answer(request, "office/signing.html", context, refusals)


@require_safe
@office_required
def copy(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The record with its signatures as PDF."""
    found, _ = _open(request, uuid)
    if not places(found):
        raise Http404
    return HttpResponse(signed_copy(found), content_type="application/pdf")


def _open(request: HttpRequest, uuid: UUID) -> tuple[Document, Place]:
    found = Document.objects.select_related("author", "corrects", "pdf", "wording").filter(uuid=uuid).first()
    if found is None:
        raise Http404
    found.case = case_or_404(request, found.case.uuid)
    return found, Place(found.case, person_of(request), local_date(present()))
