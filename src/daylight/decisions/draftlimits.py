"""How much a 拟处罚决定 holds: lengths, numbers of lines, areas, and charges nobody could read later."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from daylight.base import lawpack
from daylight.cases.landlimits import area_fault
from daylight.core.lawrecords import Item
from daylight.core.refusal import Refusal
from daylight.decisions.draftlines import amount

# Sizes of text and lists, not law: what a page can still show and a paper still print.
LONG_TEXT, LINE_TEXT, LABEL, LINES = 20000, 4000, 200, 60
LONG = (
    "facts",
    "violates",
    "discretion_reason",
    "deviation_reason",
    "performance",
    "statement_summary",
    "hearing_summary",
)
LISTS = ("evidence", "basis", "factors", "parts", "charges", "gains", "penalties")
SHORT = ("label", "name", "grade", "fine", "item", "party", "key")
MOST_YUAN = Decimal(10) ** 12
NAMES = {
    "facts": "违法事实", "violates": "违反条款", "discretion_reason": "裁量理由", "deviation_reason": "偏离裁量阶次的理由",
    "performance": "履行方式和期限", "statement_summary": "陈述申辩情况", "hearing_summary": "听证情况", "payee": "代收机构",
    "evidence": "证据", "basis": "处罚依据", "factors": "裁量因素", "parts": "罚款计算", "charges": "其他违法行为",
    "gains": "违法所得", "penalties": "处罚内容",
}  # fmt: skip


def oversized(fields: Mapping[str, Any], today: date) -> list[Refusal]:
    """Texts and lists too long to be printed, sums and areas too large to be true."""
    found = [_too_long(name, LONG_TEXT) for name in LONG if len(str(fields.get(name) or "")) > LONG_TEXT]
    if len(str(fields.get("payee") or "")) > LABEL:
        found.append(_too_long("payee", LABEL))
    for name in LISTS:
        lines = fields.get(name) or []
        if len(lines) > LINES:
            message = f"{NAMES[name]}最多 {LINES} 行，现有 {len(lines)} 行，请合并后再保存。"
            found.append(Refusal("field.long", message, "", name))
        if any(_long_line(each) for each in lines):
            message = f"{NAMES[name]}中有一行超过 {LINE_TEXT} 字或者名称超过 {LABEL} 字，请缩短。"
            found.append(Refusal("field.long", message, "", name))
    return found + _figures(fields, today)


def strange_charges(charges: Sequence[Mapping[str, Any]], today: date) -> list[Refusal]:
    """A further act under an item the law data do not hold, or with dates that cannot be read."""
    known, found, keys = lawpack.current().rules["item"], [], set()
    for number, each in enumerate(charges, start=2):
        if each.get("item") and each["item"] not in known:
            found.append(Refusal("field.choice", f"第 {number} 项违法行为的事项没有录入，请重新选择。", "", "charges"))
        if not str(each.get("key") or "") or each["key"] in keys or each.get("relation") not in ("separate", "same"):
            found.append(
                Refusal("field.choice", f"第 {number} 项违法行为与本案的关系没有选择，请选择。", "", "charges")
            )
        keys.add(each.get("key"))
        for name, label in (("act_on", "终了日期"), ("law_on", "适用法律的日期")):
            try:
                day = date.fromisoformat(str(each[name])) if each.get(name) else None
            except ValueError:
                message = f"第 {number} 项违法行为的{label}不是可识别的日期，请按 {today.isoformat()} 这样填写。"
                found.append(Refusal("field.date", message, "", "charges"))
                continue
            if name == "act_on" and day is not None and day > today:
                message = f"第 {number} 项违法行为的终了日期不能晚于今天，请核对。"
                found.append(Refusal("field.future", message, "", "charges"))
    return found


def punishable(today: date) -> list[Item]:
    """The items of the law data in force today, for a further act."""
    return [each for each in lawpack.current().all(Item, today) if each.category == "行政处罚"]


def _figures(fields: Mapping[str, Any], today: date) -> list[Refusal]:
    found = []
    for number, part in enumerate(fields.get("parts") or [], start=1):
        quantity = amount(str(part.get("quantity") or ""))
        if part.get("kind") == "rate_area":
            found.append(area_fault(quantity, "parts", today, f"罚款计算第 {number} 行的面积"))
        if max(quantity or 0, amount(str(part.get("rate") or "")) or 0) >= MOST_YUAN:
            found.append(Refusal("field.number", f"罚款计算第 {number} 行的数字过大，请核对。", "", "parts"))
    for number, each in enumerate(fields.get("penalties") or [], start=1):
        area = amount(str(each.get("area_m2") or ""))
        found.append(area_fault(area, "penalties", today, f"第 {number} 项处罚的面积"))
        if (amount(str(each.get("amount_yuan") or "")) or 0) >= MOST_YUAN:
            found.append(Refusal("field.number", f"第 {number} 项处罚的金额过大，请核对。", "", "penalties"))
    for number, each in enumerate(fields.get("gains") or [], start=1):
        if max(amount(str(each.get(key) or "")) or 0 for key in ("amount", "refunded", "cost")) >= MOST_YUAN:
            found.append(Refusal("field.number", f"违法所得第 {number} 行的数字过大，请核对。", "", "gains"))
    return [each for each in found if each is not None]


def _long_line(line: Any) -> bool:
    if not isinstance(line, Mapping):
        return len(str(line)) > LINE_TEXT
    return any(len(str(value)) > (LABEL if key in SHORT else LINE_TEXT) for key, value in line.items())


def _too_long(name: str, most: int) -> Refusal:
    return Refusal("field.long", f"{NAMES[name]}超过 {most} 字，请缩短，详细内容放在所附文书里。", "", name)
