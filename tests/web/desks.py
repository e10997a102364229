"""What the tests of the desks share: reading a page as text."""

from __future__ import annotations

import re
from html import unescape

from django.http import HttpResponse


def words(response: HttpResponse) -> str:
    """The page's text without its tags."""
    body = re.sub(r"<(script|style)\b.*?</\1>", " ", response.content.decode(), flags=re.S)
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", body)))
