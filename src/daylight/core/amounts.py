"""罚款计算: 档次、因子、区间、结果、理由, from the law in force at the act and, when lighter, at the decision (从旧兼从轻).

Money is Decimal yuan rounded half up to fen; areas are m².
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from daylight.core.deadlines import Pause
from daylight.core.explanation import Line
from daylight.core.facts import FinePart
from daylight.core.lawdata import LawPack, NotInForce
from daylight.core.lawrecords import FineRule, Grade, Item

FEN = Decimal("0.01")
HUNDRED = Decimal(100)


def to_fen(amount: Decimal) -> Decimal:
    return amount.quantize(FEN, ROUND_HALF_UP)


def plain(number: Decimal) -> str:
    """A number for a sentence: 812.6, 300, 243780 without exponent or trailing zeros."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def amount_of(kind: str, quantity: Decimal, rate: Decimal) -> Decimal:
    """Yuan for a quantity at a rate. Raises KeyError for an unknown kind."""
    return {
        "rate_area": lambda: to_fen(quantity * rate),
        "multiple": lambda: to_fen(quantity * rate),
        "percent": lambda: to_fen(quantity * rate / HUNDRED),
        "fixed": lambda: to_fen(rate),
    }[kind]()


@dataclass(frozen=True, slots=True)
class LawOption:
    """The law of one date. `lighter` against the other date's law: True, False, or None when a person must judge."""

    item: Item
    on: date
    label: str
    lighter: bool | None


@dataclass(frozen=True, slots=True)
class Assessment:
    """A computed fine. `low`/`high` the statutory range in yuan, `grade_low`/`grade_high` that of the grade chosen."""

    total: Decimal
    low: Decimal
    high: Decimal
    grade: Grade | None
    grade_low: Decimal | None
    grade_high: Decimal | None
    item: Item
    lines: tuple[Line, ...]
    same_kind: bool = True

    @property
    def within_law(self) -> bool:
        return self.same_kind and self.low <= self.total <= self.high

    @property
    def within_grade(self) -> bool:
        if self.grade_low is None or self.grade_high is None:
            return False
        return self.grade_low <= self.total <= self.grade_high


def law_options(pack: LawPack, item: str, act_on: date, decided_on: date) -> tuple[LawOption, ...]:
    """The law of the act's date first; the law of the decision's date as well when it is another version.

    Raises NotInForce when neither date has a version. An act free of law then and punished now has no option.
    """
    then = pack.item(item, act_on)
    try:
        now = pack.item(item, decided_on)
    except NotInForce:
        return (LawOption(then, act_on, "行为时的规定", None),)
    if now is then:
        return (LawOption(then, act_on, "行为时的规定（现行有效）", None),)
    lighter = is_lighter(now.fine, then.fine)
    return (
        LawOption(then, act_on, "行为时的规定", None if lighter is None else not lighter),
        LawOption(now, decided_on, "作出决定时的规定", lighter),
    )


def is_lighter(one: FineRule | None, other: FineRule | None) -> bool | None:
    """Whether `one` is the lighter fine; None when the two are measured differently and a person must judge."""
    if one is None or other is None:
        return None if one is other else one is None
    if (one.kind, one.base) != (other.kind, other.base):
        return None
    return (one.max, one.min) < (other.max, other.min)


def assess(
    law: Item,
    parts: Sequence[FinePart],
    grade: Grade | None = None,
    reason: str = "",
    law_label: str = "",
    grades: Mapping[str, Grade] | None = None,
) -> Assessment:
    """Compute the fine under one version of the law.

    Parts may be parcels, land classes or circumstances: each is measured by the range its `fine` names and by the grade
    its `grade` names in `grades`, otherwise by `grade`. Ranges add up; a fixed fine has one range however many lines it
    is written in; a cap in yuan cuts the upper end. Raises ValueError when the law knows no such fine or no part is given.
    """
    if law.fine is None and not law.other_fines:
        raise ValueError(f"“{law.name}”没有罚款，请核对处罚种类")
    if not parts:
        raise ValueError("请填写罚款的计算项目（面积和单价，或者基数和比例）")
    lines: list[Line] = []
    total = Decimal(0)
    groups: dict[str, list[FinePart]] = {}
    for part in parts:
        if part.quantity < 0 or part.rate < 0:
            raise ValueError("罚款的计算项目不能是负数，请改正")
        amount = amount_of(part.kind, part.quantity, part.rate)
        total += amount
        lines.append(
            Line("因子", f"{factor_text(part)} ＝ {amount:f}元" if part.kind != "fixed" else factor_text(part))
        )
        groups.setdefault(part.fine, []).append(part)
    low = high = Decimal(0)
    limits = []
    alike = True
    for code, group in groups.items():
        rule = law.fine_rule(code)
        if rule is None:
            raise ValueError(f"“{law.name}”没有所选情形的罚款，请重新选择")
        alike = alike and all(part.kind == rule.kind for part in group)
        least, most = _span(group, rule.min, rule.max)
        most = most if rule.cap is None else min(most, rule.cap)
        low, high = low + least, high + most
        capped = "" if rule.cap is None else f"（最高{plain(rule.cap)}元）"
        when = f"{rule.when}：" if rule.when else ""
        bounds = f"{plain(rule.min)}至{plain(rule.max)}{rule.unit}"
        limits.append(f"{when}{bounds}，即{least:f}元至{most:f}元{capped}")
    lines.append(Line("区间", f"{law_label or law.basis}：{'；'.join(limits)}"))
    chosen = {part: (grades or {}).get(part.grade) if part.grade else grade for part in parts}
    grade_low, grade_high = _grade_span(parts, chosen)
    for each in reversed(list(dict.fromkeys(found for found in chosen.values() if found))):
        where = "、".join(part.label for part in parts if part.label and part.grade == each.id)
        lines.insert(0, Line("档次", _grade_text(each, law, where)))
    lines.append(Line("结果", f"{total:f}元"))
    if reason:
        lines.append(Line("理由", reason))
    return Assessment(total, low, high, grade, grade_low, grade_high, law, tuple(lines), alike)


def _grade_text(grade: Grade, law: Item, where: str) -> str:
    rule = law.fine_rule(grade.fine)
    bounds = f"{plain(grade.min)}至{plain(grade.max)}{rule.unit if rule else ''}"
    place = f"{where}，" if where else ""
    return f"{place}{grade.name}：{bounds}，{grade.condition}{grade.doubt and f'（{grade.doubt}）'}"


def _grade_span(
    parts: Sequence[FinePart], chosen: Mapping[FinePart, Grade | None]
) -> tuple[Decimal, Decimal] | tuple[None, None]:
    """The range of the grades in yuan; none when a part has no grade."""
    groups: dict[Grade, list[FinePart]] = {}
    for part in parts:
        grade = chosen[part]
        if grade is None:
            return None, None
        groups.setdefault(grade, []).append(part)
    spans = [_span(group, grade.min, grade.max) for grade, group in groups.items()]
    return sum((low for low, _ in spans), Decimal(0)), sum((high for _, high in spans), Decimal(0))


def factor_text(part: FinePart) -> str:
    """640平方米 × 150元/平方米, with the label before it; a fixed fine is its amount."""
    label = f"{part.label}：" if part.label else ""
    if part.kind == "fixed":
        return f"{label}{to_fen(part.rate):f}元"
    units = {"rate_area": ("平方米", "元/平方米"), "percent": ("元", "%"), "multiple": ("元", "倍")}[part.kind]
    return f"{label}{plain(part.quantity)}{units[0]} × {plain(part.rate)}{units[1]}"


def _span(parts: Sequence[FinePart], low: Decimal, high: Decimal) -> tuple[Decimal, Decimal]:
    """The range in yuan. Several parts add up; a fixed fine has one range, however many lines it is written in."""
    if all(part.kind == "fixed" for part in parts):
        return to_fen(low), to_fen(high)
    return (
        sum((amount_of(part.kind, part.quantity, low) for part in parts), Decimal(0)),
        sum((amount_of(part.kind, part.quantity, high) for part in parts), Decimal(0)),
    )


@dataclass(frozen=True, slots=True)
class Surcharge:
    """加处罚款 up to a day: `days` counted, `per_day`, `amount` after the cap, `capped_on` the day the cap is reached."""

    days: int
    per_day: Decimal
    amount: Decimal
    capped_on: date | None


def surcharge(
    principal: Decimal,
    due_on: date,
    until: date,
    *,
    daily_percent: Decimal,
    cap_percent: Decimal = HUNDRED,
    suspended: Sequence[Pause] = (),
) -> Surcharge:
    """逾期加处罚款 from the day after `due_on` through `until` (行政处罚法 第七十二条、第七十三条).

    Days of a review or a lawsuit (`suspended`) do not count. The percentages come from the lawpack.
    """
    per_day = to_fen(principal * daily_percent / HUNDRED)
    cap = to_fen(principal * cap_percent / HUNDRED)
    days, capped_on, day = 0, None, due_on
    while day < until:
        day += timedelta(days=1)
        if any(pause.covers(day) for pause in suspended):
            continue
        days += 1
        if capped_on is None and per_day * days >= cap:
            capped_on = day
    return Surcharge(days, per_day, min(cap, per_day * days), capped_on)
