"""``/corrections/new/?of=`` and ``/corrections/CODE/``: asking for a correction, and reading the answer by receipt code."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from daylight.base.present import present
from daylight.core.refusal import Refusal, Refused
from daylight.portal import navigation, pages
from daylight.portal.asking import Asked, ask, published, term
from daylight.portal.code import read_code, shown
from daylight.portal.models import CorrectionReceipt, PublicDecision
from daylight.portal.wording import thing

FIELDS = ("wrong", "proof", "name", "contact")
UNKNOWN = "没有找到这条公示，请从公示页面的“申请更正”进入，或者核对网址、核验码。"


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponseBase:
    """The form. Without ``of`` it first asks which publication is meant."""
    of = (request.POST if request.method == "POST" else request.GET).get("of", "")[:300]
    if not of.strip():
        return _which(request, of)
    decision = published(of)
    if decision is None:
        return _which(request, of, [Refusal("correction.unknown", UNKNOWN, field="of")], 404)
    if request.method != "POST":
        return _form(request, decision, {})
    typed = {name: request.POST.get(name, "").replace("\r\n", "\n") for name in FIELDS}
    try:
        receipt = ask(decision, Asked(**typed), present())
    except Refused as refused:
        return _form(request, decision, typed, list(refused.refusals), 422)
    return redirect(f"/corrections/{receipt.code}/")


@require_safe
def receipt(request: HttpRequest, code: str) -> HttpResponseBase:
    """Where the request stands. A code typed with spaces or small letters leads to its page."""
    read = read_code(code)
    found = CorrectionReceipt.objects.filter(code=read).first() if read else None
    if found is None:
        refusal = Refusal("correction.code", "没有这个回执编号，请核对是否看错或漏写。", field="code")
        return _private(pages.render("correction_ask", navigation.SERVICE, _nothing(refusals=[refusal]), request), 404)
    if read != code:
        return redirect(f"/corrections/{read}/")
    decision = PublicDecision.objects.filter(uuid=found.of).first()
    context = {"receipt": found, "code": shown(found.code), "decision": decision, "term": term(found)}
    return _private(pages.render("correction_receipt", navigation.SERVICE, context, request))


@require_safe
def find(request: HttpRequest) -> HttpResponseBase:
    """``/corrections/?code=``: from a typed code to its page."""
    code = request.GET.get("code", "")[:40]
    return receipt(request, code) if code.strip() else redirect("/corrections/new/")


def _nothing(of: str = "", refusals: list[Refusal] | None = None) -> dict[str, Any]:
    return {"of": of, "refusals": refusals or [], "decision": None}


def _which(request: HttpRequest, of: str, refusals: list[Refusal] | None = None, status: int = 200) -> HttpResponse:
    return _private(pages.render("correction_ask", navigation.SERVICE, _nothing(of, refusals), request), status)


def _form(
    request: HttpRequest,
    decision: PublicDecision,
    typed: dict[str, str],
    refusals: list[Refusal] | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {"decision": decision, "thing": thing(decision.category), "typed": typed, "refusals": refusals or []}
    return _private(pages.render("correction_ask", navigation.SERVICE, context, request), status)


def _private(body: str, status: int = 200) -> HttpResponse:
    """Neither a cache nor a search engine keeps what somebody asked."""
    answer = HttpResponse(body, status=status)
    answer["Cache-Control"] = "no-store"
    answer["X-Robots-Tag"] = "noindex"
    return answer
