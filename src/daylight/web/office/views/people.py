"""人员与证件: who was certified on a day, and the register of certificates."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_POST, require_safe

from daylight.base import lawpack
from daylight.base.access import ROLES, Scope, may, roles_of
from daylight.base.orgs import acts
from daylight.base.orgs.certificates import WORDS, audit_due, state_on
from daylight.base.orgs.models import Certificate, Person
from daylight.base.present import present
from daylight.cases.certification import certified_on
from daylight.core.moment import local_date
from daylight.web.office.acting import answer, attach, done, office_required, perform, person_of
from daylight.web.office.forms.people import CertificateForm, certificate_forms
from daylight.web.office.forms.reading import read_day

# kind of the status mark of each state of a certificate.
MARKS = {
    "valid": "ok",
    "early": "hold",
    "suspended": "hold",
    "unaudited": "late",
    "expired": "late",
    "cancelled": "late",
    "none": "todo",
}
NONE = "未列入清单"
CHANGES = {
    "suspended": acts.suspend_certificate,
    "restored": acts.restore_certificate,
    "cancelled": acts.cancel_certificate,
}


@require_safe
@office_required
def people(request: HttpRequest) -> HttpResponse:
    """Everybody of the agency with the 执法证 as it stood on ``?on=`` (today)."""
    person, today = _reader(request), local_date(present())
    typed = request.GET.get("on", "").strip()
    on = read_day(typed, today, lawpack.current().calendar()) if typed else today
    own = Person.objects.filter(agency_id=person.agency_id, is_active=True).select_related("section", "agency")
    rows = [_row(each, on or today) for each in own.prefetch_related("certificates").order_by("section_id", "name")]
    listed = [row for row in rows if row["person"].certificate_number or row["others"]]
    context = {
        "rows": listed,
        "without": [row["person"] for row in rows if row not in listed],
        "typed": typed,
        "on": on or today,
        "unread": bool(typed) and on is None,
        "may_audit": may(person, acts.AUDIT_RIGHT, Scope(person.agency_id, person.section_id)),
        "today": today,
    }
    return answer(request, "office/people.html", context)


@require_safe
@office_required
def one(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One person: the answer for a day, certificates, audits, changes."""
    return _page(request, _colleague(request, uuid))


@require_POST
@office_required
def add(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Enter a certificate."""
    colleague = _colleague(request, uuid)
    _keeper(request)
    form = CertificateForm(request.POST)
    if form.is_valid():
        outcome = perform(request, acts.add_certificate, colleague, form.typed())
        if outcome:
            return done(request, "证件已登记。", "office:person", uuid)
        attach(form, outcome.refusals)
    return _page(request, colleague, form)


@require_POST
@office_required
def audit(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """登记年审."""
    found = _certificate(request, uuid)
    forms = certificate_forms(found, local_date(present()), request.POST, "audit")
    form = forms.get("audit")
    if form is None:
        raise Http404
    if form.is_valid():
        said = form.cleaned_data
        outcome = perform(
            request,
            acts.audit_certificate,
            found,
            said["year"],
            said["audited_on"],
            said["passed"] == "1",
            said["note"],
        )
        if outcome:
            return done(request, "年审已登记。", "office:person", found.person.uuid)
        attach(form, outcome.refusals)
    return _page(request, found.person, None, (found.pk, "audit", form))


@require_POST
@office_required
def change(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """暂扣、恢复、注销."""
    found = _certificate(request, uuid)
    form = certificate_forms(found, local_date(present()), request.POST, "change")["change"]
    if form.is_valid():
        said = form.cleaned_data
        outcome = perform(request, CHANGES[said["change"]], found, said["on"], said["reason"])
        if outcome:
            return done(request, "证件变动已登记，自当日起生效。", "office:person", found.person.uuid)
        attach(form, outcome.refusals)
    return _page(request, found.person, None, (found.pk, "change", form))


def _page(
    request: HttpRequest, colleague: Person, form: Any = None, bound: tuple[int, str, Any] | None = None
) -> HttpResponse:
    person, today = person_of(request), local_date(present())
    typed = request.GET.get("on", "").strip()
    on: date = (read_day(typed, today, lawpack.current().calendar()) if typed else None) or today
    keeps = may(person, acts.RIGHT, Scope(person.agency_id))
    held = colleague.certificates.prefetch_related("audits__by", "changes__by").select_related("recorded_by")
    cards = []
    for each in held:
        state = state_on(each, on)
        forms = certificate_forms(each, today) if keeps else {}
        if bound is not None and bound[0] == each.pk:
            forms[bound[1]] = bound[2]
        due = audit_due(each, on)
        cards.append(
            {"certificate": each, "kind": MARKS[state], "word": WORDS[state], "due": due, "forms": forms,
             "open": bound[1] if bound and bound[0] == each.pk else ""}
        )  # fmt: skip
    answered = certified_on(colleague, on)
    context = {
        "colleague": colleague,
        "roles": "、".join(ROLES.get(role, role) for role in sorted(roles_of(colleague))),
        "answered": answered,
        "categories": "、".join(sorted(answered.facts.categories)),
        "kind": MARKS[answered.state],
        "word": WORDS.get(answered.state, NONE),
        "on": on,
        "typed": typed,
        "today": today,
        "cards": cards,
        "keeps": keeps,
        "form": form if form is not None else CertificateForm() if keeps else None,
        "faulty": form if form is not None else bound[2] if bound else None,
    }
    return answer(request, "office/person.html", context)


def _row(each: Person, on: date) -> dict[str, Any]:
    answered = certified_on(each, on)
    held = [c for c in each.certificates.all() if c.kind != Certificate.ENFORCEMENT]
    legal = any(c.kind == Certificate.LEGAL for c in held)
    # A number that only the account carries: nobody has entered the certificate yet.
    known = ["法律职业资格（账号登记）"] if each.legal_qualification and not legal else []
    return {
        "person": each,
        "answered": answered,
        "categories": "、".join(sorted(answered.facts.categories)),
        "kind": MARKS[answered.state],
        "word": WORDS.get(answered.state, NONE),
        "others": [f"{c.get_kind_display()}（{WORDS[state_on(c, on)]}）" for c in held] + known,
    }


def _reader(request: HttpRequest) -> Person:
    person = person_of(request)
    if not may(person, "certificate.read", Scope(person.agency_id)):
        raise Http404
    return person


def _keeper(request: HttpRequest) -> None:
    person = person_of(request)
    if not may(person, acts.RIGHT, Scope(person.agency_id)):
        raise Http404


def _colleague(request: HttpRequest, uuid: UUID) -> Person:
    own = Person.objects.select_related("section", "agency").filter(agency_id=_reader(request).agency_id)
    found = own.filter(uuid=uuid).first()
    if found is None:
        raise Http404
    return found


def _certificate(request: HttpRequest, uuid: UUID) -> Certificate:
    reader = _reader(request)
    _keeper(request)
    own = Certificate.objects.select_related("person__agency", "person__section")
    found = own.filter(uuid=uuid, person__agency_id=reader.agency_id).first()
    if found is None:
        raise Http404
    return found
