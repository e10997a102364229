"""罚款计算表: 档次—因子—区间—结果—理由, one row for each line of a fine, as people read it on page and paper.

Money is Decimal yuan; every cell is a finished piece of text.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from daylight.core.amounts import Assessment, amount_of, factor_text, plain
from daylight.core.facts import FinePart
from daylight.core.lawrecords import Grade, Item


@dataclass(frozen=True, slots=True)
class Row:
    """`grade` the step chosen with its bounds, `factor` quantity × rate, `bounds` statutory and graded range in yuan,
    `result` the amount, `reason` why within the step or why outside it."""

    grade: str
    factor: str
    bounds: str
    result: str
    reason: str


def yuan(value: Decimal) -> str:
    """96,000.00 元."""
    return f"{value:,.2f} 元"


def rows(
    law: Item | None,
    parts: Sequence[FinePart],
    grade: Grade | None = None,
    reason: str = "",
    grades: Mapping[str, Grade] | None = None,
) -> tuple[Row, ...]:
    """A row for each part; what cannot be said without law or grade is named as missing."""
    found = []
    for part in parts:
        chosen = (grades or {}).get(part.grade) if part.grade else grade
        amount = amount_of(part.kind, part.quantity, part.rate)
        found.append(
            Row(_grade(chosen, law), factor_text(part), _bounds(law, part, chosen), yuan(amount), reason or "未填写")
        )
    return tuple(found)


def range_fault(found: Assessment, cite: str = "") -> str:
    """What is wrong with a fine outside the law, with the range; empty when it is inside."""
    if found.within_law:
        return ""
    if not found.same_kind:
        unit = found.item.fine.unit if found.item.fine else ""
        return f"本事项的罚款按“{unit}”计算，计算项目的单位不同，请改正。"
    where = f"（{cite}）" if cite else ""
    return f"罚款 {yuan(found.total)}不在法定幅度 {yuan(found.low)}至 {yuan(found.high)}之内{where}，请调整。"


def _grade(grade: Grade | None, law: Item | None) -> str:
    if grade is None:
        return "未选阶次"
    rule = law.fine_rule(grade.fine) if law else None
    return f"{grade.name}（{plain(grade.min)}至{plain(grade.max)}{rule.unit if rule else ''}）"


def _bounds(law: Item | None, part: FinePart, grade: Grade | None) -> str:
    rule = law.fine_rule(part.fine) if law else None
    if rule is None or rule.kind != part.kind:
        return "没有可核对的幅度"
    low, high = (amount_of(part.kind, part.quantity, each) for each in (rule.min, rule.max))
    text = f"法定 {yuan(low)}至 {yuan(high if rule.cap is None else min(high, rule.cap))}"
    if rule.cap is not None:
        text += f"（最高 {yuan(rule.cap)}）"
    if grade is not None:
        least, most = (amount_of(part.kind, part.quantity, each) for each in (grade.min, grade.max))
        text += f"；本档 {yuan(least)}至 {yuan(most)}"
    return text
