"""历史决定: from a normalised record of another site to the public record, with its source and what was not seen.

Nothing is guessed: a record with an open question that blocks, without a 文号, or whose party cannot be told to be a
person or an organisation stays inside.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from daylight.base import lawpack
from daylight.core.legacynorms import LegacyNorms
from daylight.core.normalise import decisions_report

NOT_STATED = "来源页面未载明，以原决定书为准。"
# A natural person's name as these sources hide it: 苏某某, 张×, 李**.
_HIDDEN_NAME = re.compile(r"^[\u4e00-\u9fff]{1,2}(?:某[\u4e00-\u9fff]?|[×xX*＊])+$")


def norms() -> LegacyNorms:
    """The numbers legacy decisions are held against, from the lawpacks."""
    layers = lawpack.current().other.get("legacy_checks", ())
    return LegacyNorms.from_table({"rule": [rule for each in layers for rule in each.tables.get("rule", ())]})


def report(records: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """What an import would find, record by record: ``{"id", "ok", "normalised", "questions"}``; nothing is written."""
    return decisions_report(records, norms())


def why_not(result: Mapping[str, Any]) -> str:
    """Why a reported record cannot be published here; empty when it can."""
    fields = result["normalised"]
    if not result["ok"]:
        return "还有待核问题，答复后才能公示。"
    if not fields["doc_number_text"]:
        return "来源没有文号，核对后才能公示。"
    party = fields["parties"][0]
    if party["kind"] not in ("person", "organisation"):
        return "不能确定当事人是自然人还是单位，核对后才能公示。"
    if party["kind"] == "person" and not _HIDDEN_NAME.match(party["name"]):
        return "自然人姓名没有隐去，核对后才能公示。"
    return ""


def build(normalised: Mapping[str, Any], original: Mapping[str, Any], uuid: str, code: str, on: date) -> dict[str, Any]:
    """The public record of a legacy decision, published here on ``on``. ``normalised`` as kept (plain JSON values)."""
    party = normalised["parties"][0]
    penalties = [_penalty(each) for each in normalised["penalties"]]
    violation = str(normalised["violation"])
    kinds = "、".join(dict.fromkeys(each["text"] if each["kind"] == "罚款" else each["kind"] for each in penalties))
    number = str(normalised["doc_number_text"])
    record: dict[str, Any] = {
        "uuid": uuid,
        "version": 1,
        "category": "行政处罚",
        "number": number,
        "title": f"{number} 行政处罚决定",
        "agency": {"name": str(normalised["agency"]), "code": ""},
        "party": {
            "name": party["name"],
            "kind": party["kind"],
            "credit_code": party.get("credit_code", "") if party["kind"] == "organisation" else "",
        },
        "violation": violation,
        "facts": "",
        "basis": [str(each) for each in normalised["law_basis"]],
        "discretion": {"grade": "", "reason": str(normalised["discretion_basis"] or "")},
        "penalties": penalties,
        "fine_yuan": normalised["fine_yuan"],
        "gist": f"{party['name']}：{violation.rstrip('。')}{f'，被处{kinds}' if kinds else ''}。",
        "decided_on": normalised["decision_date"],
        "published_on": on.isoformat(),
        "keep_until": None,
        "officers": [],
        "remedy": NOT_STATED,
        "performance": [],
        "masked_kinds": [],
        "documents": [],
        "code": code,
        "source": {
            "url": str(normalised["source"]),
            "name": str(normalised["agency"]),
            "year": _year(normalised, original),
        },
        "legacy": True,
        "demonstration": False,
        "demonstration_fields": [],
        "not_seen": [],
    }
    empty = [
        name
        for name in ("facts", "basis", "penalties", "fine_yuan", "decided_on", "officers", "performance")
        if not record[name]
    ]
    record["not_seen"] = [*empty, *(["discretion"] if not record["discretion"]["reason"] else []), "remedy"]
    return record


def kept(value: Any) -> Any:
    """A record as the file said it, in plain JSON: dates and figures as text, never a float."""
    if isinstance(value, Mapping):
        return {str(key): kept(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [kept(item) for item in value]
    if isinstance(value, bool) or value is None or isinstance(value, int):
        return value
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value)


def _penalty(penalty: Mapping[str, Any]) -> dict[str, Any]:
    kind = str(penalty.get("kind") or "")
    amount, area = penalty.get("amount_yuan"), penalty.get("area_m2")
    content = str(penalty.get("content") or "")
    said = content if kind in content else f"{kind}：{content}"
    text = said if content else f"{kind} {Decimal(amount):,.2f} 元" if amount else kind
    return {"kind": kind, "text": text, "amount_yuan": amount or None, "area_m2": area or None}


def _year(normalised: Mapping[str, Any], original: Mapping[str, Any]) -> int:
    for text in (original.get("year"), str(normalised["published_date"] or "")[:4]):
        if text and str(text).isdigit():
            return int(text)
    return int(normalised["doc_number"]["year"])
