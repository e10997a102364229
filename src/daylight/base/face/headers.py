"""Strict headers on every dynamic answer: own resources only, no inline script, no framing (等保 / ASVS 3)."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; "
    "connect-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


class StrictHeaders:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
        if request.path.startswith(("/office/", "/api/")):
            # Case material never stays in a shared cache.
            response.headers.setdefault("Cache-Control", "no-store")
        else:
            # A public answer may change the moment something is withdrawn, and looks as its reader chose.
            response.headers.setdefault("Cache-Control", "no-cache")
            patch_vary_headers(response, ("Cookie",))
        return response
