"""Lists of the static bundle: what the platform answers when asked, a web server without Python needs as files."""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from daylight.portal import exports, pages, places, queries
from daylight.portal.models import PublicDecision, PublicTally
from daylight.portal.queries import PAGE_SIZE, STANDING, Filter

# Pages of the list written one after another; older decisions stand by month of publication.
LAST = 500
MONTH_PAGE = 200
MONTHS = Path("decisions") / "months"


def write(root: Path) -> None:
    """The whole list as JSON and CSV, its pages, and when they are too many, a page for each month."""
    total = sum(PublicTally.objects.filter(status__in=STANDING).values_list("count", flat=True))
    withdrawn = queries.withdrawn().iterator(chunk_size=1000)
    places.write_stream(root / "decisions.json", exports.json_stream(_rows(), total, withdrawn))
    shutil.copyfile(root / "decisions.json", root / "decisions" / "index.json")
    places.write_stream(root / "decisions.csv", exports.csv_stream(_rows()))
    count = pages.page_count(total)
    _write_pages(root, total, min(count, LAST))
    if count > LAST:
        _write_months(root)


def _rows() -> Iterator[PublicDecision]:
    """Everything that stands, newest publication first."""
    rows = PublicDecision.objects.order_by("-published_on", "-id").defer("record", "proof")
    return (row for row in rows.iterator(chunk_size=1000) if row.version and row.status in STANDING)


def _write_pages(root: Path, total: int, count: int) -> None:
    addresses = {"pattern": "/decisions/page/{}/", "first": "/decisions/"}
    addresses |= {"json_href": "/decisions.json", "csv_href": "/decisions.csv"}
    rows = _rows()
    last = count if pages.page_count(total) > count else 0
    for number in range(1, count + 1):
        part = list(itertools.islice(rows, PAGE_SIZE))
        folder = root / "decisions" if number == 1 else root / "decisions" / "page" / str(number)
        body = pages.decisions_page(Filter(page=number), part, total, addresses, last=last)
        places.write(folder / "index.html", body)
    for folder in (root / "decisions" / "page").glob("*"):
        if folder.name.isdecimal() and int(folder.name) > count:
            shutil.rmtree(folder)


def _write_months(root: Path) -> None:
    months: list[dict[str, object]] = []
    for month, rows in itertools.groupby(_rows(), key=_month):
        if month is None:
            continue
        count = 0
        name = month.isoformat()[:7]
        parts: list[list[PublicDecision]] = []
        while part := list(itertools.islice(rows, MONTH_PAGE)):
            parts.append(part)
            count += len(part)
        for number, part in enumerate(parts, 1):
            folder = root / MONTHS / name if number == 1 else root / MONTHS / name / str(number)
            first = f"/{MONTHS.as_posix()}/{name}/"
            context = {"month": name, "decisions": part, "total": count, "page": number, "pages": len(parts)}
            context |= {"first": first, "pattern": first + "{}/"}
            places.write(folder / "index.html", pages.render("month", "事后公开", context))
        months.append({"month": name, "count": count})
    places.write(root / MONTHS / "index.html", pages.render("months", "事后公开", {"months": months}))


def _month(row: PublicDecision) -> date | None:
    return row.published_on.replace(day=1) if row.published_on else None
