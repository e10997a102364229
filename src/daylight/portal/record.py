"""The canonical public record: what one published decision says, field by field.

Disclosure builds exactly this; the portal keeps nothing else of a decision. ``index.json`` beside the page holds
``record_bytes`` (RFC 8785) and its SHA-256 is what the journal entry of the publication commits to
(``published_sha256``). Keys are ASCII, dates ISO 8601, amounts and areas decimal strings; there is no float.
"""

from __future__ import annotations

import hashlib
import re
import types
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, TypedDict, Union, get_args, get_origin, get_type_hints
from uuid import UUID

from daylight.core.canonical import canonical
from daylight.portal.code import is_code


class AgencyPart(TypedDict):
    name: str
    code: str  # Agency.code


class PartyPart(TypedDict):
    name: str  # as shown: an organisation's name, or 姓＋某某 for a natural person (already masked)
    kind: str  # organisation | person
    credit_code: str  # 统一社会信用代码 of an organisation; "" for a person


class DiscretionPart(TypedDict):
    grade: str  # 裁量阶次, e.g. 一般; "" when the source does not show it
    reason: str


class PenaltyPart(TypedDict):
    kind: str  # 罚款, 责令退还土地, 限期拆除, 没收 …
    text: str  # the sentence shown
    amount_yuan: str | None  # "96000.00"
    area_m2: str | None  # "640.0"


class OfficerPart(TypedDict):
    name: str
    certificate_number: str


class StepPart(TypedDict):
    on: str  # ISO date
    text: str
    state: str  # done | due


class DocumentPart(TypedDict):
    name: str  # shown name, e.g. 行政处罚决定书（公示版）
    format: str  # PDF | OFD | DOCX
    file: str  # file name beside the page, ASCII
    size: int  # bytes
    sha256: str


class SourcePart(TypedDict):
    url: str
    name: str  # who published it
    year: int


class LabelledPart(TypedDict):
    label: str  # as the paper calls it, e.g. 有效期至
    text: str


class Grown(TypedDict, total=False):
    """Columns the record grew by: a record made before them lacks them, and stays whole."""

    kind: str  # what was published, e.g. permit_grant; a penalty has none
    result: str  # 执法结论 in one text, where there are no penalties
    details: list[LabelledPart]  # what else the paper of this kind says


class PublicRecord(Grown):
    """One version of one published decision."""

    uuid: str
    version: int  # 1, 2, …: corrections and 履行 updates count up
    category: str  # 行政处罚
    number: str  # 文号, e.g. 海自然资规罚〔2026〕28号
    title: str  # shown as heading
    agency: AgencyPart
    party: PartyPart
    violation: str  # 违法行为, short
    facts: str  # 违法事实; "" when not published
    basis: list[str]  # 处罚依据, one article each
    discretion: DiscretionPart
    penalties: list[PenaltyPart]
    fine_yuan: str | None  # the sum of fines
    gist: str  # one sentence
    decided_on: str | None  # None: the source does not show it (legacy only)
    published_on: str  # first publication here
    keep_until: str | None  # last day shown
    officers: list[OfficerPart]
    remedy: str  # 不服怎么办
    performance: list[StepPart]  # 履行情况
    masked_kinds: list[str]  # what the public version hides, e.g. 住址, 身份证号
    documents: list[DocumentPart]
    code: str  # 核验码, eight characters (portal/code.py)
    source: SourcePart | None  # legacy decisions: where they were first published
    legacy: bool
    demonstration: bool
    demonstration_fields: list[str]  # names above (party, party.credit_code) invented for the demonstration
    not_seen: list[str]  # field names above that the source page did not show (legacy)


# Chinese names of the fields, as the page and the difference between versions call them.
LABELS = {
    "category": "类别",
    "number": "文号",
    "title": "标题",
    "agency": "执法机关",
    "party": "当事人",
    "violation": "违法行为",
    "facts": "违法事实",
    "basis": "处罚依据",
    "discretion": "裁量阶次",
    "penalties": "处罚种类与内容",
    "result": "决定内容",
    "details": "其他内容",
    "fine_yuan": "罚款金额",
    "gist": "摘要",
    "decided_on": "决定日期",
    "published_on": "公示日期",
    "keep_until": "公示期",
    "officers": "承办人员",
    "remedy": "救济途径",
    "performance": "履行情况",
    "masked_kinds": "隐去内容",
    "documents": "文书",
    "source": "来源",
}


class RecordFault(ValueError):
    """A record that cannot be published; ``faults`` are Chinese sentences, each naming its field."""

    def __init__(self, faults: list[str]) -> None:
        self.faults = faults
        super().__init__("；".join(faults))


_DATES = ("decided_on", "published_on", "keep_until")
_FILLED = ("category", "number", "title", "violation", "gist")
_FILE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*(\.[A-Za-z0-9]+)+")
_RESERVED_FILES = {"index.html", "index.json", "proof.json", "withdrawn.json"}


def record_bytes(record: Mapping[str, Any]) -> bytes:
    """Canonical bytes of ``record``: exactly the content of ``index.json``."""
    return canonical(record)


def record_sha256(record: Mapping[str, Any]) -> str:
    """SHA-256 of ``record_bytes``, hex: the ``published_sha256`` a publication commits to."""
    return hashlib.sha256(record_bytes(record)).hexdigest()


def check_record(record: Mapping[str, Any]) -> None:
    """Raise ``RecordFault`` unless ``record`` is a complete, consistent ``PublicRecord``."""
    faults = [*_shape_faults(record, PublicRecord, "")]
    if not faults:
        faults = [*_value_faults(record)]
    if faults:
        raise RecordFault(faults)


def _shape_faults(value: Any, kind: Any, place: str) -> list[str]:
    if isinstance(kind, type) and issubclass(kind, dict):
        if not isinstance(value, Mapping):
            return [f"{place or '记录'} 应为一组字段"]
        hints = get_type_hints(kind)
        # Only the whole record has grown columns; every part is complete.
        grown = get_type_hints(Grown) if kind is PublicRecord else {}
        found = [f"{place}{name} 缺少" for name in hints if name not in value and name not in grown]
        found += [f"{place}{name} 不是公示记录的字段" for name in value if name not in hints]
        for name, hint in hints.items():
            if name in value:
                found += _shape_faults(value[name], hint, f"{place}{name}" if not _is_dict(hint) else f"{place}{name}.")
        return found
    if get_origin(kind) in (Union, types.UnionType):
        if value is None:
            return []
        return _shape_faults(value, next(k for k in get_args(kind) if k is not type(None)), place)
    if get_origin(kind) is list:
        if not isinstance(value, list | tuple):
            return [f"{place} 应为列表"]
        item = get_args(kind)[0]
        return [
            fault
            for n, v in enumerate(value)
            for fault in _shape_faults(v, item, f"{place}[{n}]" + "." * _is_dict(item))
        ]
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        return [f"{place} 应为{ {str: '文字', int: '整数', bool: '是或否'}[kind] }"]
    return []


def _is_dict(kind: Any) -> bool:
    if get_origin(kind) in (Union, types.UnionType):
        return any(_is_dict(k) for k in get_args(kind))
    return isinstance(kind, type) and issubclass(kind, dict)


def _value_faults(record: Mapping[str, Any]) -> list[str]:
    found = [f"{name} 不能为空" for name in _FILLED if not record[name].strip()]
    try:
        UUID(record["uuid"])
    except ValueError:
        found.append("uuid 不是有效编号")
    if record["version"] < 1:
        found.append("version 从 1 起")
    if not is_code(record["code"]):
        found.append("code 应为 8 位核验码")
    if record["party"]["kind"] not in {"organisation", "person"}:
        found.append("party.kind 应为 organisation 或 person")
    if record["party"]["kind"] == "person" and record["party"]["credit_code"]:
        found.append("party.credit_code 自然人不公示代码")
    dates = [(name, record[name]) for name in _DATES] + [("performance.on", s["on"]) for s in record["performance"]]
    found += [f"{name} 应为日期，如 2026-11-20" for name, text in dates if text is not None and not _is_date(text)]
    if not record["legacy"]:
        # Only the page of an older decision may lack them; ours states both (行政处罚法第59条).
        found += [f"{name} 不能为空" for name in ("decided_on", "remedy") if not record[name]]
    if not record["legacy"] and record.get("kind") and not record.get("result", "").strip():
        found.append("result 不能为空")
    amounts = [("fine_yuan", record["fine_yuan"])]
    for penalty in record["penalties"]:
        amounts += [("penalties.amount_yuan", penalty["amount_yuan"]), ("penalties.area_m2", penalty["area_m2"])]
    found += [
        f"{name} 应为数字文字，如 96000.00" for name, text in amounts if text is not None and not _is_amount(text)
    ]
    found += ["performance.state 应为 done 或 due" for s in record["performance"] if s["state"] not in {"done", "due"}]
    for document in record["documents"]:
        if not _FILE_NAME.fullmatch(document["file"]) or document["file"] in _RESERVED_FILES:
            found.append(f"documents.file 名称不能用：{document['file']}")
        if not re.fullmatch(r"[0-9a-f]{64}", document["sha256"]):
            found.append("documents.sha256 应为 64 位十六进制数")
    for name in ("demonstration_fields", "not_seen"):
        found += [
            f"{name} 中的 {field} 不是公示记录的字段" for field in record[name] if field.partition(".")[0] not in record
        ]
    return found


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _is_amount(text: str) -> bool:
    try:
        value = Decimal(text)
    except InvalidOperation:
        return False
    return value.is_finite() and value >= 0 and format(value, "f") == text
