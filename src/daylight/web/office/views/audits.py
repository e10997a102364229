"""年审: every certificate with the day its audit ends; those that passed are recorded together, the others one by one."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from daylight.base import lawpack
from daylight.base.access import Scope, may
from daylight.base.orgs import acts
from daylight.base.orgs.certificates import AUDITED, WORDS, audit_due, state_on
from daylight.base.orgs.models import Certificate, Person
from daylight.base.present import present
from daylight.core.moment import local_date
from daylight.core.refusal import Refusal
from daylight.web.office.acting import answer, done, office_required, perform
from daylight.web.office.desks.entering import desk_or_404, placed
from daylight.web.office.forms.reading import read_day
from daylight.web.office.views.people import MARKS

GONE = ("cancelled", "suspended")


@require_http_methods(["GET", "HEAD", "POST"])
@office_required
def audits(request: HttpRequest) -> HttpResponse:
    """The certificates this person may audit, never his own; posted: those ticked passed."""
    person, today = desk_or_404(request, acts.AUDIT_RIGHT), local_date(present())
    held = _certificates(person)
    ticked = set(request.POST.getlist("certificate"))
    typed = {name: request.POST.get(name, "") for name in ("year", "audited_on")}
    refusals: tuple[Refusal, ...] = ()
    if request.method == "POST":
        day = read_day(typed["audited_on"], today, lawpack.current().calendar())
        year = int(typed["year"]) if typed["year"].isdecimal() and len(typed["year"]) == 4 else 0
        if day is None:
            refusals += (Refusal("field.date", "请填写年审日期，如 2026-11-22 或者“今天”。", "", "audited_on"),)
        if not year:
            refusals += (Refusal("field.year", "请填写四位数的年度，如 2026。", "", "year"),)
        if day is not None and year:
            chosen = [each for each in held if str(each.uuid) in ticked]
            outcome = perform(request, acts.audit_certificates, chosen, year, day)
            if outcome:
                return done(request, f"已登记 {len(chosen)} 件证件年审合格。", "office:audits")
            refusals = placed(outcome.refusals, {"year": "year", "audited_on": "audited_on"})
    rows = [
        {
            "certificate": each,
            "due": audit_due(each, today),
            "kind": MARKS[state_on(each, today)],
            "word": WORDS[state_on(each, today)],
            "gone": state_on(each, today) in GONE,
            "ticked": str(each.uuid) in ticked,
        }
        for each in held
    ]
    rows.sort(key=lambda row: (row["due"] or today, row["certificate"].number))
    context = {"rows": rows, "typed": typed | {"year": typed["year"] or str(today.year)}}
    return answer(request, "office/audits.html", context, refusals)


def _certificates(person: Person) -> list[Certificate]:
    found = Certificate.objects.filter(person__agency_id=person.agency_id, kind__in=AUDITED, person__is_active=True)
    found = found.exclude(person=person).select_related("person__section").prefetch_related("audits", "changes")
    right = acts.AUDIT_RIGHT
    return [each for each in found if may(person, right, Scope(person.agency_id, each.person.section_id))]
