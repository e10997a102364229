"""转办 and 变更主办人 of one case, on a page of its own."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST

from daylight.base.orgs.models import Person
from daylight.base.present import present
from daylight.cases.acts import change_lead
from daylight.cases.certification import certified_on
from daylight.cases.models import Case
from daylight.core.moment import local_date
from daylight.core.refusal import Refusal
from daylight.decisions.acts import reassign_case
from daylight.web.office.acting import answer, case_or_404, done, office_required, perform, person_of, right_or_404
from daylight.web.office.desks.terms_reading import officers_of
from daylight.web.office.place import Place
from daylight.web.office.views.terms import named
from daylight.web.office.views.workspace import frame


@require_http_methods(["GET", "POST"])
@office_required
def reassign(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Another officer instead of one of the handlers."""
    case = _case(request, uuid)
    typed = {name: request.POST.get(name, "") for name in ("leaving", "joining", "reason")}
    if request.method == "GET":
        return _page(request, case, typed)
    handlers, officers = _by_id(_handlers(case)), _by_id(officers_of(person_of(request)))
    leaving, joining = handlers.get(typed["leaving"]), officers.get(typed["joining"])
    if leaving is None or joining is None:
        missing = (("leaving", leaving, "请选择由谁转出。"), ("joining", joining, "请选择接办人。"))
        faults = [Refusal("field.required", said, "", name) for name, found, said in missing if found is None]
        return _page(request, case, typed, faults)
    outcome = perform(request, reassign_case, case, leaving, joining, typed["reason"])
    if outcome:
        return done(request, f"已由{joining.name}接办。", "office:case", uuid)
    return _page(request, case, typed, outcome.refusals)


@require_POST
@office_required
def lead(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Another of the handlers leads."""
    case = _case(request, uuid)
    typed = {"lead": request.POST.get("lead", ""), "lead_reason": request.POST.get("lead_reason", "")}
    chosen = _by_id(_handlers(case)).get(typed["lead"])
    if chosen is None:
        return _page(request, case, typed, [Refusal("field.required", "请选择由谁主办。", "", "lead")])
    outcome = perform(request, change_lead, case, chosen, typed["lead_reason"])
    if outcome:
        return done(request, f"已由{chosen.name}主办。", "office:case", uuid)
    names = {"lead": "lead", "reason": "lead_reason"}
    faults = [Refusal(each.code, each.message, each.cite, names.get(each.field, "")) for each in outcome.refusals]
    return _page(request, case, typed, faults)


def _case(request: HttpRequest, uuid: UUID) -> Case:
    case = case_or_404(request, uuid)
    right_or_404(request, "case.assign", case)
    if case.closed_on is not None and request.method == "GET":
        raise Http404
    return case


def _handlers(case: Case) -> list[Person]:
    return [each.person for each in case.handlers.select_related("person__section")]


def _by_id(people: list[Person]) -> dict[str, Person]:
    return {str(each.pk): each for each in people}


def _page(request: HttpRequest, case: Case, typed: dict[str, str], faults: Iterable[Refusal] = ()) -> HttpResponse:
    case.refresh_from_db()
    handlers = _handlers(case)
    today = local_date(present())
    others = [each for each in officers_of(person_of(request)) if each not in handlers]
    answers = [certified_on(each, today) for each in others]
    joining = [each.person for each in answers if each.certified]
    context = {
        **frame(Place(case, person_of(request), today)),
        "leaving": named(handlers),
        "joining": named(joining) if joining else [],
        "left_out": [each for each in answers if not each.certified],
        "typed": typed,
        "history": case.reassignments.select_related("leaving", "joining", "by"),
    }
    return answer(request, "office/reassign.html", context, tuple(faults))
