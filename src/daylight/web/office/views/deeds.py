"""One deed: its form, and the act behind it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from daylight.base.access import may
from daylight.base.present import present
from daylight.cases.models import Case
from daylight.cases.moving import definition_of
from daylight.cases.scopes import scope_of
from daylight.core.moment import local_date
from daylight.decisions.hearings import hearing_of
from daylight.decisions.standing import decision_of
from daylight.web.office.acting import answer, attach, case_or_404, done, office_required, person_of
from daylight.web.office.checks import present_deeds
from daylight.web.office.deeds import DEEDS, Deed, deed_of
from daylight.web.office.place import Place
from daylight.web.office.views.workspace import frame


@require_http_methods(["GET", "POST"])
@office_required
def deed(request: HttpRequest, uuid: UUID, code: str) -> HttpResponse:
    """GET shows the form and what it still lacks; POST runs the act, which alone decides whether it may be done."""
    case = case_or_404(request, uuid)
    place = Place(case, person_of(request), local_date(present()))
    found = _found(case, code)
    if found is None or not may(place.person, _right(place, found), scope_of(case)) or not _ready(place, found):
        raise Http404
    # A repeated press comes after the deed no longer fits, and is answered like the first; only the form is not offered.
    if request.method == "GET" and found.right and not found.fits(place):
        raise Http404
    if request.method == "GET":
        return _page(request, place, found, found.make(place, None))
    form = found.make(place, request.POST)
    if form.is_valid():
        outcome = found.run(request, place, form)
        if outcome:
            return done(request, found.said, "office:case", case.uuid)
        attach(form, outcome.refusals)
    case.refresh_from_db()
    return _page(request, place, found, form)


def _page(request: HttpRequest, place: Place, found: Deed, form: Any) -> HttpResponse:
    # Looked up by the same rule as the workspace, so that the page never offers what the workspace would not.
    shown = next((each for each in present_deeds(place) if each.deed is found), None)
    context = {
        **frame(place),
        "deed": found,
        "name": found.name or _name(place, found),
        "form": form,
        "shown": shown,
        "about": found.about(place),
    }
    return answer(request, found.template, context)


def _found(case: Case, code: str) -> Deed | None:
    """The deed of a move of this case's procedure, or of an act beside it."""
    move = next((each for each in definition_of(case).moves if each.code == code), None)
    deed = deed_of(move) if move else DEEDS.get(code)
    return deed if deed is not None and (move or deed.right) else None


def _right(place: Place, found: Deed) -> str:
    return found.right or definition_of(place.case).move(found.code).right


def _name(place: Place, found: Deed) -> str:
    return definition_of(place.case).move(found.code).name


def _ready(place: Place, found: Deed) -> bool:
    """What the deed acts upon exists; otherwise the address leads nowhere yet."""
    case = place.case
    needs = {
        "issue_decision": "decision",
        "serve_decision": "decision",
        "register_payment": "decision",
        "send_for_review": "draft",
        "submit_for_approval": "draft",
    }
    if found.code == "record_hearing":
        return hearing_of(case) is not None
    if found.code == "waive_rights":
        return case.notices.exists()
    need = needs.get(found.code)
    return need is None or (hasattr(case, need) if need == "draft" else decision_of(case) is not None)
