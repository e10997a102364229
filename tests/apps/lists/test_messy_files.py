"""Tables as they are sent: a title over the titles, merged cells, 同上 chains, doubled serials, ranges in words, brackets of every kind."""

from __future__ import annotations

import csv
import io

import openpyxl
import pytest

from daylight.core.listrows import Parsed
from daylight.lists.importing import parse_file

ROWS = [
    ["自然资源行政处罚裁量基准（2026年）", "", "", "", "", ""],
    ["序号", "编码", "违法行为", "事项编码", "裁量档次", "裁量幅度"],
    ["（一）", "A1", "非法占用土地", "CF-T04", "轻微", "每平方米100元以上300元以下"],
    ["1", "A2", "同上", "同上", "一般", "处一万元以上五万元以下罚款"],
    ["３", "A3", "同上", "同上", "严重", "5万元至10万元"],
    ["4", "A3", "越界开采", "CF-K02", "较重", "三倍以上五倍以下"],
    ["〔五〕", "A5", "越界开采", "CF-K02", "较重", "违法所得百分之十以上百分之三十以下"],
    ["6", "A6", "越界开采", "CF-K02", "严重", "视情节从重"],
]


def as_csv(encoding: str) -> tuple[str, bytes]:
    out = io.StringIO()
    csv.writer(out).writerows(ROWS)
    return "基准.csv", out.getvalue().encode(encoding)


def as_xlsx() -> tuple[str, bytes]:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in ROWS:
        sheet.append(row)
    sheet.merge_cells("A1:F1")
    sheet.merge_cells("C6:C7")
    out = io.BytesIO()
    book.save(out)
    return "基准.xlsx", out.getvalue()


@pytest.fixture(params=["utf-8-sig", "gb18030", "xlsx"])
def parsed(request: pytest.FixtureRequest) -> Parsed:
    name, body = as_xlsx() if request.param == "xlsx" else as_csv(request.param)
    return parse_file("discretion", name, body)


def test_what_is_plain_is_read_the_same_from_every_file(parsed: Parsed) -> None:
    found = {row.code: tuple(row.values.get(name) for name in ("min", "max", "unit")) for row in parsed.rows}
    assert found == {
        "A1": ("100", "300", "元/平方米"), "A2": ("10000", "50000", "元"), "A3": ("50000", "100000", "元"),
        "A5": ("10", "30", "%"), "A6": (None, None, None),
    }  # fmt: skip
    assert {row.values["item_codes"][0] for row in parsed.rows if row.code in {"A1", "A2", "A3"}} == {"CF-T04"}


def test_what_is_doubtful_is_asked_by_its_cell(parsed: Parsed) -> None:
    (doubled,) = parsed.rejected
    assert (doubled.row, doubled.column) == (6, "编码") and "重复" in doubled.message
    asked = {(each.row, each.column) for each in parsed.warnings}
    assert {(4, "违法行为"), (4, "事项编码"), (4, "序号"), (8, "裁量幅度")} <= asked
    assert (3, "裁量幅度") not in asked


@pytest.mark.parametrize(
    ("wording", "found"),
    [
        ("三倍以上五倍以下", ("3", "5", "倍")),
        ("2倍至10倍", ("2", "10", "倍")),
        ("一千元以上三千元以下", ("1000", "3000", "元")),
        ("每平方米一百元以上三百元以下", ("100", "300", "元/平方米")),
        ("100元/㎡以上", (None, None, None)),
        ("若干元", (None, None, None)),
    ],
)
def test_ranges_in_words(wording: str, found: tuple[str | None, ...]) -> None:
    body = f"编码,违法行为,裁量幅度\nA1,非法占地,{wording}\n".encode()
    (row,) = parse_file("discretion", "x.csv", body).rows
    assert tuple(row.values.get(name) for name in ("min", "max", "unit")) == found
