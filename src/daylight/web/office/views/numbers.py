"""文号登记簿: every number per word and year, with its paper, its case and whether it is void."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from daylight.base.access import may
from daylight.base.present import present
from daylight.cases.models import AllottedNumber, Case
from daylight.cases.numbering import Series, gaps, numbers, series
from daylight.cases.queries import visible_cases
from daylight.cases.scopes import home_of
from daylight.core.moment import local_date
from daylight.decisions.acts import spoil_number, void_number
from daylight.decisions.models import Decision
from daylight.decisions.numberwords import known_words
from daylight.recording.models import Document
from daylight.web.office.acting import Outcome, answer, done, office_required, perform, person_of

PAGE = 50
# How many missing serials are named before they are only counted.
NAMED = 20


@require_http_methods(["GET", "POST"])
@office_required
def register(request: HttpRequest) -> HttpResponse:
    """The series of the agency and the numbers of one of them (``word`` and ``year``); POST registers a spoilt number."""
    person = person_of(request)
    if not may(person, "number.read", home_of(person)):
        raise Http404
    if request.method == "GET":
        return _answer(request, Outcome(), {})
    typed = {name: request.POST.get(name, "") for name in ("word", "reason")}
    if not may(person, "number.void", home_of(person)):
        raise Http404
    outcome = perform(request, spoil_number, typed["word"], typed["reason"])
    if not outcome:
        return _answer(request, outcome, typed)
    row: AllottedNumber = outcome.result
    return done(request, f"已登记空号 {row.number}，该号作废保留。", "office:numbers")


@require_http_methods(["GET", "POST"])
@office_required
def void(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Void one number, with the reason."""
    person = person_of(request)
    row = AllottedNumber.objects.filter(agency_id=person.agency_id, uuid=uuid).select_related("voided_by").first()
    if row is None or not may(person, "number.void", home_of(person)):
        raise Http404
    outcome, reason = Outcome(), request.POST.get("reason", "")
    if request.method == "POST":
        outcome = perform(request, void_number, row, reason)
        if outcome:
            return done(request, f"{row.number} 已作废，登记簿中保留。", "office:numbers")
    context = {"row": _shown(request, [row])[0], "reason": reason}
    return answer(request, "office/number_void.html", context, outcome.refusals)


def _answer(request: HttpRequest, outcome: Outcome, typed: dict[str, str]) -> HttpResponse:
    person, today = person_of(request), local_date(present())
    known = series(person.agency)
    chosen = _chosen(request, known)
    page = Paginator(numbers(person.agency, chosen.word, chosen.year) if chosen else [], PAGE)
    shown = page.get_page(request.GET.get("page"))
    words = known_words(person.agency, today)
    missing = list(gaps(person.agency, chosen.word, chosen.year)) if chosen and chosen.missing else []
    context: dict[str, Any] = {
        "series": known,
        "chosen": chosen,
        "rows": _shown(request, list(shown)),
        "page": shown,
        "pattern": f"?word={chosen.word}&year={chosen.year}&page={{}}" if chosen else "",
        "missing": "、".join(str(each) for each in missing[:NAMED]),
        "may_void": may(person, "number.void", home_of(person)),
        "choices": [("", "请选择"), *((word, f"{word}（{name}）") for word, name in words.items())],
        "typed": typed,
    }
    return answer(request, "office/numbers.html", context, outcome.refusals)


def _chosen(request: HttpRequest, known: list[Series]) -> Series | None:
    word, year = request.GET.get("word", ""), request.GET.get("year", "")
    found = next((each for each in known if each.word == word and str(each.year) == year), None)
    if (word or year) and found is None:
        raise Http404
    return found or (known[0] if known else None)


def _shown(request: HttpRequest, rows: list[AllottedNumber]) -> list[dict[str, Any]]:
    """Rows with their paper; the case only for whoever may read it."""
    person = person_of(request)
    found = {each.number for each in rows}
    papers = {
        each.number: each
        for each in Document.objects.filter(case__agency_id=person.agency_id, number__in=found).select_related("case")
    }
    readable = visible_cases(person)
    cases = {each.number: each for each in readable.filter(number__in=found)}
    of_papers = {each.pk: each for each in readable.filter(pk__in={each.case_id for each in papers.values()})}
    binding = set(Case.objects.filter(agency_id=person.agency_id, number__in=found).values_list("number", flat=True))
    binding |= set(
        Decision.objects.filter(case__agency_id=person.agency_id, number__in=found).values_list("number", flat=True)
    )
    lines = []
    for each in rows:
        paper = papers.get(each.number)
        case = cases.get(each.number) or (of_papers.get(paper.case_id) if paper else None)
        lines.append(
            {
                "number": each,
                "paper": paper.title if paper else "" if each.voided_on else "立案" if case else "",
                "case": case,
                "voidable": each.voided_on is None and each.number not in binding,
                "href": reverse("office:case", args=[case.uuid]) if case else "",
            }
        )
    return lines
