"""Citations read, the book of laws with what rests on each article, and the two laws of one act side by side."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from daylight.core.lawbook import book, law_named
from daylight.core.lawcites import Citation, citations
from daylight.core.lawcompare import both_laws
from daylight.core.lawrecords import Repeal

TODAY = date(2026, 12, 1)
AREA = Decimal("812.6")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("行政处罚法第四十四条、第四十五条", [("行政处罚法", "第四十四条"), ("行政处罚法", "第四十五条")]),
        ("《土地管理法》第七十七条第一款；国办发〔2018〕118号", [("土地管理法", "第七十七条第一款"), ("国办发〔2018〕118号", "")]),
        ("土地管理法第七十七条（2004年修正为第七十六条）", [("土地管理法", "第七十七条")]),
        ("自然资源行政处罚办法第十七条至第二十七条", [("自然资源行政处罚办法", "第十七条至第二十七条")]),
        ("山东省实施《矿产资源法》办法第三十一条", [("山东省实施《矿产资源法》办法", "第三十一条")]),
        ("中华人民共和国行政强制法第二十五条之一第三项", [("行政强制法", "第二十五条之一第三项")]),
        ("", []),
    ],
)  # fmt: skip
def test_what_a_citation_names(text, found):
    assert list(citations(text)) == [Citation(*each) for each in found]


def test_every_rule_that_cites_is_found_under_its_law(pack):
    laws = {each.name: each for each in book(pack)}
    assert {each.standing(TODAY).in_force_from for each in laws.values() if each.name == "行政处罚法"} == {
        date(2021, 7, 15)
    }
    land = laws["土地管理法"]
    assert [each.in_force_from for each in land.versions] == [date(1999, 1, 1), date(2020, 1, 1)]
    entry = next(each for each in land.articles if each.article == "第七十七条")
    assert {"T04", "T05"} <= {each.id for each in entry.of("item")}
    penalty = laws["行政处罚法"]
    assert "G07" in {use.id for each in penalty.articles if each.article == "第四十四条" for use in each.of("gate")}
    assert penalty.uses("deadline") > 5 and penalty.uses("item") == 0
    known = {use.id for law in laws.values() for each in law.articles for use in each.uses}
    assert set(pack.rules["gate"]) | set(pack.rules["deadline"]) <= known
    articles = [each.article for each in penalty.articles]
    assert (
        articles.index("第五条") < articles.index("第二十条") < articles.index("第一百零一条")
        if "第一百零一条" in articles
        else True
    )


def test_an_old_article_ends_with_its_version_and_a_repealed_one_by_its_repeal(pack):
    rules = law_named(pack, "土地管理法实施条例")
    old = next(each for each in rules.articles if each.article == "第四十二条")
    assert (old.gone_on, old.standing(TODAY)) == (date(2021, 9, 1), False)
    rule = Repeal(id="r", cite="某决定", in_force_from=date(2026, 12, 31), law="land_law", article="第七十七条")
    gone = law_named(replace(pack, rules={**pack.rules, "repeal": {"r": (rule,)}}), "《土地管理法》")
    hit = [each for each in gone.articles if not each.standing(date(2027, 1, 1))]
    assert [each.article for each in hit] == ["第七十七条"]
    assert hit[0].gone_by == "某决定" and hit[0].standing(TODAY)
    assert [each.article for each in gone.repeals] == ["第七十七条"]


def test_a_law_nobody_cites_is_not_in_the_book(pack):
    assert law_named(pack, "演示法") is None


def test_land_taken_before_september_2021(pack):
    found = both_laws(pack, "T04", date(2021, 8, 31), TODAY, area_m2=AREA)
    then, now = found.sides
    assert found.settled
    assert (then.label, then.word, then.ranges) == ("行为时的规定", "较轻", ("不超过30元/平方米",))
    assert (now.label, now.word, now.ranges) == ("作出决定时的规定", "较重", ("100至1000元/平方米",))
    assert then.yuan == "按 812.6 平方米计算为不超过 24,378.00 元"
    assert now.yuan == "按 812.6 平方米计算为81,260.00 元至 812,600.00 元"
    assert "应当适用行为时的规定" in found.why and "第四十二条" in found.why


def test_land_taken_from_september_2021_on_has_one_law(pack):
    found = both_laws(pack, "T04", date(2021, 9, 1), TODAY)
    assert [each.word for each in found.sides] == ["适用"] and found.settled
    assert "同一规定" in found.why and found.sides[0].yuan == ""


def test_minerals_before_july_2025_are_left_to_a_person(pack):
    found = both_laws(pack, "K02", date(2025, 6, 30), TODAY)
    assert not found.settled and [each.word for each in found.sides] == ["不能直接比较"] * 2
    assert "不超过违法所得的50%" in found.sides[0].ranges and len(found.sides[0].ranges) == 4
    assert found.sides[1].ranges[0] == "违法采出矿产品市场价值的3至5倍"
    assert "算法不同" in found.why and "法制机构" in found.why
    assert len(both_laws(pack, "K02", date(2025, 7, 1), TODAY).sides) == 1


def test_an_act_that_went_on_under_the_new_law_takes_the_new_law(pack):
    found = both_laws(pack, "T04", date(2021, 8, 31), TODAY, continuing=True)
    assert "适用作出决定时的规定" in found.why


def test_a_law_nobody_entered_is_said_and_not_guessed(pack):
    found = both_laws(pack, "K01", date(2020, 1, 1), TODAY)
    assert (found.sides, found.settled) == ((), False) and "没有录入" in found.why


def test_an_act_no_longer_punished(pack):
    item = pack.rules["item"]["T07"][0]
    ended = replace(item, until=date(2026, 6, 1))
    other = replace(pack, rules={**pack.rules, "item": {**pack.rules["item"], "T07": (ended,)}})
    found = both_laws(other, "T07", date(2024, 1, 1), TODAY)
    assert not found.settled and "不再处罚" in found.why
