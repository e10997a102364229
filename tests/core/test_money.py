"""Amounts as really printed, and the capital form both ways."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daylight.core.money import amounts, from_capitals, in_capitals, parse_yuan

CAPITALS = [
    ("0", "零元整"),
    ("0.05", "伍分"),
    ("0.30", "叁角"),
    ("10", "壹拾元整"),
    ("1000", "壹仟元整"),
    ("1409.50", "壹仟肆佰零玖元伍角"),
    ("6007.14", "陆仟零柒元壹角肆分"),
    ("1680.32", "壹仟陆佰捌拾元零叁角贰分"),
    ("107000.53", "壹拾万零柒仟元零伍角叁分"),
    ("16409.02", "壹万陆仟肆佰零玖元零贰分"),
    ("325.04", "叁佰贰拾伍元零肆分"),
    ("208620", "贰拾万零捌仟陆佰贰拾元整"),
    ("22965.6", "贰万贰仟玖佰陆拾伍元陆角"),
    ("1000000", "壹佰万元整"),
    ("100005000", "壹亿零伍仟元整"),
    ("999999999999.99", "玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分"),
]


@pytest.mark.parametrize(("figure", "words"), CAPITALS)
def test_capitals_both_ways(figure: str, words: str) -> None:
    assert in_capitals(Decimal(figure)) == words
    assert from_capitals(words) == Decimal(figure)


@given(st.integers(min_value=0, max_value=10**14 - 1))
def test_capitals_come_back(fen: int) -> None:
    amount = Decimal(fen) / 100
    assert from_capitals(in_capitals(amount)) == amount
    assert parse_yuan(f"罚款{in_capitals(amount)}（¥{amount:.2f}）") == amount or amount < 1


@pytest.mark.parametrize("amount", ["-1", "0.001", "1000000000000"])
def test_capitals_refuse_what_they_cannot_write(amount: str) -> None:
    with pytest.raises(ValueError, match="大写金额"):
        in_capitals(Decimal(amount))


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("人民币贰万伍仟肆佰叁拾壹圆伍角陆分", "25431.56"),
        ("叁仟肆佰玖拾元", "3490"),
        ("陆万圆整", "60000"),
        ("拾万元整", "100000"),
        ("五万三千一百五十一元", "53151"),
        ("伍万元正", "50000"),
    ],
)
def test_capitals_as_printed(words: str, value: str) -> None:
    assert from_capitals(words) == Decimal(value)


@pytest.mark.parametrize("words", ["", "元整", "伍佰", "拾佰元", "壹贰元整", "伍万叁仟陆万元", "整", "12元"])
def test_what_is_no_capital_amount(words: str) -> None:
    with pytest.raises(ValueError):
        from_capitals(words)


@pytest.mark.parametrize(
    ("raw", "values"),
    [
        ("贰万贰仟玖佰陆拾伍元陆角(¥22965.6元)", ["22965.6", "22965.6"]),
        ("伍万捌仟贰佰陆拾元整(¥5.8260万元)", ["58260", "58260"]),
        ("697㎡×11元/㎡=7667元(柒仟陆佰陆拾柒元整)", ["7667", "7667"]),
        ("人民币陆万圆整(¥60000)", ["60000", "60000"]),
        ("140.2321万元", ["1402321"]),
        ("￥１，２３４．５０元", ["1234.50"]),
        ("每平方米15元，共计3884平方米", ["15"]),
        ("按15元/平方米处罚", []),
        ("1.2亿元", ["120000000"]),
        ("占地494平方米", []),
    ],
)
def test_amounts_in_text(raw: str, values: list[str]) -> None:
    assert [amount.value for amount in amounts(raw)] == [Decimal(value) for value in values]


def test_two_different_amounts_are_no_amount() -> None:
    assert parse_yuan("罚款伍万元整(¥5000元)") is None
    assert parse_yuan("罚款伍万元整(¥50000元)") == 50000
