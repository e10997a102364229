"""Pages for what fails outside every room: a form that came too late, an error of the program. No database, no sign-in."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

# What a form carries for the machine, and what must not be shown again.
UNSAID = frozenset({"csrfmiddlewaretoken", "password", "key", "base_version", "next"})
# Addresses of the public site, and what its forms carry unseen: which publication, what to subscribe to (ASKED, which goes
# back into the address), the mark of one form and a trap for robots.
PUBLIC = "portal"
ASKED = frozenset({"of", "q", "category", "agency", "party"})
HIDDEN = ASKED | {"form", "website"}


def not_saved(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form sent after the sign-in ended or changed: nothing was done, and what was typed stands here to be copied.

    On the public site nobody signs in: there the page stood open too long, and its hidden fields go back into its address.
    """
    match = request.resolver_match
    public = match is not None and match.namespace == PUBLIC
    left_out = UNSAID | HIDDEN if public else UNSAID
    typed = [text for name, texts in request.POST.lists() if name not in left_out for text in texts if text.strip()]
    asked = {name: text for name, text in request.POST.items() if public and name in ASKED and text}
    back = f"{request.path}?{urlencode(asked)}" if asked else request.get_full_path()
    return render(request, "face/not_saved.html", {"typed": typed, "back": back, "public": public}, status=403)


def failed(request: HttpRequest) -> HttpResponse:
    """The 500: says that nothing was done, since an act that fails leaves nothing behind."""
    return render(None, "face/failed.html", status=500)
