"""科室期限表: who is late before it is late, for the head of a section and for leaders; export, print, 批量转办."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import Any

import openpyxl
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe
from openpyxl.cell import WriteOnlyCell

from daylight.base.orgs.models import Person, Section
from daylight.base.present import present
from daylight.cases.models import Case
from daylight.core.moment import local_date
from daylight.core.refusal import Refusal, Refused
from daylight.decisions.acts import reassign_case
from daylight.web.office.acting import KEY, KEY_LENGTH, answer, office_required, person_of
from daylight.web.office.desks import terms_reading as reading
from daylight.web.office.paging import REACH, Pages
from daylight.web.office.views.lists import TYPES

PAGE = 50
EXPORTED = 20_000
PRINTED = 500
FORMATS = ("csv", "xlsx")


@require_safe
@office_required
def terms(request: HttpRequest) -> HttpResponse:
    """The table; ``?whole=1`` shows the first ``PRINTED`` rows on one page, for the printer."""
    return _page(request)


@require_safe
@office_required
def export(request: HttpRequest, format: str) -> HttpResponse:
    """The table as narrowed, at most ``EXPORTED`` rows, the nearest limit first."""
    person, sections = _entered(request)
    if format not in FORMATS:
        raise Http404
    today = local_date(present())
    cases = reading.open_cases(person, sections, reading.Chosen.of(request.GET.dict()), today)
    lines = [list(reading.COLUMNS), *(reading.cells(each) for each in reading.chunks(cases, EXPORTED, today))]
    body = _csv(lines) if format == "csv" else _xlsx(lines)
    name = content_disposition_header(True, f"期限表{today:%Y%m%d}.{format}") or "attachment"
    return HttpResponse(body, content_type=TYPES[format], headers={"Content-Disposition": name})


@require_POST
@office_required
def reassign(request: HttpRequest) -> HttpResponse:
    """批量转办: each marked case by itself, with its own line of result; one that is refused stops no other."""
    person, sections = _entered(request)
    typed = {name: request.POST.get(name, "") for name in ("leaving", "joining", "reason")}
    marked = [each for each in request.POST.getlist("case") if each.isdecimal()]
    cases = list(Case.objects.filter(pk__in=marked[:REACH], section__in=sections).order_by("limit_on", "id"))
    officers = {str(each.pk): each for each in reading.officers_of(person)}
    handlers = {str(each.pk): each for each in Person.objects.filter(handling__case__in=cases)}
    leaving, joining = handlers.get(typed["leaving"]), officers.get(typed["joining"])
    faults = [
        Refusal("field.required", message, "", name)
        for missing, name, message in (
            (not cases, "cases", "请在表中勾选要转办的案件。"),
            (bool(cases) and leaving is None, "leaving", "请选择由谁转出；所选案件都不由其承办的，请重新勾选。"),
            (joining is None, "joining", "请选择接办人。"),
            (not typed["reason"].strip(), "reason", "请写明转办理由。"),
        )
        if missing
    ]
    if faults or leaving is None or joining is None:
        return _page(request, faults, typed, marked)
    results = [_one(request, each, leaving, joining, typed["reason"]) for each in cases]
    context = {
        "results": results,
        "leaving": leaving,
        "joining": joining,
        "done": sum(not each["why"] for each in results),
    }
    return answer(request, "office/desks/terms_done.html", context)


def _one(request: HttpRequest, case: Case, leaving: Person, joining: Person, reason: str) -> dict[str, Any]:
    key = f"{request.POST.get(KEY, '')}-{case.pk}"[:KEY_LENGTH]
    try:
        reassign_case(case, leaving, joining, reason, actor=person_of(request), now=present(), idempotency_key=key)
    except Refused as refused:
        return {"case": case, "why": refused.refusals}
    return {"case": case, "why": ()}


def _entered(request: HttpRequest) -> tuple[Person, list[Section]]:
    person = person_of(request)
    sections = reading.sections_of(person)
    if not sections:
        raise Http404
    return person, sections


def _page(
    request: HttpRequest,
    faults: Iterable[Refusal] = (),
    typed: dict[str, str] | None = None,
    marked: Iterable[str] = (),
) -> HttpResponse:
    person, sections = _entered(request)
    # A refused batch comes back with the filter it was chosen under.
    asked = request.POST.get("asked", "") if request.method == "POST" else request.GET.urlencode()
    chosen_from = request.GET.__class__(asked)
    today, chosen = local_date(present()), reading.Chosen.of(chosen_from.dict())
    cases = reading.open_cases(person, sections, chosen, today)
    whole = bool(chosen_from.get("whole"))
    page = Pages(reading.with_all(cases), PRINTED if whole else PAGE).get_page(chosen_from.get("page"))
    rest = chosen_from.copy()
    for name in ("page", "whole"):
        rest.pop(name, None)
    late = cases.filter(limit_on__lt=today).order_by()[: REACH + 1].count()
    context = {
        "rows": reading.shown(page, today),
        "page": page,
        "pattern": f"?{rest.urlencode()}&page={{}}",
        "query": rest.urlencode(),
        "asked": asked,
        "late": f"{REACH} 件以上" if late > REACH else f"{late} 件" if late else "",
        "sections": sections,
        "several": len(sections) > 1,
        "chosen": chosen,
        "choices": reading.choices(sections, chosen, today),
        "leaving": named(reading.handlers_in(sections)),
        "joining": named(reading.officers_of(person)),
        "typed": typed or {},
        "marked": set(marked),
        "agency_terms": reading.own_terms(person.agency, today),
        "today": today,
        "whole": whole,
        "printed": PRINTED,
    }
    return answer(request, "office/desks/terms.html", context, tuple(faults))


def named(people: Iterable[Person]) -> list[tuple[str, str]]:
    """People as a select offers them, with their section: two may have one name."""
    offered = [(str(each.pk), f"{each.name}（{each.section.name}）" if each.section else each.name) for each in people]
    return [("", "请选择"), *offered]


def _csv(lines: Iterable[list[str]]) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows(lines)
    return out.getvalue().encode("utf-8-sig")


def _xlsx(lines: Iterable[list[str]]) -> bytes:
    book = openpyxl.Workbook(write_only=True)
    sheet: Any = book.create_sheet("期限表")
    sheet.freeze_panes = "A2"
    for line in lines:
        cells = []
        for text in line:
            cell = WriteOnlyCell(sheet, text)
            # Text, also where it begins like a formula.
            cell.data_type = "s"
            cells.append(cell)
        sheet.append(cells)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
