"""A calendar file → rows: CSV, XLSX or JSON with the columns 日期, 类型 (休/班), 名称."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from daylight.core.yearnotice import Row

LARGEST = 1024 * 1024
NAMES = {
    "day": ("日期", "date", "day"),
    "kind": ("类型", "type", "kind", "isoffday"),
    "name": ("名称", "节日", "节日名称", "name", "holiday"),
}
# The open table holiday-cn says true for a rest day.
WORDS = {"true": "休", "false": "班"}


class UnreadableFile(ValueError):
    """Nothing can be read from the file; the message says why and how to mend it."""


def read_file(name: str, content: bytes) -> tuple[Row, ...]:
    """The rows of the file with their line numbers. Raises UnreadableFile."""
    if not content.strip():
        raise UnreadableFile("文件是空的，请核对后重新导入。")
    if len(content) > LARGEST:
        raise UnreadableFile("文件超过 1 MB，不像一年的放假安排，请核对是否选错了文件。")
    ending = name.rsplit(".", 1)[-1].lower()
    if ending == "json":
        return tuple(_objects(content))
    if ending == "xlsx":
        return tuple(_rows(_sheet(content)))
    if ending in {"csv", "txt"}:
        return tuple(_rows(csv.reader(io.StringIO(_decode(content), newline=""))))
    raise UnreadableFile(f"不认识“{name}”这种文件，请用 csv、xlsx 或者 json。")


def _decode(content: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableFile("文件的文字编码不认识，请另存为 UTF-8 编码后导入。")


def _sheet(content: bytes) -> list[list[str]]:
    try:
        sheet = openpyxl.load_workbook(io.BytesIO(content), data_only=True, read_only=True).worksheets[0]
        return [[_text(cell) for cell in cells] for cells in sheet.iter_rows(values_only=True)]
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
        raise UnreadableFile("文件打不开，可能已损坏或者加了密码，请另存为 xlsx 后导入。") from error


def _text(value: Any) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value).strip()


def _rows(grid: Iterable[list[str]]) -> Iterator[Row]:
    places: dict[str, int] | None = None
    for number, cells in enumerate(grid, 1):
        if not any(cell.strip() for cell in cells):
            continue
        if places is None:
            places = _header(cells)
            continue
        yield _row(number, {key: cells[at] for key, at in places.items() if at < len(cells)})
    if places is None:
        raise UnreadableFile("文件里没有内容，请核对后重新导入。")


def _header(cells: list[str]) -> dict[str, int]:
    said = [cell.strip().lower() for cell in cells]
    found = {key: said.index(name) for key, names in NAMES.items() for name in names if name in said}
    if "day" not in found or "kind" not in found:
        raise UnreadableFile("第一行要有栏名“日期”“类型”“名称”，请补上后重新导入。")
    return found


def _objects(content: bytes) -> Iterator[Row]:
    try:
        loaded = json.loads(_decode(content))
    except json.JSONDecodeError as error:
        raise UnreadableFile(f"JSON 写法有误，请核对第 {error.lineno} 行。") from error
    if isinstance(loaded, dict):
        loaded = next((each for each in loaded.values() if isinstance(each, list)), None)
    if not isinstance(loaded, list) or not all(isinstance(each, dict) for each in loaded):
        raise UnreadableFile("JSON 要写成一条一条的记录，每条有“日期”“类型”“名称”，请核对。")
    for number, each in enumerate(loaded, 1):
        said = {str(key).strip().lower(): value for key, value in each.items()}
        yield _row(
            number,
            {key: said[name] for key, names in NAMES.items() for name in names if name in said},
        )


def _row(number: int, cells: Mapping[str, Any]) -> Row:
    day, kind, name = (str(cells.get(key, "")).strip() for key in ("day", "kind", "name"))
    return Row(number, day, WORDS.get(kind.lower(), kind), name)
