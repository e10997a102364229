"""历史决定书入库: one published decision as somebody wrote it down → fields in one shape, and questions for a person.

Nothing is guessed: what cannot be read stays None and becomes a question, what contradicts itself is kept as published
and becomes a question that blocks. Money is Decimal yuan, area Decimal m², dates are ISO text in the result.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from daylight.core import docnumber, legacydoubts
from daylight.core.legacynorms import LegacyNorms
from daylight.core.money import amounts
from daylight.core.question import Question

Record = Mapping[str, Any]

PARTY_KINDS = {
    "自然人": "person",
    "法人": "organisation",
    "非法人组织": "organisation",
    "个体工商户": "organisation",
    "农村集体经济组织": "organisation",
    "村民委员会": "organisation",
}
_PENALTY_FIGURES = (
    "rate_yuan_per_m2",
    "area_m2",
    "amount_yuan",
    "percent",
    "times",
    "volume_m3",
    "unit_price_yuan_per_m3",
)
_PENALTY_WORDS = ("content", "base", "term", "due", "amount_raw")
_CHINESE_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_CHINESE_DATE = re.compile(
    r"([〇○零0一二三四五六七八九]{4})年([〇零0一二三四五六七八九十]{1,3})月([〇零0一二三四五六七八九十]{1,3})日"
)
_FIGURE_DATE = re.compile(r"(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})")


def normalise_record(record: Record, norms: LegacyNorms = LegacyNorms()) -> dict[str, Any]:  # noqa: B008 - frozen
    """One record → {"id", "ok", "normalised", "questions"}; Decimals and plain values only, ready for `to_json`."""
    number, questions = _doc_number(record)
    normalised: dict[str, Any] = {
        "doc_number": None
        if number is None
        else {"agency": number.agency, "word": number.word, "year": number.year, "serial": number.serial}
        | ({"series": number.series} if number.series else {}),
        "doc_number_text": None if number is None else str(number),
        "doc_number_raw": record.get("doc_no"),
        "agency": _text(record.get("agency")),
        "sector": _text(record.get("sector")),
        "parties": _parties(record),
        "violation": _text(record.get("violation")),
        "place": _text(record.get("place")),
        "area_m2": decimal(record.get("area_m2")),
        "land_parts": [
            {"class": part.get("class"), "area_m2": decimal(part.get("area_m2"))}
            for part in record.get("land_parts") or ()
        ],
        "law_violated": list(record.get("law_violated") or ()),
        "law_basis": list(record.get("law_basis") or ()),
        "discretion_basis": _text(record.get("discretion_basis")),
        "penalties": [_penalty(penalty) for penalty in record.get("penalties") or ()],
        "fine_yuan": decimal(record.get("fine_yuan")),
        "confiscated_yuan": decimal(record.get("confiscate_yuan")),
        "filed_date": iso_date(record.get("filed_date")),
        "notice_served_date": iso_date(record.get("notice_served_date")),
        "decision_date": iso_date(record.get("decision_date")) or iso_date(record.get("decision_raw")),
        "decision_served_date": iso_date(record.get("decision_served_date")),
        "published_date": iso_date(record.get("published_date")),
        "publish_until": iso_date(record.get("publish_until")),
        "source": _text(record.get("source")),
        "source_kind": _text(record.get("source_kind")),
    }
    questions += legacydoubts.doubts(record, normalised, number, norms)
    return _result(str(record.get("id", "")), normalised, questions)


def decisions_report(records: Iterable[Record], norms: LegacyNorms = LegacyNorms()) -> list[dict[str, Any]]:  # noqa: B008
    """Every record normalised; a 文号 that occurs twice is asked about on each of its records and blocks them."""
    results = [normalise_record(record, norms) for record in records]
    by_number: dict[tuple[Any, ...], list[dict[str, Any]]] = defaultdict(list)
    for result in results:
        number = result["normalised"]["doc_number"]
        if number:
            by_number[tuple(sorted((key, str(value)) for key, value in number.items()))].append(result)
    for same in by_number.values():
        for result in same if len(same) > 1 else ():
            others = "、".join(other["id"] for other in same if other is not result)
            question = Question(
                "doc_number",
                "doc_number_repeated",
                "同一文号出现在不止一条记录里，请确认是重复录入还是编号有误。",
                others,
                blocking=True,
            )
            result["questions"].append(question.as_dict())
            result["ok"] = False
    return results


def to_json(value: Any, indent: int | None = None, _level: int = 0) -> str:
    """JSON text in which a Decimal is a plain number with exactly its digits: 22965.6, never 22965.599999.

    TypeError for anything else JSON has no word for.
    """
    if isinstance(value, Decimal):
        return _plain(value)
    if isinstance(value, Mapping):
        members = [
            f"{json.dumps(str(key), ensure_ascii=False)}: {to_json(item, indent, _level + 1)}"
            for key, item in value.items()
        ]
        return _wrapped("{", members, "}", indent, _level)
    if isinstance(value, list | tuple):
        return _wrapped("[", [to_json(item, indent, _level + 1) for item in value], "]", indent, _level)
    return json.dumps(value, ensure_ascii=False)


def _wrapped(opening: str, members: list[str], closing: str, indent: int | None, level: int) -> str:
    if indent is None or not members:
        return opening + ", ".join(members) + closing
    margin = "\n" + " " * indent * level
    return opening + ",".join(margin + " " * indent + member for member in members) + margin + closing


def _plain(value: Decimal) -> str:
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _result(identifier: str, normalised: dict[str, Any], questions: list[Question]) -> dict[str, Any]:
    complete = all(normalised[field] for field in ("agency", "parties", "violation", "source"))
    return {
        "id": identifier,
        "ok": complete and not any(question.blocking for question in questions),
        "normalised": normalised,
        "questions": [question.as_dict() for question in questions],
    }


def _doc_number(record: Record) -> tuple[docnumber.DocNumber | None, list[Question]]:
    raw = _text(record.get("doc_no"))
    if raw is None:
        message = "原页没有文号，请补录；确无文号的按来源登记。"
        return None, [Question("doc_number", "doc_number_missing", message, str(record.get("source") or ""))]
    number, questions = docnumber.parse(raw)
    if number and number.word not in docnumber.PENALTY_WORDS:
        message = f"文种字“{number.word}”不是常用的处罚文种字，请确认文书种类。"
        questions.append(Question("doc_number", "doc_number_unusual_word", message, raw))
    return number, questions


def _parties(record: Record) -> list[dict[str, Any]]:
    name = _text(record.get("party"))
    if name is None:
        return []
    operator = _text(record.get("operator"))
    shop = re.fullmatch(r"(.+?)[(（]([^()（）]{2,4})[)）]", name)
    if shop and record.get("party_type") == "个体工商户":
        name, operator = shop[1], shop[2]
    party: dict[str, Any] = {"name": name, "kind": PARTY_KINDS.get(str(record.get("party_type")), "unknown")}
    if record.get("party_type"):
        party["type"] = record["party_type"]
    for key, value in (
        ("credit_code", record.get("party_id")), ("legal_rep", record.get("legal_rep")), ("operator", operator),
    ):  # fmt: skip
        if _text(value):
            party[key] = str(value)
    return [party]


def _penalty(penalty: Record) -> dict[str, Any]:
    kept: dict[str, Any] = {"kind": penalty.get("kind")}
    for key in _PENALTY_WORDS:
        if penalty.get(key) is not None:
            kept[key] = iso_date(penalty[key]) or str(penalty[key]) if key == "due" else str(penalty[key])
    for key in _PENALTY_FIGURES:
        if penalty.get(key) is not None:
            kept[key] = decimal(penalty[key])
    if kept.get("amount_yuan") is None and penalty.get("amount_raw"):
        values = {amount.value for amount in amounts(str(penalty["amount_raw"]))}
        if len(values) == 1:
            kept["amount_yuan"] = values.pop()
    return kept


def decimal(value: Any) -> Decimal | None:
    """A figure of YAML, CSV or JSON as the Decimal it was written as; None for nothing or for words."""
    if value is None or isinstance(value, bool):
        return None
    try:
        return Decimal(str(value).replace(",", "").strip())
    except InvalidOperation:
        return None


def iso_date(value: Any) -> str | None:
    """A whole date in any of the published forms as YYYY-MM-DD; None when a part is missing or impossible."""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    text = str(value or "")
    found = _FIGURE_DATE.search(text)
    parts = [int(part) for part in found.groups()] if found else []
    if not found and (words := _CHINESE_DATE.search(text)):
        parts = [int(words[1].translate(_CHINESE_DIGITS)), _tens(words[2]), _tens(words[3])]
    try:
        return date(*parts).isoformat() if len(parts) == 3 else None
    except ValueError:
        return None


def _tens(words: str) -> int:
    """十三 → 13, 二十 → 20, 〇三 → 3."""
    head, ten, tail = words.rpartition("十")
    unit = int(tail.translate(_CHINESE_DIGITS) or 0)
    return (int(head.translate(_CHINESE_DIGITS)) if head else 1) * 10 + unit if ten else unit


def _text(value: Any) -> str | None:
    text = str(value).strip() if value is not None else ""
    return text or None
