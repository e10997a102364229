"""例外放行: ask on the case, answer by a second person, and the list of what waits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from daylight.base import lawpack
from daylight.base.present import present
from daylight.cases.models import Case, GateOverride
from daylight.cases.moving import definition_of
from daylight.cases.queries import case_for
from daylight.core.definition import Move
from daylight.core.gates import closed
from daylight.core.moment import local_date
from daylight.core.refusal import Refusal
from daylight.decisions.acts import ask_override, grant_override, refuse_override
from daylight.decisions.acts.override_gate import verdict_of
from daylight.web.office.acting import answer, case_or_404, done, office_required, perform, person_of, right_or_404
from daylight.web.office.desks.entering import desk_or_404
from daylight.web.office.desks.overrides import overrides_for, waiting_overrides
from daylight.web.office.place import Place
from daylight.web.office.views.workspace import frame

SHOWN = 100


@require_safe
@office_required
def desk(request: HttpRequest) -> HttpResponse:
    """Every request of the agency, the open ones first."""
    person = desk_or_404(request, "gate.override")
    return answer(request, "office/desks/overrides.html", {"rows": overrides_for(person)[:SHOWN]})


@require_http_methods(["GET", "POST"])
@office_required
def ask(request: HttpRequest, uuid: UUID, move: str, gate: str) -> HttpResponse:
    """Say why; a second person decides."""
    case = case_or_404(request, uuid)
    wanted = _move(case, move, gate)
    right_or_404(request, wanted.right, case)
    reason = request.POST.get("reason", "")
    if request.method == "GET":
        return _asking(request, case, wanted, gate)
    outcome = perform(request, ask_override, case, move, gate, reason)
    if outcome:
        return done(request, "已提出例外放行，等待另一人复核。", "office:case", case.uuid)
    return _asking(request, case, wanted, gate, {"reason": reason}, outcome.refusals)


def _move(case: Case, code: str, gate: str) -> Move:
    found = next((each for each in definition_of(case).moves if each.code == code and gate in each.gates), None)
    if found is None:
        raise Http404
    return found


def _asking(
    request: HttpRequest,
    case: Case,
    move: Move,
    gate: str,
    typed: Mapping[str, Any] | None = None,
    refusals: Iterable[Refusal] = (),
) -> HttpResponse:
    case.refresh_from_db()
    place = _place(request, case)
    rule, verdict = lawpack.current().gate(gate, place.today), verdict_of(case, move.code, gate, place.today)
    refused = verdict is not None and verdict.state == "refused"
    context = {
        **frame(place),
        "move": move,
        "rule": rule,
        "verdict": verdict,
        "why_closed": closed(verdict, rule) if verdict and refused else "这一项现在没有不满足的要求，不用放行。",
        "typed": typed or {},
    }
    return answer(request, "office/override_ask.html", context, tuple(refusals))


@require_safe
@office_required
def override(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One request: what was found, why, who, and the answer."""
    return _page(request, _found(request, uuid))


@require_POST
@office_required
def grant(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """同意."""
    row = _found(request, uuid)
    right_or_404(request, "gate.override", row.case)
    outcome = perform(request, grant_override, row)
    if outcome:
        return done(request, "已同意例外放行，公示网站按月计数。", "office:override", uuid)
    return _page(request, row, {}, outcome.refusals)


@require_POST
@office_required
def decline(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """不同意, with the reason."""
    row = _found(request, uuid)
    right_or_404(request, "gate.override", row.case)
    typed = {"answer": request.POST.get("answer", "")}
    outcome = perform(request, refuse_override, row, typed["answer"])
    if outcome:
        return done(request, "已答复不同意。", "office:override", uuid)
    return _page(request, row, typed, outcome.refusals)


def _found(request: HttpRequest, uuid: UUID) -> GateOverride:
    found = GateOverride.objects.select_related("case", "asked_by", "answered_by")
    row: GateOverride | None = found.filter(uuid=uuid).first()
    if row is None or case_for(person_of(request), row.case.uuid) is None:
        raise Http404
    return row


def _page(
    request: HttpRequest, row: GateOverride, typed: Mapping[str, Any] | None = None, refusals: Iterable[Refusal] = ()
) -> HttpResponse:
    row.refresh_from_db()
    place = _place(request, row.case)
    waits = waiting_overrides(place.person).filter(pk=row.pk).exists()
    own = row.state == "asked" and row.asked_by_id == place.person.pk
    names = {each.code: each.name for each in definition_of(row.case).moves}
    context = {
        **frame(place),
        "override": row,
        "move": names.get(row.move, row.move),
        "rule": next((each for each in lawpack.current().rules["gate"].get(row.gate, ())), None),
        "may_answer": waits,
        "barred": "提出人不能自己复核，请另一名有权人员复核。" if own else "",
        "typed": typed or {},
    }
    return answer(request, "office/override.html", context, tuple(refusals))


def _place(request: HttpRequest, case: Case) -> Place:
    return Place(case, person_of(request), local_date(present()))
