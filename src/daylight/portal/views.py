"""Questions the files cannot answer: filtered lists, codes typed by hand, reading settings."""

from __future__ import annotations

from urllib.parse import urlencode, urlsplit
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from daylight.base.face import reading
from daylight.core.refusal import Refusal
from daylight.portal import exports, pages, personnames, queries, search
from daylight.portal.code import read_code
from daylight.portal.models import PublicDecision
from daylight.portal.queries import PAGE_SIZE, Filter


def _answer(request: HttpRequest) -> tuple[Filter, list[PublicDecision], int]:
    """The filter, its rows (all of them, newest first) and their number."""
    asked = queries.read_filter(request.GET.dict())
    rows = queries.listed(asked, search.find(asked.q) if asked.q else None)
    return asked, rows, rows.count()  # type: ignore[return-value]


def _address(name: str, request: HttpRequest, **more: str) -> str:
    kept = {key: value for key, value in request.GET.items() if value and key != "page"}
    return f"/{name}?{urlencode({**kept, **more})}" if kept or more else f"/{name}"


@require_safe
def decisions(request: HttpRequest) -> HttpResponse:
    """``/decisions/?q=&category=&from=&to=&status=&page=``"""
    asked, rows, total = _answer(request)
    start = (asked.page - 1) * PAGE_SIZE
    addresses = {
        "pattern": _address("decisions/", request, page="PAGE").replace("page=PAGE", "page={}"),
        "first": _address("decisions/", request),
        "json_href": _address("decisions.json", request),
        "csv_href": _address("decisions.csv", request),
    }
    faults = [Refusal(f"filter.{name}", text, field=name) for name, text in asked.faults.items()]
    faults += personnames.refusals(asked.q, total)
    shown = list(rows[start : start + PAGE_SIZE])
    return HttpResponse(pages.decisions_page(asked, shown, total, addresses, faults, request))


@require_safe
def decisions_json(request: HttpRequest) -> HttpResponse:
    """The same list for programs; one page at a time when ``page`` is given."""
    asked, rows, total = _answer(request)
    if "page" in request.GET:
        start = (asked.page - 1) * PAGE_SIZE
        body = exports.decisions_json(rows[start : start + PAGE_SIZE], total, asked.page, pages.page_count(total))
    else:
        body = exports.decisions_json(rows, total)
    return HttpResponse(body, content_type="application/json")


@require_safe
def decisions_csv(request: HttpRequest) -> HttpResponse:
    """The same list for spreadsheets."""
    _, rows, _ = _answer(request)
    answer = HttpResponse(exports.decisions_csv(rows), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="decisions.csv"'
    return answer


@require_safe
def verify(request: HttpRequest, typed: str = "") -> HttpResponseBase:
    """``/y/?code=``: a known code leads to its page; any other gets one and the same answer."""
    text = (typed or request.GET.get("code", "")).strip()
    if not text:
        return HttpResponse(pages.render("verify", "核验真伪", {"typed": "", "refusals": []}, request))
    code = read_code(text)
    if code and code != typed and queries.by_code(code) is not None:
        return redirect(f"/y/{code}/")
    if code and (decision := queries.by_code(code)) is not None:
        return HttpResponse(pages.code_page(decision))
    message = "核验码不存在，请核对是否看错或漏写。核验码为 8 位，不含字母 I、L、O、U。"
    context = {"typed": text[:40], "refusals": [Refusal("code.unknown", message, field="code")]}
    return HttpResponse(pages.render("verify", "核验真伪", context, request), status=404)


@require_safe
def decision(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """A decision whose files are not written yet; what was never published is simply not found."""
    found = queries.by_uuid(uuid)
    if found is None or not found.revision:
        return not_found(request)
    return HttpResponse(pages.decision_page(found), status=200 if found.record is not None else 410)


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """Home before the first page was written."""
    return HttpResponse(pages.render("home", "首页", {"doors": [], "counts": {}, "latest": []}, request))


@require_safe
def set_reading(request: HttpRequest) -> HttpResponse:
    """Reading settings without JavaScript: keep the choice, go back to where the reader was."""
    back = urlsplit(request.headers.get("Referer", ""))
    where = f"{back.path or '/'}{'?' + back.query if back.query else ''}"
    own = back.netloc == request.get_host() and where.startswith("/") and not where.startswith("//")
    answer = HttpResponseRedirect(where if own else "/")
    chosen = reading.pressed(reading.chosen(request), request.GET.get("face", "")[:1])
    answer.set_cookie(reading.COOKIE, chosen, max_age=reading.YEAR_SECONDS, samesite="Lax")
    return answer


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The one 404 of the site: a page that never existed and one that must not be known look the same."""
    return HttpResponse(pages.render("not_found", "", {}, request), status=404)
