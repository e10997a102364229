"""Errors as Problem Details (RFC 9457): Chinese sentences with a code and a cite."""

from __future__ import annotations

from typing import Any

from django.http import JsonResponse

from daylight.core.refusal import Refusal, Refused


def problem(status: int, code: str, message: str, cite: str = "") -> JsonResponse:
    """One reason."""
    return problems(status, (Refusal(code, message, cite),))


def refused(error: Refused, status: int = 422) -> JsonResponse:
    """All reasons of a refusal; a missing right is 403."""
    codes = {each.code for each in error.refusals}
    return problems(403 if "right.missing" in codes else status, error.refusals)


def problems(status: int, refusals: tuple[Refusal, ...], **more: Any) -> JsonResponse:
    """Several reasons; the first one gives the title. ``more``: extension members."""
    first = refusals[0]
    body = {
        "type": f"about:blank#{first.code}",
        "title": first.message,
        "status": status,
        "detail": "；".join(str(each) for each in refusals),
        "code": first.code,
        "cite": first.cite,
        "errors": [{"code": e.code, "message": e.message, "cite": e.cite, "field": e.field} for e in refusals],
        **more,
    }
    return JsonResponse(
        body, status=status, content_type="application/problem+json", json_dumps_params={"ensure_ascii": False}
    )
