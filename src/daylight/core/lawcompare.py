"""从旧兼从轻 side by side: the law at the act and the law at the decision, which is the lighter, and why (处罚法 三十七条)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from daylight.core.amounts import LawOption, amount_of, law_options, plain
from daylight.core.lawdata import LawPack, NotInForce
from daylight.core.lawitems import FineRule, Item

CITE = "行政处罚法第三十七条"
WORDS = {True: "较轻", False: "较重", None: "不能直接比较"}


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two laws. `ranges` in words, one per circumstance; `yuan` the range for this case's area, if any."""

    label: str
    on: date
    item: Item
    ranges: tuple[str, ...]
    yuan: str
    lighter: bool | None
    compared: bool = True

    @property
    def word(self) -> str:
        return WORDS[self.lighter] if self.compared else "适用"


@dataclass(frozen=True, slots=True)
class Comparison:
    """`sides` one or two; `why` one sentence on what follows; `settled` False: a person must judge."""

    sides: tuple[Side, ...]
    why: str
    settled: bool
    cite: str = CITE


def both_laws(
    pack: LawPack,
    item: str,
    act_on: date,
    decided_on: date,
    *,
    area_m2: Decimal | None = None,
    continuing: bool = False,
) -> Comparison:
    """Both laws for an act of `act_on` decided on `decided_on`. A law not entered is said, never guessed."""
    try:
        options = law_options(pack, item, act_on, decided_on)
    except NotInForce:
        return Comparison((), f"行为时（{act_on}）的规定没有录入，不能比较，请先录入旧规定或者由法制机构判断。", False)
    two = len(options) == 2
    sides = tuple(_side(each, area_m2, two) for each in options)
    if not two:
        return _single(pack, item, sides, act_on, decided_on)
    then, now = options
    if continuing:
        return Comparison(sides, f"违法行为继续到新规定施行以后的，适用作出决定时的规定（{now.item.cite}）。", True)
    if then.lighter is None:
        why = f"行为时{_how(then.item.fine)}，作出决定时{_how(now.item.fine)}，算法不同，不能直接比较；请法制机构按本案数额判断并写明理由。"
        return Comparison(sides, why, False)
    if _bounds(then.item.fine) == _bounds(now.item.fine):
        return Comparison(sides, f"两个时期的幅度相同，适用行为时的规定（{then.item.cite}）。", True)
    light, heavy = (then, now) if then.lighter else (now, then)
    why = (
        f"两个时期都{_how(light.item.fine)}，{light.label}（{_range(light.item.fine)}）比{heavy.label}"
        f"（{_range(heavy.item.fine)}）轻，应当适用{light.label}（{light.item.cite}）。"
    )
    return Comparison(sides, why, True)


def _single(pack: LawPack, item: str, sides: tuple[Side, ...], act_on: date, decided_on: date) -> Comparison:
    if not any(each.in_force(decided_on) for each in pack.versions(Item, item)):
        why = f"到 {decided_on} 已没有处罚规定，现行规定不处罚的不再处罚，请核对依据。"
        return Comparison(sides, why, False)
    since = sides[0].item.in_force_from
    return Comparison(sides, f"行为时（{act_on}）和现在适用同一规定（{since} 起施行），不用比较。", True)


def _side(option: LawOption, area_m2: Decimal | None, two: bool) -> Side:
    item = option.item
    rules = ((item.fine,) if item.fine else ()) + item.other_fines
    ranges = tuple(f"{each.when}：{_range(each)}" if each.when else _range(each) for each in rules)
    return Side(option.label, option.on, item, ranges or ("没有罚款",), _yuan(item.fine, area_m2), option.lighter, two)


def _yuan(fine: FineRule | None, area_m2: Decimal | None) -> str:
    if fine is None or fine.kind != "rate_area" or not area_m2:
        return ""
    low, high = (amount_of("rate_area", area_m2, each) for each in (fine.min, fine.max))
    bounds = f"{low:,.2f} 元至 {high:,.2f} 元" if low else f"不超过 {high:,.2f} 元"
    return f"按 {plain(area_m2)} 平方米计算为{bounds}"


def _range(fine: FineRule | None) -> str:
    if fine is None:
        return "没有罚款"
    base = f"{fine.base}的" if fine.kind in ("percent", "multiple") and fine.base else ""
    if not fine.min:
        return f"不超过{base}{plain(fine.max)}{fine.unit}"
    return f"{base}{plain(fine.min)}至{plain(fine.max)}{fine.unit}"


def _how(fine: FineRule | None) -> str:
    if fine is None:
        return "没有罚款"
    words = {
        "rate_area": "按面积计算罚款",
        "percent": f"按{fine.base or '基数'}的百分比计算罚款",
        "multiple": f"按{fine.base or '基数'}的倍数计算罚款",
        "fixed": "按固定幅度罚款",
    }
    return words[fine.kind]


def _bounds(fine: FineRule | None) -> tuple[Decimal, Decimal] | None:
    return (fine.min, fine.max) if fine else None
