"""检查计划: the plan of each year, drawn up here and filed with the judicial office before the end of March (D33)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST

from daylight.base import lawpack
from daylight.base.access import may
from daylight.base.orgs.models import Person
from daylight.base.present import present
from daylight.cases.acts import draw_up_plan, file_plan
from daylight.cases.models import InspectionPlan
from daylight.cases.plans import due_on, filed_years, plan_of
from daylight.cases.scopes import home_of
from daylight.core.moment import local_date
from daylight.core.refusal import Refusal
from daylight.web.office.acting import answer, done, office_required, perform, person_of
from daylight.web.office.forms.fields import DAY_HINT
from daylight.web.office.forms.reading import read_day
from daylight.web.office.limits import limit_on

READ, KEEP = "plan.read", "plan.keep"
DRAWN, FILED = ("year", "content"), ("filed_on", "number", "office")
# Of a year.
FIGURES = 4


@require_http_methods(["GET", "POST"])
@office_required
def plans(request: HttpRequest) -> HttpResponse:
    """Every plan of the agency, and for those who keep it the form to draw one up."""
    me, today = person_of(request), local_date(present())
    if not may(me, READ, home_of(me)):
        raise Http404
    if request.method == "GET":
        return _page(request, _begun(me, today.year))
    if not may(me, KEEP, home_of(me)):
        raise Http404
    typed = {name: request.POST.get(name, "") for name in DRAWN}
    said = typed["year"].strip()
    year = int(said) if said.isdecimal() and len(said) == FIGURES else 0
    outcome = perform(request, draw_up_plan, year, typed["content"])
    if outcome:
        return done(request, f"{year} 年度检查计划已保存，请在备案后登记备案号。", "office:plans")
    return _page(request, typed, outcome.refusals)


def _begun(me: Person, year: int) -> dict[str, str]:
    """The form before anything is typed: the plan that may still be changed, as it stands."""
    filed = filed_years(me.agency)
    wanted = next((each for each in (year, year + 1) if each not in filed), year)
    before = plan_of(me.agency, wanted)
    return {"year": str(wanted), "content": before.content if before and wanted not in filed else ""}


@require_POST
@office_required
def file(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """登记备案: day, number and office."""
    me, today = person_of(request), local_date(present())
    plan = InspectionPlan.objects.filter(uuid=uuid, agency_id=me.agency_id).first()
    if plan is None or not may(me, KEEP, home_of(me)):
        raise Http404
    typed = {name: request.POST.get(name, "") for name in FILED}
    day = read_day(typed["filed_on"], today, lawpack.current().calendar())
    if day is None:
        fault = Refusal("field.required", "请填写备案日期，如 2026-03-20。", "", "filed_on")
        return _page(request, {"filing": str(uuid), **typed}, [fault])
    outcome = perform(request, file_plan, plan, day, typed["number"], typed["office"])
    if outcome:
        return done(request, f"{plan.year} 年度检查计划的备案已登记。", "office:plans")
    return _page(request, {"filing": str(uuid), **typed}, outcome.refusals)


def _page(request: HttpRequest, typed: dict[str, str], faults: Iterable[Refusal] = ()) -> HttpResponse:
    me, today = person_of(request), local_date(present())
    found = list(InspectionPlan.objects.filter(agency_id=me.agency_id).select_related("drawn_by", "filed_by"))
    lines: list[dict[str, Any]] = []
    for each in found:
        due = due_on(each.year, today)
        limit = limit_on("备案", due, today) if due and each.filed_on is None else None
        late = bool(due and each.filed_on and each.filed_on > due)
        lines.append({"plan": each, "due": due, "limit": limit, "late": late})
    context = {
        "lines": lines,
        "typed": typed,
        # One form at a time: the oldest plan that waits for its number, or the one just sent.
        "files": typed.get("filing") or next((str(each.uuid) for each in reversed(found) if not each.filed_on), ""),
        "keeps": may(me, KEEP, home_of(me)),
        "due": due_on(today.year, today),
        "lacking": not any(each.year == today.year for each in found),
        "year": today.year,
        "hint": DAY_HINT,
    }
    return answer(request, "office/plans.html", context, tuple(faults))
