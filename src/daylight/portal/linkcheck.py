"""链接检查: every night our own pages are read and every link to ourselves is followed; what leads nowhere is kept as a row.

Links to other sites are not followed: a public page must not make the server call addresses that others wrote.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urljoin, urlsplit

from django.conf import settings
from django.core.handlers.base import BaseHandler
from django.core.handlers.wsgi import WSGIRequest
from django.db import transaction

from daylight.base.permit import permit
from daylight.core.moment import local_date, local_time
from daylight.portal import queries
from daylight.portal.files import PublicFiles
from daylight.portal.models import DeadLink, PublicSite
from daylight.portal.ready import Start

_HREF = re.compile(r'(?:href|src)="([^"#][^"]*)"')
# Decision pages are alike and many: the newest stand for all.
SAMPLE = 200
# Not before: by day the machine serves people.
FROM_HOUR = 2
# A withdrawn page answers on purpose; an answer for people who must sign in is one too.
ALIVE = frozenset({200, 301, 302, 304, 410})


class Within(BaseHandler):
    """Our own pages asked from inside: the status alone. A request of its own would close the database connection of
    whoever asks, in the middle of his transaction."""

    def __init__(self) -> None:
        super().__init__()
        self.load_middleware()

    def __call__(self, environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        response = self.get_response(WSGIRequest(environ))
        start(f"{response.status_code} {response.reason_phrase}", [])
        return [b""]


def check_links(now: datetime) -> int:
    """Once a night. Returns 1 when the pages were read."""
    site, today = PublicSite.objects.first(), local_date(now)
    if site is None or site.checked_on == today or local_time(now).hour < FROM_HOUR:
        return 0
    found = list(dead_links(Path(settings.PUBLIC_DIR)))
    with permit("chore:portal.links"), transaction.atomic():
        DeadLink.objects.all().delete()
        DeadLink.objects.bulk_create(DeadLink(page=p[:400], target=t[:400], found_on=today) for p, t in found)
        PublicSite.objects.filter(pk=site.pk).update(checked_on=today)
    return 1


def dead_links(root: Path) -> Iterator[tuple[str, str]]:
    """Page and link of every link to ourselves that does not answer; each link is followed once."""
    application, alive = PublicFiles(Within()), dict[str, bool]()
    own = urlsplit(settings.BASE_URL).netloc
    for page, text in _pages(root):
        for target in sorted({html.unescape(each) for each in _HREF.findall(text)}):
            parts = urlsplit(urljoin(page, target))
            if parts.scheme not in {"", "http", "https"} or parts.netloc not in {"", own}:
                continue
            path = unquote(parts.path)
            if path not in alive:
                alive[path] = _status(application, path, parts.query) in ALIVE
            if not alive[path]:
                yield page, target


def _pages(root: Path) -> Iterator[tuple[str, str]]:
    newest = queries.standing().values_list("uuid", flat=True)[:SAMPLE]
    files = [root / "decisions" / str(uuid) / "index.html" for uuid in newest]
    files += [root / "index.html", root / "decisions" / "index.html"]
    for folder in _folders(root):
        files += sorted(folder.rglob("*.html"))
    for file in files:
        if file.is_file():
            where = file.relative_to(root).as_posix()
            yield "/" + where.removesuffix("index.html"), file.read_text("utf-8")


def _folders(root: Path) -> Iterable[Path]:
    return sorted(each for each in root.iterdir() if each.is_dir() and each.name not in {"decisions", "y", "log"})


def _status(application: PublicFiles, path: str, query: str) -> int:
    """What our own server would answer, without a network in between."""
    host = urlsplit(settings.BASE_URL)
    seen: list[int] = []
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path.encode().decode("latin-1"),
        "QUERY_STRING": quote(query, safe="=&%+"),
        "SERVER_NAME": host.hostname or "localhost",
        "SERVER_PORT": str(host.port or (443 if host.scheme == "https" else 80)),
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": settings.ALLOWED_HOSTS[0].strip("[]") if settings.ALLOWED_HOSTS else "localhost",
        "wsgi.url_scheme": host.scheme or "http",
        "wsgi.input": BytesIO(),
        "wsgi.errors": BytesIO(),
        "SCRIPT_NAME": "",
    }
    answer = application(environ, lambda status, headers, fault=None: seen.append(int(status[:3])))
    close = getattr(answer, "close", None)
    if close:
        close()
    return seen[-1]
