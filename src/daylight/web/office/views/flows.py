"""程序运行: the running definitions as staff see them, with the cases that stand at each step; a case run again."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from daylight.base import lawpack
from daylight.base.present import present
from daylight.cases.charting import lane_roles, procedures_on
from daylight.cases.flowing import replayed, standings
from daylight.cases.moving import definition_of
from daylight.cases.queries import visible_cases
from daylight.core import chart
from daylight.core.definition import Definition
from daylight.core.lawdata import NotInForce
from daylight.core.moment import local_date
from daylight.web.office.acting import case_or_404, office_required, person_of
from daylight.web.office.place import Place
from daylight.web.office.views.workspace import frame


@require_safe
@office_required
def flows(request: HttpRequest) -> HttpResponse:
    """Every procedure in force, with how many cases run on it."""
    person, today = person_of(request), local_date(present())
    cases = visible_cases(person)
    rows = [
        {"procedure": each, "open": cases.filter(procedure=each.id, closed_on=None).count()}
        for each in procedures_on(today)
    ]
    return render(request, "office/flows.html", {"rows": rows})


@require_safe
@office_required
def flow(request: HttpRequest, name: str) -> HttpResponse:
    """The chart with live counts and median days, and the same as a table."""
    definition, _ = _procedure(name)
    rows = standings(visible_cases(person_of(request)), definition)
    return render(request, "office/flow.html", {"procedure": definition, "rows": rows})


@require_safe
@office_required
def drawing(request: HttpRequest, name: str, shape: str) -> HttpResponse:
    """The chart with its live lines as an image: ``wall``, or ``narrow`` for any other shape."""
    definition, today = _procedure(name)
    rows = standings(visible_cases(person_of(request)), definition)
    words = chart.words_of(lawpack.current(), today, lane_roles())
    laid = chart.roomy_layout(definition, words, "wall" if shape == "wall" else "narrow")
    layout = chart.with_live(laid, {each.step: each.line for each in rows})
    return HttpResponse(chart.svg(layout), content_type="image/svg+xml", headers={"Cache-Control": "private, no-store"})


def _procedure(name: str) -> tuple[Definition, date]:
    today = local_date(present())
    try:
        return lawpack.current().procedure(name, today), today
    except NotInForce as error:
        raise Http404 from error


@require_safe
@office_required
def conformance(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """一致性重放: every recorded move of the case checked against the definition it is pinned to."""
    case = case_or_404(request, uuid)
    place = Place(case, person_of(request), local_date(present()))
    moves, whole = replayed(case)
    context = {
        **frame(place),
        "moves": moves,
        "whole": whole,
        "faulty": sum(1 for each in moves if each.faults) + len(whole),
        "definition": definition_of(case),
    }
    return render(request, "office/conformance.html", context)
