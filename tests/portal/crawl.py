"""Every public page there is, found as a reader finds it: from link to link, plus the pages no link leads to."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from django.core.handlers.wsgi import WSGIRequest

from daylight.portal import pages
from daylight.portal.files import PublicFiles
from daylight.portal.linkcheck import Within

HREF = re.compile(r'<a\b[^>]*?href="([^"#][^"]*)"')
MARK = re.compile(r"<!--portal/([\w/]+)\.html-->")
# Work places; downloads are no pages.
ELSEWHERE = ("/office/", "/api/", "/static/", "/log/")


@dataclass(frozen=True)
class Found:
    """One page: where, made from which template, what was answered."""

    address: str
    template: str
    status: int
    text: str


def mark_templates(patch: pytest.MonkeyPatch) -> None:
    """Let every page end with the name of the template it was made from."""
    plain = pages.render_to_string
    patch.setattr(pages, "render_to_string", lambda name, *more: f"{plain(name, *more)}<!--{name}-->")


class Whole(Within):
    """The page itself as well; asked from inside, so that the test keeps its database connection."""

    def __call__(self, environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        response = self.get_response(WSGIRequest(environ))
        start(f"{response.status_code} {response.reason_phrase}", list(response.items()))
        return list(response)


class Reader:
    """Asks the site without a network: public files first, Django behind, as in service."""

    def __init__(self) -> None:
        self._site = PublicFiles(Whole())

    def ask(self, address: str, body: bytes = b"") -> Found:
        parts = urlsplit(address)
        seen: list[int] = []
        environ: dict[str, Any] = {
            "REQUEST_METHOD": "POST" if body else "GET",
            "PATH_INFO": unquote(parts.path).encode().decode("latin-1"),
            "QUERY_STRING": parts.query,
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": "localhost",
            "CONTENT_TYPE": "application/x-www-form-urlencoded",
            "CONTENT_LENGTH": str(len(body)),
            "wsgi.url_scheme": "http",
            "wsgi.input": BytesIO(body),
            "wsgi.errors": BytesIO(),
            "SCRIPT_NAME": "",
            "HTTP_COOKIE": f"csrftoken={'a' * 32}",
        }
        raw = b"".join(self._site(environ, lambda status, head, fault=None: seen.append(int(status[:3]))))
        text = raw.decode("utf-8", "replace") if raw.lstrip()[:9].lower() == b"<!doctype" else ""
        mark = MARK.search(text)
        return Found(address, mark[1] if mark else "", seen[-1], text)

    def walk(self, start: Iterable[str] = ("/",), alike: int = 2) -> list[Found]:
        """Pages reached from ``start``, at most ``alike`` of one template."""
        waiting, known, count, found = list(start), set(start), Counter[str](), []
        while waiting:
            page = self.ask(waiting.pop(0))
            if not page.text or count[page.template] >= alike:
                continue
            count[page.template] += 1
            found.append(page)
            for link in HREF.findall(page.text):
                parts = urlsplit(urljoin(page.address, html.unescape(link)))
                address = parts.path + (f"?{parts.query}" if parts.query else "")
                if not parts.netloc and address not in known and not parts.path.startswith(ELSEWHERE):
                    known.add(address)
                    waiting.append(address)
        return found
