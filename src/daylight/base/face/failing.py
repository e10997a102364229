"""Pages for what fails outside every room: a form that came too late, an error of the program. No database, no sign-in."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

# What a form carries for the machine, and what must not be shown again.
UNSAID = frozenset({"csrfmiddlewaretoken", "password", "key", "base_version", "next"})


def not_saved(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form sent after the sign-in ended or changed: nothing was done, and what was typed stands here to be copied."""
    typed = [text for name, texts in request.POST.lists() if name not in UNSAID for text in texts if text.strip()]
    return render(request, "face/not_saved.html", {"typed": typed, "back": request.get_full_path()}, status=403)


def failed(request: HttpRequest) -> HttpResponse:
    """The 500: says that nothing was done, since an act that fails leaves nothing behind."""
    return render(None, "face/failed.html", status=500)
