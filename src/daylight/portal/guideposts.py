"""Pages that lead to others: the human site map, 事中公示, help and data pages, and ``robots.txt``."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from django.http import HttpRequest

from daylight.portal import exports, navigation, pages, places
from daylight.portal.fieldguide import PARAMETERS, RECORD_FIELDS, ROW_FIELDS, bulk_files
from daylight.portal.models import PublicList

# address → template, column
FIXED = {
    "/during/": ("during", navigation.DURING),
    "/sitemap/": ("sitemap", navigation.HELP),
    "/accessibility/": ("accessibility", navigation.HELP),
    "/data/": ("data", navigation.OPEN),
    "/data/api/": ("api", navigation.OPEN),
}
# Questions make endless addresses of the same rows; work places are nobody's search result.
_ROBOTS = """User-agent: *
Disallow: /office/
Disallow: /api/
Disallow: /reading/
Disallow: /*?*page=
Allow: /

Sitemap: {}
"""


def page(path: str, request: HttpRequest | None = None) -> str:
    """The page under one of ``FIXED``."""
    template, column = FIXED[path]
    return pages.render(template, column, _context(path), request)


def _context(path: str) -> dict[str, Any]:
    if path == "/sitemap/":
        return {"groups": navigation.groups(), "lists": _lists()}
    if path == "/during/":
        there = [c for c in navigation.standing() if c.group == navigation.DURING and c.path != path]
        return {"there": there, "can": {c.path for c in navigation.standing()}}
    if path == "/data/":
        return {"files": bulk_files(), "rows": ROW_FIELDS, "record": RECORD_FIELDS}
    return {"parameters": PARAMETERS} if path == "/data/api/" else {}


def _lists() -> list[dict[str, str]]:
    """Every published kind of list, once."""
    titles = dict(
        PublicList.objects.order_by("kind", "version").exclude(in_force_from=None).values_list("kind", "title")
    )
    return [{"href": f"/lists/{kind}/", "name": title} for kind, title in sorted(titles.items())]


def write_guideposts(root: Path) -> list[tuple[str, date | None]]:
    """Every fixed page and ``robots.txt``. Returns addresses for the site map."""
    for path in FIXED:
        places.write(root / path.strip("/") / "index.html", page(path))
    places.write(root / "robots.txt", _ROBOTS.format(exports.address("/sitemap.xml")))
    return [(path, None) for path in FIXED]
