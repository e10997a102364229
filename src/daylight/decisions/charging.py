"""违法行为和当事人: which acts and which parties a draft fines, each by itself (部办法第37条).

The case's own act comes first, then the further ones in the order of the draft; within an act one charge per party.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from daylight.cases.models import Case
from daylight.core.amounts import amount_of
from daylight.core.facts import ChargeFacts, FinePart
from daylight.decisions.draftfields import fine_parts

SAME, SEPARATE = "same", "separate"


@dataclass(frozen=True, slots=True, kw_only=True)
class Charge:
    """One act of one party under one item. ``key`` "" is the case's own act; ``relation`` SAME: another provision broken
    by that very act (处罚法第29条); ``party`` uuid or "" for the party of the case; ``reason`` why within or outside the
    grade."""

    key: str
    relation: str
    item: str
    party: str = ""
    facts: str = ""
    act_on: date | None = None
    continuing: bool = False
    law_on: date | None = None
    grade: str = ""
    deviation_reason: str = ""
    reason: str = ""
    parts: tuple[FinePart, ...] = ()

    @property
    def amount(self) -> Decimal:
        return sum((amount_of(each.kind, each.quantity, each.rate) for each in self.parts), Decimal(0))

    def law_day(self, today: date) -> date:
        """The day whose law is applied: the one chosen, else that of the act."""
        return self.law_on or (None if self.continuing else self.act_on) or self.act_on or today

    def facts_of(self) -> ChargeFacts:
        """What the gate looks at."""
        return ChargeFacts(
            item=self.item,
            parts=self.parts,
            grade=self.grade,
            deviation_reason=self.deviation_reason,
            act_on=self.act_on,
            continuing=self.continuing,
            chosen_law_on=self.law_on,
        )


def charges_of(case: Case, fields: Mapping[str, Any]) -> list[Charge]:
    """Every charge of a draft; the first is the case's own act even while nothing is reckoned for it."""
    heads = [_own(case, fields), *(_further(each) for each in fields.get("charges") or [])]
    keys = {head.key for head in heads}
    lines: dict[tuple[str, str], list[Mapping[str, Any]]] = {}
    for line in fields.get("parts") or []:
        # A line of an act that was taken out counts for the case's own act, where the officer sees it.
        key = str(line.get("charge") or "")
        lines.setdefault((key if key in keys else "", str(line.get("party") or "")), []).append(line)
    found = []
    for head in heads:
        mine = {party: group for (key, party), group in lines.items() if key == head.key} or {"": []}
        found += [_with(head, party, fine_parts(group)) for party, group in mine.items()]
    # An act punished without a fine is none of the reckoning's business while another one is fined.
    fined = [each for each in found if each.parts or each.key]
    return fined if any(each.parts for each in fined) else found


def _own(case: Case, fields: Mapping[str, Any]) -> Charge:
    return Charge(
        key="",
        relation=SEPARATE,
        item=case.law_item,
        act_on=case.act_ended_on,
        continuing=case.act_continuing,
        law_on=_day(fields.get("law_on")),
        grade=str(fields.get("grade") or ""),
        deviation_reason=str(fields.get("deviation_reason") or ""),
        reason=str(fields.get("discretion_reason") or ""),
    )


def _further(line: Mapping[str, Any]) -> Charge:
    return Charge(
        key=str(line.get("key") or ""),
        relation=str(line.get("relation") or SEPARATE),
        item=str(line.get("item") or ""),
        facts=str(line.get("facts") or ""),
        act_on=_day(line.get("act_on")),
        continuing=line.get("continuing") == "yes",
        law_on=_day(line.get("law_on")),
        grade=str(line.get("grade") or ""),
        deviation_reason=str(line.get("deviation_reason") or ""),
        reason=str(line.get("reason") or ""),
    )


def _with(head: Charge, party: str, parts: tuple[FinePart, ...]) -> Charge:
    return replace(head, party=party, parts=parts)


def _day(value: Any) -> date | None:
    try:
        return date.fromisoformat(str(value)) if value else None
    except ValueError:
        return None
