"""A published row in words: what is read from it, and the question where nothing can be read."""

from __future__ import annotations

import pytest

from daylight.core.cataloguewords import conditions_read, digits_lost, referred
from daylight.core.listkinds import KINDS
from daylight.core.listrows import parse_grid

KIND = KINDS["review-catalog"]


@pytest.mark.parametrize(
    ("wording", "read"),
    [
        ("较大数额罚款", {"penalty_kinds": "罚款"}),
        ("没收违法所得", {"penalty_kinds": "没收违法所得"}),
        ("没收违法所得、没收违法建筑物", {"penalty_kinds": "没收"}),
        ("责令停产停业、吊销许可证", {"penalty_kinds": "停产停业|吊销"}),
        ("降低企业资质等级", {"penalty_kinds": "降低资质"}),
        ("需经听证程序作出决定", {"hearing": "是"}),
        ("撤销行政许可", {"revocation": "是"}),
        ("变更或者撤回已经生效的许可", {"revocation": "是"}),
        ("适用普通程序的全部处罚决定", {"ordinary": "是"}),
        ("简易程序以外的决定", {"ordinary": "是"}),
        ("超出裁量标准拟减轻或加重处罚", {"circumstances": "偏离裁量基准"}),
        ("涉及重大公共利益或可能引发社会风险", {"circumstances": "重大公共利益|重大社会影响或者社会风险"}),
        ("案情疑难复杂、涉及多个法律关系", {"circumstances": "疑难复杂|多个法律关系"}),
        ("非法占用永久基本农田5亩以上", {"land_classes": "基本农田", "threshold_area_m2": "3333.33"}),
        ("占用耕地1公顷以上", {"land_classes": "耕地", "threshold_area_m2": "10000"}),
    ],
)
def test_what_the_words_say(wording, read):
    texts = {"item": wording}
    ((column, _, told),) = conditions_read(texts)
    assert {name: value for name, value in texts.items() if name != "item"} == read
    assert column == "item" and told.startswith(f"从“{wording}”读出") and told.endswith("请核对")


@pytest.mark.parametrize(
    ("texts", "asks"),
    [
        ({"item": "采矿权新立登记"}, "对应本机关清单里的哪些事项？请填写“适用事项编码”"),
        ({"item": "采矿权变更许可登记", "note": "适用情形:撤销"}, "核对备注里的适用情形"),
        ({"item": "重要的决定"}, "在什么条件下须审？"),
        ({"item": "罚款5万元以上"}, "对公民和对单位各是多少？"),
    ],
)
def test_what_cannot_be_read_is_asked(texts, asks):
    assert any(asks in told for _, _, told in conditions_read(texts))


def test_a_row_with_conditions_of_its_own_is_left_alone():
    texts = {"item": "较大数额罚款", "hearing": "是"}
    assert conditions_read(texts) == [] and texts == {"item": "较大数额罚款", "hearing": "是"}


@pytest.mark.parametrize(
    ("wording", "lost"),
    [("万元以上", True), ("元（含）以上", True), ("1万元以上", False), ("一万元以上", False), ("", False)],
)
def test_a_lost_figure_is_noticed(wording, lost):
    assert digits_lost(wording) is lost


@pytest.mark.parametrize(("wording", "row"), [("相当于第1项数额", "1"), ("参照第十二项", "12"), ("1万元", "")])
def test_which_row_is_meant(wording, row):
    assert referred({"threshold_person_raw": wording}) == row


def test_same_as_above_and_lost_figures_import_with_a_question_each():
    grid = [
        ["序号", "类别", "审核情形", "公民数额", "单位数额"],
        ["1", "行政处罚", "较大数额罚款", "1万元以上（含）", "万元以上"],
        ["2", "同上", "没收违法所得", "相当于第1项数额", "同上"],
    ]
    parsed = parse_grid(KIND, grid)
    assert not parsed.rejected and len(parsed.rows) == 2
    first, second = (each.values for each in parsed.rows)
    assert (first["threshold_person_yuan"], first["boundary"], "threshold_org_yuan" in first) == ("10000", "含", False)
    assert (second["category"], second["threshold_like"], second["threshold_org_raw"]) == ("行政处罚", "1", "万元以上")
    told = [(each.row, each.message) for each in parsed.warnings]
    assert any(row == 2 and "少了数字，原文是多少？" in message for row, message in told)
    assert any(row == 3 and "“同上”已按上一行填为" in message for row, message in told)
    assert any(row == 3 and "按所指一项的数额执行" in message for row, message in told)
