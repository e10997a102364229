"""缴款登记 for the window: issued decisions with money owed, and nothing else of the case (罚缴分离)."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from daylight.base.access import may
from daylight.base.present import present
from daylight.cases.queries import visible_cases
from daylight.cases.scopes import home_of
from daylight.core.moment import local_date
from daylight.decisions.models import Decision
from daylight.decisions.money_owed import unpaid
from daylight.decisions.surcharges import surcharge_lines, surcharge_of
from daylight.web.office.acting import answer, attach, done, office_required, person_of
from daylight.web.office.deeds.performing import money_lines, payment_form, register
from daylight.web.office.place import Place
from daylight.web.office.tasks import party_of

STEP = "P13"


@require_safe
@office_required
def payments(request: HttpRequest) -> HttpResponse:
    """Decisions in performance with their balance, oldest first."""
    person = person_of(request)
    cases = visible_cases(person, "payment.register").filter(step=STEP)
    if not may(person, "payment.register", home_of(person)):
        raise Http404
    decisions = Decision.objects.filter(case__in=cases).select_related("case").prefetch_related("case__parties")
    rows = [
        {"decision": each, "party": party_of(each.case), "fine": each.fields.get("fine_yuan"), "owed": unpaid(each)}
        for each in decisions.order_by("id")
    ]
    return answer(request, "office/payments.html", {"rows": [row for row in rows if row["fine"]]})


@require_http_methods(["GET", "POST"])
@office_required
def payment(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Register one payment."""
    person = person_of(request)
    cases = visible_cases(person, "payment.register")
    decision = Decision.objects.select_related("case__agency").filter(uuid=uuid, case__in=cases).first()
    if decision is None:
        raise Http404
    place = Place(decision.case, person, local_date(present()))
    form = payment_form(place, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        outcome = register(request, place, form)
        if outcome:
            return done(request, "缴款已登记。", "office:payments")
        attach(form, outcome.refusals)
    found = surcharge_of(decision, place.today)
    about = [*money_lines(place), *(surcharge_lines(found) if found else [])]
    context = {"decision": decision, "form": form, "party": party_of(decision.case), "about": about}
    return answer(request, "office/payment.html", context)
