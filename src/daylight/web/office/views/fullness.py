"""记录完整性: one case against the 记录办法, and the cases of a unit with what each still lacks."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from daylight.base.present import present
from daylight.cases.queries import reach_of, visible_cases
from daylight.core.moment import local_date
from daylight.core.recordpolicy import FAILS, Finding
from daylight.decisions.gathering import demanded_rows
from daylight.recording.completeness import completeness_of
from daylight.web.office.acting import case_or_404, office_required, person_of
from daylight.web.office.paging import Pages
from daylight.web.office.place import Place
from daylight.web.office.views.workspace import frame

# Each case is asked anew; more on one page would keep the reader waiting.
PER_PAGE = 15
KINDS = {"ok": ("ok", "符合"), "fails": ("late", "不符合"), "unknown": ("due", "待核对")}


@require_safe
@office_required
def case_record(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One case: what the published rules ask of its record, aspect by aspect."""
    place = Place(case_or_404(request, uuid), person_of(request), local_date(present()))
    found = completeness_of(place.case, demanded_rows(place.case, place.today), place.today)
    ranked = sorted(found.findings, key=lambda each: (each.state != FAILS, each.state == "ok"))
    context = {
        **frame(place),
        "policy": found.policy,
        "failures": len(found.failures),
        "questions": len(found.open_questions),
        "lines": [(each, *KINDS[each.state], _where(each, place)) for each in ranked],
    }
    return render(request, "office/case_record.html", context)


@require_safe
@office_required
def unit_records(request: HttpRequest) -> HttpResponse:
    """The open cases this person may see, each with its number of failures and what they are about."""
    person = person_of(request)
    if reach_of(person, "recording.view") is None:
        raise Http404
    today = local_date(present())
    cases = visible_cases(person, "recording.view").filter(closed_on=None).order_by("section_id", "-id")
    pages = Pages(cases, PER_PAGE)
    page = pages.get_page(request.GET.get("page"))
    rows: list[dict[str, Any]] = []
    for case in page.object_list:
        found = completeness_of(case, demanded_rows(case, today), today)
        aspects = sorted({each.aspect for each in found.failures})
        rows.append(
            {
                "case": case,
                "failures": len(found.failures),
                "words": f"{len(found.failures)} 处",
                "aspects": "、".join(aspects),
                "questions": len(found.open_questions),
            }
        )
    context = {"rows": rows, "page": page, "pages": pages.num_pages, "total": pages.total}
    return render(request, "office/unit_records.html", context)


def _where(each: Finding, place: Place) -> str:
    kind, _, uuid = each.key.partition(":")
    if kind == "recording":
        return reverse("office:recording", args=[uuid])
    if each.aspect == "音像":
        return reverse("office:case-timeline", args=[place.case.uuid])
    return reverse("office:file", args=[place.case.uuid]) if each.aspect == "文字" else ""
