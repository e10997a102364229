"""The panel of a fine: the table 档次—因子—区间—结果—理由, the sum in figures and words, what does not hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from daylight.cases.models import Case
from daylight.core.money import in_capitals
from daylight.decisions.draftlimits import MOST_YUAN
from daylight.decisions.draftlines import merged_gains
from daylight.decisions.reckoning import Reckoned, Reckoning, reckon, table


@dataclass(frozen=True, slots=True)
class Fine:
    """The fine as computed: ``kind``/``word`` for the tag, ``table`` as ``reckoning.table`` keeps it, ``gains`` label and
    text lines of the illegal gains."""

    total: Decimal | None
    kind: str
    word: str
    table: Mapping[str, Any] = field(default_factory=dict)
    doubts: tuple[str, ...] = ()
    gains: tuple[tuple[str, str], ...] = ()

    @property
    def capitals(self) -> str:
        return str(self.table.get("capitals", ""))


def fine_of(case: Case, fields: Mapping[str, Any], today: date) -> Fine:
    """The fine of a draft with its ranges and grades, or what is still needed to compute it."""
    found = reckon(case, fields, today)
    kind, word = _word(found)
    doubts = tuple(_named(each, found) for each in found.charges if each.doubt)
    try:
        gains = merged_gains(fields)
    except ValueError as error:
        return Fine(found.total, kind, word, table(case, found), (*doubts, f"{error}。"))
    lines = tuple((each.label, each.text) for each in gains.lines) if gains else ()
    return Fine(found.total, kind, word, table(case, found), doubts, lines)


def kept_fine(fields: Mapping[str, Any]) -> Fine | None:
    """The table as a frozen draft or a decision holds it; None where it holds none."""
    kept = fields.get("fine_table") or {}
    gains = Decimal(fields.get("gains_yuan") or 0)
    if not kept and not gains:
        return None
    total = Decimal(fields.get("fine_yuan") or 0) if kept else None
    words = in_capitals(gains) if gains < MOST_YUAN else ""
    lines = (("没收违法所得", f"{gains:,.2f} 元（{words}）"),) if gains else ()
    return Fine(total, "", "", kept, (), lines)


def _word(found: Reckoning) -> tuple[str, str]:
    applied = [each for each in found.applied if each.charge.parts]
    assessed = [each.assessment for each in applied if each.assessment]
    if not applied:
        return "todo", "填写面积和单价后计算"
    if any(not each.within_law for each in assessed):
        return "late", "超出法定幅度"
    if len(assessed) < len(applied):
        return "due", "没有法定幅度可核对"
    if any(each.grade_low is None for each in assessed):
        return "due", "还没有选裁量阶次"
    if any(each.doubt for each in found.charges):
        return "due", "不在所选阶次范围内"
    if all(each.within_grade for each in assessed):
        return "ok", "在阶次范围内"
    return "ok", "偏离阶次，已写理由"


def _named(each: Reckoned, found: Reckoning) -> str:
    text = each.doubt.rstrip("。")
    return f"{each.name}：{text}。" if len(found.charges) > 1 else f"{text}。"
