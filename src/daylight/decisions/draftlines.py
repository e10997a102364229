"""Lines of a 拟处罚决定 held against each other: text and figure of a penalty, the fine computed, the gains confiscated."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from daylight.core.merging import Confiscation, Gain, merge_gains
from daylight.core.refusal import Refusal
from daylight.core.saidfigures import area_doubt, sum_doubt

CONTENTS = "行政处罚法第五十九条"
CONFISCATION = "行政处罚法第二十八条；自然资源行政处罚办法第十四条"
GAINS = "confiscate_income"


def amount(text: str) -> Decimal | None:
    """A decimal as typed, or None."""
    try:
        value = Decimal(text.replace(",", "").replace("，", "").strip())
    except InvalidOperation:
        return None
    return value if value.is_finite() else None


def line_problems(fields: Mapping[str, Any]) -> list[Refusal]:
    """What keeps the lines of a draft from going anywhere."""
    table = fields.get("fine_table") or {}
    rivals = [
        Refusal("G12", f"{each}，无法比较哪一规定的罚款数额高，请补全。", "行政处罚法第二十九条", "charges")
        for each in table.get("doubts") or []
    ]
    return [*_fine(fields), *_charges(fields), *rivals, *_gains(fields), *text_doubts(fields.get("penalties", []))]


def text_doubts(penalties: Sequence[Mapping[str, Any]]) -> list[Refusal]:
    """A text that names another sum or area than its line, unless the officer has explained it in ``note``."""
    found = []
    for number, each in enumerate(penalties, start=1):
        if str(each.get("note") or "").strip():
            continue
        text = str(each.get("text", ""))
        sum_, area = (amount(str(each.get(key) or "")) for key in ("amount_yuan", "area_m2"))
        for doubt in filter(None, (sum_doubt(text, sum_), area_doubt(text, area))):
            message = f"第 {number} 项处罚的{doubt}，请改为一致，或者在“数字不一致的说明”中写明原因。"
            found.append(Refusal("field.differs", message, CONTENTS, "penalties"))
    return found


def merged_gains(fields: Mapping[str, Any]) -> Confiscation | None:
    """The gains to confiscate; None without any. Raises ValueError with a sentence when a line does not hold."""
    lines = fields.get("gains") or []
    if not lines:
        return None
    return merge_gains([_gain(number, each) for number, each in enumerate(lines, start=1)])


def _gain(number: int, line: Mapping[str, Any]) -> Gain:
    label = str(line.get("label") or f"第 {number} 笔")
    figures = {}
    for key, name in (("amount", "数额"), ("refunded", "已退赔"), ("cost", "合法成本")):
        said = str(line.get(key) or "")
        value = amount(said) if said or key == "amount" else Decimal(0)
        if value is None:
            raise ValueError(f"“{label}”的{name}应为不小于 0 的数字，请核对")
        figures[key] = value
    return Gain(label=label, **figures, evidence=str(line.get("evidence") or ""))


def _gains(fields: Mapping[str, Any]) -> list[Refusal]:
    """违法所得 reckoned and confiscated are one sum."""
    lines = [each for each in fields.get("penalties", []) if each.get("kind") == GAINS]
    try:
        found = merged_gains(fields)
    except ValueError as error:
        return [Refusal("field.number", f"{error}。", CONFISCATION, "gains")]
    if found is None:
        return []
    if found.total and not lines:
        message = "违法所得有数额，处罚内容里却没有没收违法所得一项，请补写这一项或者清空违法所得。"
        return [Refusal("field.number", message, CONFISCATION, "penalties")]
    said = [amount(str(each["amount_yuan"])) for each in lines if each.get("amount_yuan")]
    if said and _sum(said) != found.total:
        message = f"处罚内容里没收违法所得的数额与计算结果 {found.total:,.2f} 元不一致，请改为同一数额。"
        return [Refusal("field.number", message, CONFISCATION, "penalties")]
    return []


def _charges(fields: Mapping[str, Any]) -> list[Refusal]:
    """Each act is written down by itself: item, facts, and why so much (部办法第37条; 处罚法第34条)."""
    found = []
    for number, each in enumerate(fields.get("charges") or [], start=2):
        needed = [("item", "事项"), ("deviation_reason", "裁量理由")]
        if each.get("relation") != "same":
            needed.insert(1, ("facts", "违法事实"))
        lacking = [label for key, label in needed if not str(each.get(key) or "").strip()]
        if lacking:
            message = f"第 {number} 项违法行为的{'、'.join(lacking)}没有填写，请补充。"
            found.append(Refusal("field.required", message, "自然资源行政处罚办法第三十七条", "charges"))
    return found


def _fine(fields: Mapping[str, Any]) -> list[Refusal]:
    """The fine the party reads among the penalties is the fine that was computed, for each party by itself."""
    fines = [p for p in fields.get("penalties", []) if p.get("kind") == "fine"]
    computed = amount(str(fields.get("fine_yuan") or ""))
    if computed and not fines:
        message = "罚款计算有数额，处罚内容里却没有罚款一项，请补写罚款或者清空罚款计算。"
        return [Refusal("field.number", message, CONTENTS, "penalties")]
    said = [amount(str(p["amount_yuan"])) for p in fines if p.get("amount_yuan")]
    if said and computed is not None and _sum(said) != computed:
        message = f"处罚内容里的罚款数额与计算结果 {computed:,.2f} 元不一致，请改为同一数额。"
        return [Refusal("field.number", message, CONTENTS, "penalties")]
    return _party_faults(fields, fines)


def _party_faults(fields: Mapping[str, Any], fines: Sequence[Mapping[str, Any]]) -> list[Refusal]:
    shares = (fields.get("fine_table") or {}).get("parties") or []
    found = []
    for share in shares:
        mine = [amount(str(p.get("amount_yuan") or "")) for p in fines if p.get("party", "") == share["party"]]
        if mine and _sum(mine) != amount(share["fine"]):
            message = f"处罚内容里{share['name']}的罚款与计算结果 {share['fine']} 元不一致，请改为同一数额。"
            found.append(Refusal("field.number", message, "自然资源行政处罚办法第三十七条", "penalties"))
        elif not mine:
            message = f"罚款计算中有{share['name']}的罚款，处罚内容里却没有这一当事人的罚款，请分别写明。"
            found.append(Refusal("field.number", message, "自然资源行政处罚办法第三十七条", "penalties"))
    return found


def _sum(values: Sequence[Decimal | None]) -> Decimal:
    return sum((each or Decimal(0) for each in values), Decimal(0))
