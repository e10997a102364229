"""Pages of the officers: the search form, one page a certificate, and the same as JSON; written as files and asked by day."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from daylight.base import lawpack
from daylight.base.present import present
from daylight.core.listwords import list_words
from daylight.core.moment import local_date
from daylight.core.refusal import Refusal
from daylight.portal import navigation, officers, pages, places
from daylight.portal.exports import json_bytes
from daylight.portal.officers import Certified
from daylight.portal.views import not_found

WORDS = {
    "added": "登记",
    "audited": "年审合格",
    "failed": "年审不合格",
    "suspended": "暂扣",
    "restored": "恢复",
    "cancelled": "注销",
}
NONE = "没有查到。请核对证件编号或者写全姓名；查不到的，可以向执法机关或者同级司法局核实。"


def search_page(
    typed: str, found: list[Certified], on: date, request: HttpRequest | None = None, asked: bool = False
) -> str:
    """``/officers/``: by exact number or full name."""
    refusals = [Refusal("officers.none", NONE, field="q")] if asked and not found else []
    context = {"typed": typed, "found": found, "on": on, "asked": asked, "refusals": refusals}
    return pages.render("officers", navigation.DURING, context, request)


def officer_page(
    state: Certified,
    today: date,
    typed: str = "",
    refusals: tuple[Refusal, ...] = (),
    request: HttpRequest | None = None,
) -> str:
    """One certificate on one day."""
    told = [(each.on, WORDS.get(each.kind, each.kind)) for each in officers.events(state.number)]
    words = list_words(lawpack.current(), state.on)
    row = {name: words.said(name, value) for name, value in state.row.items()}
    context = {"o": state, "row": row, "today": today, "told": told[::-1], "typed": typed, "refusals": refusals}
    return pages.render("officer", navigation.DURING, context, request)


def officer_json(state: Certified) -> bytes:
    """State and the public columns."""
    body: dict[str, Any] = {
        "number": state.number,
        "on": state.on.isoformat(),
        "certified": state.certified,
        "state": state.word,
        "why": state.why,
        "agency": {"name": state.agency, "code": state.agency_code},
        "list_version": state.version or None,
        "row": dict(state.row),
    }
    return json_bytes(body)


def write_officers(root: Path, today: date) -> list[tuple[str, date | None]]:
    """Form and pages; returns the addresses for the site map. Nobody's page is in the map of machines."""
    numbers = officers.known_numbers()
    if not numbers:
        return []
    places.write(root / "officers" / "index.html", search_page("", [], today))
    for number in numbers:
        state = officers.certified(number, today)
        if state is None or not officers.has_address(number):
            continue
        folder = root / "officers" / number
        places.write(folder / "index.html", officer_page(state, today))
        places.write(folder / "index.json", officer_json(state))
    return [("/officers/", None)]


@require_safe
def search_view(request: HttpRequest) -> HttpResponse:
    """``/officers/?q=``"""
    typed = request.GET.get("q", "").strip()[:60]
    today = local_date(present())
    found = officers.search(typed, today)
    page = search_page(typed, found, today, request, asked=bool(typed))
    return HttpResponse(page, status=404 if typed and not found else 200)


@require_safe
def officer_view(request: HttpRequest, number: str) -> HttpResponse:
    """``/officers/NUMBER/?on=``"""
    today, (on, typed, refusals) = local_date(present()), _asked(request)
    state = officers.certified(number, on or today)
    if state is None:
        return not_found(request)
    return HttpResponse(officer_page(state, today, typed, refusals, request), status=422 if refusals else 200)


@require_safe
def officer_json_view(request: HttpRequest, number: str) -> HttpResponse:
    """``/officers/NUMBER/index.json?on=``"""
    on, _, refusals = _asked(request)
    state = officers.certified(number, on or local_date(present()))
    if state is None:
        return not_found(request)
    body = json_bytes({"error": refusals[0].message}) if refusals else officer_json(state)
    return HttpResponse(body, content_type="application/json", status=422 if refusals else 200)


def _asked(request: HttpRequest) -> tuple[date | None, str, tuple[Refusal, ...]]:
    typed = request.GET.get("on", "").strip()[:20]
    if not typed:
        return None, "", ()
    try:
        return date.fromisoformat(typed), typed, ()
    except ValueError:
        return None, typed, (Refusal("filter.on", "日期请写成 2026-01-31。", field="on"),)
