"""The list desk: every kind with what is in force and what waits, one version row by row, the faults of a file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from daylight.base import lawpack
from daylight.base.access import Scope, may
from daylight.base.orgs.models import Agency, Person
from daylight.base.present import present
from daylight.core.listcolumns import Column, Kind
from daylight.core.listkinds import KINDS
from daylight.core.listrows import Fault
from daylight.core.listvalues import LISTS, Row, shown
from daylight.core.listwords import TITLES, ListWords, bare, called, list_words, silent
from daylight.core.moment import local_date
from daylight.core.redline import Change as Piece
from daylight.core.redline import redline
from daylight.lists import queries
from daylight.lists.models import STATES, ListVersion

STATE_KIND = {
    "draft": "todo",
    "checked": "todo",
    "reviewed": "todo",
    "approved": "doing",
    "published": "ok",
    "superseded": "done",
    "withdrawn": "hold",
}


@dataclass(frozen=True, slots=True)
class KindLine:
    """One kind on the desk."""

    kind: Kind
    standing: ListVersion | None
    rows: int
    coming: ListVersion | None
    open: tuple[ListVersion, ...]


@dataclass(frozen=True, slots=True)
class ChangedRow:
    """One row that differs; ``name`` is its code, or what it is called where the code is a bare key. ``cells``:
    (title, pieces)."""

    code: str
    name: str
    what: str
    cells: tuple[tuple[str, tuple[Piece, ...]], ...]


def visible_or_none(person: Person) -> bool:
    """Whether the desk is this person's at all."""
    return may(person, "list.read", Scope(person.agency_id))


def kinds(agency: Agency, today: date) -> list[KindLine]:
    """Every kind of list, with its version in force today, one that comes later, and what is being prepared."""
    preparing: dict[str, list[ListVersion]] = {}
    for version in queries.open_drafts(agency).select_related("created_by"):
        preparing.setdefault(version.kind, []).append(version)
    lines = []
    for code, kind in KINDS.items():
        standing = queries.in_force(agency, code, today)
        coming = queries.versions(agency, code).filter(state="published", in_force_from__gt=today).first()
        count = standing.rows.count() if standing else 0
        lines.append(KindLine(kind, standing, count, coming, tuple(preparing.get(code, ()))))
    return lines


def mark(version: ListVersion, today: date) -> tuple[str, str]:
    """Kind and word of the version's state today; a version whose day has not come is no version in force."""
    if version.state == "published" and version.in_force_from > today:
        return "due", f"{version.in_force_from} 起施行"
    if version.state == "draft" and version.returned_reason:
        return "hold", "已退回修改"
    return STATE_KIND[version.state], STATES[version.state]


def columns_of(kind: Kind, rows: Iterable[Row]) -> list[Column]:
    """The columns somebody filled, the code first."""
    filled = {name for row in rows for name in row.values}
    return [each for each in kind.columns if each.name in filled and each.name != kind.code_from[0]]


def table(kind: Kind, rows: list[Row]) -> dict[str, Any]:
    """``columns`` and ``rows`` as ``{% table %}`` wants them, codes by their titles; ``codes`` of the rows in order."""
    words = _words()
    columns = [each for each in columns_of(kind, rows) if not silent(each.name, ())]
    keys = bool(rows) and all(bare(row.code) and called(row.values) for row in rows)
    return {
        "columns": [{"code": "_code", "title": kind.label if keys else "编码", "lead": True}]
        + [{"code": each.name, "title": TITLES.get(each.name, each.title)} for each in columns],
        "rows": [
            {"_code": called(row.values) if keys else row.code}
            | {each.name: _cell(each, row.values.get(each.name), words) for each in columns}
            for row in rows
        ],
        "codes": [row.code for row in rows],
    }


def linked(table: dict[str, Any], version: ListVersion) -> dict[str, Any]:
    """The same table, each row leading to its form."""
    rows = [
        {**row, "_code": {"text": row["_code"], "href": reverse("office:list-row", args=[version.uuid, code])}}
        for code, row in zip(table["codes"], table["rows"], strict=True)
    ]
    return {**table, "rows": rows}


def changed_rows(version: ListVersion, earlier: ListVersion | None) -> list[ChangedRow]:
    """The row-level difference, each changed cell character by character."""
    kind = KINDS[version.kind]
    columns = {each.title: each for each in kind.columns}
    words = _words()
    rows = [*(queries.kept_rows(earlier) if earlier else ()), *queries.kept_rows(version)]
    names = {row.code: called(row.values) for row in rows if bare(row.code)}
    return [
        ChangedRow(
            change.code,
            names.get(change.code) or change.code,
            change.what,
            tuple(
                (title, tuple(redline(*(_cell(columns[title], each, words) for each in (before, after)))))
                for title, before, after in change.columns
            ),
        )
        for change in queries.changes(earlier, version)
    ]


def fault_rows(faults: Iterable[Fault]) -> list[dict[str, Any]]:
    """Faults as table rows; the row number as the file counts it."""
    return [
        {"row": each.row or "全表", "column": each.column, "value": each.value[:60], "message": each.message}
        for each in faults
    ]


def _words() -> ListWords:
    return list_words(lawpack.current(), local_date(present()))


def _cell(column: Column, value: Any, words: ListWords) -> str:
    said = words.said(column.name, value)
    if column.holds in LISTS and said:
        return "、".join(said)
    return shown(column, said)
