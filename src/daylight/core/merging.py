"""合并: several unlawful acts fined in one decision (部办法 第三十七条), several illegal gains confiscated together.

Money is Decimal yuan rounded half up to fen.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from daylight.core.amounts import Assessment, plain, to_fen
from daylight.core.explanation import Line
from daylight.core.money import in_capitals


@dataclass(frozen=True, slots=True)
class Merged:
    """Fines of one decision: `total` the sum, `assessments` each act's own, `lines` the explanation in that order."""

    total: Decimal
    assessments: tuple[Assessment, ...]
    lines: tuple[Line, ...]

    @property
    def within_law(self) -> bool:
        """Every act within its own range; one act's room cannot be used for another."""
        return all(each.within_law for each in self.assessments)


def merge_fines(assessments: Sequence[Assessment]) -> Merged:
    """Each act is named and counted by itself, then added. Raises ValueError without any."""
    if not assessments:
        raise ValueError("请先计算每项违法行为的罚款")
    total = sum((each.total for each in assessments), Decimal(0))
    lines: list[Line] = []
    for place, each in enumerate(assessments, 1):
        if len(assessments) > 1:
            lines.append(Line("违法行为", f"第 {place} 项：{each.item.name}"))
        lines += each.lines
    if len(assessments) > 1:
        lines.append(Line("合并", " ＋ ".join(f"{each.total:f}元" for each in assessments) + f" ＝ {total:f}元"))
    lines.append(Line("大写", in_capitals(total)))
    return Merged(total, tuple(assessments), tuple(lines))


def heaviest(assessments: Sequence[Assessment]) -> int:
    """Which of several provisions broken by one and the same act applies: the one with the higher fine (处罚法 第二十九条).

    Compared by the upper end of the range, then by its lower end; of equals the first. Raises ValueError without any.
    """
    if not assessments:
        raise ValueError("请先计算每项规定的罚款")
    return max(range(len(assessments)), key=lambda n: (assessments[n].high, assessments[n].low, -n))


@dataclass(frozen=True, slots=True, kw_only=True)
class Gain:
    """违法所得 of one act: `amount` received, `refunded` given back by law first (处罚法 第二十八条), `cost` lawful outlay
    that may be deducted in natural-resource cases (部办法 第十四条) with its evidence."""

    label: str
    amount: Decimal
    refunded: Decimal = Decimal(0)
    cost: Decimal = Decimal(0)
    evidence: str = ""

    @property
    def net(self) -> Decimal:
        return to_fen(self.amount - self.refunded - self.cost)


@dataclass(frozen=True, slots=True)
class Confiscation:
    """`total` to be confiscated, and how it came about."""

    total: Decimal
    lines: tuple[Line, ...]


def merge_gains(gains: Sequence[Gain]) -> Confiscation:
    """Add up illegal gains after refunds and lawful costs.

    Raises ValueError with a sentence for a negative figure, a deduction larger than the gain or a cost without evidence.
    """
    if not gains:
        raise ValueError("请填写违法所得")
    lines = []
    for each in gains:
        if min(each.amount, each.refunded, each.cost) < 0:
            raise ValueError(f"“{each.label}”的数额不能是负数，请改正")
        if each.net < 0:
            raise ValueError(f"“{each.label}”的退赔和成本超过了违法所得，请核对")
        if each.cost and not each.evidence.strip():
            raise ValueError(f"“{each.label}”扣除成本的，请写明证据")
        lines.append(Line("违法所得", _gain_text(each)))
    total = sum((each.net for each in gains), Decimal(0))
    if len(gains) > 1:
        lines.append(Line("合并", " ＋ ".join(f"{each.net:f}元" for each in gains) + f" ＝ {total:f}元"))
    lines.append(Line("大写", in_capitals(total)))
    return Confiscation(total, tuple(lines))


def _gain_text(gain: Gain) -> str:
    text = f"{gain.label}：{plain(gain.amount)}元"
    if gain.refunded:
        text += f"，减已退赔 {plain(gain.refunded)}元"
    if gain.cost:
        text += f"，减合法成本 {plain(gain.cost)}元（{gain.evidence}）"
    return f"{text}，计 {gain.net:f}元" if gain.refunded or gain.cost else text
