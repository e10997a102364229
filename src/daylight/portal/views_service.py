"""事项、指南: questions put to what stands on the lists today."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from daylight.base.present import present
from daylight.core.moment import local_date
from daylight.portal import guidepages
from daylight.portal.exports import json_bytes
from daylight.portal.guides import Described, described
from daylight.portal.views import not_found


def _one(key: str) -> Described | None:
    return described(local_date(present())).get(key)


@require_safe
def guide(request: HttpRequest, key: str) -> HttpResponse:
    """A guide whose file is not written yet."""
    found = _one(key)
    if found is None or not found.guided:
        return not_found(request)
    return HttpResponse(guidepages.guide_page(found, request))


@require_safe
def bring(request: HttpRequest, key: str) -> HttpResponse:
    """我要带什么: ``?applicant=&presence=&matter=``; an answer nobody offered is not heard."""
    found = _one(key)
    if found is None or not found.guided:
        return not_found(request)
    answers = guidepages.answers_of(found, request.GET.dict())
    if request.GET.get("format") == "json":
        return HttpResponse(json_bytes(guidepages.bring_json(found, answers)), content_type="application/json")
    return HttpResponse(guidepages.bring_page(found, answers, request))


@require_safe
def items(request: HttpRequest) -> HttpResponse:
    return HttpResponse(guidepages.items_page(described(local_date(present())), request))


@require_safe
def item(request: HttpRequest, key: str) -> HttpResponse:
    found = _one(key)
    return not_found(request) if found is None else HttpResponse(guidepages.item_page(found, request))


@require_safe
def item_json(request: HttpRequest, key: str) -> HttpResponse:
    found = _one(key)
    if found is None:
        return not_found(request)
    return HttpResponse(json_bytes(guidepages.item_json(found)), content_type="application/json")
