"""What a recorder's file name says: who carried it, which device, when it began. The patterns are data (dock_names.toml).

A name is a claim like every other; it only proposes whose recording it may be.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar

from daylight.core.lawentry import LawError, Rule
from daylight.core.moment import BEIJING

GROUPS = frozenset({"officer", "device", "at", "sequence"})


@dataclass(frozen=True, slots=True, kw_only=True)
class NameRule(Rule):
    """``pattern``: a regular expression over the path below the watched folder, with the named groups officer, device,
    at and sequence; ``at`` is read by ``time`` (strptime), as the clock of the device shows it.
    """

    READ: ClassVar[Mapping[str, Any]] = {**Rule.READ}

    name: str
    pattern: str
    time: str


@dataclass(frozen=True, slots=True)
class Named:
    """``rule``: which pattern fitted; empty texts and None where the name does not say."""

    rule: str = ""
    officer: str = ""
    device: str = ""
    sequence: str = ""
    started_at: datetime | None = None


def rules_in(tables: Iterable[Mapping[str, Any]], on: date) -> tuple[NameRule, ...]:
    """The patterns in force. Raises LawError for an expression or a group that cannot be used."""
    found = []
    for table in tables:
        for row in table.get("rule", ()):
            where = f"dock_names.toml {row.get('id', '?')}"
            rule = NameRule.read(row, where)
            try:
                groups = set(re.compile(rule.pattern).groupindex)
            except re.error as error:
                raise LawError(f"{where} 的 pattern 不是可用的正则表达式（{error}），请改正") from error
            if "at" not in groups or groups - GROUPS:
                raise LawError(f"{where} 的 pattern 须有 at，只能用 {'、'.join(sorted(GROUPS))} 命名，请改正")
            if rule.in_force(on):
                found.append(rule)
    return tuple(found)


def read_name(rules: Iterable[NameRule], path: str) -> Named:
    """The first pattern that fits and whose time exists; an empty ``Named`` when none does."""
    for rule in rules:
        if (match := re.fullmatch(rule.pattern, path)) is None:
            continue
        said = match.groupdict()
        try:
            # The device keeps local time and writes no zone.
            at = datetime.strptime(said["at"], rule.time).replace(tzinfo=BEIJING)
        except ValueError:
            continue
        return Named(rule.id, said.get("officer") or "", said.get("device") or "", said.get("sequence") or "", at)
    return Named()
