"""目录一行的条件: typed predicates over a case, each able to say in words how the case stands to it.

``test`` is cheap and is asked of every case; ``say`` is asked only where somebody reads the answer. What is not known
yet counts as met: a case is reviewed once too often rather than once too little.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from daylight.core.casemeasure import CaseMeasure

CONFISCATION = "没收"
FINE = "罚款"
ALL = "全部类别"


class Term(Protocol):
    """One condition of a row."""

    def test(self, case: CaseMeasure) -> bool: ...

    def say(self, case: CaseMeasure, held: bool) -> str:
        """The reason, for the answer ``test`` gave."""
        ...


@dataclass(frozen=True, slots=True)
class OfCategory:
    category: str

    def test(self, case: CaseMeasure) -> bool:
        return self.category == case.category

    def say(self, case: CaseMeasure, held: bool) -> str:
        return f"本案是{case.category}" if held else f"目录这一项是{self.category}，本案是{case.category}"


@dataclass(frozen=True, slots=True)
class Within:
    """A scope by one attribute of the case: item, procedure, field, level."""

    name: str
    label: str
    values: frozenset[str]

    def test(self, case: CaseMeasure) -> bool:
        return getattr(case, self.name) in self.values

    def say(self, case: CaseMeasure, held: bool) -> str:
        return f"本案{self.label}{'在' if held else '不在'}目录这一项之内"


@dataclass(frozen=True, slots=True)
class Ordinary:
    """简易程序以外的全部决定 (海国土资发〔2017〕90号一（三）3)."""

    def test(self, case: CaseMeasure) -> bool:
        return not case.summary

    def say(self, case: CaseMeasure, held: bool) -> str:
        return "目录把简易程序以外的决定全部列入审核" if held else "本案是当场作出的决定，适用简易程序"


@dataclass(frozen=True, slots=True)
class Kinds:
    """Kinds of penalty or of decision; 没收 takes in every confiscation."""

    kinds: tuple[str, ...]

    def test(self, case: CaseMeasure) -> bool:
        for name in case.penalty_kinds:
            for kind in self.kinds:
                if kind in name:
                    return True
        return False

    def say(self, case: CaseMeasure, held: bool) -> str:
        named = sorted(name for name in case.penalty_kinds if any(kind in name for kind in self.kinds))
        return f"拟作出{'、'.join(named)}" if held else f"拟作决定不含{'、'.join(self.kinds)}"


@dataclass(frozen=True, slots=True)
class Amount:
    """A line in yuan for citizens and one for organisations. A party without a line of its own is not meant, unless the
    list has one that could not be read (``unread``: 公民, 单位): then every amount counts."""

    person: Decimal | None
    organisation: Decimal | None
    inclusive: bool
    fine: bool
    confiscation: bool
    unread: frozenset[str] = frozenset()

    def test(self, case: CaseMeasure) -> bool:
        line = self.organisation if case.organisation else self.person
        if line is None:
            return ("单位" if case.organisation else "公民") in self.unread
        if self.fine and self._reached(case.fine_yuan, line, case, FINE):
            return True
        return self.confiscation and self._reached(case.confiscated_yuan, line, case, CONFISCATION)

    def _reached(self, value: Decimal | None, line: Decimal, case: CaseMeasure, name: str) -> bool:
        if value is None:
            # 从严: the amount decides, and it is open.
            return any(name in kind for kind in case.penalty_kinds)
        return value >= line if self.inclusive else value > line

    def say(self, case: CaseMeasure, held: bool) -> str:
        whose, line = ("单位", self.organisation) if case.organisation else ("公民", self.person)
        if held and line is None:
            return f"目录这一项对{whose}的数额没有读出，按达到对待"
        if line is None:
            return f"目录这一项只对{'公民' if case.organisation else '单位'}写了数额"
        mark = f"{figure(line)} 元（{'含' if self.inclusive else '不含'}本数，对{whose}）"
        told = []
        for name, value in self._looked_at(case):
            if self._reached(value, line, case, name):
                return (
                    f"{name}数额尚未确定，按达到 {mark}对待"
                    if value is None
                    else f"{name} {figure(value)} 元，达到 {mark}"
                )
            told += [] if value is None else [f"{name} {figure(value)} 元"]
        return f"{'、'.join(told) or '没有数额'}，未达到 {mark}"

    def _looked_at(self, case: CaseMeasure) -> Iterator[tuple[str, Decimal | None]]:
        if self.fine:
            yield FINE, case.fine_yuan
        if self.confiscation:
            yield CONFISCATION, case.confiscated_yuan


@dataclass(frozen=True, slots=True)
class Land:
    """Land classes, with an area of these classes together where ``line`` (m²) is given."""

    classes: tuple[str, ...]
    line: Decimal | None
    inclusive: bool

    def test(self, case: CaseMeasure) -> bool:
        here = [area for name, area in case.land.items() if any(each in name for each in self.classes)]
        if self.line is None or not here:
            return bool(here)
        if any(area is None for area in here):
            return True
        # 旱地 is 耕地 and 一般耕地 at once: the largest says how much of the class there is.
        most = max(area for area in here if area is not None)
        return most >= self.line if self.inclusive else most > self.line

    def say(self, case: CaseMeasure, held: bool) -> str:
        named = "、".join(self.classes)
        found = {name: area for name, area in case.land.items() if any(each in name for each in self.classes)}
        if not found:
            return f"占用的地类不含{named}"
        if self.line is None:
            return f"占用{'、'.join(found)}"
        known = [area for area in found.values() if area is not None]
        if len(known) < len(found):
            return f"{'、'.join(found)}面积尚未确定，按达到 {figure(self.line)} 平方米对待"
        return f"{'、'.join(found)}面积 {figure(max(known))} 平方米，{'达到' if held else '不足'} {figure(self.line)} 平方米"


@dataclass(frozen=True, slots=True)
class Area:
    line: Decimal
    inclusive: bool

    def test(self, case: CaseMeasure) -> bool:
        area = case.area_m2
        return area is None or (area >= self.line if self.inclusive else area > self.line)

    def say(self, case: CaseMeasure, held: bool) -> str:
        if case.area_m2 is None:
            return f"面积尚未确定，按达到 {figure(self.line)} 平方米对待"
        return f"面积 {figure(case.area_m2)} 平方米，{'达到' if held else '不足'} {figure(self.line)} 平方米"


@dataclass(frozen=True, slots=True)
class Heard:
    def test(self, case: CaseMeasure) -> bool:
        return case.heard

    def say(self, case: CaseMeasure, held: bool) -> str:
        return "本案经过听证" if held else "本案没有经过听证"


@dataclass(frozen=True, slots=True)
class Revokes:
    def test(self, case: CaseMeasure) -> bool:
        return case.revokes

    def say(self, case: CaseMeasure, held: bool) -> str:
        return "拟撤销、撤回或者变更已经生效的许可" if held else "不涉及撤销、撤回或者变更已经生效的许可"


@dataclass(frozen=True, slots=True)
class Circumstances:
    """Words only a person can judge: 重大公共利益, 疑难复杂 … Any one of them is enough."""

    words: tuple[str, ...]

    def test(self, case: CaseMeasure) -> bool:
        for word in self.words:
            if word in case.circumstances:
                return True
        return case.judging and any(word not in case.denied for word in self.words)

    def say(self, case: CaseMeasure, held: bool) -> str:
        met = [word for word in self.words if word in case.circumstances]
        if met:
            return f"本案属于{'、'.join(met)}"
        if held:
            unsaid = [word for word in self.words if word not in case.denied]
            return f"还没有判断是否属于{'、'.join(unsaid)}，按属于对待"
        return f"没有认定为{'、'.join(self.words)}"


def figure(value: Decimal) -> str:
    """1957.30 → 1,957.3."""
    text = format(value, ",f")
    return text.rstrip("0").rstrip(".") if "." in text else text
