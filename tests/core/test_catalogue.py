"""Which decisions are 重大, and the reason either way."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from daylight.core.catalogue import CaseMeasure, catalogue_findings, catalogue_hits
from daylight.core.listkinds import KINDS
from daylight.core.listvalues import typed

BUILDINGS = "没收非法占用土地上新建的建筑物和其他设施"


def row(**values: Any) -> dict[str, Any]:
    return typed(KINDS["review-catalog"], {"category": "行政处罚", "item": "情形", **values})


def case(**values: Any) -> CaseMeasure:
    return CaseMeasure(category="行政处罚", item_code="CF-T04", procedure="penalty_ordinary", **values)


LINE = {"penalty_kinds": ["罚款"], "threshold_person_yuan": "10000", "threshold_org_yuan": "100000"}


@pytest.mark.parametrize(
    ("values", "facts", "hit", "says"),
    [
        (LINE, {"penalty_kinds": {"罚款"}, "fine_yuan": "10000"}, True, "达到 10,000 元（含本数，对公民）"),
        (LINE, {"penalty_kinds": {"罚款"}, "fine_yuan": "9999.99"}, False, "罚款 9,999.99 元，未达到"),
        (LINE | {"boundary": "不含"}, {"penalty_kinds": {"罚款"}, "fine_yuan": "10000"}, False, "不含本数"),
        (LINE | {"boundary": "不含"}, {"penalty_kinds": {"罚款"}, "fine_yuan": "10000.01"}, True, "达到"),
        (LINE, {"penalty_kinds": {"罚款"}, "fine_yuan": "50000", "organisation": True}, False, "对单位"),
        (LINE, {"penalty_kinds": {"罚款"}, "fine_yuan": "100000", "organisation": True}, True, "对单位"),
        (LINE, {"penalty_kinds": {"警告"}}, False, "拟作决定不含罚款"),
        # An open amount is treated as reaching the line.
        (LINE, {"penalty_kinds": {"罚款"}}, True, "尚未确定"),
        ({"penalty_kinds": ["没收"]}, {"penalty_kinds": {BUILDINGS}}, True, BUILDINGS),
        ({"penalty_kinds": ["没收"]}, {"penalty_kinds": {"罚款"}}, False, "不含没收"),
        (
            {"penalty_kinds": ["没收"], "threshold_person_yuan": "10000"},
            {"penalty_kinds": {"没收违法所得"}, "confiscated_yuan": "12000"},
            True,
            "没收 12,000 元",
        ),
        (
            {"penalty_kinds": ["没收"], "threshold_person_yuan": "10000"},
            {"penalty_kinds": {"没收违法所得", "罚款"}, "confiscated_yuan": "200", "fine_yuan": "90000"},
            False,
            "没收 200 元",
        ),
        ({"hearing": True}, {"heard": True}, True, "经过听证"),
        ({"hearing": True}, {}, False, "没有经过听证"),
        ({"circumstances": ["重大公共利益"]}, {"circumstances": {"重大公共利益"}}, True, "重大公共利益"),
        ({"circumstances": ["重大公共利益"]}, {}, False, "没有认定"),
        ({"threshold_area_m2": "2000"}, {"area_m2": "2000"}, True, "达到 2,000 平方米"),
        ({"threshold_area_m2": "2000"}, {"area_m2": "1957.31"}, False, "不足"),
        ({"category": "行政许可", "hearing": True}, {"heard": True}, False, "是行政许可"),
        ({"category": "全部类别", "hearing": True}, {"heard": True}, True, "经过听证"),
        ({"item_codes": ["CF-T01"], "hearing": True}, {"heard": True}, False, "事项不在"),
        ({"procedures": ["penalty_ordinary"]}, {}, True, "全部列入"),
        ({"procedures": ["penalty_summary"]}, {}, False, "程序不在"),
        ({}, {}, None, "由承办机构判断"),
    ],
)
def test_each_row_says_why(values, facts, hit, says):
    amounts = {name: Decimal(facts[name]) for name in ("fine_yuan", "confiscated_yuan", "area_m2") if name in facts}
    words = {name: frozenset(facts[name]) for name in ("penalty_kinds", "circumstances") if name in facts}
    (finding,) = catalogue_findings([row(**values)], case(**{**facts, **amounts, **words}))
    assert finding.hit is hit
    assert says in finding.why


def test_the_hits_are_the_rows_that_make_it_weighty():
    rows = [row(code="1", hearing=True), row(code="2", penalty_kinds=["没收"]), row(code="3")]
    hits = catalogue_hits(rows, case(heard=True, penalty_kinds=frozenset({"罚款"})))
    assert [hit["code"] for hit, _ in hits] == ["1"]
