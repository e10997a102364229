"""The same content for programs: JSON, CSV (UTF-8 with BOM, so that spreadsheets read it), Atom and the site map."""

from __future__ import annotations

import csv
import io
import itertools
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time
from typing import Any
from urllib.parse import quote
from xml.sax.saxutils import escape

from django.conf import settings

from daylight.core.moment import BEIJING
from daylight.portal.models import STATUSES, PublicDecision, PublicList
from daylight.portal.queries import Span
from daylight.portal.wording import thing

COLUMNS = (
    ("number", "文号"),
    ("category", "类别"),
    ("party", "当事人"),
    ("credit_code", "统一社会信用代码"),
    ("violation", "违法行为"),
    ("basis", "处罚依据"),
    ("penalty", "处罚内容"),
    ("fine_yuan", "罚款（元）"),
    ("agency", "执法机关"),
    ("decided_on", "决定日期"),
    ("published_on", "公示日期"),
    ("keep_until", "公示期至"),
    ("status", "状态"),
    ("version", "版本"),
    ("legacy", "历史决定"),
    ("url", "网址"),
    ("uuid", "编号"),
)


def address(path: str) -> str:
    """Full public address of ``/path``."""
    return settings.BASE_URL + quote(path)


def json_bytes(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def decision_row(decision: PublicDecision) -> dict[str, Any]:
    """One decision as a row of the list exports; a withdrawn one says only that and when."""
    row: dict[str, Any] = {
        "number": decision.number,
        "category": decision.category,
        "party": decision.party_display,
        "credit_code": decision.credit_code,
        "violation": decision.violation,
        "basis": decision.basis,
        "penalty": decision.penalty_text,
        "fine_yuan": None if decision.fine_yuan is None else format(decision.fine_yuan, "f"),
        "agency": decision.agency_name,
        "decided_on": _iso(decision.decided_on),
        "published_on": _iso(decision.published_on),
        "keep_until": _iso(decision.keep_until),
        "status": decision.status,
        "version": decision.version,
        "legacy": decision.legacy,
        "url": address(f"/decisions/{decision.uuid}/"),
        "uuid": str(decision.uuid),
    }
    return row


def decisions_json(decisions: Iterable[PublicDecision], total: int, page: int = 1, pages: int = 1) -> bytes:
    rows = [decision_row(decision) for decision in decisions]
    return json_bytes({"total": total, "page": page, "pages": pages, "decisions": rows})


def withdrawn_row(decision: PublicDecision) -> dict[str, Any]:
    """What mirrors are told to take down."""
    return {
        "uuid": str(decision.uuid),
        "withdrawn_on": _iso(decision.withdrawn_on),
        "reason": decision.withdrawn_reason,
    }


def json_stream(
    decisions: Iterable[PublicDecision], total: int, withdrawn: Iterable[PublicDecision] | None = None
) -> Iterator[bytes]:
    """A list of any length as one JSON document, piece by piece.

    ``withdrawn``: which decisions were withdrawn, when and why, so that mirrors learn what to take down.
    """
    yield f'{{\n "total": {total},\n "page": 1,\n "pages": 1,\n "decisions": ['.encode()
    yield from _joined(decision_row(decision) for decision in decisions)
    if withdrawn is not None:
        yield b'],\n "withdrawn": ['
        yield from _joined(withdrawn_row(decision) for decision in withdrawn)
    yield b"]\n}\n"


def _joined(rows: Iterable[dict[str, Any]]) -> Iterator[bytes]:
    comma = ""
    for part in _parts(rows):
        text = ",\n  ".join(json.dumps(row, ensure_ascii=False) for row in part)
        yield f"{comma}\n  {text}".encode()
        comma = ","


def _parts(rows: Iterable[Any]) -> Iterator[list[Any]]:
    flow = iter(rows)
    while part := list(itertools.islice(flow, 200)):
        yield part


def csv_stream(decisions: Iterable[PublicDecision]) -> Iterator[bytes]:
    """The same for spreadsheets; the mark of UTF-8 stands once, before the titles."""
    yield csv_bytes([title for _, title in COLUMNS], [])
    for part in _parts(decisions):
        stream = io.StringIO()
        csv.writer(stream, lineterminator="\r\n").writerows(_spoken_row(decision) for decision in part)
        yield stream.getvalue().encode()


def _spoken_row(decision: PublicDecision) -> list[str]:
    row = decision_row(decision)
    row["status"] = STATUSES[decision.status].partition("，")[0]
    row["legacy"] = "是" if decision.legacy else "否"
    return [_cell(row[name]) for name, _ in COLUMNS]


def csv_bytes(titles: list[str], rows: Iterable[Iterable[Any]]) -> bytes:
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(titles)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return stream.getvalue().encode("utf-8-sig")


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list | tuple):
        return "|".join(_cell(v) for v in value)
    if isinstance(value, Mapping):
        return json.dumps(value, ensure_ascii=False)
    text = str(value)
    # A cell that begins like a formula would be run by a spreadsheet.
    return f"'{text}" if text[:1] in {"=", "+", "@", "\t", "\r"} or (text[:1] == "-" and len(text) > 1) else text


def list_json(span: Span) -> dict[str, Any]:
    """One version of a list with its rows."""
    return {**list_head(span), "columns": span.version.columns, "rows": list_rows(span.version)}


def list_head(span: Span) -> dict[str, Any]:
    version = span.version
    return {
        "list": version.kind,
        "title": version.title,
        "agency": {"name": version.agency_name, "code": version.agency_code},
        "version": version.version,
        "basis": version.basis,
        "in_force_from": _iso(span.start),
        "in_force_until": _iso(span.end),
        "published_on": _iso(version.published_on),
    }


def list_rows(version: PublicList) -> list[dict[str, Any]]:
    return list(version.rows.values_list("data", flat=True))


def list_csv(spans: list[Span]) -> bytes:
    """Rows of every agency's list of one kind; columns in the order of the first that names them."""
    titles = {column["code"]: column["title"] for span in spans for column in span.version.columns}
    several = len(spans) > 1
    rows = [
        [*([span.version.agency_name] if several else []), *(row.get(code) for code in titles)]
        for span in spans
        for row in list_rows(span.version)
    ]
    return csv_bytes([*(["执法机关"] if several else []), *titles.values()], rows)


def atom(title: str, decisions: Iterable[PublicDecision], now: datetime, where: str = "/feed.atom") -> bytes:
    """Feed of the newest decisions; a withdrawn one appears with its reason only. ``where``: its own path and question."""
    entries, newest = [], ""
    path, asked, question = where.partition("?")
    own = escape(address(path) + asked + question)
    for decision in decisions:
        day = decision.withdrawn_on or decision.published_on
        moment = _midnight(day) if day else now.isoformat()
        newest = max(newest, moment)
        gone = decision.status == "withdrawn"
        heading = f"{thing(decision.category)}（已撤回）" if gone else decision.title
        text = f"{decision.withdrawn_reason}" if gone else decision.gist
        link = escape(address(f"/decisions/{decision.uuid}/"))
        entries.append(
            f"<entry><id>urn:uuid:{decision.uuid}</id><title>{escape(heading)}</title><updated>{moment}</updated>"
            f'<link href="{link}"/><summary>{escape(text)}</summary></entry>'
        )
    # The same rows give the same bytes: the time of the newest entry, not of the writing.
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-Hans">'
        f"<id>{own if asked else escape(address('/'))}</id><title>{escape(title)}</title><updated>{newest or _midnight(now.date())}</updated>"
        f'<link rel="self" href="{own}"/><link href="{escape(address("/"))}"/>'
        f"<author><name>{escape(title)}</name></author>" + "\n".join(["", *entries]) + "</feed>\n"
    ).encode()


def site_map(pages: Iterable[tuple[str, date | None]]) -> bytes:
    """``pages``: path and day of last change."""
    rows = [
        f"<url><loc>{escape(address(path))}</loc>{f'<lastmod>{day.isoformat()}</lastmod>' if day else ''}</url>"
        for path, day in pages
    ]
    head = '<?xml version="1.0" encoding="utf-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    return (head + "\n".join(rows) + "\n</urlset>\n").encode()


def site_map_index(parts: Iterable[tuple[str, date | None]]) -> bytes:
    """The site map's own list of parts (path, day): each part holds at most 50,000 addresses, as the protocol asks."""
    rows = [
        f"<sitemap><loc>{escape(address(path))}</loc>{f'<lastmod>{day.isoformat()}</lastmod>' if day else ''}</sitemap>"
        for path, day in parts
    ]
    head = (
        '<?xml version="1.0" encoding="utf-8"?>\n<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    )
    return (head + "\n".join(rows) + "\n</sitemapindex>\n").encode()


def _midnight(day: date) -> str:
    return datetime.combine(day, time(), BEIJING).isoformat()


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
