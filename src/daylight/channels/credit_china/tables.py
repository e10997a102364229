"""The columns and code tables of the 双公示 standard, read from the lawpack (credit.toml)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, ClassVar, TypeVar

from daylight.base import lawpack
from daylight.core.lawdata import Layer, NotInForce
from daylight.core.lawentry import Rule, as_day, as_flag, as_texts

Readers = Mapping[str, Callable[[Any], Any]]
TABLES = {"penalty": "行政处罚", "permit": "行政许可"}


def _maybe(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError("应为文字")
    return value


@dataclass(frozen=True, slots=True, kw_only=True)
class Field(Rule):
    """One column. ``source``: key of the facts, empty when the platform does not know it; ``length`` in characters, 0 none."""

    READ: ClassVar[Readers] = {**Rule.READ, "length": int, "shown": as_flag, "source": _maybe}

    table: str
    name: str
    source: str
    needed: str
    type: str
    length: int = 0
    choices: str = ""
    mend: str = ""
    shown: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice(Rule):
    """One row of a code table. ``prefix``: only where the credit code begins so."""

    table: str
    value: str
    prefix: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper(Rule):
    """A paper that is reported: in which table, in what state it puts the permit, when, and whether to the public."""

    READ: ClassVar[Readers] = {**Rule.READ, "waits": as_flag, "share_only": as_flag}

    table: str
    state: str
    waits: bool
    share_only: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Light(Rule):
    """Penalties that alone are 轻微失信."""

    READ: ClassVar[Readers] = {**Rule.READ, "kinds": as_texts}

    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoTerm(Rule):
    """The day written where there is no end."""

    READ: ClassVar[Readers] = {**Rule.READ, "day": as_day}

    day: date


SHAPES: dict[str, type[Rule]] = {"field": Field, "choice": Choice, "paper": Paper, "light": Light, "no_term": NoTerm}
T = TypeVar("T", bound=Rule)


@dataclass(frozen=True, slots=True)
class Tables:
    """Everything of one day."""

    fields: tuple[Field, ...]
    choices: tuple[Choice, ...]
    papers: tuple[Paper, ...]
    light: tuple[Light, ...]
    no_term: tuple[NoTerm, ...]

    def columns(self, table: str) -> tuple[Field, ...]:
        """The columns of ``penalty`` or ``permit`` in their order."""
        return tuple(each for each in self.fields if each.table == table)

    def paper(self, code: str) -> Paper | None:
        """How a paper of this kind is reported; None when it is not."""
        return next((each for each in self.papers if each.id == code), None)

    def is_light(self, kinds: Iterable[str]) -> Light | None:
        """The rule by which these penalties alone are light."""
        found = set(kinds)
        return next((each for each in self.light if found and found <= set(each.kinds)), None)

    def endless(self) -> str:
        """The day written where there is no end, ISO."""
        if not self.no_term:
            raise NotInForce("双公示没有规定无期限时填写的日期，请联系清单管理员")
        return self.no_term[0].day.isoformat()


def tables_on(on: date) -> Tables:
    """The tables in force on a day; a later overlay wins over an earlier one. Raises ``LawError`` for a bad row."""
    pack = lawpack.current()
    rules = _read(pack.digest)
    return Tables(*(tuple(each for each in rules[kind] if each.in_force(on)) for kind in SHAPES))  # type: ignore[arg-type]


@lru_cache(maxsize=4)
def _read(digest: str) -> Mapping[str, tuple[Rule, ...]]:
    layers = lawpack.current().other.get("credit", ())
    return {kind: _merged(kind, shape, layers) for kind, shape in SHAPES.items()}


def _merged(kind: str, shape: type[T], layers: Iterable[Layer]) -> tuple[T, ...]:
    found: dict[tuple[str, str, date], T] = {}
    for layer in layers:
        for raw in layer.tables.get(kind, ()):
            row = shape.read(raw, f"{layer.file} [[{kind}]] {raw.get('id', '?')}")
            found[str(raw.get("table", "")), row.id, row.in_force_from] = row
    return tuple(found.values())
