"""办法里的期限: a wording is a period or is not, a table may shorten the law and never lengthen it."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daylight.base import lawpack
from daylight.core.deadlines import Period
from daylight.core.listkinds import KINDS
from daylight.core.listrows import parse_grid
from daylight.core.policyprose import articles, chinese
from daylight.core.policyterms import faults_of, keep_of, longer, period_of, ruling_row, under_policy

ON = date(2026, 11, 22)
WORDED = {
    "7个工作日": "7wd", "七个工作日内": "7wd", "２０个工作日": "20wd", "二十个工作日": "20wd", "7wd": "7wd", "15日": "15d", "十五天": "15d",
    "24小时": "24h", "3个月": "3m", "一年": "1y", " 5 个工作日以内 ": "5wd", "自7个工作日内": "7wd",
}  # fmt: skip


@pytest.mark.parametrize(("wording", "period"), WORDED.items())
def test_a_wording_is_read(wording: str, period: str) -> None:
    assert str(period_of(wording)) == period


@pytest.mark.parametrize("wording", ["及时", "每年1月31日前", "", "7至10个工作日", "0个工作日", "决定之前"])
def test_what_is_no_period_stays_words(wording: str) -> None:
    assert period_of(wording) is None


@pytest.mark.parametrize(
    ("wording", "organisation", "person"),
    [
        ("5年，自然人2年（依据待核）", "5y", "2y"),
        ("三年；公民的6个月", "3y", "6m"),
        ("自然人１年", None, "1y"),
        ("长期，随清单更新", None, None),
        ("许可有效期内", None, None),
        ("20个工作日", None, None),
    ],
)
def test_how_long_it_stays_is_read(wording: str, organisation: str | None, person: str | None) -> None:
    said = [keep_of(wording, person=each) for each in (False, True)]
    assert [str(each) if each else None for each in said] == [organisation, person]


@given(st.integers(1, 200), st.integers(1, 200))
def test_longer_compares_counts_of_one_unit(mine: int, legal: int) -> None:
    assert longer(Period(mine, "wd"), Period(legal, "wd")) == (mine > legal)
    assert longer(Period(mine, "d"), Period(legal, "wd")) == (mine > legal)


def test_units_that_cannot_be_compared_count_as_longer() -> None:
    assert longer(Period(1, "m"), Period(20, "wd"))
    assert longer(Period(7, "wd"), Period(7, "d"))
    assert not longer(Period(24, "h"), Period(7, "wd"))


def row(**values: Any) -> dict[str, Any]:
    return {"code": "GS-02", "clock": "D13", "deadline": "3个工作日", **values}


def test_the_row_of_the_category_rules_before_the_general_one() -> None:
    rows = [row(code="a"), row(code="b", acts=["行政处罚"]), row(code="c", clock="D14")]
    assert ruling_row(rows, "D13", "行政处罚")["code"] == "b"
    assert ruling_row(rows, "D13", "行政许可")["code"] == "a"
    assert ruling_row(rows, "D15", "行政处罚") is None


def test_the_table_shortens_and_names_both_sources() -> None:
    rule = lawpack.current().deadline("D13", ON)
    shorter = under_policy(rule, row(), "本机关办法第2版")
    assert str(shorter.period) == "3wd" and shorter.cite == f"本机关办法第2版（GS-02）；{rule.cite}"
    assert under_policy(rule, row(deadline="9个工作日"), "x") == rule
    assert under_policy(rule, row(deadline="及时"), "x") == rule
    assert under_policy(rule, None, "x") == rule


def test_faults_name_the_row_and_the_law() -> None:
    pack = lawpack.current()
    rules = {code: pack.deadline(code, ON) for code in ("D13", "D09")}
    rows = [
        row(code="1", deadline="8个工作日"), row(code="2", clock="D99"), row(code="3", clock="D09", deadline="及时"),
        row(code="4", acts=["行政许可"]), row(code="5", acts=["行政许可", "行政检查"]), row(code="6", clock="", deadline="长期"),
    ]  # fmt: skip
    found = {each.field: each for each in faults_of(rows, rules, "90号")}
    assert {code: each.code for code, each in found.items()} == {
        "1": "policy.longer", "2": "policy.clock", "3": "policy.period", "5": "policy.twice",
    }  # fmt: skip
    assert "118号" in found["1"].cite and "7个工作日" in found["1"].message
    assert not faults_of([row()], {"D13": replace(rules["D13"])}, "90号")


@pytest.mark.parametrize("kind", ["policy-disclosure", "policy-recording", "policy-review"])
def test_every_filled_cell_of_the_shipped_table_is_in_the_prose(kind: str) -> None:
    from_file = _shipped(kind)
    told = articles(kind, from_file, "演示机关")
    assert [each.number for each in told] == [f"第{chinese(n)}条" for n in range(1, len(told) + 1)]
    by_code = {each.code: each for each in told if each.code}
    for each in from_file:
        said = by_code[each["code"]].text + "".join(by_code[each["code"]].items)
        assert each["deadline"] in said and all(word in said for word in each["content"])
    changed = [{**from_file[0], "deadline": "1个工作日"}, *from_file[1:]]
    assert articles(kind, changed, "演示机关") != told
    assert articles("items", from_file, "演示机关") == []


def _shipped(kind: str) -> list[dict[str, Any]]:
    parsed = parse_grid(KINDS[kind], list(csv.reader((LISTS / f"{kind}.csv").open(encoding="utf-8"))))
    assert not parsed.rejected and not parsed.warnings
    return [{**each.values, "code": each.code} for each in parsed.rows]


LISTS = Path(__file__).parents[2] / "lawpacks" / "haiyang" / "lists"
