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


def asked(kind: str, lines: str) -> tuple[list[str], set[str]]:
    """Codes taken in, and the questions and refusals as sentences."""
    parsed = parse_file(kind, "x.csv", lines.encode())
    assert not parsed.unusable, parsed.unusable
    return [row.code for row in parsed.rows], {each.message for each in (*parsed.warnings, *parsed.rejected)}


def test_officers_as_they_are_sent() -> None:
    codes, said = asked(
        "officers",
        "序号,姓名,工作单位,执法证号,执法领域,有效期,身份证号,联系电话\n"
        "1,演示甲,演示大队,演示１００１,行政处罚、行政检查,2024年1月1日至2028年12月31日,370687199001011234,13800000000\n"
        "2,演示乙,同上,演示1002,同上,2028.12.31,,\n"
        "2,演示丙,同上,演示1002,行政处罚,2028-12-31,,\n"
        "4,演示丁,演示大队,演示1004,行政处罚,长期,,\n"
        "5,演示戊13800000000,演示大队,演示1005,行政处罚,2028-12-31,,\n",
    )
    assert codes == ["演示1001", "演示1002"]
    whole = "\n".join(said)
    for part in (
        "“身份证号”属于个人信息",
        "“联系电话”属于个人信息",
        "编码“演示1002”与第 3 行重复",
        "含有身份证号或手机号",
        "长期",
    ):
        assert part in whole, part


def test_windows_and_elements_as_they_are_sent() -> None:
    codes, said = asked(
        "windows",
        "窗口,窗口号,姓名,办理事项,手机\n东,1,演示甲,缴款；咨询,13800000000\n东,1,演示乙,同上,\n西,,演示丙,,\n",
    )
    whole = "\n".join(said)
    assert codes == ["1", "CK-002"]
    for part in ("“窗口”不是这份清单的栏目", "“手机”属于个人信息", "编码“1”与第 2 行重复", "没有填写“服务事项”"):
        assert part in whole, part
    codes, said = asked(
        "review-elements", "序号,审核要素,审核要点,类别\n一,主体,是否有权,行政处罚\n二,权限,同上,行处\n二,,是否正确,\n"
    )
    whole = "\n".join(said)
    for part in ("同上”已按上一行填为“是否有权”", "行处", "“审核要素”没有填写"):
        assert part in whole, part


def test_what_a_row_rules_is_asked_where_it_names_nothing() -> None:
    _, said = asked("recording-items", "编码,执法环节,开始记录时间,结束记录时间\nD1,询问,进入,离开\n")
    assert "D1对应程序的哪些步骤？请填写“步骤编码”；填写以前，不会要求任何案件录音录像" in said
    codes, said = asked(
        "discretion",
        "编码,违法行为,事项编码,裁量档次,裁量幅度\n"
        "A1,非法占地,CF-T04,从轻,100元以上300元以下\n"
        "A2,非法占地,CF-T04,一般,200元以上400元以下\n"
        "A3,非法占地,CF-T04,从重,500元以上600元以下\n"
        "A4,非法占地,,,建设单位1%以上2%以下；施工单位1万元以下\n",
    )
    whole = "\n".join(said)
    assert codes == ["A1", "A2", "A3", "A4"]
    for part in (
        "A1 与 A2 幅度重叠",
        "A2 与 A3 之间，400 至 500 元没有档次",
        "写了 2 个幅度，这一行只按 1 至 2 % 执行",
        "A4属于哪一档？",
        "A4对应本机关清单里的哪些事项？",
    ):
        assert part in whole, part


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
