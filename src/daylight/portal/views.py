"""Questions the files cannot answer: filtered lists, codes typed by hand, reading settings."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlencode, urlsplit
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect, StreamingHttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from daylight.base.face import reading
from daylight.core.refusal import Refusal
from daylight.portal import exports, finding, pages, personnames, queries, search
from daylight.portal.code import read_code
from daylight.portal.models import PublicDecision
from daylight.portal.queries import PAGE_SIZE, Filter

UNREADY = "正在整理检索目录或下载的人较多，请稍后再试；也可在“开放数据”按月下载。"


# So many decisions are answered in one piece, with their length.
SHORT = 1_000
# Streams of more than this many decisions are few at a time: each keeps a thread of the server busy.
LONG = 5_000
_long = threading.BoundedSemaphore(2)


class _Stream:
    """Pieces of a long answer; its turn is given back when the server closes it, read or not."""

    def __init__(self, pieces: Iterator[bytes], turn: threading.BoundedSemaphore | None) -> None:
        self.pieces, self.turn = pieces, turn

    def __iter__(self) -> Iterator[bytes]:
        return self.pieces

    def close(self) -> None:
        turn, self.turn = self.turn, None
        if turn is not None:
            turn.release()


def _address(name: str, request: HttpRequest, **more: str) -> str:
    kept = {key: value for key, value in request.GET.items() if value and key != "page"}
    parts = {key: value for key, value in {**kept, **more}.items() if value}
    return f"/{name}?{urlencode(parts)}" if parts else f"/{name}"


@require_safe
def decisions(request: HttpRequest, page: int = 1) -> HttpResponse:
    """``/decisions/?q=&category=&from=&to=&status=&year=&agency=&item=&page=`` and ``/decisions/page/N/``."""
    asked = queries.read_filter({"page": str(page), **request.GET.dict()})
    addresses = {
        "pattern": _address("decisions/", request, page="PAGE").replace("page=PAGE", "page={}"),
        "first": _address("decisions/", request),
        "json_href": _address("decisions.json", request),
        "csv_href": _address("decisions.csv", request),
    }
    # The year is no field of the form, so its sentence leads nowhere.
    faults = [Refusal(f"filter.{n}", text, field="" if n == "year" else n) for n, text in asked.faults.items()]
    try:
        found = finding.ask(asked, (asked.page - 1) * PAGE_SIZE, PAGE_SIZE)
        if asked.page > (last := pages.page_count(found.total)):
            faults.append(Refusal("filter.page", f"只有 {last} 页，下面是第 {last} 页。"))
            asked = replace(asked, page=last)
            found = finding.ask(asked, (last - 1) * PAGE_SIZE, PAGE_SIZE)
    except search.Unready:
        faults.append(Refusal("search.unready", UNREADY))
        return HttpResponse(pages.decisions_page(asked, [], 0, addresses, faults, request), status=503)
    faults += personnames.refusals(asked.q, found.total)
    facets = pages.facet_rows(found.facets, asked, lambda parts: _address("decisions/", request, **parts))
    rows = queries.rows_of(found.pks)
    body = pages.decisions_page(asked, rows, found.total, addresses, faults, request, about=found.about, facets=facets)
    return HttpResponse(body)


@require_safe
def decisions_json(request: HttpRequest) -> HttpResponseBase:
    """The same list for programs; one page at a time when ``page`` is given."""
    asked = queries.read_filter(request.GET.dict())
    if asked.faults:
        return _not_understood(asked)
    if "page" not in request.GET:
        return _streamed(request, asked, "application/json")
    try:
        found = finding.ask(asked, (asked.page - 1) * PAGE_SIZE, PAGE_SIZE, counted=False)
    except search.Unready:
        return _later()
    if asked.page > (last := pages.page_count(found.total)):
        return _refused(f"只有 {last} 页。")
    rows = queries.rows_of(found.pks)
    body = exports.decisions_json(rows, found.total, asked.page, last)
    return HttpResponse(body, content_type="application/json")


@require_safe
def decisions_csv(request: HttpRequest) -> HttpResponseBase:
    """The same list for spreadsheets."""
    asked = queries.read_filter(request.GET.dict())
    if asked.faults:
        return _not_understood(asked, "text/csv")
    answer = _streamed(request, asked, "text/csv; charset=utf-8")
    if answer.status_code == 200:
        answer["Content-Disposition"] = 'attachment; filename="decisions.csv"'
    return answer


def _streamed(request: HttpRequest, asked: Filter, kind: str) -> HttpResponseBase:
    """Everything that answers ``asked``, read while it is sent."""
    try:
        found = finding.ask(asked, 0, 0, counted=False)
    except search.Unready:
        return _later()
    turn = _long if found.total > LONG else None
    if turn is not None and not turn.acquire(blocking=False):
        return _later()
    rows = _rows(asked)
    if kind == "application/json":
        gone = queries.withdrawn().iterator(chunk_size=1000)
        pieces = exports.json_stream(rows, found.total, gone if not request.GET else None)
    else:
        pieces = exports.csv_stream(rows)
    if found.total <= SHORT:
        return HttpResponse(b"".join(pieces), content_type=kind)
    return StreamingHttpResponse(_Stream(pieces, turn), content_type=kind)


def _rows(asked: Filter) -> Iterator[PublicDecision]:
    pks = finding.stream(asked)
    while part := list(itertools.islice(pks, 500)):
        yield from queries.rows_of(part)


def _not_understood(asked: Filter, kind: str = "application/json") -> HttpResponse:
    """A program is not given everything where it asked for less."""
    return _refused("".join(asked.faults.values()), kind)


def _refused(message: str, kind: str = "application/json") -> HttpResponse:
    """422 with the sentence: an object for JSON, bare text in the place of a spreadsheet."""
    if kind == "application/json":
        return HttpResponse(exports.json_bytes({"error": message}), status=422, content_type=kind)
    return HttpResponse(message, status=422, content_type="text/plain; charset=utf-8")


def _later() -> HttpResponse:
    answer = HttpResponse(UNREADY, status=503, content_type="text/plain; charset=utf-8")
    answer["Retry-After"] = "60"
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
