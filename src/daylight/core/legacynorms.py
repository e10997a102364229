"""Numbers a legacy decision is held against, by date, from lawpacks/cn/legacy_checks.toml."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from daylight.core.lawentry import Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class LegacyCheck(Rule):
    """One number: hearing_request_days, case_days, review_days (natural days) or litigation_months."""

    READ: ClassVar[Mapping[str, Callable[[Any], Any]]] = {**Rule.READ, "value": int}

    what: str
    value: int


@dataclass(frozen=True, slots=True)
class LegacyNorms:
    """The checks of the lawpack. Empty: nothing is asked that needs a number of the law."""

    checks: tuple[LegacyCheck, ...] = ()

    @classmethod
    def from_table(cls, table: Mapping[str, Any]) -> LegacyNorms:
        """From the parsed TOML `{"rule": [...]}`. LawError names a rule that cannot be used."""
        rules: Sequence[Mapping[str, Any]] = table.get("rule", ())
        return cls(tuple(LegacyCheck.read(rule, f"legacy_checks.toml {rule.get('id', '?')}") for rule in rules))

    def at(self, name: str, on: date) -> LegacyCheck | None:
        """The check of that name in force on a day."""
        return next((check for check in self.checks if check.id == name and check.in_force(on)), None)
