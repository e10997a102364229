"""脱敏结果: the rules' masks, what people added or lifted, what is still doubtful, what would still leak.

Everything is computed again from the source at each change, so that a copy can never drift away from the decision.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from daylight.core.canonical import canonical
from daylight.core.masking import Facts, MaskRules, Span, apply, leaks, mask
from daylight.core.textmap import folded
from daylight.disclosure import fields
from daylight.portal.record import record_bytes

KIND_NAMES = {
    "party_name": "自然人姓名",
    "representative_name": "法定代表人姓名",
    "other_name": "其他人员姓名",
    "minor": "未成年人信息",
    "id_number": "身份证号",
    "other_id": "其他证件号码",
    "phone": "联系方式",
    "account": "银行账号",
    "address": "住址",
    "birth": "出生日期",
    "email": "电子邮箱",
    "plate": "车牌号",
    "property_number": "不动产权证号",
    "coordinate": "精确坐标",
    "trade_secret": "商业秘密",
    "landline": "固定电话",
    "door_number": "门牌号",
    "health": "健康状况",
}
# What G19 never lets out; a mask over a value known to the case cannot be lifted by anybody (law.md ch. 9).
NEVER = frozenset({"other_name", "minor", "id_number", "other_id", "phone", "account", "address", "email", "health"})
# Filled in by the platform after the second look; everything else is what the second person confirms.
PLATFORM = ("version", "published_on", "keep_until", "performance", "documents")
# Machine-made or public by duty: not scanned, a hexadecimal digest may look like anything.
UNSCANNED = frozenset({"uuid", "code", "kind", "documents", "officers", "agency", "source", "category", "masked_kinds"})
UNSCANNED |= {"demonstration_fields", "not_seen", "decided_on", "published_on", "keep_until", "fine_yuan"}


@dataclass(frozen=True, slots=True)
class Redaction:
    """``record`` masked; ``spans`` by path; ``uncertain`` as plain dicts, each with its ``key`` and ``path``."""

    record: dict[str, Any]
    spans: dict[str, list[Span]]
    uncertain: list[dict[str, Any]]


def redact(
    source: Mapping[str, Any],
    facts: Facts,
    rules: MaskRules,
    marks: Sequence[Mapping[str, Any]] = (),
    settled: Mapping[str, Mapping[str, Any]] | None = None,
) -> Redaction:
    """Mask the texts of ``source``; then people's marks in order; then how doubts were settled."""
    answers = settled or {}
    texts: dict[str, str] = {}
    spans: dict[str, list[Span]] = {}
    uncertain: list[dict[str, Any]] = []
    for path in fields.paths(source):
        text = fields.read(source, path)
        result = mask(text, facts, rules)
        doubts = [each.as_dict() | {"path": path, "key": doubt_key(path, each.as_dict())} for each in result.uncertain]
        masked = list(result.spans)
        for doubt in doubts:
            masked = _answered(masked, doubt, answers.get(doubt["key"]), rules)
        for made in (each for each in marks if each["path"] == path):
            masked = _marked(masked, made, rules)
        masked.sort(key=lambda span: span.start)
        texts[path] = apply(text, masked)
        doubts += list(_late_doubts(path, texts[path], text, masked, facts, rules, doubts))
        uncertain += doubts
        if masked:
            spans[path] = masked
    record = fields.written(source, texts)
    kinds = dict.fromkeys(KIND_NAMES.get(span.kind, span.kind) for each in spans.values() for span in each)
    record["masked_kinds"] = list(kinds)
    return Redaction(record, spans, uncertain)


def doubt_key(path: str, doubt: Mapping[str, Any]) -> str:
    """A name for one doubt that stays the same while the source does."""
    return f"{path}:{doubt['start']}:{doubt['end']}:{doubt['kind']}"


def unsettled(
    uncertain: Iterable[Mapping[str, Any]], settled: Mapping[str, Any], marks: Sequence[Mapping[str, Any]]
) -> list[Mapping[str, Any]]:
    """Doubts nobody answered; one wholly under a mask a person added is answered."""
    return [
        doubt
        for doubt in uncertain
        if doubt["key"] not in settled
        and not any(
            made["do"] == "mask"
            and made["path"] == doubt["path"]
            and made["start"] <= doubt["start"]
            and doubt["end"] <= made["end"]
            for made in marks
        )
    ]


def residue(
    record: Mapping[str, Any],
    spans: Mapping[str, Sequence[Span]],
    excused: Mapping[str, Sequence[tuple[int, int]]],
    facts: Facts,
    rules: MaskRules,
) -> list[str]:
    """What is still readable in the final bytes, as short Chinese phrases; ``excused`` are stretches of the *source* a
    person decided to leave."""
    found: list[str] = []
    final = json.loads(record_bytes(record))
    for path, text in _texts(final):
        free = [
            (_in_output(spans.get(path, ()), start), _in_output(spans.get(path, ()), end))
            for start, end in excused.get(path, ())
        ]
        own = path in fields.paths(final)
        for leak in leaks(text, facts, rules):
            if not leak.certain and not own:
                continue
            if not any(start <= leak.start and leak.end <= end for start, end in free):
                found.append(f"{KIND_NAMES.get(leak.kind, leak.kind)}“{leak.fragment}”")
    return list(dict.fromkeys(found))


def residue_of_text(text: str, facts: Facts, rules: MaskRules) -> list[str]:
    """The same for one loose text, e.g. a reason that will be published."""
    found = [
        f"{KIND_NAMES.get(leak.kind, leak.kind)}“{leak.fragment}”" for leak in leaks(text, facts, rules) if leak.certain
    ]
    return list(dict.fromkeys(found))


def excused(
    uncertain: Iterable[Mapping[str, Any]], settled: Mapping[str, Mapping[str, Any]], marks: Sequence[Mapping[str, Any]]
) -> dict[str, list[tuple[int, int]]]:
    """Path → stretches of the source that a person, with a reason, decided to show."""
    stretches: dict[str, list[tuple[int, int]]] = {}
    for doubt in uncertain:
        if settled.get(doubt["key"], {}).get("answer") == "keep":
            stretches.setdefault(doubt["path"], []).append((doubt["start"], doubt["end"]))
    for made in marks:
        if made["do"] == "lift":
            stretches.setdefault(made["path"], []).append((made["start"], made["end"]))
    return stretches


def is_known_secret(facts: Facts, kind: str, original: str) -> bool:
    """Whether ``original`` is a value the case knows of somebody whose ``kind`` is never published."""
    if kind not in NEVER:
        return False
    wanted = folded(original)
    values = [
        folded(value)
        for person in facts.people
        if not person.public
        for value in (person.name, *person.aliases, *(v for each in person.values.values() for v in each))
    ]
    return any(value in wanted or wanted in value for value in values if len(value) > 1)


def shown_sha256(record: Mapping[str, Any]) -> str:
    """SHA-256 over what the second person looks at: the record without what the platform fills in afterwards."""
    kept = {name: value for name, value in record.items() if name not in PLATFORM}
    return hashlib.sha256(canonical(kept)).hexdigest()


def read_spans(stored: Mapping[str, Sequence[Mapping[str, Any]]]) -> dict[str, list[Span]]:
    """Spans as stored with a copy."""
    return {path: [Span(**each) for each in spans] for path, spans in stored.items()}


def _answered(
    spans: list[Span], doubt: Mapping[str, Any], answer: Mapping[str, Any] | None, rules: MaskRules
) -> list[Span]:
    if answer is None:
        return spans
    if answer["answer"] == "keep":
        return [span for span in spans if not (span.start == doubt["start"] and span.end == doubt["end"])]
    return _added(spans, doubt, rules)


def _marked(spans: list[Span], made: Mapping[str, Any], rules: MaskRules) -> list[Span]:
    if made["do"] == "lift":
        return [span for span in spans if not (span.start == made["start"] and span.end == made["end"])]
    return _added(spans, made, rules)


def _added(spans: list[Span], place: Mapping[str, Any], rules: MaskRules) -> list[Span]:
    """With a new mask at ``place``: one that already covers it stays, those it cuts are taken into it, none is uncovered."""
    start, end, kind, original = place["start"], place["end"], place["kind"], place["original"]
    if any(span.start <= start and end <= span.end for span in spans):
        return spans
    clear = []
    for span in spans:
        if span.end <= start or end <= span.start:
            clear.append(span)
            continue
        original = (
            span.original[: max(0, start - span.start)]
            + original
            + span.original[len(span.original) - max(0, span.end - end) :]
        )
        start, end = min(start, span.start), max(end, span.end)
    return [*clear, Span(start, end, kind, rules.name(kind), original, rules.replacement(kind))]


def _late_doubts(
    path: str,
    output: str,
    text: str,
    spans: Sequence[Span],
    facts: Facts,
    rules: MaskRules,
    doubts: Sequence[Mapping[str, Any]],
) -> Iterator[dict[str, Any]]:
    """Short pieces the leak scan is not sure about: a person must look, so that the second look does not stumble on them."""
    for leak in leaks(output, facts, rules):
        start, end = _in_source(spans, leak.start), _in_source(spans, leak.end)
        if leak.certain or start is None or end is None or any(d["start"] <= start and end <= d["end"] for d in doubts):
            continue
        doubt = {
            "start": start,
            "end": end,
            "kind": leak.kind,
            "reason": f"与已知的{KIND_NAMES.get(leak.kind, leak.kind)}有相同片段，请核对。",
            "original": text[start:end],
            "masked": False,
            "path": path,
        }
        yield doubt | {"key": doubt_key(path, doubt)}


def _in_output(spans: Iterable[Span], position: int) -> int:
    """Where a place of the source stands after masking; inside a mask, its end."""
    shift = 0
    for span in spans:
        if span.start >= position:
            break
        shift += len(span.replacement) - (min(span.end, position) - span.start)
    return position + shift


def _in_source(spans: Iterable[Span], position: int) -> int | None:
    """The other way round; None inside a mask."""
    shift = 0
    for span in spans:
        begin = span.start + shift
        if position <= begin:
            break
        if position < begin + len(span.replacement):
            return None
        shift += len(span.replacement) - (span.end - span.start)
    return position - shift


def _texts(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, item in value.items():
            if path or key not in UNSCANNED:
                yield from _texts(item, f"{path}.{key}" if path else key)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _texts(item, f"{path}[{index}]")
