"""Autosave: the same form and address as the button, answered in JSON when the page's script asks.

The script sends ``X-Autosave: 1`` and gets ``{"version", "said", "parts": {id: html}}``; 409 when somebody saved first,
422 when the act refused, both with ``said``. The text stays in the page in every case.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.http import HttpRequest, JsonResponse

from daylight.base.present import present
from daylight.core.moment import local_time
from daylight.core.refusal import Refusal

STALE = frozenset({"draft.stale", "document.conflict", "case.stale"})


def asked(request: HttpRequest) -> bool:
    """Whether the page's script asks, not a button."""
    return request.headers.get("X-Autosave") == "1"


def saved(version: int, parts: Mapping[str, str] | None = None) -> JsonResponse:
    """Saved as ``version``; ``parts``: pieces of the page to put in place."""
    at = local_time(present())
    return JsonResponse({"version": version, "said": f"已自动保存 {at:%H:%M:%S}", "parts": dict(parts or {})})


def not_saved(refusals: Sequence[Refusal]) -> JsonResponse:
    status = 409 if is_stale(refusals) else 422
    return JsonResponse({"said": "；".join(each.message for each in refusals)}, status=status)


def is_stale(refusals: Sequence[Refusal]) -> bool:
    """Whether somebody else saved first."""
    return any(each.code in STALE for each in refusals)
