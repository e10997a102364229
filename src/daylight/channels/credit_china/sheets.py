"""双公示 rows as CSV (UTF-8 with BOM) or XLSX, titled as the standard titles its columns."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Any

import openpyxl
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from daylight.channels.credit_china.tables import TABLES, Field

FORMATS = ("csv", "xlsx")


def written(columns: Sequence[Field], rows: Sequence[Mapping[str, str]], table: str, format: str) -> bytes:
    """The file. Codes and amounts are text: a spreadsheet must not round an 18-digit code."""
    lines = [[row.get(each.id, "") for each in columns] for row in rows]
    titles = [each.name for each in columns]
    return _csv(titles, lines) if format == "csv" else _xlsx(titles, lines, TABLES[table])


def _csv(titles: list[str], lines: list[list[str]]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(titles)
    writer.writerows(lines)
    return out.getvalue().encode("utf-8-sig")


def _xlsx(titles: list[str], lines: list[list[str]], name: str) -> bytes:
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.title = name
    for place, title in enumerate(titles, start=1):
        sheet.cell(1, place, title).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(place)].width = 22
    for number, line in enumerate(lines, start=2):
        for place, text in enumerate(line, start=1):
            cell = sheet.cell(number, place, text)
            # Also for a text that begins like a formula.
            cell.data_type, cell.number_format = "s", "@"
            cell.alignment = Alignment(vertical="top", wrap_text=True)
    sheet.freeze_panes = "A2"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
