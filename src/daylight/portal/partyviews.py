"""Pages of one organisation, the search for one, and the fixed pages before they are written as files."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from daylight.base.present import present
from daylight.core.moment import local_date
from daylight.portal import exports, following, guideposts, pages, partypages, personnames, statistics
from daylight.portal.following import Followed
from daylight.portal.views import not_found


@require_safe
def parties(request: HttpRequest) -> HttpResponseBase:
    """``/parties/?q=``: organisations by name or code; a natural person's name is refused, published or not."""
    typed = request.GET.get("q", "").strip()[:100]
    if partypages.is_code(typed.upper()) and partypages.of(typed.upper()).exists():
        return redirect(f"/parties/{typed.upper()}/")
    found = partypages.organisations(typed) if typed else []
    context = {
        "typed": typed,
        "asked": bool(typed),
        "found": found,
        "refusals": personnames.refusals(typed, len(found)),
    }
    return HttpResponse(pages.render("parties", "事后公开", context, request))


@require_safe
def party(request: HttpRequest, code: str) -> HttpResponse:
    """One organisation; a code under which nothing stands looks like one that never existed."""
    page = partypages.party_page(code, request) if partypages.is_code(code) else None
    return not_found(request) if page is None else HttpResponse(page)


@require_safe
def party_json(request: HttpRequest, code: str) -> HttpResponse:
    """The same for programs."""
    body = partypages.party_json(code) if partypages.is_code(code) else None
    return not_found(request) if body is None else _open(HttpResponse(body, content_type="application/json"))


@require_safe
def party_feed(request: HttpRequest, code: str) -> HttpResponse:
    """The same as a feed."""
    rows = following.decisions(Followed(party=code))[:50] if partypages.is_code(code) else []
    if not rows:
        return not_found(request)
    body = exports.atom(f"{rows[0].party_display}的公示", rows, present(), f"/parties/{code}/feed.atom")
    return HttpResponse(body, content_type="application/atom+xml; charset=utf-8")


@require_safe
def agency(request: HttpRequest, code: str) -> HttpResponse:
    """One enforcing agency; there is no such page while all decisions are of one."""
    page = partypages.agency_page(code, request)
    return not_found(request) if page is None else HttpResponse(page)


@require_safe
def fixed(request: HttpRequest) -> HttpResponse:
    """A page of ``guideposts.FIXED`` before it was written."""
    return HttpResponse(guideposts.page(request.path, request))


@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """The statistics before they were written."""
    return HttpResponse(statistics.statistics_page(local_date(present()), request))


@require_safe
def figures_json(request: HttpRequest) -> HttpResponse:
    """The same for programs."""
    body = exports.json_bytes(statistics.figures(local_date(present())))
    return _open(HttpResponse(body, content_type="application/json"))


def _open(answer: HttpResponse) -> HttpResponse:
    """Public data: other people's pages may read it."""
    answer["Access-Control-Allow-Origin"] = "*"
    return answer
