"""The table of a fine, the heavier of two provisions, and texts that say another number than their line."""

from datetime import date
from decimal import Decimal

import pytest

from daylight.core.amounts import assess
from daylight.core.facts import FinePart
from daylight.core.finetable import range_fault, rows
from daylight.core.lawrecords import Grade
from daylight.core.merging import heaviest
from daylight.core.saidfigures import area_doubt, sum_doubt

TODAY = date(2026, 12, 1)
FARM = FinePart(kind="rate_area", quantity=Decimal("500"), rate=Decimal(700), label="永久基本农田", grade="t04_heavier")
YARD = FinePart(kind="rate_area", quantity=Decimal("312.6"), rate=Decimal(300), label="建设用地")


def test_a_row_for_each_parcel_with_its_own_grade(pack):
    law = pack.item("T04", TODAY)
    whole, heavier = pack.find(Grade, "t04_ordinary", TODAY), pack.find(Grade, "t04_heavier", TODAY)
    first, second = rows(law, [FARM, YARD], whole, "分地类裁量", {"t04_heavier": heavier})
    assert (first.grade, first.factor, first.result) == (
        "从重（600至1000元/平方米）",
        "永久基本农田：500平方米 × 700元/平方米",
        "350,000.00 元",
    )
    assert first.bounds == "法定 50,000.00 元至 500,000.00 元；本档 300,000.00 元至 500,000.00 元"
    assert second.grade.startswith("一般") and second.reason == "分地类裁量"
    (bare,) = rows(None, [YARD])
    assert (bare.grade, bare.bounds, bare.reason) == ("未选阶次", "没有可核对的幅度", "未填写")


def test_out_of_the_law_names_the_range(pack):
    law = pack.item("T04", TODAY)
    part = FinePart(kind="rate_area", quantity=Decimal(100), rate=Decimal(1001))
    assert "10,000.00 元至 100,000.00 元之内" in range_fault(assess(law, [part]))
    other = FinePart(kind="percent", quantity=Decimal(100), rate=Decimal(20))
    assert "单位不同" in range_fault(assess(law, [other]))
    assert range_fault(assess(law, [YARD])) == ""


def test_of_two_provisions_broken_by_one_act_the_higher_fine_applies(pack):
    land = assess(pack.item("T04", TODAY), [FinePart(kind="rate_area", quantity=Decimal(100), rate=Decimal(200))])
    use = assess(pack.item("T09", TODAY), [FinePart(kind="rate_area", quantity=Decimal(100), rate=Decimal(450))])
    # T04 reaches 1000 yuan/m², T09 500: the range decides, not what the officer put in.
    assert use.total > land.total
    assert heaviest([land, use]) == 0 and heaviest([use, land]) == 1 and heaviest([land, land]) == 0
    with pytest.raises(ValueError, match="请先计算"):
        heaviest([])


@pytest.mark.parametrize(
    ("text", "amount", "said"),
    [
        ("处以罚款96000元", "96000", ""),
        ("处以每平方米150元的罚款，共计96,000.00元（玖万陆仟元整）", "96000", ""),
        ("处以罚款9.6万元", "96000", ""),
        ("处以罚款 9.6 万元", "96000", ""),
        ("处以每平方米 150 元的罚款，计 97,000.00 元", "96000", "“97,000.00 元”"),
        ("处以罚款97000元", "96000", "“97000元”"),
        ("处以罚款96000元（玖万伍仟元整）", "96000", "玖万伍仟元整"),
        ("责令限期拆除", "96000", ""),
        ("处以罚款96000元", "", ""),
        ("罚款玖万陆仟元整，即97000元", "", "大写"),
        ("按150元/平方米处以罚款", "96000", ""),
    ],
)
def test_the_text_is_held_against_the_sum(text, amount, said):
    found = sum_doubt(text, Decimal(amount) if amount else None)
    assert (said in found) if said else found == ""


@pytest.mark.parametrize(
    ("text", "area", "doubtful"),
    [
        ("退还非法占用的640平方米土地", "640.00", False),
        ("退还非法占用的0.96亩土地", "640", False),
        ("退还非法占用的641平方米土地", "640", True),
        ("退还非法占用的土地", "640", False),
        ("按150元/平方米", "640", False),
        ("退还640平方米土地", "", False),
    ],
)
def test_the_text_is_held_against_the_area(text, area, doubtful):
    assert bool(area_doubt(text, Decimal(area) if area else None)) is doubtful
