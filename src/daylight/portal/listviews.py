"""Questions about the public lists: as of a day, and two versions compared."""

from __future__ import annotations

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from daylight.base.present import present
from daylight.core.moment import local_date
from daylight.core.refusal import Refusal
from daylight.portal import exports, listpages, queries
from daylight.portal.exports import json_bytes
from daylight.portal.models import PublicList
from daylight.portal.queries import Span


@require_safe
def policies(request: HttpRequest) -> HttpResponse:
    """``/policies/`` before it is written as a file."""
    page = listpages.policies_page(request)
    if page is None:
        raise Http404
    return HttpResponse(page)


@require_safe
def one_list(request: HttpRequest, kind: str) -> HttpResponse:
    """``/lists/KIND/?on=``: the list as it stood that day."""
    title, spans = _spans(kind)
    typed = request.GET.get("on", "").strip()
    on = _day(typed)
    faults = [Refusal("filter.on", "日期请写成 2026-01-31。", field="on")] if typed and on is None else []
    asked = on if on else local_date(present())
    shown = [] if faults else [span for span in spans if span.holds(asked)]
    page = listpages.list_page(kind, title, shown, on, typed[:20], faults, request)
    return HttpResponse(page, status=422 if faults else 200)


@require_safe
def one_list_json(request: HttpRequest, kind: str) -> HttpResponse:
    """``/lists/KIND/index.json?on=``: the same for programs."""
    title, spans = _spans(kind)
    typed = request.GET.get("on", "").strip()
    on = _day(typed) if typed else local_date(present())
    if on is None:
        body = {"error": "日期请写成 2026-01-31。"}
        return HttpResponse(json_bytes(body), status=422, content_type="application/json")
    lists = [exports.list_json(span) for span in spans if span.holds(on)]
    body = {"list": kind, "title": title, "on": on.isoformat(), "lists": lists}
    return HttpResponse(json_bytes(body), content_type="application/json")


@require_safe
def compare(request: HttpRequest, kind: str) -> HttpResponse:
    """``/lists/KIND/compare/?agency=&from=&to=``: row by row; the older of the two is taken as the earlier."""
    title, spans = _spans(kind)
    agency = request.GET.get("agency", "") or spans[-1].version.agency_code
    known = {span.version.version: span.version for span in spans if span.version.agency_code == agency}
    typed = [text for name in ("from", "to") if (text := request.GET.get(name, "").strip())]
    if fault := _missing(typed, list(known)):
        today = local_date(present())
        standing = [span for span in spans if span.holds(today)]
        refusals = [Refusal("compare.version", fault)]
        return HttpResponse(listpages.list_page(kind, title, standing, None, "", refusals, request), status=422)
    found = [known[number] for number in sorted({int(text) for text in typed})]
    old = found[0] if len(found) > 1 else None
    return HttpResponse(listpages.compare_page(kind, title, old, found[-1], request))


def _missing(typed: list[str], known: list[int]) -> str:
    """Why these versions cannot be compared, in a sentence; empty when they can."""
    if not known:
        return "该机关没有公布过这份清单，请从“历次版本”选择。"
    there = f"现有第 {'、'.join(str(number) for number in sorted(known))} 版。"
    if not typed:
        return f"请写明比较哪两版，{there}"
    for text in typed:
        if not text.isdecimal() or len(text) > 6:
            return f"版次“{text[:20]}”看不懂，请写数字，{there}"
        if int(text) not in known:
            return f"没有第 {int(text)} 版，{there}"
    return ""


def _spans(kind: str) -> tuple[str, list[Span]]:
    """Title and every version of a kind; 404 when none was ever published."""
    agencies = PublicList.objects.filter(kind=kind).order_by("agency_code").values_list("agency_code", flat=True)
    spans = [span for agency in agencies.distinct() for span in queries.list_spans(kind, agency)]
    if not spans:
        raise Http404
    return spans[-1].version.title, spans


def _day(typed: str) -> date | None:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return None
