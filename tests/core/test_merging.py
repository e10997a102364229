"""Several parcels, land classes, acts and gains in one decision: sums, ranges, caps, grades, explanations."""

from dataclasses import replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daylight.core.amounts import assess, plain, surcharge, to_fen
from daylight.core.facts import CaseFacts, ChargeFacts, DecisionFacts, FinePart
from daylight.core.gates import evaluate
from daylight.core.lawrecords import FineRule, Grade
from daylight.core.merging import Gain, merge_fines, merge_gains

TODAY = date(2026, 12, 1)
FARM = FinePart(kind="rate_area", quantity=Decimal("500"), rate=Decimal(700), label="永久基本农田", grade="t04_heavier")
YARD = FinePart(kind="rate_area", quantity=Decimal("312.6"), rate=Decimal(300), label="建设用地", grade="t04_ordinary")


def grades_of(pack, *keys):
    return {key: pack.find(Grade, key, TODAY) for key in keys}


def verdict(pack, decision):
    return evaluate(["G12"], CaseFacts(decision=decision), pack, TODAY)[0]


def test_each_land_class_has_its_own_grade(pack):
    found = assess(
        pack.item("T04", TODAY),
        [FARM, YARD],
        grades=grades_of(pack, "t04_heavier", "t04_ordinary"),
        reason="分地类裁量",
    )
    assert found.total == Decimal("443780.00")
    assert (found.grade_low, found.grade_high) == (Decimal("393780.00"), Decimal("687560.00"))
    assert found.within_law and found.within_grade
    assert [line.label for line in found.lines] == ["档次", "档次", "因子", "因子", "区间", "结果", "理由"]
    assert found.lines[0].text.startswith("永久基本农田，从重：600至1000元/平方米")
    assert found.lines[1].text.startswith("建设用地，一般：300至600元/平方米")


def test_one_class_out_of_its_grade_needs_a_reason(pack):
    cheap = replace(FARM, rate=Decimal(400))
    decision = DecisionFacts(
        item="T04", penalties=frozenset({"fine"}), fine=Decimal("293780.00"), parts=(cheap, YARD), act_on=date(2025, 6, 1),
        decided_on=TODAY,
    )  # fmt: skip
    assert [each.field for each in verdict(pack, decision).refusals] == ["deviation_reason"]
    assert verdict(pack, replace(decision, deviation_reason="主动退还并恢复种植条件")).state == "passed"
    right = replace(decision, parts=(FARM, YARD), fine=Decimal("443780.00"))
    assert verdict(pack, right).state == "passed"


def test_a_part_under_a_foreign_grade_is_refused(pack):
    decision = DecisionFacts(
        item="T04", penalties=frozenset({"fine"}), fine=Decimal("350000.00"), parts=(replace(FARM, grade="t01_lighter"),),
        act_on=date(2025, 6, 1), decided_on=TODAY,
    )  # fmt: skip
    assert "不属于本事项" in verdict(pack, decision).refusals[0].message


def test_a_cap_cuts_the_upper_end(pack):
    item = pack.item("T04", TODAY)
    capped = replace(item, fine=replace(item.fine, cap=Decimal(50000)))
    part = FinePart(kind="rate_area", quantity=Decimal(100), rate=Decimal(500))
    assert assess(capped, [part]).within_law
    over = assess(capped, [replace(part, rate=Decimal("500.01"))])
    assert (over.high, over.within_law) == (Decimal(50000), False)
    assert "最高50000元" in over.lines[1].text


def test_ranges_of_different_circumstances_add_up(pack):
    sea = FinePart(kind="multiple", quantity=Decimal(1000), rate=Decimal(5), label="养殖用海")
    filled = FinePart(kind="multiple", quantity=Decimal(2000), rate=Decimal(10), label="填海", fine="reclaim")
    found = assess(pack.item("H01", TODAY), [sea, filled])
    assert (found.low, found.high, found.total) == (Decimal(25000), Decimal(55000), Decimal(25000))
    assert "进行围海、填海活动：10至20倍" in found.lines[2].text


def test_negative_figures_are_refused(pack):
    with pytest.raises(ValueError, match="不能是负数"):
        assess(pack.item("T04", TODAY), [replace(YARD, quantity=Decimal(-1))])


THEFT = ChargeFacts(
    item="T09", fine=Decimal(20000), act_on=date(2025, 6, 1),
    parts=(FinePart(kind="rate_area", quantity=Decimal(100), rate=Decimal(200)),),
)  # fmt: skip
BOTH = DecisionFacts(
    item="T04", penalties=frozenset({"fine"}), fine=Decimal(113780), parts=(YARD,), act_on=date(2025, 6, 1), decided_on=TODAY,
    others=(THEFT,),
)  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"fine": Decimal(93780)}, "各项之和 113780 元不一致"),
        ({"fine": None}, "（空）"),
        ({"others": (replace(THEFT, fine=Decimal(1)),)}, "第 2 项的罚款 1 元"),
        ({"others": (replace(THEFT, act_on=date(1990, 1, 1)),)}, "没有有效的处罚依据"),
        ({"others": (replace(THEFT, parts=(replace(THEFT.parts[0], rate=Decimal(501)),), fine=None),)}, "法定幅度"),
        ({"others": (replace(THEFT, parts=()),)}, "计算项目"),
    ],
)
def test_every_act_is_judged_by_itself_and_the_sum_is_checked(pack, changes, said):
    found = verdict(pack, replace(BOTH, **changes))
    assert said in "".join(each.message for each in found.refusals)


def test_two_acts_in_one_decision_pass_but_for_the_missing_grades(pack):
    found = verdict(pack, BOTH)
    assert [each.field for each in found.refusals] == ["grade_absent"]


def test_room_in_one_act_is_not_room_for_another(pack):
    item = pack.item("T04", TODAY)
    much = assess(item, [FinePart(kind="rate_area", quantity=Decimal(10), rate=Decimal(1001))])
    little = assess(item, [FinePart(kind="rate_area", quantity=Decimal(10), rate=Decimal(200))])
    merged = merge_fines([much, little])
    assert merged.total == much.total + little.total
    assert not merged.within_law
    assert [line.text for line in merged.lines if line.label == "合并"] == ["10010.00元 ＋ 2000.00元 ＝ 12010.00元"]
    assert merged.lines[-1].text == "壹万贰仟零壹拾元整"
    assert [line.label for line in merge_fines([little]).lines][-1] == "大写"
    with pytest.raises(ValueError, match="请先计算"):
        merge_fines([])


def test_gains_are_merged_after_refunds_and_costs():
    found = merge_gains(
        [
            Gain(label="东块", amount=Decimal(300000), refunded=Decimal(50000)),
            Gain(label="西块", amount=Decimal("120000.555"), cost=Decimal(20000), evidence="平整土地发票 3 张"),
        ]
    )
    assert found.total == Decimal("350000.56")
    assert [line.label for line in found.lines] == ["违法所得", "违法所得", "合并", "大写"]
    assert "减已退赔 50000元" in found.lines[0].text and "平整土地发票" in found.lines[1].text


@pytest.mark.parametrize(
    ("gain", "said"),
    [
        (Gain(label="甲", amount=Decimal(-1)), "不能是负数"),
        (Gain(label="甲", amount=Decimal(10), refunded=Decimal(11)), "超过了违法所得"),
        (Gain(label="甲", amount=Decimal(10), cost=Decimal(5)), "写明证据"),
    ],
)
def test_deductions_that_do_not_hold_are_refused(gain, said):
    with pytest.raises(ValueError, match=said):
        merge_gains([gain])
    with pytest.raises(ValueError, match="请填写违法所得"):
        merge_gains([])


areas = st.decimals(Decimal("0.01"), 50000, places=2)
rates = st.decimals(100, 1000, places=2)
lots = st.lists(st.tuples(areas, rates), min_size=1, max_size=6)


def parcels(drawn):
    return [
        FinePart(kind="rate_area", quantity=area, rate=rate, label=f"{n} 号地块")
        for n, (area, rate) in enumerate(drawn)
    ]


@given(lots)
def test_parcels_within_the_rate_are_within_the_law(pack, drawn):
    parts = parcels(drawn)
    found = assess(pack.item("T04", TODAY), parts)
    assert found.within_law
    assert found.low <= found.total <= found.high
    assert found.total == sum((area * rate).quantize(Decimal("0.01"), ROUND_HALF_UP) for area, rate in drawn)
    assert sum(line.label == "因子" for line in found.lines) == len(parts)
    assert plain(found.total) in found.lines[-1].text


@given(lots)
def test_the_order_of_parcels_does_not_matter(pack, drawn):
    law = pack.item("T04", TODAY)
    one, other = assess(law, parcels(drawn)), assess(law, parcels(drawn)[::-1])
    assert (one.total, one.low, one.high) == (other.total, other.low, other.high)


@given(areas, st.decimals(Decimal("1000.01"), 5000, places=2) | st.decimals(0, Decimal("99.99"), places=2))
def test_a_single_parcel_out_of_the_rate_is_refused_by_the_gate(pack, area, rate):
    part = FinePart(kind="rate_area", quantity=area + 1, rate=rate)
    total = assess(pack.item("T04", TODAY), [part]).total
    decision = DecisionFacts(
        item="T04", penalties=frozenset({"fine"}), fine=total, parts=(part,), grade="t04_heavier", act_on=date(2025, 6, 1),
        decided_on=TODAY, deviation_reason="任何理由",
    )  # fmt: skip
    assert any("法定幅度" in each.message for each in verdict(pack, decision).refusals)


@given(lots, st.decimals(1, 10**7, places=2))
def test_a_cap_never_raises_the_upper_end(pack, drawn, cap):
    item = pack.item("T04", TODAY)
    rule = FineRule(kind="rate_area", min=item.fine.min, max=item.fine.max, cap=cap)
    free, capped = assess(item, parcels(drawn)), assess(replace(item, fine=rule), parcels(drawn))
    assert capped.high == min(free.high, cap)
    assert capped.total == free.total


@given(st.lists(st.tuples(areas, st.decimals(0, 1, places=2)), min_size=1, max_size=6))
def test_merged_gains_are_the_sum_of_what_is_left(drawn):
    gains = [
        Gain(label=str(n), amount=amount, refunded=to_fen(amount * share)) for n, (amount, share) in enumerate(drawn)
    ]
    found = merge_gains(gains)
    assert found.total == sum(each.net for each in gains)
    assert 0 <= found.total <= sum(each.amount for each in gains)


@given(st.decimals(1, 10**8, places=2), st.integers(0, 120))
def test_a_surcharge_never_exceeds_the_fine(principal, days):
    until = date.fromordinal(date(2026, 12, 10).toordinal() + days)
    found = surcharge(principal, date(2026, 12, 10), until, daily_percent=Decimal(3))
    assert found.amount <= principal
    assert found.days == days
    assert (found.capped_on is not None) is (found.amount == principal)
