"""信用报送: what was reported, what lacks which field, the row before it leaves, and reporting by hand."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from daylight.base.access import may
from daylight.base.orgs.models import Person
from daylight.base.outbox.models import Message
from daylight.base.present import present
from daylight.cases.acts import complete_party
from daylight.cases.models import Party
from daylight.channels.credit_china.tables import TABLES
from daylight.core.moment import local_date
from daylight.decisions.models import Decision
from daylight.disclosure import acts, credit_queries, credit_reporting
from daylight.disclosure.credit_models import PURPOSES, STATES, CreditReport
from daylight.web.office.acting import answer, done, office_required, perform, person_of
from daylight.web.office.desks.entering import desk_or_404, home_scope
from daylight.web.office.limits import limit_on
from daylight.web.office.paging import Pages

SIZE = 20
SHAPES = {"lacking": "due", "reported": "ok", "revoked": "hold"}
PAGE_DIGITS = 4
BLANKS = ("legal_representative", "code", "id_number")
WAYS = [("", "按规定自动确定（自然人和轻微失信只报送、共享）"), ("credit", "报送并公示")]


@require_safe
@office_required
def desk(request: HttpRequest) -> HttpResponse:
    """``?state=`` narrows."""
    person, today = desk_or_404(request, credit_queries.READ), local_date(present())
    state = request.GET.get("state", "")
    if state and state not in STATES:
        raise Http404
    rows = credit_queries.visible(person)
    counts = {each["state"]: each["n"] for each in rows.order_by().values("state").annotate(n=Count("pk"))}
    page = Pages(rows.filter(state=state) if state else rows, SIZE).get_page(_number(request))
    context = {
        "filters": [("", "全部", sum(counts.values())), *((n, w, counts.get(n, 0)) for n, w in STATES.items())],
        "state": state,
        "rows": [_line(each, today) for each in page],
        "page": page,
        "pattern": f"?state={state}&page={{}}",
        "unreported": credit_queries.unreported(person, today).count(),
    }
    return answer(request, "office/credit_desk.html", context)


@require_safe
@office_required
def unreported(request: HttpRequest) -> HttpResponse:
    """Decisions within 双公示 that have no report, each with the reason."""
    return _unreported(request)


@require_safe
@office_required
def one(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One report: every column with its value, and what is wrong with it."""
    row = credit_queries.report_for(desk_or_404(request, credit_queries.READ), uuid)
    if row is None:
        raise Http404
    return _one(request, row)


@require_POST
@office_required
def report(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """报送 one decision; the uuid is the decision's."""
    person = desk_or_404(request, credit_queries.REPORT)
    decision = Decision.objects.filter(uuid=uuid, case__agency_id=person.agency_id).select_related("case").first()
    if decision is None:
        raise Http404
    way = request.POST.get("purpose", "")
    outcome = perform(request, acts.report_credit, decision, way if way in dict(WAYS) else "")
    row = CreditReport.objects.filter(decision=decision).select_related("decision__case", "party").first()
    if outcome:
        return done(request, f"{decision.number} 已报送。", "office:credit", outcome.result.uuid)
    if row is not None:
        return _one(request, row, outcome.refusals, way)
    return _unreported(request, outcome.refusals)


@require_POST
@office_required
def complete(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """补填当事人信息: into the case, once; the report follows by itself."""
    person = desk_or_404(request, credit_queries.REPORT)
    row = credit_queries.report_for(person, uuid)
    if row is None:
        raise Http404
    typed = {name: request.POST.get(name, "") for name in BLANKS}
    outcome = perform(request, complete_party, row.party, **typed)
    if outcome:
        return done(request, "已补填，内容齐全的会自动报送。", "office:credit", row.uuid)
    return _one(request, row, outcome.refusals, typed=typed)


def _one(
    request: HttpRequest, row: CreditReport, refusals: Any = (), way: str = "", typed: dict[str, str] | None = None
) -> HttpResponse:
    person, today = person_of(request), local_date(present())
    told = Message.objects.filter(lane=f"credit:{row.uuid}").order_by("-id").first()
    context = {
        "line": _line(row, today),
        "row": row,
        "cells": credit_queries.cells(row, today),
        "told": told,
        "case_href": _case_href(person, row.decision),
        "may_report": may(person, credit_queries.REPORT, home_scope(person)) and row.state != "revoked",
        "ways": WAYS,
        "way": way,
        "blanks": _blanks(row.party),
        "typed": typed or {},
    }
    return answer(request, "office/credit_report.html", context, refusals)


def _blanks(party: Party) -> set[str]:
    """What registration left empty of what the record asks for."""
    if party.kind == "person":
        return set() if party.identity_sealed else {"id_number"}
    return {
        name
        for name, kept in (("legal_representative", party.legal_representative), ("code", party.credit_code))
        if not kept
    }


def _unreported(request: HttpRequest, refusals: Any = ()) -> HttpResponse:
    person, today = desk_or_404(request, credit_queries.READ), local_date(present())
    page = Pages(credit_queries.unreported(person, today), SIZE).get_page(_number(request))
    context = {
        "rows": [{"decision": each, "why": credit_reporting.held(each)} for each in page],
        "page": page,
        "may_report": may(person, credit_queries.REPORT, home_scope(person)),
    }
    return answer(request, "office/credit_unreported.html", context, refusals)


def _line(row: CreditReport, today: Any) -> dict[str, Any]:
    waits = row.state == "lacking"
    return {
        "row": row,
        "kind": SHAPES[row.state],
        "word": STATES[row.state],
        "table": TABLES[row.table],
        "way": PURPOSES[row.purpose],
        "limit": limit_on("报送", row.due_on, today, workdays=True) if waits else None,
    }


def _case_href(person: Person, decision: Decision) -> str:
    readable = may(person, "case.read", home_scope(person))
    return reverse("office:case-people", args=[decision.case.uuid]) if readable else ""


def _number(request: HttpRequest) -> str:
    number = request.GET.get("page", "1")
    return number if number.isdecimal() and len(number) < PAGE_DIGITS else "1"
