"""From facts to a 双公示 row: every column of the standard, amounts to the fen, faults with the place to mend."""

from __future__ import annotations

import csv
import io
from datetime import date
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from daylight.channels.credit_china.mapping import row_of, shown
from daylight.channels.credit_china.sheets import written
from daylight.channels.credit_china.tables import tables_on

ON = date(2026, 11, 27)
COMPANY: dict[str, Any] = {
    "party_name": "演示县某建材有限公司", "party_kind": "organisation", "credit_code": "91370000MA3C000000",
    "legal_representative": "演示代表", "identity_kind": "", "identity_number": "", "number": "海自然资规罚〔2026〕1号",
    "violation": "未经批准占用土地", "facts": "占用集体土地 640.0 平方米。", "basis": "土地管理法第七十七条第一款",
    "penalty_kinds": ["fine", "confiscate_buildings"], "content": "罚款 96,000.00 元；没收建筑物", "fine_yuan": "96000.00",
    "confiscated_yuan": "", "licence": "", "decided_on": "2026-11-25", "valid_until": "2099-12-31",
    "agency_name": "海阳市自然资源和规划局", "agency_code": "11370687004260666X", "state": "standing", "remark": "",
}  # fmt: skip
PERSON = COMPANY | {
    "party_name": "钱小七", "party_kind": "person", "credit_code": "", "legal_representative": "",
    "identity_kind": "身份证", "identity_number": "370687198503120017",
}  # fmt: skip
PERMIT = {key: COMPANY[key] for key in COMPANY if key not in ("penalty_kinds", "violation", "fine_yuan")} | {
    "paper": "准予行政许可决定书", "licence_kind": "普通", "valid_from": "2026-11-25",
}  # fmt: skip


def row(facts: dict[str, Any], table: str = "penalty"):
    return row_of(facts, table, tables_on(ON))


# Written from law.md §6.2 and §6.3, not read from the lawpack.
PENALTY_CODES = [
    "CF_XDR_MC", "CF_XDR_LB", "CF_XDR_SHXYM", "CF_XDR_GSZC", "CF_XDR_ZZJG", "CF_XDR_SWDJ", "CF_XDR_SYDW",
    "CF_XDR_SHZZ", "CF_FRDB", "CF_FR_ZJLX", "CF_FR_ZJHM", "CF_XDR_ZJLX", "CF_XDR_ZJHM", "CF_WSH", "CF_WFXW",
    "CF_SY", "CF_YJ", "CF_CFLB", "CF_NR", "CF_NR_FK", "CF_NR_WFFF", "CF_NR_ZKDX", "CF_JDRQ", "CF_YXQ",
    "CF_GSJZQ", "CF_CFJG", "CF_CFJGDM", "CF_SJLY", "CF_SJLYDM",
]  # fmt: skip
PERMIT_CODES = [
    "XK_XDR_MC", "XK_XDR_LB", "XK_XDR_SHXYM", "XK_FRDB", "XK_FR_ZJLX", "XK_XDR_ZJLX", "XK_XKWS", "XK_WSH",
    "XK_XKLB", "XK_XKZS", "XK_XKBH", "XK_NR", "XK_JDRQ", "XK_YXQZ", "XK_YXQZI", "XK_XKJG", "XK_XKJGDM",
    "XK_ZT", "XK_LYDW", "XK_LYDWDM",
]  # fmt: skip


def test_every_column_is_there_in_order() -> None:
    penalty = [each.id for each in tables_on(ON).columns("penalty")]
    assert [each for each in penalty if each in PENALTY_CODES] == PENALTY_CODES
    assert set(PERMIT_CODES) <= {each.id for each in tables_on(ON).columns("permit")}
    # Nobody has read the original annex: the screen says so.
    assert all(not each.verified for each in tables_on(ON).fields)


def test_a_company() -> None:
    made = row(COMPANY)
    assert not made.faults
    wanted = {
        "CF_XDR_MC": "演示县某建材有限公司", "CF_XDR_LB": "法人及非法人组织", "CF_XDR_SHXYM": "91370000MA3C000000",
        "CF_CFLB": "罚款；没收非法财物", "CF_NR_FK": "9.600000", "CF_NR_WFFF": "", "CF_JDRQ": "2026-11-25",
        "CF_YXQ": "2099-12-31", "CF_CFJGDM": "11370687004260666X", "CF_XDR_ZJHM": "",
    }  # fmt: skip
    assert {code: made.values[code] for code in wanted} == wanted


def test_a_person_and_a_sole_trader() -> None:
    made = row(PERSON)
    assert not made.faults and made.values["CF_XDR_LB"] == "自然人"
    assert made.values["CF_XDR_ZJHM"] == "370687198503120017"
    visible = shown(made.values, "penalty", tables_on(ON))
    assert "CF_XDR_ZJHM" not in visible and "370687198503120017" not in visible.values()
    trader = row(COMPANY | {"credit_code": "92370687MA3C000000"})
    assert trader.values["CF_XDR_LB"] == "个体工商户"


def test_a_permit() -> None:
    made = row(PERMIT, "permit")
    assert not made.faults
    assert (made.values["XK_XKLB"], made.values["XK_ZT"], made.values["XK_YXQZI"]) == ("普通", "1", "2099-12-31")
    assert row(PERMIT | {"state": "ended"}, "permit").values["XK_ZT"] == "2"


FAULTS = [
    (COMPANY | {"party_name": ""}, "CF_XDR_MC", "没有填写"),
    (COMPANY | {"credit_code": ""}, "CF_XDR_SHXYM", "没有填写"),
    (COMPANY | {"credit_code": "12345"}, "CF_XDR_SHXYM", "应为 18 位"),
    (COMPANY | {"legal_representative": ""}, "CF_FRDB", "没有填写"),
    (PERSON | {"identity_number": ""}, "CF_XDR_ZJHM", "没有填写"),
    (PERSON | {"identity_number": "37"}, "CF_XDR_ZJHM", "不是有效的公民身份号码"),
    (COMPANY | {"fine_yuan": ""}, "CF_NR_FK", "没有填写"),
    (COMPANY | {"fine_yuan": "九万"}, "CF_NR_FK", "不是金额"),
    (COMPANY | {"penalty_kinds": ["confiscate_income"], "confiscated_yuan": ""}, "CF_NR_WFFF", "没有填写"),
    (COMPANY | {"penalty_kinds": ["revoke_licence"]}, "CF_NR_ZKDX", "没有填写"),
    (COMPANY | {"penalty_kinds": ["exile"]}, "CF_CFLB", "没有的种类"),
    (COMPANY | {"facts": "长" * 5001}, "CF_SY", "最多 5000 个字"),
    (COMPANY | {"decided_on": "昨天"}, "CF_JDRQ", "不是日期"),
    (COMPANY | {"agency_code": ""}, "CF_CFJGDM", "没有填写"),
]


@pytest.mark.parametrize(("facts", "code", "said"), FAULTS)
def test_a_fault_names_the_column_and_where_to_mend_it(facts: dict[str, Any], code: str, said: str) -> None:
    found = {each.code: each.message for each in row(facts).faults}
    assert said in found[code]
    assert "请到" in found[code] and found[code].endswith("补正。") and "_" not in found[code]


def test_a_permit_needs_its_kind() -> None:
    assert "XK_XKLB" in {each.code for each in row(PERMIT | {"licence_kind": ""}, "permit").faults}


@given(st.decimals(min_value=0, max_value=Decimal("99999999999.99"), places=2))
def test_amounts_lose_no_fen(amount: Decimal) -> None:
    written_as = row(COMPANY | {"fine_yuan": format(amount, "f")}).values["CF_NR_FK"]
    assert Decimal(written_as) * 10000 == amount and len(written_as.partition(".")[2]) == 6


@given(st.dictionaries(st.sampled_from(list(COMPANY)), st.text(max_size=30)))
def test_any_facts_give_a_row_or_faults_in_words(changed: dict[str, str]) -> None:
    made = row(COMPANY | {key: value for key, value in changed.items() if key != "penalty_kinds"})
    assert all(each.message.endswith("。") for each in made.faults)
    assert set(made.values) == {each.id for each in tables_on(ON).columns("penalty")}


@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_the_file_keeps_codes_and_formulas_as_text(format: str) -> None:
    columns = tables_on(ON).columns("penalty")
    values = row(COMPANY | {"remark": "=1+1"}).values
    body = written(columns, [values], "penalty", format)
    if format == "csv":
        titles, line = csv.reader(io.StringIO(body.decode("utf-8-sig")))
    else:
        sheet = openpyxl.load_workbook(io.BytesIO(body)).active
        titles, line = ([each.value or "" for each in cells] for cells in sheet.iter_rows())
        assert sheet.title == "行政处罚" and {each.data_type for each in sheet[2] if each.value} == {"s"}
    assert titles[0] == "行政相对人名称" and len(titles) == len(columns)
    assert line[titles.index("统一社会信用代码")] == "91370000MA3C000000"
    assert line[-1] == "=1+1"
