"""清单的表: a grid of texts with its titles in any order → rows to keep, faults by cell, warnings by cell."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from daylight.core.listcells import DITTO, CellFault, clean, read_cell, title_key
from daylight.core.listchecks import check_row, derive
from daylight.core.listcolumns import Column, Holds, Kind
from daylight.core.listquestions import named, questions
from daylight.core.listvalues import Row

HEADER_DEPTH = 12
# What collectors write where a page broke off.
TORN = re.compile(r"截断|(\.\.\.|…)$")
SAME_AS_ITEM = frozenset({"同事项名", "同事项名称"})


@dataclass(frozen=True, slots=True)
class Fault:
    """One cell. ``row`` is the number a person sees in his file (0: the whole file); ``column`` the title there."""

    row: int
    column: str
    value: str
    message: str

    def as_dict(self) -> dict[str, object]:
        return {"row": self.row, "column": self.column, "value": self.value, "message": self.message}


@dataclass(slots=True)
class Parsed:
    """``rows`` to keep; ``rejected`` cells whose rows were left out; ``unusable`` says why nothing can be read."""

    rows: list[Row] = field(default_factory=list)
    rejected: list[Fault] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)
    unusable: str = ""


@dataclass(slots=True)
class _Table:
    """The header found: which cell of a row holds which column, under which title."""

    kind: Kind
    places: dict[str, int]
    titles: dict[str, str]

    def title(self, column: Column) -> str:
        return self.titles.get(column.name, column.title)


def header_of(kind: Kind, grid: Sequence[Sequence[str]]) -> tuple[int, dict[str, int]] | None:
    """Index of the title row among the first rows and where each column stands; None when no row looks like titles."""
    known: dict[str, Column] = {}
    for column in kind.columns:
        for title in column.titles:
            known.setdefault(title_key(title), column)
    best: tuple[int, dict[str, int]] | None = None
    for index, cells in enumerate(grid[:HEADER_DEPTH]):
        places: dict[str, int] = {}
        for place, cell in enumerate(cells):
            found = known.get(title_key(cell))
            if found is not None:
                places.setdefault(found.name, place)
        if len(places) >= 2 and (best is None or len(places) > len(best[1])):
            best = index, places
    return best


def parse_grid(kind: Kind, grid: Sequence[Sequence[str]], first_row: int = 1) -> Parsed:
    """Read a grid whose first line is number ``first_row`` in the file."""
    found = header_of(kind, grid)
    if found is None:
        return Parsed(unusable=f"没有找到{kind.title}的标题行，请在第一行写栏目名称，例如：{_example(kind)}")
    index, places = found
    header = [clean(cell) for cell in grid[index]]
    if missing := [each.title for each in kind.columns if each.required and each.name not in places]:
        return Parsed(unusable=f"缺少“{'”、“'.join(missing)}”一栏，请补上后重新导入")
    table = _Table(kind, places, {name: header[place] for name, place in places.items()})
    parsed = Parsed()
    used = set(places.values())
    for place, title in enumerate(header):
        if title and place not in used:
            again = title_key(title) in {title_key(each) for each in table.titles.values()}
            what = "与前面的栏目重复" if again else "不是这份清单的栏目"
            parsed.warnings.append(Fault(first_row + index, title, "", f"“{title}”{what}，没有读取"))
    for column in kind.columns:
        if not column.kept and column.name in places:
            message = f"“{table.title(column)}”属于个人信息，清单不需要，没有录入"
            parsed.warnings.append(Fault(first_row + index, table.title(column), "", message))
    _read_lines(table, grid[index + 1 :], first_row + index + 1, parsed, header)
    _warn_unfilled(table, parsed)
    for name, value, message in questions(kind, parsed.rows):
        parsed.warnings.append(Fault(0, table.title(kind.column(name)), value, message))
    return parsed


def parse_records(kind: Kind, records: Sequence[Mapping[str, str]]) -> Parsed:
    """Read records (YAML): the number of a row is its place in the file, from 1."""
    titles = list(dict.fromkeys(title for record in records for title in record))
    return parse_grid(kind, [titles, *([record.get(title, "") for title in titles] for record in records)], first_row=0)


def read_values(kind: Kind, texts: Mapping[str, str]) -> tuple[dict[str, Any], list[Fault], list[Fault]]:
    """One row from a form, by column name → (values as kept, faults, warnings). Row numbers are 0."""
    parsed = Parsed()
    table = _Table(kind, {}, {})
    values = _read_row(table, dict(texts), 0, parsed)
    return values or {}, parsed.rejected, parsed.warnings


def _read_lines(
    table: _Table, lines: Sequence[Sequence[str]], first_row: int, parsed: Parsed, header: Sequence[str]
) -> None:
    above: dict[str, str] = {}
    codes: dict[str, int] = {}
    serials: dict[tuple[str, str, str], int] = {}
    for number, cells in enumerate(lines, start=first_row):
        texts = {name: clean(cells[place]) if place < len(cells) else "" for name, place in table.places.items()}
        filled = [text for text in texts.values() if text]
        if not filled:
            continue
        if [clean(cell) for cell in cells] == list(header):
            parsed.warnings.append(Fault(number, "", "", "标题行重复出现，已略过"))
            continue
        if len(filled) > 2 and len(set(filled)) == 1:
            parsed.warnings.append(Fault(number, "", filled[0], "整行是同一段合并的文字，不是清单的一行，已略过"))
            continue
        faults_before = len(parsed.rejected)
        above = _fill(table, texts, above, number, parsed)
        values = _read_row(table, texts, number, parsed, faults_before)
        if values is None:
            continue
        code = _code(table, values, number, parsed)
        if code in codes:
            column = table.kind.column(table.kind.code_from[0])
            message = f"编码“{code}”与第 {codes[code]} 行重复，请改为不同的编码"
            parsed.rejected.append(Fault(number, table.title(column), code, message))
            continue
        codes[code] = number
        serial = (values.get("agency", ""), values.get("seq", ""), str(values.get("category", "")))
        if serial[1] and serial in serials:
            message = f"序号 {serial[1]} 与第 {serials[serial]} 行重复，请核对有无漏行"
            parsed.warnings.append(Fault(number, table.titles["seq"], serial[1], message))
        serials.setdefault(serial, number)
        parsed.rows.append(Row(code, values))


def _fill(table: _Table, texts: dict[str, str], above: dict[str, str], number: int, parsed: Parsed) -> dict[str, str]:
    """Replace a literal 同上 by the cell above, and say so. Returns the texts for the next row."""
    for name, text in texts.items():
        column = table.kind.column(name)
        if text in SAME_AS_ITEM and name != "item" and texts.get("item"):
            texts[name] = texts["item"]
            message = f"“{text}”已填为“{texts['item']}”，请核对"
            parsed.warnings.append(Fault(number, table.title(column), text, message))
        if text.replace(" ", "") not in DITTO:
            continue
        if above.get(name):
            texts[name] = above[name]
            message = f"“{text}”已按上一行填为“{above[name]}”，请核对"
            parsed.warnings.append(Fault(number, table.title(column), text, message))
        else:
            message = f"写了“{text}”，但上一行这一栏没有内容，请填写实际内容"
            parsed.rejected.append(Fault(number, table.title(column), text, message))
            texts[name] = ""
    return dict(texts)


def _read_row(
    table: _Table, texts: dict[str, str], number: int, parsed: Parsed, faults_before: int | None = None
) -> dict[str, Any] | None:
    """The values of one row, or None when a cell of it was refused (each refused cell is listed)."""
    before = len(parsed.rejected) if faults_before is None else faults_before
    kind = table.kind
    refused = {fault.column for fault in parsed.rejected[before:]}
    for name, text, message in derive(kind, texts):
        column = kind.column(name)
        parsed.warnings.append(Fault(number, table.title(column), text, message))
    values: dict[str, Any] = {}
    for column in kind.columns:
        text = texts.get(column.name, "")
        if not column.kept:
            continue
        try:
            reading = read_cell(column, text)
        except CellFault as fault:
            parsed.rejected.append(Fault(number, table.title(column), text, str(fault)))
            refused.add(table.title(column))
            continue
        parsed.warnings.extend(Fault(number, table.title(column), text, warning) for warning in reading.warnings)
        if TORN.search(text):
            parsed.warnings.append(Fault(number, table.title(column), text, "内容像是没有抄全，请对照原文补齐"))
        if reading.value is not None and reading.value != []:
            values[column.name] = reading.value
        elif column.required and table.title(column) not in refused:
            parsed.rejected.append(Fault(number, table.title(column), text, f"“{column.title}”没有填写，请补上"))
    for name, message in check_row(kind, values):
        column = kind.column(name)
        parsed.rejected.append(Fault(number, table.title(column), texts.get(name, ""), message))
    return values if len(parsed.rejected) == before else None


def _code(table: _Table, values: dict[str, Any], number: int, parsed: Parsed) -> str:
    for name in table.kind.code_from:
        if values.get(name):
            return str(values[name])
    made = f"{table.kind.prefix}-{len(parsed.rows) + 1:03d}"
    column = table.kind.column(table.kind.code_from[0])
    parsed.warnings.append(Fault(number, table.title(column), "", f"没有编码，暂编为 {made}，请核对"))
    return made


def _warn_unfilled(table: _Table, parsed: Parsed) -> None:
    """What the plan orders and a draft may still lack: one sentence per column, not one per cell."""
    for column in table.kind.columns:
        bare = [row.code for row in parsed.rows if not row.values.get(column.name)] if column.ordered else []
        if bare:
            message = f"{named(bare)}没有填写“{column.title}”，草案可以先存，审定前须补齐（{table.kind.cite}）"
            parsed.warnings.append(Fault(0, table.title(column), "", message))


def _example(kind: Kind) -> str:
    wanted = [each for each in kind.columns if each.required or each.ordered]
    return "、".join(each.title for each in wanted[:6] if each.holds is not Holds.SERIAL)
