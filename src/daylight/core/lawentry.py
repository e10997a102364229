"""规则条目: how a table of a lawpack becomes a rule, with a Chinese sentence for every mistake."""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, fields
from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType
from typing import Any, ClassVar, TypeVar

from daylight.core.deadlines import Period


class LawError(ValueError):
    """A rule that cannot be used; the message names the file, the rule and the key in Chinese."""


def as_text(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError("应为非空文字")
    return value


def as_texts(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list | tuple) or not all(isinstance(each, str) for each in value):
        raise ValueError("应为文字列表")
    return tuple(value)


def as_flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError("应为 true 或 false")
    return value


def as_day(value: Any) -> date:
    if isinstance(value, datetime) or not isinstance(value, date):
        raise ValueError("应为日期，如 2021-07-15")
    return value


def as_number(value: Any) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
        raise ValueError("应为数（小数请写成加引号的文字）")
    return Decimal(value)


def as_period(value: Any) -> Period:
    return Period.parse(value if isinstance(value, str) else str(value))


def as_periods(value: Any) -> Mapping[str, Period]:
    return MappingProxyType({key: as_period(each) for key, each in dict(value).items()})


def as_mapping(value: Any) -> Mapping[str, Any]:
    return MappingProxyType(dict(value))


R = TypeVar("R", bound="Entry")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A table read from a lawpack. `READ` says how each key is read; a key without a reader is taken as text."""

    READ: ClassVar[Mapping[str, Callable[[Any], Any]]] = {}

    @classmethod
    def read(cls: type[R], raw: Mapping[str, Any], where: str) -> R:
        known = {each.name: each for each in fields(cls)}  # type: ignore[no-untyped-call,unused-ignore]
        strange = sorted(set(raw) - set(known))
        if strange:
            raise LawError(f"{where} 有不认识的键 {'、'.join(strange)}，请删去或改正拼写")
        lacking = [
            name for name, each in known.items()
            if name not in raw and each.default is MISSING and each.default_factory is MISSING
        ]  # fmt: skip
        if lacking:
            raise LawError(f"{where} 缺少 {'、'.join(lacking)}，请补上")
        values: dict[str, Any] = {}
        for key, value in raw.items():
            reader: Callable[[Any], Any] = cls.READ.get(key, as_text)
            try:
                values[key] = reader(value)
            except LawError:
                raise
            except (ValueError, TypeError, ArithmeticError) as error:
                raise LawError(f"{where} 的 {key} 不能用：{error}") from error
        return cls(**values)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule(Entry):
    """What every rule has. `until` is the first day it is no longer in force. `verified` False: shown as 依据待核.

    `source` is the lawpack file that spoke last, `layer` that file's pack (cn, sd, haiyang).
    """

    READ: ClassVar[Mapping[str, Callable[[Any], Any]]] = {
        "in_force_from": as_day,
        "until": as_day,
        "verified": as_flag,
    }

    id: str
    cite: str
    in_force_from: date
    until: date | None = None
    verified: bool = True
    note: str = ""
    source: str = ""
    layer: str = ""

    def in_force(self, on: date) -> bool:
        return self.in_force_from <= on and (self.until is None or on < self.until)

    @property
    def doubt(self) -> str:
        """The mark a screen shows beside an unverified rule."""
        return "" if self.verified else "依据待核"
