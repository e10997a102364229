"""当事人: the register across cases, its search, and the history of one party. Every look at a history is journaled."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_POST, require_safe

from daylight.base.access import may
from daylight.base.orgs.models import Person
from daylight.base.present import present
from daylight.cases.acts import amend_party_record, declare_interest, view_party_history
from daylight.cases.acts.keep_parties import history_key
from daylight.cases.parties import identity_index
from daylight.cases.party_models import PartyRecord
from daylight.cases.scopes import home_of
from daylight.core.identifiers import compact, credit_code, identity
from daylight.core.refusal import Refusal
from daylight.web.office.acting import answer, attach, done, office_required, perform, person_of
from daylight.web.office.desks.entering import desk_or_404
from daylight.web.office.forms.people import InterestForm, RecordForm
from daylight.web.office.party_history import history

PAGE = 20


@require_safe
@office_required
def parties(request: HttpRequest) -> HttpResponse:
    """Search by name, former name, credit code or a whole identity number; the number is compared, never shown."""
    person = desk_or_404(request, "party.read")
    words = request.GET.get("q", "").strip()
    found = PartyRecord.objects.filter(agency_id=person.agency_id).prefetch_related("former_names")
    if words:
        found = found.filter(_wanted(words)).distinct()
    page = Paginator(found.order_by("-id"), PAGE).get_page(request.GET.get("page"))
    asked = request.GET.copy()
    asked.pop("page", None)
    context = {"page": page, "words_here": words, "pattern": f"?{asked.urlencode()}&page={{}}"}
    return answer(request, "office/parties.html", context)


@require_safe
@office_required
def party(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One party: names, branches, cases, decisions, fines. Journaled once an hour for each reader."""
    record, now = _record(request, uuid), present()
    view_party_history(record, actor=person_of(request), now=now, idempotency_key=history_key(record, now))
    return _page(request, record)


@require_POST
@office_required
def amend(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """A new name, or the organisation it belongs to."""
    record = _record(request, uuid)
    if not _may_amend(person_of(request)):
        raise Http404
    form = RecordForm(request.POST)
    if form.is_valid():
        typed = form.cleaned_data["parent"].strip()
        parent = _organisation(record, typed) if typed else None
        if typed and parent is None:
            said = f"没有查到名称或者代码为“{typed}”的单位档案，请先登记或者核对。"
            attach(form, [Refusal("party.parent", said, "", "parent")])
        else:
            outcome = perform(request, amend_party_record, record, form.cleaned_data["name"], parent)
            if outcome:
                return done(request, "当事人档案已保存。", "office:party", uuid)
            attach(form, outcome.refusals)
    return _page(request, record, amending=form)


@require_POST
@office_required
def declare(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """申报与该当事人的利害关系."""
    record, form = _record(request, uuid), InterestForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        outcome = perform(request, declare_interest, record, said["relation"], said["details"])
        if outcome:
            return done(request, "利害关系已申报，今后不会指派您承办该当事人的案件。", "office:party", uuid)
        attach(form, outcome.refusals)
    return _page(request, record, declaring=form)


def _page(request: HttpRequest, record: PartyRecord, amending: Any = None, declaring: Any = None) -> HttpResponse:
    person = person_of(request)
    chapters = history(record, person)
    initial = {"name": record.name, "parent": record.parent.name if record.parent else ""}
    context = {
        "record": record,
        "former": list(record.former_names.all()),
        "branches": list(record.branches.all()),
        "warnings": credit_code(record.credit_code).warnings if record.credit_code else (),
        "chapters": chapters,
        "fined": [each for each in chapters if each.fine],
        "fines": sum(each.fine for each in chapters),
        "owed": sum(each.owed for each in chapters),
        "own": list(record.interests.filter(person=person)),
        "may_amend": _may_amend(person),
        "amending": amending or RecordForm(initial=initial, auto_id="f-m-%s"),
        "declaring": declaring or InterestForm(auto_id="f-i-%s"),
        "faulty": amending or declaring,
    }
    return answer(request, "office/party.html", context)


def _wanted(words: str) -> Q:
    folded = compact(words)
    wanted = Q(folded__contains=folded) | Q(former_names__folded__contains=folded) | Q(credit_code=folded)
    return wanted | Q(identity_index=identity_index(words)) if identity(words) else wanted


def _organisation(record: PartyRecord, typed: str) -> PartyRecord | None:
    folded = compact(typed)
    found = PartyRecord.objects.filter(agency_id=record.agency_id, kind="organisation")
    return found.filter(Q(credit_code=folded) | Q(folded=folded)).order_by("-credit_code", "id").first()


def _may_amend(person: Person) -> bool:
    return may(person, "case.register", home_of(person))


def _record(request: HttpRequest, uuid: UUID) -> PartyRecord:
    person = desk_or_404(request, "party.read")
    own = PartyRecord.objects.select_related("parent", "agency").filter(agency_id=person.agency_id)
    found = own.filter(uuid=uuid).first()
    if found is None:
        raise Http404
    return found
