"""``/complaints/new/?about=`` and ``/complaints/CODE/``: filing a complaint and following it by its receipt code."""

from __future__ import annotations

from dataclasses import asdict

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from daylight.base.present import present
from daylight.core.moment import local_date
from daylight.core.refusal import Refusal, Refused
from daylight.portal import complaints, navigation, officers, pages
from daylight.portal.complaints import Typed

FIELDS = ("about", "agency", "text", "contact", "form", "website")
UNKNOWN = "没有这个回执号，请核对；回执号为 10 位数字和字母。"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponseBase:
    """The form; sent, it leads to the receipt. What was typed stays on the page whenever something is refused."""
    sent = request.POST if request.method == "POST" else request.GET
    typed = Typed(**{name: sent.get(name, "")[: complaints.LONGEST * 2] for name in FIELDS})
    if request.method != "POST":
        return _form(request, Typed(about=typed.about[:64]))
    try:
        made = complaints.file(typed, request.META.get("REMOTE_ADDR", ""), present())
    except Refused as refused:
        return _form(request, typed, refused.refusals)
    return redirect(f"/complaints/{made.code}/")


def _form(request: HttpRequest, typed: Typed, refusals: tuple[Refusal, ...] = ()) -> HttpResponse:
    about = officers.certified(typed.about, local_date(present())) if typed.about.strip() else None
    # A form refused keeps its number, so that two clicks stay one complaint; one that lay too long gets a new one.
    stale = not typed.form or any(each.code == "complaint.form" for each in refusals)
    context = {
        "typed": asdict(typed) | {"form": complaints.fresh_form() if stale else typed.form},
        "officer": about.row.get("person_name", "") if about else "",
        "agencies": [("", "请选择"), *((each.code, each.name) for each in complaints.agencies())],
        "refusals": list(refusals),
    }
    page = pages.render("complaint_new", navigation.SERVICE, context, request)
    return HttpResponse(page, status=422 if refusals else 200)


@never_cache
@require_safe
def receipt(request: HttpRequest, code: str) -> HttpResponse:
    """State and answer for whoever holds the code; a wrong code says nothing but that it is wrong."""
    found = complaints.by_code(code)
    context = {"complaint": found, "typed": code[:20], "refusals": []}
    if found is None:
        context["refusals"] = [Refusal("complaint.code", UNKNOWN, field="code")]
    page = pages.render("complaint", navigation.SERVICE, context, request)
    return HttpResponse(page, status=200 if found else 404)


@never_cache
@require_safe
def ask(request: HttpRequest) -> HttpResponseBase:
    """``/complaints/?code=`` leads to the receipt."""
    typed = "".join(each for each in request.GET.get("code", "")[:20] if each.isalnum())
    return redirect(f"/complaints/{typed}/" if typed else "/complaints/new/")
