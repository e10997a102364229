"""Law as dated data: the break points of land and mining law, every item of the first list, what a repeal touches."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from daylight.core.amounts import assess, law_options
from daylight.core.facts import CaseFacts, DecisionFacts, FinePart, OpeningFacts
from daylight.core.gates import evaluate
from daylight.core.lawdata import NotInForce
from daylight.core.lawimpact import Article, article_named, fallen, fallen_basis, items_using
from daylight.core.lawrecords import ArticleRef, Item, Repeal

TODAY = date(2026, 12, 1)
FIRST_LIST = [
    *(f"T{n:02}" for n in range(1, 14)), *(f"T14{letter}" for letter in "ABCDEF"), *(f"K{n:02}" for n in range(1, 11)),
    "G01", "G02", "G03", "P04", "G05", "G06", "C01", "C02", "C03", "H01", "H02",
]  # fmt: skip


def verdict(pack, gate, today=TODAY, **facts):
    return evaluate([gate], CaseFacts(**facts), pack, today)[0]


def repeal(pack, law, article, since):
    rule = Repeal(id="r", cite="某决定", in_force_from=since, law=law, article=article)
    return replace(pack, rules={**pack.rules, "repeal": {"r": (rule,)}})


@pytest.mark.parametrize("key", FIRST_LIST)
def test_every_item_of_the_first_list_is_in_force_and_rests_on_articles(pack, key):
    item = pack.item(key, TODAY)
    assert item.cite and item.penalties and item.articles
    for ref in item.articles:
        assert any(each.in_force_from == ref.version_from for each in pack.rules["statute"][ref.law])
    assert ("fine" in item.penalties) is bool(item.fine)


@pytest.mark.parametrize(
    ("key", "on", "kind", "low", "high"),
    [
        ("T04", "2021-08-31", "rate_area", 0, 30),
        ("T04", "2021-09-01", "rate_area", 100, 1000),
        ("T02", "2021-09-01", "multiple", 5, 10),
        ("T09", "2021-09-01", "rate_area", 100, 500),
        ("T14C", "2024-01-01", "rate_area", 1, 1),
        ("K01", "2025-07-01", "fixed", 100000, 1000000),
        ("K02", "2025-06-30", "percent", 0, 50),
        ("K02", "2025-07-01", "multiple", 3, 5),
        ("K09", "2025-07-01", "multiple", 0, 2),
        ("G01", "2020-01-01", "percent", 5, 10),
        ("C02", "2026-01-01", "fixed", 0, 200000),
        ("H01", "2026-01-01", "multiple", 5, 15),
    ],
)
def test_the_range_of_the_day(pack, key, on, kind, low, high):
    fine = pack.item(key, date.fromisoformat(on)).fine
    assert (fine.kind, fine.min, fine.max) == (kind, low, high)


@pytest.mark.parametrize(
    ("key", "on", "code", "kind", "low", "high"),
    [
        ("K02", "2025-06-30", "no_licence_no_gain", "fixed", 0, 50000),
        ("K02", "2025-06-30", "beyond", "percent", 0, 30),
        ("K02", "2025-06-30", "beyond_no_gain", "fixed", 0, 30000),
        ("K02", "2025-07-01", "little", "fixed", 100000, 1000000),
        ("K05", "2025-07-01", "little", "fixed", 100000, 500000),
        ("K08", "2025-07-01", "false", "fixed", 200000, 1000000),
        ("T13", "2025-07-01", "rules_2021", "multiple", 5, 10),
        ("H01", "2025-07-01", "reclaim", "multiple", 10, 20),
    ],
)
def test_ranges_of_named_circumstances(pack, key, on, code, kind, low, high):
    fine = pack.item(key, date.fromisoformat(on)).fine_rule(code)
    assert (fine.kind, fine.min, fine.max) == (kind, low, high)
    assert fine.when


@pytest.mark.parametrize("key", ["K01", "K03", "K05", "K10", "T02", "T10"])
def test_old_amounts_nobody_has_read_are_not_there(pack, key):
    with pytest.raises(NotInForce):
        pack.item(key, date(2020, 1, 1))


def test_land_taken_before_september_2021_is_fined_by_the_old_cap(pack):
    options = law_options(pack, "T04", date(2021, 8, 31), TODAY)
    assert [(each.item.fine.max, each.lighter) for each in options] == [(30, True), (1000, False)]
    assert len(law_options(pack, "T04", date(2021, 9, 1), TODAY)) == 1


def test_mining_before_july_2025_has_two_laws_and_a_person_judges_which_is_lighter(pack):
    options = law_options(pack, "K02", date(2025, 6, 30), TODAY)
    assert [(str(each.item.fine.kind), each.lighter) for each in options] == [("percent", None), ("multiple", None)]
    assert len(law_options(pack, "K02", date(2025, 7, 1), TODAY)) == 1


@pytest.mark.parametrize(
    ("act_on", "rate", "state"),
    [("2021-08-31", 30, "passed"), ("2021-08-31", 100, "refused"), ("2021-09-01", 30, "refused"), ("2021-09-01", 100, "passed")],
)  # fmt: skip
def test_the_land_break_point_in_a_decision(pack, act_on, rate, state):
    grade = "t04_heavier" if act_on < "2021-09-01" else "t04_lighter"
    part = FinePart(kind="rate_area", quantity=Decimal(50), rate=Decimal(rate))
    decision = DecisionFacts(
        item="T04", penalties=frozenset({"fine"}), fine=Decimal(50) * rate, parts=(part,), grade=grade,
        act_on=date.fromisoformat(act_on), decided_on=TODAY,
    )  # fmt: skip
    assert verdict(pack, "G12", decision=decision).state == state


def mining(act_on, part, total):
    return DecisionFacts(
        item="K02", penalties=frozenset({"fine"}), fine=Decimal(total), parts=(part,), act_on=act_on, decided_on=TODAY
    )


@pytest.mark.parametrize(
    ("act_on", "part", "total", "wrong"),
    [
        ("2025-06-30", FinePart(kind="percent", quantity=Decimal(80000), rate=Decimal(50)), 40000, ""),
        ("2025-06-30", FinePart(kind="percent", quantity=Decimal(80000), rate=Decimal(51)), 40800, "法定幅度"),
        ("2025-06-30", FinePart(kind="fixed", quantity=Decimal(1), rate=Decimal(50000), fine="no_licence_no_gain"), 50000, ""),
        ("2025-06-30", FinePart(kind="multiple", quantity=Decimal(200000), rate=Decimal(3)), 600000, "单位不同"),
        ("2025-07-01", FinePart(kind="multiple", quantity=Decimal(200000), rate=Decimal(3)), 600000, ""),
        ("2025-07-01", FinePart(kind="multiple", quantity=Decimal(200000), rate=Decimal(2)), 400000, "法定幅度"),
        ("2025-07-01", FinePart(kind="fixed", quantity=Decimal(1), rate=Decimal(99999), fine="little"), 99999, "法定幅度"),
        ("2025-07-01", FinePart(kind="fixed", quantity=Decimal(1), rate=Decimal(1), fine="beyond"), 1, "没有所选情形"),
    ],
)  # fmt: skip
def test_the_mining_break_point_in_a_decision(pack, act_on, part, total, wrong):
    found = verdict(pack, "G12", decision=mining(date.fromisoformat(act_on), part, total))
    rest = [each.message for each in found.refusals if each.field != "grade_absent"]
    assert (wrong in rest[0]) if wrong else rest == []


def test_conflicting_provisions_wait_for_the_legal_section(pack):
    part = FinePart(kind="multiple", quantity=Decimal(1000), rate=Decimal(2))
    decision = DecisionFacts(
        item="T13", penalties=frozenset({"fine"}), fine=Decimal(2000), parts=(part,), act_on=date(2025, 1, 1), decided_on=TODAY
    )  # fmt: skip
    assert any(each.field == "legal_choice" for each in verdict(pack, "G12", decision=decision).refusals)
    chosen = replace(decision, legal_choice_by="5")
    assert not any(each.field == "legal_choice" for each in verdict(pack, "G12", decision=chosen).refusals)


def test_force_against_mining_exists_only_since_july_2025(pack):
    assert "mineral_seize" not in {each.id for each in pack.coercive_powers(date(2025, 6, 30))}
    assert "mineral_seize" in {each.id for each in pack.coercive_powers(date(2025, 7, 1))}


@pytest.mark.parametrize(
    ("text", "article"),
    [
        ("土地管理法第七十七条", Article("land_law", "第七十七条")),
        ("《矿产资源法》第六十四条", Article("mineral_law", "第六十四条")),
        ("中华人民共和国城乡规划法（2019年修正）第六十五条", Article("planning_law", "第六十五条")),
        ("测绘法", Article("survey_law", "")),
    ],
)
def test_an_article_is_found_by_its_name(pack, text, article):
    assert article_named(pack, text) == article


def test_an_unknown_law_is_told(pack):
    with pytest.raises(ValueError, match="没有“交通法”"):
        article_named(pack, "交通法第一条")


def test_items_using_an_article(pack):
    def ids(*how):
        return {each.id for each in items_using(pack, *how)}

    assert ids("土地管理法第七十七条") == {"T04", "T05"}
    assert ids("土地管理法实施条例第五十八条") == {"T01", "T04"}
    assert ids("土地管理法实施条例第五十七条") == {"T04", "T05"}
    assert ids("土地管理法实施条例第五条") == set()
    assert ids("土地管理法实施条例第四十二条", TODAY) == set()
    assert ids("土地管理法实施条例第四十二条", date(2020, 1, 1)) == {"T04"}
    assert ids("矿产资源法") == {f"K{n:02}" for n in range(1, 11)}


@pytest.mark.parametrize(
    ("whole", "part", "touched"),
    [
        ("第五十七条", "第五十七条第二款", True),
        ("第五十七条第二款", "第五十七条", True),
        ("第五条", "第五条之一", False),
        ("第五十七条第一款", "第五十七条第二款", False),
        ("", "第一条", True),
    ],
)
def test_paragraphs_belong_to_their_article(whole, part, touched):
    ref = ArticleRef(law="x", article=part, version_from=TODAY)
    assert Article("x", whole).covers(ref) is touched
    assert not Article("y", whole).covers(ref)


OPENING = OpeningFacts(
    identified_offender=True, unlawful_fact=True, punishable=True, own_jurisdiction=True, within_limitation=True,
    act_ended_on=date(2026, 3, 1), item="T04",
)  # fmt: skip


@pytest.mark.parametrize(
    ("law", "article", "since", "falls"),
    [
        ("land_rules", "第五十七条", "2026-12-01", True),
        ("land_rules", "第五十七条", "2026-12-02", False),
        ("land_rules", "第五十七条第二款", "2026-01-01", False),
        ("land_rules", "第五十一条", "2026-01-01", False),
        ("land_law", "", "2026-01-01", True),
        ("mineral_law", "", "2026-01-01", False),
    ],
)
def test_a_repeal_turns_its_items_red_and_stops_new_cases(pack, law, article, since, falls):
    after = repeal(pack, law, article, date.fromisoformat(since))
    assert bool(fallen(after, "T04", TODAY)) is falls
    found = verdict(after, "G03", opening=OPENING)
    assert found.state == ("refused" if falls else "passed")
    assert not falls or "已经失效" in found.refusals[0].message


def test_a_repealed_item_is_not_fined_any_more(pack):
    part = FinePart(kind="rate_area", quantity=Decimal(100), rate=Decimal(200))
    decision = DecisionFacts(
        item="T04", penalties=frozenset({"fine"}), fine=Decimal(20000), parts=(part,), grade="t04_lighter",
        act_on=date(2025, 6, 1), decided_on=TODAY,
    )  # fmt: skip
    assert verdict(pack, "G12", decision=decision).state == "passed"
    after = repeal(pack, "land_rules", "第五十七条", date(2026, 6, 1))
    assert "不再处罚" in verdict(after, "G12", decision=decision).refusals[0].message


def test_an_item_without_a_present_version_has_fallen(pack):
    ended = {"T04": tuple(each for each in pack.versions(Item, "T04") if each.until)}
    lapsed = replace(pack, rules={**pack.rules, "item": {**pack.rules["item"], **ended}})
    assert "没有有效的规定" in fallen(lapsed, "T04", TODAY)
    assert fallen(pack, "T99", TODAY) == ""


def test_a_number_changed_in_the_law_changes_the_fine_without_touching_code(pack):
    item = pack.item("T04", TODAY)
    milder = replace(item, fine=replace(item.fine, max=Decimal(150)))
    part = FinePart(kind="rate_area", quantity=Decimal(100), rate=Decimal(200))
    assert assess(item, [part]).within_law
    assert not assess(milder, [part]).within_law


@pytest.mark.parametrize(
    ("basis", "falls"),
    [
        (("土地管理法实施条例（2021修订，2021-09-01起施行）第四十八条",), True),
        (("土地管理法实施条例第四十八条第五项",), True),
        (("土地管理法实施条例第四十八条之一",), False),
        (("土地管理法实施条例第四十九条", "矿产资源法第四十八条"), False),
        ((), False),
    ],
)
def test_a_matter_whose_articles_are_only_named_falls_with_them(pack, basis, falls):
    after = repeal(pack, "land_rules", "第四十八条", date(2026, 6, 1))
    assert bool(fallen_basis(after, "封存文件", basis, TODAY)) is falls
    assert fallen_basis(after, "封存文件", basis, date(2026, 5, 31)) == ""
    assert fallen_basis(pack, "封存文件", basis, TODAY) == ""
