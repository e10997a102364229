"""登记线索."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from daylight.base.access import may
from daylight.base.present import present
from daylight.cases.acts import register_lead
from daylight.cases.scopes import home_of
from daylight.core.identifiers import credit_code
from daylight.core.moment import local_date
from daylight.web.office.acting import answer, attach, done, office_required, perform, person_of
from daylight.web.office.forms.lead import LeadForm
from daylight.web.office.forms.party_rows import reshaped


@require_http_methods(["GET", "POST"])
@office_required
def register(request: HttpRequest) -> HttpResponse:
    person, today = person_of(request), local_date(present())
    if not may(person, "case.register", home_of(person)):
        raise Http404
    rows = reshaped(request.POST) if request.method == "POST" else None
    if rows is not None:
        # A row more or less is no submission: the page comes back as typed, without faults.
        return answer(request, "office/register.html", {"form": LeadForm(person, today, initial=rows.dict())})
    form = LeadForm(person, today, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        outcome = perform(request, register_lead, form.lead())
        if outcome:
            # Pointed out, not blocked: real registrations exist whose check character does not fit.
            for each in form.lead().parties:
                for warning in credit_code(each.credit_code).warnings if each.credit_code else ():
                    messages.warning(request, warning)
            return done(request, "线索已登记，核查期限开始计算。", "office:case", outcome.result.uuid)
        attach(form, outcome.refusals)
    return answer(request, "office/register.html", {"form": form})
