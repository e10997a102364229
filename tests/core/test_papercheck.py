"""Places left to fill in and misleading remedies, both ways."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daylight.core.deadlines import Period
from daylight.core.papercheck import RemedyLaw, placeholders, remedy_faults

OPEN = RemedyLaw("海阳市人民政府", Period.parse("60d"), (Period.parse("6m"), Period.parse("15d")))
FIRST = RemedyLaw("海阳市人民政府", Period.parse("60d"), (Period.parse("6m"),), review_first=True)
GOOD = (
    "可以自收到之日起六十日内向海阳市人民政府申请行政复议，也可以自收到之日起6个月内直接向海阳市人民法院提起行政诉讼。"
)


@pytest.mark.parametrize(
    "text",
    [
        "×××",
        "罚款×元",
        "××路2号",
        "处罚款____元",
        "处罚款＿＿元",
        "{{ party }}",
        "于〔 〕年",
        "自　　（　　）日起",
        "见【】",
        "理由：待填写",
    ],
)
@pytest.mark.parametrize("outward", [True, False])
def test_a_place_left_to_fill_in_is_found(text: str, outward: bool) -> None:
    assert placeholders(text, outward=outward)


@pytest.mark.parametrize("text", ["XX公司", "xxx", "王某", "某某", "某公司占地", "某年某月某日", "某村村民委员会"])
def test_a_name_left_out_is_found_in_what_goes_out_only(text: str) -> None:
    assert placeholders(text, outward=True) and not placeholders(text, outward=False)


@pytest.mark.parametrize(
    "text",
    ["", "长12×8米，宽 3.5 × 4 米", "照片 IMG_0001.jpg", "某些地块、某种情形、某一时段", "演示王某", "演示县某建材公司",
     "海自然资规罚〔2026〕1号", "XXL 型钢", "（一）", "一厘米×2", "MAXX 牌挖掘机"],
)  # fmt: skip
def test_finished_text_is_left_alone(text: str) -> None:
    assert not placeholders(text, outward=True)


@given(st.text("一二三四五六七八九十土地占用平方米未经批准，。；0123456789", max_size=80))
def test_plain_prose_has_no_place_to_fill_in(text: str) -> None:
    assert not placeholders(text, outward=True)


@given(
    st.text("土地占用未经批准，。", max_size=20),
    st.sampled_from(["×××", "____", "{{x}}"]),
    st.text("土地，。", max_size=9),
)
def test_a_blank_is_found_wherever_it_stands(before: str, blank: str, after: str) -> None:
    assert placeholders(before + blank + after, outward=False)


@pytest.mark.parametrize(
    ("text", "law", "said"),
    [
        (GOOD, OPEN, ""),
        (GOOD.replace("6个月", "十五日"), OPEN, ""),
        (GOOD.replace("海阳市人民政府", "烟台市自然资源和规划局"), OPEN, "海阳市人民政府"),
        (GOOD.replace("申请行政复议，", "或者向烟台市自然资源和规划局申请行政复议，"), OPEN, "写作复议机关"),
        (GOOD.replace("六十日", "三十日"), OPEN, "申请复议的期限"),
        (GOOD.replace("6个月", "三个月"), OPEN, "提起诉讼的期限"),
        ("", OPEN, "没有写明救济途径"),
        ("不服的，可以依法申请复议。", OPEN, "复议机关"),
        ("应当先自收到之日起60日内向海阳市人民政府申请行政复议；不服的再依法提起行政诉讼。", FIRST, ""),
        (GOOD, FIRST, "先申请复议"),
    ],
)
def test_the_remedy_says_what_the_law_wants(text: str, law: RemedyLaw, said: str) -> None:
    faults = "".join(remedy_faults(text, law))
    assert (said in faults) if said else not faults, faults
