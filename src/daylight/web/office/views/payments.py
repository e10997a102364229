"""缴款登记 for the window: what is owed and the receipts, and nothing else of the case (罚缴分离)."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from daylight.base.access import may
from daylight.base.orgs.models import Person
from daylight.base.present import present
from daylight.cases.models import Case
from daylight.cases.queries import visible_cases
from daylight.cases.scopes import home_of
from daylight.core.moment import local_date
from daylight.decisions.models import Decision
from daylight.decisions.money_owed import unpaid
from daylight.decisions.paying import FINE, RIGHT, dues_of, open_for, paying_moves
from daylight.decisions.surcharges import surcharge_left, surcharge_lines, surcharge_of
from daylight.web.office.acting import answer, attach, done, office_required, person_of
from daylight.web.office.deeds.declared import deed_for
from daylight.web.office.deeds.performing import money_lines, payment_form, register
from daylight.web.office.place import Place
from daylight.web.office.tasks import party_of


@require_safe
@office_required
def payments(request: HttpRequest) -> HttpResponse:
    """Fines, then levies and fees, with their balance, oldest first."""
    person = person_of(request)
    if not may(person, RIGHT, home_of(person)):
        raise Http404
    today = local_date(present())
    return answer(request, "office/payments.html", {"rows": _fines(person, today), "others": _others(person, today)})


def _fines(person: Person, today: date) -> list[dict[str, Any]]:
    cases = visible_cases(person, RIGHT).filter(open_for(FINE))
    decisions = (
        Decision.objects.filter(case__in=cases, replaced_at=None)
        .select_related("case")
        .prefetch_related("case__parties")
    )
    rows = [
        {
            "decision": each,
            "party": party_of(each.case),
            "fine": each.fields.get("fine_yuan"),
            "owed": unpaid(each),
            "added": surcharge_left(each, today),
        }
        for each in decisions.order_by("id")
    ]
    return [row for row in rows if row["fine"]]


def _others(person: Person, today: date) -> list[dict[str, Any]]:
    cases = visible_cases(person, RIGHT).filter(open_for()).prefetch_related("parties")
    found = []
    for case in cases.order_by("id"):
        dues = dues_of(case, today)
        if dues is not None and dues.due is not None:
            moves = [
                {"name": each.name, "href": reverse("office:payment-step", args=[case.uuid, each.code])}
                for each in paying_moves(case)
                if not (dues.settled and "dues_paid" in each.unless)
            ]
            row = {"case": case, "party": party_of(case), "due": dues.due, "owed": dues.due - dues.total}
            found.append({**row, "moves": moves})
    return found


@require_http_methods(["GET", "POST"])
@office_required
def payment(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Register one payment of a fine."""
    person = person_of(request)
    cases = visible_cases(person, RIGHT)
    decision = (
        Decision.objects.select_related("case__agency").filter(uuid=uuid, case__in=cases, replaced_at=None).first()
    )
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
    return _page(request, form, decision.number, decision.case, about, "登记缴款")


@require_http_methods(["GET", "POST"])
@office_required
def payment_step(request: HttpRequest, uuid: UUID, code: str) -> HttpResponse:
    """Book a payment (or a refund) of a levy or a fee: a declared move of the window."""
    person = person_of(request)
    case = visible_cases(person, RIGHT).filter(uuid=uuid).first()
    move = next((each for each in paying_moves(case) if each.code == code), None) if case else None
    if case is None or move is None:
        raise Http404
    place, deed = Place(case, person, local_date(present())), deed_for(move)
    form: Any = deed.make(place, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        outcome = deed.run(request, place, form)
        if outcome:
            return done(request, f"已办理：{move.name}。", "office:payments")
        attach(form, outcome.refusals)
    dues = dues_of(case, place.today)
    about = []
    if dues is not None and dues.due is not None:
        paid = [(f"票据 {each.receipt}", f"{each.amount:,.2f} 元") for each in dues.paid]
        about = [(dues.said, f"{dues.due:,.2f} 元"), *paid, ("尚欠", f"{dues.due - dues.total:,.2f} 元")]
    return _page(request, form, case.number, case, about, move.name)


def _page(
    request: HttpRequest, form: Any, number: str, case: Case, about: list[tuple[str, str]], name: str
) -> HttpResponse:
    context = {"number": number, "form": form, "party": party_of(case), "about": about, "name": name}
    return answer(request, "office/payment.html", context)
