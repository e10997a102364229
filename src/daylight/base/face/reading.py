"""Reading settings: 字号, 长辈版, 高对比, kept as letters in one cookie so that caches vary on one value only (适老化 2021)."""

from __future__ import annotations

import re

from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

COOKIE = "face"
SIZES = {"l": "large", "x": "largest"}
_COOKIE = re.compile(rf"(?:^|;\s*){COOKIE}=([a-z]*)")
YEAR_SECONDS = 365 * 24 * 3600


def letters(text: str) -> str:
    """Known letters of a cookie value, sorted: ``e`` elder, ``h`` high contrast, one of ``l`` ``x`` for size."""
    known = sorted(set(text) & set("ehlx"))
    return "".join(known).replace("lx", "x")


def chosen(request: HttpRequest | None) -> str:
    """Settings of the reader; a page written as a file has no request and carries none."""
    return letters(request.COOKIES.get(COOKIE, "")) if request is not None else ""


def of_cookies(header: str) -> str:
    """Settings in a ``Cookie`` header, for pages that no Django request ever sees."""
    found = _COOKIE.search(header) if COOKIE in header else None
    return letters(found[1]) if found else ""


def pressed(current: str, letter: str) -> str:
    """Settings after pressing the button ``letter``; ``s`` is the standard size."""
    if letter in {"s", "l", "x"}:
        return letters(current.translate({ord(c): None for c in "lx"}) + letter)
    return letters(current.replace(letter, "") if letter in current else current + letter)


def attributes(settings: str) -> dict[str, str]:
    """Attributes of ``<html>``."""
    found: dict[str, str] = {}
    if "e" in settings:
        found["data-mode"] = "elder"
    if "h" in settings:
        found["data-contrast"] = "high"
    for letter, size in SIZES.items():
        if letter in settings:
            found["data-size"] = size
    return found


def html_attributes(settings: str) -> SafeString:
    """`` data-mode="elder" …`` as it stands in the ``<html>`` tag."""
    return format_html_join("", ' {}="{}"', attributes(settings).items())
