"""Reading a list: titles in any order, cells as people type them, faults by cell."""

from __future__ import annotations

import hashlib
from datetime import date
from decimal import Decimal

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from daylight.core.listcells import CellFault, clean, plain_number, read_cell, title_key
from daylight.core.listcolumns import Column, Holds
from daylight.core.listkinds import KINDS
from daylight.core.listrows import parse_grid, parse_records, read_values
from daylight.core.listvalues import Row, diff, lacking, public_values, rows_digest, shown, typed

ITEMS = KINDS["items"]
HEAD = ["事项编码", "执法类别", "事项名称", "执法依据"]


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.code)
def test_no_two_columns_of_a_list_answer_to_one_title(kind):
    claimed: dict[str, str] = {}
    for column in kind.columns:
        for title in column.titles:
            assert claimed.setdefault(title_key(title), column.name) == column.name, title


@pytest.mark.parametrize(
    ("holds", "text", "value"),
    [
        (Holds.TEXT, " 非法\u200b占地\r\n的处罚 ", "非法占地\n的处罚"),
        (Holds.TEXT, "null", None),
        (Holds.SERIAL, "（一）", "1"),
        (Holds.SERIAL, "十二、", "12"),
        (Holds.SERIAL, "１３", "13"),
        (Holds.MANY, "甲；乙|丙\n甲", ["甲", "乙", "丙"]),
        (Holds.WORDS, "土地、规划 矿产", ["土地", "规划", "矿产"]),
        (Holds.INTEGER, "２７人", 27),
        (Holds.DECIMAL, "1,957.310㎡", "1957.31"),
        (Holds.MONEY, "1万元以上", "10000"),
        (Holds.MONEY, "５０００元（不含）以上", "5000"),
        (Holds.MONEY, "2万元以上(含2万元)", "20000"),
        (Holds.MONEY, "一万元", "10000"),
        (Holds.MONEY, "10万", "100000"),
        (Holds.PERCENT, "不少于本行政区域内项目总数的5%", "5"),
        (Holds.PERCENT, "百分之五", "5"),
        (Holds.PERCENT, "３０％", "30"),
        (Holds.DATE, "2024年1月2日", "2024-01-02"),
        (Holds.DATE, "2024.1.2", "2024-01-02"),
        (Holds.DATE, "20240102", "2024-01-02"),
        (Holds.DATE, "２０２４／１／２", "2024-01-02"),
        (Holds.DATE, "二〇二四年一月十二日", "2024-01-12"),
        (Holds.DATE, "2024-01-02 00:00:00", "2024-01-02"),
        (Holds.FLAG, "√", True),
        (Holds.FLAG, "否", False),
    ],
)
def test_cells_are_read_as_people_type_them(holds, text, value):
    assert read_cell(Column("it", "栏", holds), text).value == value


@pytest.mark.parametrize(
    ("holds", "text", "says"),
    [
        (Holds.TEXT, "#REF!", "错误值"),
        (Holds.TEXT, "3.70687E+17", "科学计数法"),
        (Holds.INTEGER, "约13", "不是整数"),
        (Holds.DECIMAL, "2亩", "不是一个数"),
        (Holds.MONEY, "5000元以上1万元以下", "不止一个数额"),
        (Holds.MONEY, "相当于第1项数额", "没有写明数额"),
        (Holds.PERCENT, "5%至10%", "读不出一个百分比"),
        (Holds.PERCENT, "120", "读不出一个百分比"),
        (Holds.DATE, "2024年2月30日", "没有 2024 年 2 月 30 日"),
        (Holds.DATE, "2024年1月", "不是完整的日期"),
        (Holds.DATE, "45292", "日期序号"),
        (Holds.DATE, "长期", "不是完整的日期"),
        (Holds.DATE, "0024-01-02", "年份"),
        (Holds.FLAG, "也许", "看不出是或否"),
    ],
)
def test_a_cell_that_cannot_be_kept_says_how_to_mend_it(holds, text, says):
    with pytest.raises(CellFault, match=says):
        read_cell(Column("it", "栏", holds), text)


def test_titles_in_any_order_in_chinese_or_english_below_a_heading():
    grid = [
        ["海阳市行政执法事项清单", "", "", "", ""],
        ["依据", "unknown", "事项 名称", "category", "事项编码"],
        ["土地管理法第七十七条", "x", "非法占地", "处罚", "CF-1"],
    ]
    parsed = parse_grid(ITEMS, grid)
    assert parsed.rows == [
        Row(
            "CF-1",
            {"code": "CF-1", "category": "行政处罚", "item": "非法占地", "legal_basis": ["土地管理法第七十七条"]},
        )
    ]
    assert [(w.row, w.column) for w in parsed.warnings if w.row] == [(2, "unknown")]


def test_a_missing_title_makes_the_file_unusable():
    assert "事项名称" in parse_grid(ITEMS, [["事项编码", "执法类别"], ["CF-1", "行政处罚"]]).unusable
    assert "没有找到" in parse_grid(ITEMS, [["甲", "乙"], ["1", "2"]]).unusable


def test_faults_name_the_cell_and_the_good_rows_stay():
    parsed = parse_grid(
        ITEMS,
        [
            HEAD,
            ["CF-1", "行政处罚", "非法占地", "土地管理法第七十七条"],
            ["CF-2", "行处", "非法转让", "同上"],
            ["CF-3", "行政处罚", "", "土地管理法第七十四条"],
            ["CF-1", "行政处罚", "破坏耕地", "土地管理法第七十五条"],
            ["", "", "", ""],
            HEAD,
            ["CF-5", "行政检查", "复垦检查", "土地复垦条例第三十七条"],
        ],
    )
    assert [row.code for row in parsed.rows] == ["CF-1", "CF-5"]
    assert [(f.row, f.column, f.value) for f in parsed.rejected] == [
        (3, "执法类别", "行处"),
        (4, "事项名称", ""),
        (5, "事项编码", "CF-1"),
    ]
    assert "行政处罚" in parsed.rejected[0].message
    assert "第 2 行重复" in parsed.rejected[2].message
    assert any(w.row == 7 and "标题行" in w.message for w in parsed.warnings)


def test_same_as_above_is_filled_only_where_it_stands_and_reported():
    parsed = parse_grid(
        ITEMS,
        [
            HEAD,
            ["1", "行政处罚", "甲", "土地管理法第七十七条"],
            ["2", "行政处罚", "乙", "同上"],
            ["3", "行政处罚", "丙", " 同 上 "],
            ["4", "行政处罚", "丁", ""],
            ["5", "行政处罚", "戊", "同上"],
        ],
    )
    basis = {row.code: row.values.get("legal_basis") for row in parsed.rows}
    assert basis == {
        "1": ["土地管理法第七十七条"],
        "2": ["土地管理法第七十七条"],
        "3": ["土地管理法第七十七条"],
        "4": None,
    }
    assert [(f.row, f.column, f.value) for f in parsed.rejected] == [(6, "执法依据", "同上")]
    assert [w.row for w in parsed.warnings if w.value.startswith(("同", "同 "))] == [3, 4]


def test_records_are_numbered_from_one():
    parsed = parse_records(
        ITEMS, [{"item": "甲", "category": "行政处罚", "code": "1"}, {"item": "乙", "category": "其他"}]
    )
    assert [row.code for row in parsed.rows] == ["1"]
    assert [(f.row, f.column) for f in parsed.rejected] == [(2, "category")]


CATALOGUE = ["目录编码", "执法类别", "审核情形", "公民数额", "公民数额（元）", "单位数额", "是否含本数"]


@pytest.mark.parametrize(
    ("cells", "yuan", "boundary"),
    [
        (["1万元以上", "", "10万元以上", ""], "10000", "含"),
        (["5000元(不含)以上", "", "50000元（不含）以上", ""], "5000", "不含"),
        (["5000元以上(含)", "5000", "", ""], "5000", "含"),
        (["1万元以上", "10000", "", "不含"], "10000", "不含"),
    ],
)
def test_thresholds_come_from_the_published_wording(cells, yuan, boundary):
    parsed = parse_grid(KINDS["review-catalog"], [CATALOGUE, ["1", "行政处罚", "较大数额罚款", *cells]])
    (row,) = parsed.rows
    assert (row.values["threshold_person_yuan"], row.values["boundary"]) == (yuan, boundary)


def test_a_threshold_that_contradicts_its_wording_is_refused():
    parsed = parse_grid(KINDS["review-catalog"], [CATALOGUE, ["1", "行政处罚", "罚款", "1万元以上", "1000", "", ""]])
    assert [(f.row, f.column, f.value) for f in parsed.rejected] == [(2, "公民数额（元）", "1000")]


def test_grades_with_crossed_bounds_or_no_unit_are_refused():
    head = ["档次编码", "违法行为", "裁量幅度", "下限", "上限", "单位"]
    parsed = parse_grid(
        KINDS["discretion"],
        [
            head,
            ["1", "占地", "每平方米100元以上300元以下", "", "", "元/平方米"],
            ["2", "占地", "", "300", "100", "元/平方米"],
            ["3", "占地", "", "100", "300", ""],
        ],
    )
    assert [(row.values["min"], row.values["max"], row.values["unit"]) for row in parsed.rows] == [
        ("100", "300", "元/平方米")
    ]
    assert [(f.row, f.column) for f in parsed.rejected] == [(3, "下限"), (4, "单位")]


OFFICER = ["姓名", "单位", "职务", "证件编号", "执法类别", "执法区域", "有效期", "身份证号", "手机号", "备注"]


def test_officers_keep_no_identity_number_and_no_phone():
    row = ["演示甲", "大队", "队员", " 演示３７０６８７００１ ", "行政处罚、土地", "海阳市", "2024-01-01至2029-12-31"]
    parsed = parse_grid(KINDS["officers"], [OFFICER, [*row, "370687199001011234", "13800000000", ""]])
    (kept,) = parsed.rows
    assert kept.code == "演示370687001"
    assert (kept.values["valid_from"], kept.values["valid_until"]) == ("2024-01-01", "2029-12-31")
    assert "370687199001011234" not in str(kept.values) and "13800000000" not in str(kept.values)
    assert {w.column for w in parsed.warnings} >= {"身份证号", "手机号"}


def test_personal_numbers_slipped_into_other_cells_are_refused():
    row = ["演示甲", "大队", "队员 13800000000", "演示1", "土地", "海阳市", "2029-12-31", "", "", ""]
    parsed = parse_grid(KINDS["officers"], [OFFICER, row])
    assert [(f.row, f.column) for f in parsed.rejected] == [(2, "职务")]


def test_the_public_sees_the_ordered_columns_only():
    row = Row("1", {"person_name": "演示甲", "certificate_number": "1", "note": "内部", "unit": "大队"})
    assert public_values(KINDS["officers"], row) == {
        "code": "1", "person_name": "演示甲", "certificate_number": "1", "unit": "大队",
    }  # fmt: skip


def test_a_form_row_is_read_with_its_faults():
    values, faults, _ = read_values(ITEMS, {"code": "1", "item": "甲", "category": "许可", "until": "2024-13-01"})
    assert values == {}
    assert [f.column for f in faults] == ["依据失效日"]
    values, faults, _ = read_values(ITEMS, {"code": "1", "item": "甲", "category": "许可"})
    assert (values, faults) == ({"code": "1", "category": "行政许可", "item": "甲"}, [])


def test_typed_values_have_every_column():
    used = typed(KINDS["officers"], {"valid_until": "2029-12-31", "areas": ["370687"]})
    assert used["valid_until"] == date(2029, 12, 31)
    assert (used["areas"], used["categories"], used["status"], used["valid_from"]) == (["370687"], [], "", None)
    assert typed(KINDS["discretion"], {"min": "5.5"})["min"] == Decimal("5.5")


def test_the_diff_names_rows_and_cells():
    old = [Row("1", {"item": "甲", "fee": "无"}), Row("2", {"item": "乙"})]
    new = [Row("3", {"item": "丙"}), Row("1", {"item": "甲", "fee": "10元"})]
    assert [(c.code, c.what, c.columns) for c in diff(ITEMS, old, new)] == [
        ("3", "新增", ()),
        ("1", "修改", (("收费", "无", "10元"),)),
        ("2", "删除", ()),
    ]
    assert diff(ITEMS, old, old) == []


def test_incomplete_rows_are_named_with_their_columns():
    (refusal,) = lacking(ITEMS, [Row("CF-1", {"item": "甲", "category": "行政处罚", "legal_basis": ["法"]})])
    assert "CF-1" in refusal.message and "承办机构" in refusal.message and "办理时限" in refusal.message
    assert lacking(ITEMS, [])[0].code == "list.empty"


def test_the_digest_follows_content_and_order_not_key_order():
    one = [Row("1", {"item": "甲", "fee": "无"}), Row("2", {"item": "乙"})]
    same = [Row("1", {"fee": "无", "item": "甲"}), Row("2", {"item": "乙"})]
    assert rows_digest(ITEMS, one) == rows_digest(ITEMS, same)
    assert rows_digest(ITEMS, one) != rows_digest(ITEMS, one[::-1])
    # What a reader recomputes with any RFC 8785 library.
    body = {"list": "items", "rows": [{"code": "1", "values": {"item": "甲"}}]}
    assert rows_digest(ITEMS, [Row("1", {"item": "甲"})]) == hashlib.sha256(rfc8785.dumps(body)).hexdigest()


@given(st.decimals(min_value=0, max_value=10**9, places=4, allow_nan=False))
def test_numbers_have_one_spelling(number):
    text = plain_number(format(number, "f"))
    assert Decimal(text) == number and plain_number(text) == text


@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12), min_size=4, max_size=4))
def test_whatever_is_typed_is_kept_or_named(cells):
    parsed = parse_grid(ITEMS, [HEAD, cells])
    assert parsed.rows or parsed.rejected or parsed.warnings or not any(clean(cell) for cell in cells)
    for row in parsed.rows:
        again = [
            shown(ITEMS.column(name), row.values.get(name)) for name in ("code", "category", "item", "legal_basis")
        ]
        again[0] = row.code
        (kept,) = parse_grid(ITEMS, [HEAD, again]).rows
        assert kept.code == row.code and kept.values["item"] == row.values["item"]
