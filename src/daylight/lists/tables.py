"""A list file as people send it → a grid of texts: CSV (UTF-8, UTF-16, GB18030), XLSX, YAML."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import openpyxl
import yaml
from openpyxl.utils.exceptions import InvalidFileException

from daylight.core.listcolumns import Kind
from daylight.core.listrows import Fault, header_of

LARGEST = 20 * 1024 * 1024
# A spreadsheet keeps 15 digits of a number; the rest of an 18-digit code is gone.
EXACT = 10**15


class UnusableFile(ValueError):
    """Nothing can be read from the file; the message says why and how to mend it."""


@dataclass(slots=True)
class Table:
    """``grid`` from line ``first_row`` of the file, or ``records`` (YAML); doubts about the file itself in ``warnings``."""

    grid: list[list[str]] = field(default_factory=list)
    records: list[dict[str, str]] | None = None
    warnings: list[Fault] = field(default_factory=list)


def read_table(kind: Kind, name: str, content: bytes) -> Table:
    """Read ``content`` by the ending of ``name``. Raises :class:`UnusableFile`."""
    if not content.strip():
        raise UnusableFile("文件是空的，请核对后重新导入")
    if len(content) > LARGEST:
        raise UnusableFile("文件超过 20 MB，请拆分后导入")
    ending = name.rsplit(".", 1)[-1].lower()
    if ending in {"xlsx", "xlsm"} or (content[:4] == b"PK\x03\x04" and ending not in {"yaml", "yml"}):
        return _spreadsheet(kind, content)
    if content[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise UnusableFile("这是旧版 xls 文件，请另存为 xlsx 或 csv 后导入")
    if ending in {"yaml", "yml"}:
        return _yaml(content)
    if ending in {"csv", "txt", "tsv"}:
        return _csv(kind, content)
    raise UnusableFile(f"不认识“{name}”这种文件，请用 csv、xlsx 或 yaml")


def decode(content: bytes) -> str:
    """UTF-8 with or without BOM, UTF-16 with BOM, otherwise GB18030. Raises :class:`UnusableFile`."""
    if content[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return content.decode("utf-16")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnusableFile("文件的文字编码不认识，请另存为 UTF-8 或 GB18030（简体中文）编码的 csv 后导入")


def _csv(kind: Kind, content: bytes) -> Table:
    text = decode(content)
    if "\x00" in text:
        raise UnusableFile("文件里有不是文字的内容，请核对是否选错了文件")
    best: list[list[str]] = []
    score = -1
    for delimiter in (",", "\t", ";", "，"):
        try:
            grid = [list(cells) for cells in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)]
        except csv.Error:
            continue
        found = header_of(kind, grid)
        if found is not None and len(found[1]) > score:
            best, score = grid, len(found[1])
    return Table(grid=best or [list(cells) for cells in csv.reader(io.StringIO(text, newline=""))])


def _spreadsheet(kind: Kind, content: bytes) -> Table:
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
        raise UnusableFile("文件打不开，可能已损坏或加了密码，请用表格软件另存为 xlsx 后导入") from error
    tables = [(sheet.title, *_sheet(sheet)) for sheet in book.worksheets]
    chosen = next((each for each in tables if header_of(kind, each[1]) is not None), None)
    if chosen is None:
        return Table(grid=tables[0][1] if tables else [])
    table = Table(grid=chosen[1], warnings=chosen[2])
    others = [title for title, grid, _ in tables if title != chosen[0] and any(any(cells) for cells in grid)]
    if others:
        message = f"只读取了工作表“{chosen[0]}”，没有读取“{'”、“'.join(others)}”"
        table.warnings.append(Fault(0, "", "", message))
    return table


def _sheet(sheet: Any) -> tuple[list[list[str]], list[Fault]]:
    merged: dict[tuple[int, int], tuple[int, int]] = {}
    for area in sheet.merged_cells.ranges:
        for line in range(area.min_row, area.max_row + 1):
            for place in range(area.min_col, area.max_col + 1):
                merged[line, place] = (area.min_row, area.min_col)
    grid: list[list[str]] = []
    for line in range(1, sheet.max_row + 1):
        cells = []
        for place in range(1, sheet.max_column + 1):
            cell = sheet.cell(*merged.get((line, place), (line, place)))
            cells.append(_cell_text(cell.value, cell.number_format or ""))
        grid.append(cells)
    return grid, []


def _cell_text(value: Any, number_format: str) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime):
        return value.date().isoformat() if not (value.hour or value.minute) else value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | float):
        number = Decimal(repr(value))
        if "%" in number_format:
            return format((number * 100).normalize(), "f") + "%"
        # Written as the cell reader refuses it: digits beyond the fifteenth are not what was typed.
        return f"{value:.5E}" if abs(value) >= EXACT else format(number.normalize(), "f")
    return str(value)


def _yaml(content: bytes) -> Table:
    try:
        # BaseLoader: every scalar stays the text that was typed (telephone numbers, 12:30, no).
        loaded = yaml.load(decode(content), Loader=yaml.BaseLoader)
    except yaml.YAMLError as error:
        where = getattr(error, "problem_mark", None)
        place = f"第 {where.line + 1} 行" if where else ""
        raise UnusableFile(f"YAML 写法有误，请核对{place}的缩进和冒号") from error
    if isinstance(loaded, dict):
        loaded = next((value for value in loaded.values() if isinstance(value, list)), [loaded])
    if not isinstance(loaded, list) or not all(isinstance(each, dict) for each in loaded):
        raise UnusableFile("YAML 要写成一条一条的记录，每条以“- ”开头，请核对")
    return Table(records=[{str(key): _flat(value) for key, value in each.items()} for each in loaded])


def _flat(value: Any) -> str:
    if isinstance(value, dict):
        pieces = [_flat(each) for each in value.values()]
        return pieces[0] + (f"（{'，'.join(pieces[1:])}）" if len(pieces) > 1 else "") if pieces else ""
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "|".join(_flat(each) for each in value)
    return str(value)
