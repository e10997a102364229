"""Fines: how they are computed, which law applies, where the grade ends."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daylight.core.amounts import amount_of, assess, is_lighter, law_options, plain
from daylight.core.facts import FinePart
from daylight.core.lawdata import NotInForce
from daylight.core.lawrecords import FineRule, Grade

TODAY = date(2026, 11, 23)


def area(quantity: str, rate: str) -> FinePart:
    return FinePart(kind="rate_area", quantity=Decimal(quantity), rate=Decimal(rate))


@pytest.mark.parametrize(
    ("kind", "quantity", "rate", "yuan"),
    [
        ("rate_area", "812.6", "300", "243780.00"),
        ("rate_area", "33.335", "1", "33.34"),
        ("percent", "100001", "12.5", "12500.13"),
        ("multiple", "2500", "5", "12500.00"),
        ("fixed", "1", "10000", "10000.00"),
    ],
)
def test_each_way_of_computing(kind, quantity, rate, yuan):
    assert amount_of(kind, Decimal(quantity), Decimal(rate)) == Decimal(yuan)


def test_the_explanation_gives_grade_factor_range_result_reason(pack):
    law = pack.item("T04", TODAY)
    grade = pack.find(Grade, "t04_heavier", TODAY)
    found = assess(law, [area("812.6", "600")], grade, "责令停止后继续施工")
    assert [line.label for line in found.lines] == ["档次", "因子", "区间", "结果", "理由"]
    assert found.lines[1].text == "812.6平方米 × 600元/平方米 ＝ 487560.00元"
    assert "依据待核" in found.lines[0].text
    assert (found.low, found.high) == (Decimal("81260.00"), Decimal("812600.00"))
    assert found.within_law and found.within_grade


def test_several_parts_add_up(pack):
    found = assess(pack.item("T04", TODAY), [area("100", "100"), area("50", "300")])
    assert found.total == Decimal("25000.00")
    assert (found.low, found.high) == (Decimal("15000.00"), Decimal("150000.00"))


def test_a_part_in_another_unit_is_not_within_the_law(pack):
    found = assess(pack.item("T01", TODAY), [area("100", "100")])
    assert not found.within_law


def test_both_laws_are_offered_and_the_lighter_is_named(pack):
    options = law_options(pack, "T04", date(2020, 6, 1), TODAY)
    assert [(each.label, each.lighter) for each in options] == [("行为时的规定", True), ("作出决定时的规定", False)]


def test_one_law_when_nothing_changed(pack):
    assert len(law_options(pack, "T04", date(2025, 6, 1), TODAY)) == 1


def test_no_law_at_the_act_no_fine(pack):
    with pytest.raises(NotInForce):
        law_options(pack, "T04", date(1990, 1, 1), TODAY)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (("rate_area", 0, 30), ("rate_area", 100, 1000), True),
        (("rate_area", 100, 1000), ("rate_area", 0, 30), False),
        (("rate_area", 10, 30), ("rate_area", 0, 30), False),
        (("percent", 10, 50), ("rate_area", 100, 1000), None),
    ],
)
def test_lighter(one, other, expected):
    def rule(spec):
        return FineRule(kind=spec[0], min=Decimal(spec[1]), max=Decimal(spec[2]))

    assert is_lighter(rule(one), rule(other)) is expected


def test_an_item_without_fine_is_told(pack):
    with pytest.raises(ValueError, match="没有罚款"):
        assess(pack.item("T11", TODAY), [area("1", "1")])
    with pytest.raises(ValueError, match="请填写罚款的计算项目"):
        assess(pack.item("T04", TODAY), [])


@given(st.decimals(1, 100000, places=2), st.decimals(100, 1000, places=2))
def test_a_rate_within_the_law_gives_a_fine_within_the_range(quantity, rate):
    law_rule = FineRule(kind="rate_area", min=Decimal(100), max=Decimal(1000))
    total = amount_of("rate_area", quantity, rate)
    assert amount_of("rate_area", quantity, law_rule.min) <= total <= amount_of("rate_area", quantity, law_rule.max)
    assert total == total.quantize(Decimal("0.01"))


def test_plain_numbers():
    assert [plain(Decimal(each)) for each in ("300.00", "812.60", "1E+3", "0.5")] == ["300", "812.6", "1000", "0.5"]
