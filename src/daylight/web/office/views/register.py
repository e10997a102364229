"""登记: a lead, an application, a task, in the words of its kind of act."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from daylight.base.access import may
from daylight.base.orgs.models import Person
from daylight.base.present import present
from daylight.cases.acts import register_lead
from daylight.cases.models import Case
from daylight.cases.queries import case_for
from daylight.cases.scopes import home_of
from daylight.core.identifiers import credit_code
from daylight.core.moment import local_date
from daylight.lists import queries as lists
from daylight.web.office.acting import answer, attach, done, office_required, perform, person_of
from daylight.web.office.following import carried_from, repeated
from daylight.web.office.forms.lead import LeadForm, categories
from daylight.web.office.forms.party_rows import reshaped
from daylight.web.office.forms.wording import PENALTY


@require_http_methods(["GET", "POST"])
@office_required
def register(request: HttpRequest) -> HttpResponse:
    person, today = person_of(request), local_date(present())
    if not may(person, "case.register", home_of(person)):
        raise Http404
    category = _category(request, person, today)
    rows = reshaped(request.POST) if request.method == "POST" else None
    if rows is not None:
        # A row more or less is no submission: the page comes back as typed, without faults.
        return _page(request, LeadForm(person, today, initial=rows.dict(), category=category), today)
    first = carried_from(_origin(request, person))
    form = LeadForm(person, today, request.POST if request.method == "POST" else None, category=category, initial=first)
    if request.method == "POST" and form.is_valid():
        outcome = perform(request, register_lead, form.lead())
        if outcome:
            # Pointed out, not blocked: real registrations exist whose check character does not fit.
            for each in form.lead().parties:
                for warning in credit_code(each.credit_code).warnings if each.credit_code else ():
                    messages.warning(request, warning)
            for said in repeated(outcome.result, today):
                messages.warning(request, said)
            return done(request, form.words.done, "office:case", outcome.result.uuid)
        attach(form, outcome.refusals)
    return _page(request, form, today)


def _origin(request: HttpRequest, person: Person) -> Case | None:
    """据此登记线索: the case named in the address, when the person may read it."""
    try:
        wanted = UUID(request.GET.get("from", ""))
    except ValueError:
        return None
    return case_for(person, wanted)


def _page(request: HttpRequest, form: LeadForm, today: date) -> HttpResponse:
    kinds = categories(form.person, today)
    return answer(
        request, "office/register.html", {"form": form, "kinds": kinds if len(kinds) > 1 else [], "origin": form.origin}
    )


def _category(request: HttpRequest, person: Person, today: date) -> str:
    """The kind of act: the one chosen, else that of the item that was sent, else a penalty."""
    chosen = str(request.POST.get("category") or request.GET.get("category", ""))
    if chosen in categories(person, today):
        return chosen
    item = lists.item(person.agency, request.POST.get("item_code", ""), today)
    return str(item["category"]) if item else PENALTY
