"""From the facts of a case to one row of the 双公示 table, and what is wrong with it. Nothing is typed anew.

Facts are a flat mapping: ``party_name``, ``party_kind`` (organisation | person), ``credit_code``, ``legal_representative``,
``identity_kind``, ``identity_number``, ``number``, ``violation``, ``facts``, ``basis``, ``penalty_kinds`` (ids), ``content``,
``fine_yuan``, ``confiscated_yuan`` (decimal texts), ``licence``, ``decided_on``, ``valid_from``, ``valid_until`` (ISO),
``paper``, ``licence_kind``, ``certificate_name``, ``certificate_number``, ``state``, ``agency_name``, ``agency_code``, ``remark``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from daylight.channels.credit_china.tables import Field, Tables
from daylight.core.identifiers import credit_code, identity

# 万元 with six decimals holds every fen exactly.
TEN_THOUSAND, SIX = Decimal(10000), Decimal("0.000001")
JOINED = "；"
CONFISCATING = frozenset({"confiscate_income", "confiscate_property"})
LICENCE = frozenset({"suspend_licence", "revoke_licence"})


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one column, in one sentence with where to mend it."""

    code: str
    name: str
    message: str

    def as_dict(self) -> dict[str, str]:
        return {"code": self.code, "name": self.name, "message": self.message}


@dataclass(frozen=True, slots=True)
class Row:
    """``values``: column code → text as it leaves. ``faults`` empty: it may be reported."""

    values: dict[str, str]
    faults: tuple[Fault, ...]


def row_of(facts: Mapping[str, Any], table: str, tables: Tables) -> Row:
    """One row of ``table`` (penalty | permit)."""
    values: dict[str, str] = {}
    faults: list[Fault] = []
    for column in tables.columns(table):
        text, why = _text(column, facts, tables)
        values[column.id] = text
        if not why and not text and _needed(column.needed, facts):
            why = "没有填写"
        if not why and column.length and len(text) > column.length:
            why = f"有 {len(text)} 个字，接口最多 {column.length} 个字"
        if why:
            mend = f"，请到{column.mend}补正。" if column.mend else "，请核对。"
            faults.append(Fault(column.id, column.name, f"{column.name}{why}{mend}"))
    return Row(values, tuple(faults))


def shown(values: Mapping[str, str], table: str, tables: Tables) -> dict[str, str]:
    """The row without what may not be shown to the public."""
    return {each.id: values.get(each.id, "") for each in tables.columns(table) if each.shown}


def _needed(needed: str, facts: Mapping[str, Any]) -> bool:
    kinds = set(facts.get("penalty_kinds") or ())
    return {
        "always": True,
        "never": False,
        "organisation": facts.get("party_kind") == "organisation",
        "person": facts.get("party_kind") == "person",
        "fine": "fine" in kinds,
        "confiscated": bool(kinds & CONFISCATING),
        "licence": bool(kinds & LICENCE),
    }[needed]


def _text(column: Field, facts: Mapping[str, Any], tables: Tables) -> tuple[str, str]:
    """The cell, and what is wrong with what stands there."""
    given = facts.get(column.source) if column.source else None
    if given in (None, "", [], ()):
        return "", ""
    if column.type == "choices" and isinstance(given, Sequence) and not isinstance(given, str):
        found = [_coded(column, str(each), facts, tables) for each in given]
        lacking = [str(each) for each, value in zip(given, found, strict=True) if not value]
        return JOINED.join(dict.fromkeys(each for each in found if each)), "有代码表里没有的种类" if lacking else ""
    text = str(given).strip()
    if column.type == "choice":
        value = _coded(column, text, facts, tables)
        return value, "" if value else "不在代码表里"
    if column.type == "wan":
        return _in_wan(text)
    if column.type == "date":
        return _day(text)
    if column.type == "credit_code":
        warned = credit_code(text)
        # A registered code may fail its check character; what cannot be a code at all is not reported.
        return warned.value, "" if len(warned.value) == 18 else f"应为 18 位，这里是 {len(warned.value)} 位"
    if column.type == "identity":
        read = identity(text)
        return (read.value, "") if read else (text, "不是有效的公民身份号码")
    return text, ""


def _coded(column: Field, key: str, facts: Mapping[str, Any], tables: Tables) -> str:
    code = str(facts.get("credit_code") or "")
    rows = [each for each in tables.choices if each.table == column.choices]
    special = next((each for each in rows if each.prefix and code.startswith(each.prefix)), None)
    if special is not None and key == "organisation":
        return special.value
    return next((each.value for each in rows if each.id == key and not each.prefix), "")


def _in_wan(text: str) -> tuple[str, str]:
    try:
        amount = Decimal(text)
    except InvalidOperation:
        return "", "不是金额"
    return format((amount / TEN_THOUSAND).quantize(SIX), "f"), "" if amount >= 0 else "小于零"


def _day(text: str) -> tuple[str, str]:
    try:
        return date.fromisoformat(text[:10]).isoformat(), ""
    except ValueError:
        return "", "不是日期"
