"""目录的原话 → 条件: what a published row says in words, as cells that can be compared; where that fails, a question.

Agencies publish 责令停产停业, 需经听证程序作出决定 or 适用一般程序的全部处罚决定 in one cell. The words are read only where
the row has no condition of its own, and every reading is said beside the cell, for a person to check.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import ROUND_DOWN, Decimal

from daylight.core.area import parse_area
from daylight.core.listcells import chinese_count, halfwidth, plain_number

Doubt = tuple[str, str, str]
# A row with one of these filled was written for a machine; its wording is left alone.
CONDITIONS = (
    "item_codes", "procedures", "fields", "levels", "ordinary", "penalty_kinds", "land_classes", "threshold_area_m2",
    "hearing", "revocation", "circumstances",
)  # fmt: skip

PUBLIC_INTEREST = "重大公共利益"
SOCIAL_EFFECT = "重大社会影响或者社会风险"
COMPLICATED = "疑难复杂"
MANY_RELATIONS = "多个法律关系"
DEVIATES = "偏离裁量基准"
SECTION_THINKS = "承办机构认为应当审核"
LAW_SAYS = "法律法规规章规定应当审核"
DONE_ANEW = "复议诉讼后重新作出"
WEIGHTY_RIGHTS = "直接关系重大权益"

# Wording → word kept, for 处罚种类 (or kind of decision) and for 其他情形.
KINDS: tuple[tuple[str, str], ...] = (
    (r"罚款", "罚款"),
    (r"没收(?!违法所得(?!或|、|和))", "没收"),
    (r"没收违法所得(?!或|、|和)", "没收违法所得"),
    (r"停产停业|停业整顿|停止营业", "停产停业"),
    (r"吊销", "吊销"),
    (r"暂扣", "暂扣"),
    (r"降低[^，。；、]*资质", "降低资质"),
    (r"限期拆除|强制拆除", "限期拆除"),
    (r"退还.{0,6}土地", "退还"),
    (r"代履行", "代履行"),
    (r"查封", "查封"),
    (r"扣押", "扣押"),
)
WORDS: tuple[tuple[str, str], ...] = (
    (r"公共利益", PUBLIC_INTEREST),
    (r"社会影响|社会风险|社会稳定", SOCIAL_EFFECT),
    (r"疑难|案情复杂|重大复杂|情节复杂", COMPLICATED),
    (r"多个法律关系", MANY_RELATIONS),
    (r"(裁量|基准|标准).{0,8}(减轻|加重|从轻|从重|偏离)|(超出|偏离).{0,6}(裁量|基准)", DEVIATES),
    (r"(机构|部门|负责人).{0,8}认为|其他重大", SECTION_THINKS),
    (r"法律.{0,3}法规.{0,6}规定.{0,6}(其他|应|须)|法定应审", LAW_SAYS),
    (r"(复议|诉讼).{0,6}重(新|作)", DONE_ANEW),
)
LAND: tuple[tuple[str, str], ...] = (
    (r"基本农田", "基本农田"),
    (r"(?<!基本)耕地", "耕地"),
    (r"林地", "林地"),
    (r"草地", "草地"),
    (r"生态保护红线", "生态保护红线"),
)
_ORDINARY = re.compile(r"(一般|普通)程序.{0,4}(全部|所有|一切)|(全部|所有).{0,6}(一般|普通)程序|简易程序(以外|之外)")
_HEARING = re.compile(r"听证")
_REVOKED = re.compile(r"(撤销|撤回|变更).{0,10}许可(?!.{0,4}(登记|审批|核发))")
# 登记, 核发 … are matters of an items list, not conditions.
_MATTER = re.compile(r"(登记|审批|核发|批准|许可|备案|审查|确认|验收|发证)$")
_REFERS = re.compile(r"(?:相当于|参照|同)第?(?P<row>[0-9一二三四五六七八九十]+)项")
_MONEY = re.compile(r"[万亿]元|\d元")
_UNITS = re.compile(r"(?<![0-9一二三四五六七八九十百千两])\s*(?:百|千)?(?:万元|亿元|万|元)")


def conditions_read(texts: dict[str, str]) -> list[Doubt]:
    """Fill the empty conditions of one row from its wording. Returns (column, wording, sentence)."""
    wording, said = texts.get("item", ""), []
    if not wording or any(texts.get(each) for each in CONDITIONS):
        return []
    body = halfwidth(wording)
    for column, value, told in _read(body):
        texts[column] = value
        said.append(told)
    doubts: list[Doubt] = []
    if _MONEY.search(body) and not (texts.get("threshold_person_raw") or texts.get("threshold_org_raw")):
        told = f"“{wording}”里写了数额，对公民和对单位各是多少？请填入“公民数额”“单位数额”；填写以前不分数额一律须审"
        doubts.append(("threshold_person_raw", wording, told))
    if said:
        return [*doubts, ("item", wording, f"从“{wording}”读出{'、'.join(said)}，请核对")]
    return [("item", wording, _question(wording, body, texts))]


def _read(body: str) -> Iterator[tuple[str, str, str]]:
    kinds = list(dict.fromkeys(word for pattern, word in KINDS if re.search(pattern, body)))
    # 没收 takes in 没收违法所得.
    kinds = [each for each in kinds if not (each != "没收" and each.startswith("没收") and "没收" in kinds)]
    if kinds:
        yield "penalty_kinds", "|".join(kinds), f"处罚种类：{'、'.join(kinds)}"
    if _ORDINARY.search(body):
        yield "ordinary", "是", "简易程序以外全部"
    if _HEARING.search(body):
        yield "hearing", "是", "经过听证"
    classes = list(dict.fromkeys(word for pattern, word in LAND if re.search(pattern, body)))
    if classes:
        yield "land_classes", "|".join(classes), f"地类：{'、'.join(classes)}"
    if (area := parse_area(body)) is not None:
        # 亩 does not come out even; the lower line is the stricter one.
        line = plain_number(format(area.quantize(Decimal("0.01"), ROUND_DOWN), "f"))
        yield "threshold_area_m2", line, f"面积：{line} 平方米"
    if _REVOKED.search(body):
        yield "revocation", "是", "撤销变更许可"
    words = list(dict.fromkeys(word for pattern, word in WORDS if re.search(pattern, body)))
    if words and not kinds:
        yield "circumstances", "|".join(words), f"其他情形：{'、'.join(words)}"


def _question(wording: str, body: str, texts: dict[str, str]) -> str:
    waiting = "；填写以前，由承办机构逐案判断"
    if _MATTER.search(body):
        extra = "，并核对备注里的适用情形要不要填入“其他情形”" if "情形" in texts.get("note", "") else ""
        return f"“{wording}”对应本机关清单里的哪些事项？请填写“适用事项编码”{extra}{waiting}"
    return f"“{wording}”在什么条件下须审？请填写处罚种类、数额、听证或者其他情形中的一项{waiting}"


def referred(texts: dict[str, str]) -> str:
    """The 序号 of the row whose line this one takes: 相当于第1项数额 → 1; empty when it names none."""
    for column in ("threshold_person_raw", "threshold_org_raw"):
        found = _REFERS.search(halfwidth(texts.get(column, "")))
        if found:
            return str(chinese_count(found["row"]) or found["row"])
    return ""


def digits_lost(wording: str) -> bool:
    """万元以上, 元（含）以上: the figure before the unit fell out in copying."""
    return bool(_UNITS.match(halfwidth(wording).strip())) and not re.search(r"\d", halfwidth(wording))
