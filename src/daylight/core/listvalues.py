"""清单的行: rows as kept (JSON) and as used (typed), their digest, their completeness and what changed between two lists."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from daylight.core.canonical import Json, canonical
from daylight.core.listcolumns import Column, Holds, Kind
from daylight.core.refusal import Refusal

LISTS = frozenset({Holds.MANY, Holds.WORDS, Holds.CHOICES})
NUMBERS = frozenset({Holds.DECIMAL, Holds.MONEY, Holds.PERCENT})


@dataclass(frozen=True, slots=True)
class Row:
    """A row as kept: ``values`` holds filled columns only, as JSON (decimals and dates as text)."""

    code: str
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Change:
    """One row of a diff. ``what`` is 新增, 删除 or 修改; ``columns`` are (title, before, after) of the changed cells."""

    code: str
    what: str
    columns: tuple[tuple[str, Any, Any], ...] = ()


def typed(kind: Kind, values: Mapping[str, Any]) -> dict[str, Any]:
    """Every column of ``kind``: lists as list, dates as date, numbers as Decimal; absent ones as [], None, False or ""."""
    return {column.name: _typed(column.holds, values.get(column.name)) for column in kind.columns}


def _typed(holds: Holds, value: Any) -> Any:
    if holds in LISTS:
        return list(value or ())
    if holds is Holds.FLAG:
        return bool(value)
    if value is None:
        return None if holds in NUMBERS or holds in {Holds.INTEGER, Holds.DATE} else ""
    if holds in NUMBERS:
        return Decimal(value)
    return date.fromisoformat(value) if holds is Holds.DATE else value


def shown(column: Column, value: Any) -> str:
    """A kept value as a spreadsheet cell; the importer reads it back to the same value."""
    if value is None or value == []:
        return ""
    if column.holds in LISTS:
        return "|".join(value)
    if column.holds is Holds.FLAG:
        return "是" if value else "否"
    return str(value)


def rows_digest(kind: Kind, rows: Iterable[Row]) -> str:
    """SHA-256 (hex) over the canonical rows in their order: what an approver saw and a reader can recompute."""
    body: dict[str, Json] = {
        "list": kind.code,
        "rows": [{"code": row.code, "values": dict(row.values)} for row in rows],
    }
    return hashlib.sha256(canonical(body)).hexdigest()


def public_values(kind: Kind, row: Row) -> dict[str, Any]:
    """The row as the public may see it: ordered columns and their like, never identity numbers or private phones."""
    names = {column.name for column in kind.public_columns}
    return {"code": row.code, **{name: value for name, value in row.values.items() if name in names}}


def lacking(kind: Kind, rows: Sequence[Row]) -> list[Refusal]:
    """What the plan orders and the rows do not say yet; one refusal per row, naming the columns."""
    found = [] if rows else [Refusal("list.empty", f"{kind.title}没有任何行，请先录入或导入。", kind.cite)]
    for row in rows:
        empty = [
            column.title
            for column in kind.columns
            if (column.ordered or column.required) and not row.values.get(column.name)
        ]
        if empty:
            message = f"{row.code} 一行缺少“{'”、“'.join(empty)}”，请补齐后再送批。"
            found.append(Refusal("list.incomplete", message, kind.cite, row.code))
    return found


def diff(kind: Kind, old: Iterable[Row], new: Iterable[Row]) -> list[Change]:
    """What ``new`` changes against ``old``: new rows and changed rows in the new order, then the rows gone."""
    before = {row.code: row for row in old}
    after = {row.code: row for row in new}
    changes = []
    for code, row in after.items():
        earlier = before.get(code)
        if earlier is None:
            changes.append(Change(code, "新增"))
            continue
        cells = tuple(
            (column.title, earlier.values.get(column.name), row.values.get(column.name))
            for column in kind.columns
            if earlier.values.get(column.name) != row.values.get(column.name)
        )
        if cells:
            changes.append(Change(code, "修改", cells))
    return [*changes, *(Change(code, "删除") for code in before if code not in after)]
