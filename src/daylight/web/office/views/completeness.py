"""公示完成情况 for those who answer for it: the public figures, each opening the cases behind it."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from daylight.base.access import Scope, may
from daylight.base.orgs.models import Person
from daylight.base.present import present
from daylight.cases.queries import visible_cases
from daylight.core.moment import local_date
from daylight.disclosure.completeness import PARTS, Cell, behind, cells
from daylight.web.office.acting import answer, office_required, person_of

NAMES = {
    "published": "公示中",
    "withdrawn": "公示后撤回",
    "withheld": "不予公开",
    "exempt": "依法不列入",
    "waiting": "期限内待公示",
    "late": "逾期未公示",
}


def _reader(request: HttpRequest) -> Person:
    person = person_of(request)
    if not may(person, "disclosure.read", Scope(person.agency_id)):
        raise Http404
    return person


@require_safe
@office_required
def completeness(request: HttpRequest) -> HttpResponse:
    """A row a month, section and category; every figure above nothing leads to its cases."""
    person = _reader(request)
    counted = cells(person.agency, local_date(present()))
    total = {name: sum(_count(each, name) for each in counted) for name in PARTS}
    context = {
        "rows": [_row(each) for each in counted],
        "total": total | {"made": sum(each.made for each in counted)},
        "sums": [(NAMES[name], total[name]) for name in PARTS],
        "names": [NAMES[name] for name in PARTS],
    }
    return answer(request, "office/desks/completeness.html", context)


@require_safe
@office_required
def cases_behind(request: HttpRequest) -> HttpResponse:
    """``?part=&month=2026-11&section=&category=``: the cases of one figure."""
    person = _reader(request)
    part, month = request.GET.get("part", ""), _month(request.GET.get("month", ""))
    if part not in PARTS or month is None:
        raise Http404
    section, category = request.GET.get("section", ""), request.GET.get("category", "")
    rows = behind(person.agency, local_date(present()), part, month, section, category)
    seen = set(visible_cases(person).filter(pk__in=[each.case.pk for each in rows]).values_list("pk", flat=True))
    context = {
        "rows": [{"row": each, "open": each.case.pk in seen} for each in rows],
        "heading": f"{month:%Y-%m} {section} {category} {NAMES[part]}",
    }
    return answer(request, "office/desks/completeness_cases.html", context)


def _row(cell: Cell) -> dict[str, Any]:
    asked = {"month": f"{cell.month:%Y-%m}", "section": cell.section, "category": cell.category}
    where = reverse("office:completeness-cases")
    figures = [(NAMES[name], _count(cell, name), f"{where}?{urlencode({'part': name, **asked})}") for name in PARTS]
    return {"cell": cell, "figures": figures}


def _count(cell: Cell, name: str) -> int:
    value = getattr(cell, name)
    return value if isinstance(value, int) else value.total()


def _month(text: str) -> date | None:
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        return None
