"""``/show/CODE/``: what a party sees who scans an officer's code, and the receipt he keeps. No account, no script."""

from __future__ import annotations

import re
import secrets
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from daylight.base.present import present
from daylight.core.moment import local_time
from daylight.portal import identity, pages
from daylight.portal.exports import json_bytes
from daylight.portal.identity_models import IdentityScan
from daylight.portal.views import not_found

COOKIE = "daylight_reader"
KEPT_SECONDS = 24 * 3600
_READER = re.compile(r"[0-9a-f]{32}")


@require_safe
def show(request: HttpRequest, text: str) -> HttpResponse:
    """The verdict. A look by ``GET`` at a good code is remembered: so a picture of it shown again gives itself away."""
    now, reader = present(), _reader(request)
    found = identity.check(text, reader, now)
    scan = identity.remember(found, reader, now) if request.method == "GET" else None
    context = {
        "v": found.verdict,
        "c": found,
        "shown": found.verdict in identity.SHOWN,
        "scan": scan,
        "scanned": _clock(scan.scanned_at) if scan else "",
        "first": _clock(found.first.scanned_at) if found.first else "",
        "begun": _clock(datetime.fromtimestamp(found.code.begins, tz=now.tzinfo)) if found.code else "",
        "photo": identity.portrait_of(found),
        "text": text,
    }
    good = found.verdict in identity.SHOWN
    answer = HttpResponse(pages.render("show", "核验真伪", context, request), status=200 if good else 404)
    return _private(answer, reader)


@require_safe
def photo(request: HttpRequest, text: str) -> HttpResponse:
    """The portrait, for as long as the code is good."""
    picture = identity.portrait_of(identity.check(text, _reader(request), present()))
    if picture is None:
        return not_found(request)
    return _private(HttpResponse(bytes(picture.content), content_type=picture.media_type))


@require_safe
def receipt(request: HttpRequest, number: str, form: str = "html") -> HttpResponse:
    """亮证凭证: what was seen, when, and everything needed to check the signature again."""
    scan = IdentityScan.objects.filter(receipt=number.upper()).first()
    if scan is None:
        return not_found(request)
    if form == "json":
        answer = HttpResponse(json_bytes(scan.content), content_type="application/json")
        answer["Content-Disposition"] = f'attachment; filename="{scan.receipt}.json"'
        return _private(answer)
    seen = scan.content.get("first_seen_at")
    first = _clock(datetime.fromisoformat(seen)) if seen else ""
    context = {"r": scan.content, "scanned": _clock(scan.scanned_at), "first": first, "receipt": scan.receipt}
    return _private(HttpResponse(pages.render("receipt", "核验真伪", context, request)))


@require_safe
def keys(request: HttpRequest) -> HttpResponse:
    """The public keys of the codes, one a line, as the verifier takes them."""
    body = "".join(f"{each}\n" for each in identity.known_keys())
    return HttpResponse(body, content_type="text/plain; charset=utf-8")


def _reader(request: HttpRequest) -> str:
    said = request.COOKIES.get(COOKIE, "")
    return said if _READER.fullmatch(said) else secrets.token_hex(16)


def _private(answer: HttpResponse, reader: str = "") -> HttpResponse:
    answer["Cache-Control"] = "no-store"
    answer["X-Robots-Tag"] = "noindex"
    if reader:
        # Tells the same telephone's second look from somebody else's; nothing else hangs on it.
        answer.set_cookie(COOKIE, reader, max_age=KEPT_SECONDS, samesite="Lax", httponly=True, path="/show/")
    return answer


def _clock(moment: datetime) -> str:
    return local_time(moment).strftime("%Y-%m-%d %H:%M:%S")
