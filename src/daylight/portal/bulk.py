"""What grows with the number of decisions, by month of publication: open data files and parts of the site map.

A month is written again when something in it changed: at once when content was taken down or corrected, otherwise by the next
round of the worker, so that publishing costs the same whatever the month holds.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.db.models import F

from daylight.base.permit import permit
from daylight.core.moment import local_date, local_time
from daylight.portal import exports, pages, places
from daylight.portal.models import PublicDecision, PublicMonth
from daylight.portal.queries import STANDING

PAGES = "sitemaps/pages.xml"
# The protocol allows 50,000 addresses in one file.
PART = 40_000
DATA = Path("data") / "decisions"


def waiting(urgent: bool) -> list[PublicMonth]:
    """Months to be written; ``urgent``: only those that may not wait."""
    rows = PublicMonth.objects.exclude(revision=F("rendered_revision"))
    return list(rows.filter(urgent=True) if urgent else rows)


def write_months(root: Path, now: datetime, *, urgent: bool = False) -> int:
    """Write the months that changed; returns how many."""
    months = waiting(urgent)
    for month in months:
        facts = _write_month(root, month.month)
        with permit("chore:portal.bulk"):
            rows = PublicMonth.objects.filter(pk=month.pk)
            rows.update(rendered_revision=month.revision, rendered_at=now, **facts)
            rows.filter(revision=month.revision).update(urgent=False)
    if months or not (root / DATA / "index.html").exists():
        _write_index(root, list(PublicMonth.objects.all()))
        write_site_map(root, list(PublicMonth.objects.all()))
    return len(months)


def write_all(root: Path, now: datetime) -> None:
    """Every month into a folder beside the site; nothing is marked."""
    months = list(PublicMonth.objects.all())
    for month in months:
        month.rendered_at = now
        for name, value in _write_month(root, month.month).items():
            setattr(month, name, value)
    _write_index(root, months)
    write_site_map(root, months)


def _write_month(root: Path, month: date) -> dict[str, Any]:
    """The files of one month; what they hold."""
    after = date(month.year + month.month // 12, month.month % 12 + 1, 1)
    rows = PublicDecision.objects.filter(published_on__gte=month, published_on__lt=after)
    rows = rows.defer("record", "proof").order_by("-published_on", "-id")
    standing: list[PublicDecision] = []
    lines: list[str] = []
    for row in rows.iterator(chunk_size=2000):
        if row.status in STANDING and row.version:
            standing.append(row)
            lines.append(json.dumps(exports.decision_row(row), ensure_ascii=False))
        elif row.status == "withdrawn":
            lines.append(json.dumps({**exports.withdrawn_row(row), "status": "withdrawn"}, ensure_ascii=False))
    name = month.isoformat()[:7]
    csv = b"".join(exports.csv_stream(standing))
    jsonl = gzip.compress("".join(f"{line}\n" for line in lines).encode(), 6, mtime=0)
    places.write(root / DATA / f"{name}.csv", csv)
    places.write(root / DATA / f"{name}.jsonl.gz", jsonl)
    addresses = [(f"/decisions/{row.uuid}/", row.published_on) for row in standing]
    parts = [addresses[first : first + PART] for first in range(0, len(addresses), PART)]
    for number, part in enumerate(parts, 1):
        places.write(root / _part(month, number), exports.site_map(part))
    for stale in (root / "sitemaps").glob(f"{name}-*.xml"):
        if stale.stem.rpartition("-")[2].isdecimal() and int(stale.stem.rpartition("-")[2]) > len(parts):
            stale.unlink()
    return {"count": len(standing), "parts": len(parts), "csv_bytes": len(csv), "jsonl_bytes": len(jsonl)}


def _part(month: date, number: int) -> str:
    return f"sitemaps/{month.isoformat()[:7]}-{number}.xml"


def write_site_map(root: Path, months: Iterable[PublicMonth]) -> None:
    """The list of the parts that are on disk."""
    found: list[tuple[str, date | None]] = [(f"/{PAGES}", None)]
    for month in months:
        day = local_date(month.rendered_at) if month.rendered_at else None
        found += [(f"/{_part(month.month, n)}", day) for n in range(1, month.parts + 1)]
    places.write(root / "sitemap.xml", exports.site_map_index(found))


def _write_index(root: Path, months: Iterable[PublicMonth]) -> None:
    rows = [_told(month) for month in months if month.count]
    places.write(root / DATA / "index.html", pages.render("bulk", "开放数据", {"months": rows}))
    places.write(root / DATA / "index.json", exports.json_bytes({"months": rows}))


def _told(month: PublicMonth) -> dict[str, Any]:
    name = month.month.isoformat()[:7]
    made = local_time(month.rendered_at) if month.rendered_at else None
    return {
        "month": name,
        "count": month.count,
        "made_at": made.isoformat(timespec="seconds") if made else None,
        "csv": f"/data/decisions/{name}.csv",
        "csv_bytes": month.csv_bytes,
        "jsonl": f"/data/decisions/{name}.jsonl.gz",
        "jsonl_bytes": month.jsonl_bytes,
    }
