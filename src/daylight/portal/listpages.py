"""HTML of the public lists: what stands on a day, the prose of a 具体办法, every version, and any two compared."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.http import HttpRequest

from daylight.base import lawpack
from daylight.base.present import present
from daylight.core.listkinds.policies import POLICIES
from daylight.core.listwords import TITLES, ListWords, bare, called, list_words, silent
from daylight.core.moment import local_date
from daylight.core.policyprose import articles
from daylight.core.redline import Change, redline
from daylight.core.refusal import Refusal
from daylight.portal import navigation, places
from daylight.portal.models import PublicFlow, PublicList
from daylight.portal.pages import render
from daylight.portal.queries import Span

COLUMN = "事前公开"


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row that differs. ``what``: 新增, 删除 or 修改; ``cells``: (title, pieces) of a changed row."""

    code: str
    name: str
    what: str
    cells: tuple[tuple[str, tuple[Change, ...]], ...] = ()

    @property
    def shown(self) -> str:
        """The code as far as it tells a reader something."""
        return "" if bare(self.code) and self.name else self.code


def lists_page(spans: list[Span], flows: list[PublicFlow]) -> str:
    """Every list that stands."""
    rows = [
        {"kind": s.version.kind, "title": s.version.title, "version": s.version.version, "start": s.start}
        | {"count": s.version.rows.count()}
        for s in spans
    ]
    also = [c for c in navigation.standing() if c.group == COLUMN and c.path not in {"/lists/", "/flows/"}]
    newest = max((span.start for span in spans), default=None)
    return render("lists", COLUMN, {"lists": rows, "flows": flows, "also": also, "newest": newest})


def policies_page(request: HttpRequest | None = None) -> str | None:
    """``/policies/``: the 具体办法 that were published, of every agency; None when there is none."""
    found = PublicList.objects.filter(kind__in=POLICIES).exclude(in_force_from=None).order_by("kind", "-version")
    shown = {(each.kind, each.agency_code): each for each in reversed(found)}
    rows = sorted(shown.values(), key=lambda each: (each.kind, each.agency_name))
    return render("policies", COLUMN, {"rows": rows}, request) if rows else None


def write_policies(root: Path) -> list[tuple[str, date | None]]:
    """The page as a file, when there is one."""
    page = policies_page()
    if page is None:
        return []
    places.write(root / "policies" / "index.html", page)
    return [("/policies/", None)]


def list_page(
    kind: str,
    title: str,
    spans: list[Span],
    on: date | None = None,
    typed: str = "",
    refusals: Iterable[Refusal] = (),
    request: HttpRequest | None = None,
) -> str:
    """One kind of list as it stood on ``on`` (None: as it stands) at every agency; columns without a single entry
    and columns of bare codes are left to JSON and CSV."""
    words, parts = _words(), []
    for span in spans:
        version = span.version
        data = list(version.rows.values_list("data", flat=True))
        rows = [_said(row, words) for row in data]
        filled = [c for c in version.columns if any(row.get(c["code"]) not in (None, "", []) for row in rows)]
        spoken = [c for c in filled if not silent(c["code"], (row.get(c["code"]) for row in data))]
        lead = next((c["code"] for c in spoken if c["code"] != "seq"), "")
        columns = [c | {"title": TITLES.get(c["code"], c["title"]), "lead": c["code"] == lead} for c in spoken]
        parts.append(
            {"agency": version.agency_name, "version": version.version, "start": span.start, "basis": version.basis}
            | {"columns": columns, "rows": rows, "articles": articles(kind, data, version.agency_name)}
            | {"last": span.end - timedelta(days=1) if span.end else None}
        )
    context = {"kind": kind, "title": title, "parts": parts, "on": on, "typed": typed, "refusals": list(refusals)}
    return render("list", COLUMN, context, request)


def _words() -> ListWords:
    return list_words(lawpack.current(), local_date(present()))


def _said(row: Mapping[str, Any], words: ListWords) -> dict[str, Any]:
    """Cells as people read them, codes by their titles; lists are joined by the table itself."""

    def cell(code: str, value: Any) -> Any:
        if isinstance(value, bool):
            return "是" if value else "否"
        return json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else words.said(code, value)

    return {code: cell(code, value) for code, value in row.items()}


def history_page(kind: str, title: str, spans: list[Span], files: Mapping[int, str]) -> str:
    """Versions of one kind, newest first, with how many rows came, went and changed; any two can be compared."""
    items: list[dict[str, Any]] = []
    before: dict[str, PublicList] = {}
    for span in spans:
        version = span.version
        old = before.get(version.agency_code)
        change = counted(row_changes(old, version)) if old else ""
        items.append(
            {"agency": version.agency_name, "version": version.version, "start": span.start, "change": change}
            | {"code": version.agency_code, "count": version.rows.count(), "file": files[version.pk]}
            | {"last": span.end - timedelta(days=1) if span.end else None, "earlier": old.version if old else None}
        )
        before[version.agency_code] = version
    items.sort(key=lambda item: item["start"], reverse=True)
    picks: list[dict[str, Any]] = [
        {
            "code": code,
            "agency": agency.agency_name,
            "choices": [(str(i["version"]), f"第 {i['version']} 版") for i in items if i["code"] == code],
        }
        for code, agency in before.items()
    ]
    context = {"kind": kind, "title": title, "items": items, "several": len(before) > 1}
    # The two newest stand chosen; a list of one version has nothing to compare.
    several = [
        each | {"older": each["choices"][1][0], "newest": each["choices"][0][0]}
        for each in picks
        if len(each["choices"]) > 1
    ]
    return render("history", COLUMN, context | {"picks": several})


def compare_page(
    kind: str, title: str, old: PublicList | None, new: PublicList, request: HttpRequest | None = None
) -> str:
    """What version ``new`` changed against ``old``, row by row."""
    changes = row_changes(old, new)
    context = {"kind": kind, "title": title, "old": old, "new": new, "changes": changes, "counted": counted(changes)}
    return render("list_compare", COLUMN, context, request)


def row_changes(old: PublicList | None, new: PublicList) -> list[RowChange]:
    """Rows that came or changed in the order of ``new``, then the rows gone. A row is known by its first column."""
    titles = {c["code"]: TITLES.get(c["code"], c["title"]) for c in (*(old.columns if old else ()), *new.columns)}
    words = _words()
    before, after = _rows(old) if old else {}, _rows(new)
    found: list[RowChange] = []
    for code, row in after.items():
        if code not in before:
            found.append(RowChange(code, _name(new, row), "新增"))
            continue
        cells = tuple(
            (title, tuple(redline(*(_text(words.said(name, each.get(name))) for each in (before[code], row)))))
            for name, title in titles.items()
            if _text(before[code].get(name)) != _text(row.get(name))
        )
        if cells:
            found.append(RowChange(code, _name(new, row), "修改", cells))
    return [*found, *(RowChange(code, _name(new, row), "删除") for code, row in before.items() if code not in after)]


def counted(changes: Iterable[RowChange]) -> str:
    """新增 1 项，删去 0 项，改动 2 项."""
    kinds = [each.what for each in changes]
    return f"新增 {kinds.count('新增')} 项，删去 {kinds.count('删除')} 项，改动 {kinds.count('修改')} 项"


def _rows(version: PublicList) -> dict[str, Mapping[str, Any]]:
    first = version.columns[0]["code"]
    return {_text(row.get("code") or row.get(first)): row for row in version.rows.values_list("data", flat=True)}


def _name(version: PublicList, row: Mapping[str, Any]) -> str:
    """The first words of a row beside its code; where the code is a bare key, what the row is called."""
    if bare(_text(row.get("code"))) and (name := called(row)):
        return name[:60]
    first = version.columns[0]["code"]
    texts = (row.get(c["code"]) for c in version.columns if c["code"] not in {first, "code", "seq", "id"})
    return next((text for text in texts if isinstance(text, str) and text), "")[:60]


def _text(value: Any) -> str:
    if value in (None, "", []):
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    return "、".join(map(str, value)) if isinstance(value, list) else str(value)
