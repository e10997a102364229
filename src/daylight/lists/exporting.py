"""导出: the list in force on a day as CSV (UTF-8 with BOM), XLSX or JSON; what goes out comes in again unchanged."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from typing import Any

import openpyxl
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from daylight.base.orgs.models import Agency
from daylight.core.listcolumns import Column, Kind
from daylight.core.listkinds import KINDS
from daylight.core.listvalues import Row, public_values, shown
from daylight.core.refusal import refuse
from daylight.lists.models import ListVersion
from daylight.lists.queries import in_force, kept_rows

FORMATS = ("csv", "xlsx", "json")
# A cell beginning so is a formula to a spreadsheet; a leading apostrophe would change the text, so XLSX types it as text.
FORMULA = ("=", "+", "-", "@")


def export_list(kind: str, agency: Agency, format: str, as_of: date) -> bytes:
    """The list in force on ``as_of``. Raises ``Refused`` for an unknown kind or format, or when none was in force."""
    if kind not in KINDS:
        raise refuse("list.kind", f"没有“{kind}”这种清单，可用：{'、'.join(KINDS)}。", field="kind")
    version = in_force(agency, kind, as_of)
    if version is None:
        raise refuse(
            "list.none", f"{agency.name}在 {as_of} 没有施行中的{KINDS[kind].title}，请核对日期。", field="as_of"
        )
    return export_version(version, format)


def export_version(version: ListVersion, format: str) -> bytes:
    """One version, whatever its state (a draft is exported to be looked over)."""
    if format not in FORMATS:
        raise refuse("list.format", f"没有“{format}”这种格式，可用：{'、'.join(FORMATS)}。", field="format")
    kind, rows = KINDS[version.kind], kept_rows(version)
    if format == "json":
        return _json(version, kind, rows)
    return _csv(kind, rows) if format == "csv" else _xlsx(version, kind, rows)


def _columns(kind: Kind, rows: list[Row]) -> list[Column]:
    """The plan's columns always, the others when some row fills them; the code always first."""
    wanted = [
        each
        for each in kind.public_columns
        if each.required
        or each.ordered
        or any(each.name in row.values for row in rows)
        or each.name == kind.code_from[0]
    ]
    return sorted(wanted, key=lambda each: each.name != kind.code_from[0])


def _line(kind: Kind, columns: list[Column], row: Row) -> list[str]:
    first = kind.code_from[0]
    return [row.code if each.name == first else shown(each, row.values.get(each.name)) for each in columns]


def _csv(kind: Kind, rows: list[Row]) -> bytes:
    columns = _columns(kind, rows)
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([each.title for each in columns])
    writer.writerows(_line(kind, columns, row) for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _xlsx(version: ListVersion, kind: Kind, rows: list[Row]) -> bytes:
    columns = _columns(kind, rows)
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.title = kind.title[:31]
    for place, column in enumerate(columns, start=1):
        cell = sheet.cell(1, place, column.title)
        cell.font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(place)].width = 14 if len(column.title) < 6 else 22
    for number, row in enumerate(rows, start=2):
        for place, text in enumerate(_line(kind, columns, row), start=1):
            cell = sheet.cell(number, place, text)
            # Text, also for 18-digit codes and for texts that begin like a formula.
            cell.data_type, cell.number_format = "s", "@"
            cell.alignment = Alignment(vertical="top", wrap_text=True)
    sheet.freeze_panes = "A2"
    # Fixed, so that the same version gives the same file whenever it is asked for.
    book.properties.creator = version.agency.name
    book.properties.created = book.properties.modified = version.created_at.replace(tzinfo=None)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _json(version: ListVersion, kind: Kind, rows: list[Row]) -> bytes:
    body = {
        "list": kind.code,
        "title": kind.title,
        "agency": {"code": version.agency.code, "name": version.agency.name},
        "version": version.number,
        "state": version.state,
        "in_force_from": version.in_force_from.isoformat() if version.in_force_from else None,
        "in_force_until": version.in_force_until.isoformat() if version.in_force_until else None,
        "basis": version.basis,
        "digest": version.digest,
        "columns": [{"code": each.name, "title": each.title} for each in _columns(kind, rows)],
        "rows": [public_values(kind, row) for row in rows],
    }
    return (json.dumps(body, ensure_ascii=False, indent=2) + "\n").encode()
