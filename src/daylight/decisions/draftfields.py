"""The fields of a 拟处罚决定: one shape for typing, freezing, reviewing and printing.

=================== ======================================================================================
key                 value
=================== ======================================================================================
facts               违法事实, text
evidence            list of ``{"kind": "document"|"recording", "ref": uuid, "label": …}``
violates            text
basis               list of texts, one per article
law_on              ISO date whose law was chosen (从旧兼从轻)
grade               id of the 裁量阶次 of the lawpack; factors: list of texts; discretion_reason: text
parts               list of ``{"kind", "quantity", "rate", "label"}``, decimals as text (m² or yuan; yuan/m², %, 倍), and
                    where they differ ``grade`` its own 裁量阶次, ``fine`` code of the range, ``charge`` key of the act,
                    ``party`` uuid of the party it is for
charges             further acts of the same decision (部办法第37条) or provisions broken by the same act (处罚法第29条):
                    list of ``{"key", "relation": "separate"|"same", "item", "facts", "act_on", "continuing": "yes"|"",
                    "law_on", "grade", "deviation_reason"}``, texts all
gains               违法所得: list of ``{"label", "amount", "refunded", "cost", "evidence"}``, yuan as text
penalties           list of ``{"kind", "text", "amount_yuan", "area_m2"}``, kind = penalty kind id of the lawpack, and
                    ``note`` why the text names another figure, ``party`` uuid of the party it is for
fine_yuan           decimal text, computed from ``parts``; fine_table: how (``reckoning.computed``); gains_yuan: decimal
                    text, computed from ``gains``. What is sent for these three is overwritten.
performance         履行方式和期限; payee: 代收机构
statement_summary   告知、陈述申辩情况; hearing_summary: 听证情况
circumstances       what only a person can say for the 审核目录, texts like ``疑难复杂：否`` (``weighing.py``)
=================== ======================================================================================
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from daylight.base import lawpack
from daylight.core.canonical import canonical
from daylight.core.facts import FinePart
from daylight.core.refusal import Refusal
from daylight.decisions.draftlimits import oversized, strange_charges
from daylight.decisions.draftlines import amount, line_problems

EMPTY: dict[str, Any] = {
    "facts": "",
    "evidence": [],
    "violates": "",
    "basis": [],
    "law_on": "",
    "grade": "",
    "factors": [],
    "discretion_reason": "",
    "parts": [],
    "charges": [],
    "gains": [],
    "penalties": [],
    "fine_yuan": "",
    "fine_table": {},
    "gains_yuan": "",
    "performance": "",
    "payee": "",
    "statement_summary": "",
    "hearing_summary": "",
    "circumstances": [],
}
PART_KINDS = frozenset({"rate_area", "multiple", "percent", "fixed"})
LABELS = {
    "facts": "违法事实",
    "evidence": "证据",
    "violates": "违反条款",
    "basis": "处罚依据",
    "law_on": "适用法律的日期",
    "grade": "裁量阶次",
    "factors": "裁量因素",
    "discretion_reason": "裁量理由",
    "charges": "其他违法行为",
    "parts": "罚款计算",
    "fine_table": "罚款计算表",
    "fine_yuan": "罚款数额",
    "gains": "违法所得",
    "gains_yuan": "没收违法所得",
    "penalties": "处罚内容",
    "performance": "履行方式和期限",
    "payee": "代收机构",
    "statement_summary": "陈述申辩情况",
    "hearing_summary": "听证情况",
    "circumstances": "是否属于须审情形",
}
# What must stand in the draft before it may go anywhere (处罚法第59条 and the discretion duty of 第34条).
REQUIRED = ("facts", "evidence", "basis", "penalties", "performance", "statement_summary")


def digest(fields: Mapping[str, Any]) -> str:
    """SHA-256 over the canonical bytes: what the review binds to."""
    return hashlib.sha256(canonical(dict(fields))).hexdigest()


def fine_parts(lines: Sequence[Mapping[str, Any]]) -> tuple[FinePart, ...]:
    """Lines of ``parts`` as the amounts module wants them; one with an unreadable figure is left to ``problems``."""
    found = []
    for part in lines:
        quantity, rate = amount(str(part.get("quantity", ""))), amount(str(part.get("rate", "")))
        if quantity is not None and rate is not None:
            found.append(
                FinePart(
                    kind=part["kind"],
                    quantity=quantity,
                    rate=rate,
                    label=part.get("label", ""),
                    grade=part.get("grade", ""),
                    fine=part.get("fine", ""),
                )
            )
    return tuple(found)


def unknown_kinds(penalties: Sequence[Mapping[str, Any]], today: date) -> Refusal | None:
    """A penalty kind the law of the day does not know. An empty kind is a row not yet filled in."""
    known = {each.id for each in lawpack.current().penalty_kinds(today)}
    if all(not each.get("kind") or each["kind"] in known for each in penalties):
        return None
    return Refusal("field.choice", "处罚种类不在法定种类之内，请重新选择。", "行政处罚法第九条", "penalties")


def unreadable(fields: Mapping[str, Any], today: date) -> list[Refusal]:
    """What may not even be kept as a draft, because nothing later could read it."""
    found = [strange] if (strange := unknown_kinds(fields.get("penalties", []), today)) else []
    if any(part.get("kind") not in PART_KINDS for part in fields.get("parts", [])):
        found.append(Refusal("field.choice", "罚款的计算方式不能识别，请重新选择。", "", "parts"))
    if fields.get("law_on"):
        try:
            date.fromisoformat(str(fields["law_on"]))
        except ValueError:
            found.append(Refusal("field.date", "适用法律的日期不是可识别的日期，请核对。", "", "law_on"))
    return found + strange_charges(fields.get("charges", []), today) + oversized(fields, today)


def problems(fields: Mapping[str, Any]) -> list[Refusal]:
    """What is still missing or unreadable, each with its field."""
    found = [
        Refusal("field.required", f"{LABELS[key]}未填写，请补充。", "行政处罚法第五十九条", key)
        for key in REQUIRED
        if not fields.get(key)
    ]
    for number, part in enumerate(fields.get("parts", []), start=1):
        for key, label in (("quantity", "数量"), ("rate", "单价或者比例")):
            value = amount(str(part.get(key, "")))
            if value is None or value < 0:
                found.append(
                    Refusal(
                        "field.number", f"罚款计算第 {number} 行的{label}应为不小于 0 的数字，请核对。", "", "parts"
                    )
                )
    if any(not p.get("kind") or not str(p.get("text", "")).strip() for p in fields.get("penalties", [])):
        found.append(
            Refusal("field.required", "每项处罚内容都要有种类和文字，请补全。", "行政处罚法第五十九条", "penalties")
        )
    found += line_problems(fields)
    kinds = {p["kind"] for p in fields.get("penalties", [])}
    if "fine" in kinds:
        # Whether a grade has to be chosen is the gate's to say: it knows whether any was published (G12).
        if not str(fields.get("discretion_reason", "")).strip():
            found.append(
                Refusal(
                    "G12",
                    "裁量理由未填写，请写明选择该阶次的情节，如“经责令停止后继续施工”。",
                    "行政处罚法第三十四条",
                    "discretion_reason",
                )
            )
        if not fields.get("payee"):
            found.append(
                Refusal(
                    "field.required",
                    "有罚款的，请填写代收机构名称和地址。",
                    "罚款决定与罚款收缴分离实施办法第七条",
                    "payee",
                )
            )
    return found
