"""From finds to a masked text: what stays, which find wins where they overlap, and back again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from daylight.core import identifiers
from daylight.core.masking import context, knowledge, recognise
from daylight.core.masking.shapes import Doubt, Facts, Found, MaskResult, MaskRules, Someone, Span
from daylight.core.masking.views import Views, in_original
from daylight.core.textmap import TextMap, folded

_NAMES = ("party_name", "representative_name", "other_name")
_IN_OFFICE = ("phone", "address", "email", "account")


def mask(text: str, facts: Facts, rules: MaskRules = MaskRules()) -> MaskResult:  # noqa: B008 - frozen
    """Mask a text. Published text equals the given text except inside the spans (see `unmask`)."""
    views = Views.of(text)
    kept = _kept(views, facts)
    spans: list[Span] = []
    doubts: list[Doubt] = []
    for found in _settled(_finds(views, facts, rules), kept, rules):
        original = text[found.start : found.end]
        if found.mask:
            replacement = found.replacement or rules.replacement(found.kind)
            spans.append(Span(found.start, found.end, found.kind, rules.name(found.kind), original, replacement))
        if found.doubt:
            doubts.append(Doubt(found.start, found.end, found.kind, found.doubt, original, found.mask))
    spans.sort(key=lambda span: span.start)
    doubts.sort(key=lambda doubt: (doubt.start, doubt.end))
    return MaskResult(apply(text, spans), tuple(spans), tuple(dict.fromkeys(doubts)), blocked(facts, rules))


def apply(text: str, spans: Sequence[Span]) -> str:
    """Replace every span. ValueError when they overlap, leave the text, or do not say what stands there."""
    pieces, position = [], 0
    for span in spans:
        if span.start < position or text[span.start : span.end] != span.original or span.start >= span.end:
            raise ValueError("脱敏位置与原文不符，请重新脱敏")
        pieces += [text[position : span.start], span.replacement]
        position = span.end
    return "".join([*pieces, text[position:]])


def unmask(masked: str, spans: Sequence[Span]) -> str:
    """The served text again: proof that nothing but the spans was changed. ValueError when something was."""
    pieces, position, shift = [], 0, 0
    for span in spans:
        start = span.start + shift
        end = start + len(span.replacement)
        if start < position or masked[start:end] != span.replacement:
            raise ValueError("公开文本在脱敏位置以外被改动，请重新生成")
        pieces += [masked[position:start], span.original]
        position, shift = end, shift + len(span.replacement) - len(span.original)
    return "".join([*pieces, masked[position:]])


def blocked(facts: Facts, rules: MaskRules) -> str:
    """Why nothing of the case may be published; empty when it may. Unknown age is not a reason."""
    if rules.how("minor") != "block":
        return ""
    years = rules.adult_years()
    for person in facts.people:
        if person.minor or (years and _under(person, facts, years)):
            return "案件涉及未成年人，整案不向社会公开。"
    return ""


def _under(person: Someone, facts: Facts, years: int) -> bool:
    if person.kind != "person" or facts.on is None:
        return False
    numbers = [number for number in person.values.get("id_number", ()) if identifiers.is_minor(number, facts.on, years)]
    if person.born_on is None:
        return bool(numbers)
    born = person.born_on
    before = (facts.on.month, facts.on.day) <= (born.month, born.day)
    return facts.on.year - born.year - before < years


def known_masks(views: Views, facts: Facts, rules: MaskRules) -> list[Found]:
    """What case knowledge alone would hide in a text."""
    finds = (in_original(views.tight, found) for found in knowledge.find(views, facts, rules))
    return [each for each in _settled(finds, _kept(views, facts), rules) if each.mask]


def _finds(views: Views, facts: Facts, rules: MaskRules) -> Iterator[Found]:
    for view, finds in (
        (views.tight, knowledge.find(views, facts, rules)),
        *_numbers(views),
        (views.plain, recognise.shapes(views.plain)),
        (views.plain, context.labelled(views.plain, facts)),
    ):
        for found in finds:
            yield in_original(view, found)


def _numbers(views: Views) -> Iterator[tuple[TextMap, list[Found]]]:
    """Numbers as written and with numerals read. A name or a count that ends or begins with a numeral may touch a number
    (钱小七138…): what only adds such numerals to a sure number is no find of its own."""
    plain, read = list(recognise.numbers(views.plain)), list(recognise.numbers(views.digits))
    sure = [(each.start, each.end) for each in plain if each.mask and not each.doubt]
    yield views.plain, plain
    yield (
        views.digits,
        [
            each
            for each in read
            if not (each.doubt and any(each.start <= start and end <= each.end for start, end in sure))
        ],
    )


def _kept(views: Views, facts: Facts) -> list[tuple[int, int]]:
    """Spans that stay: enterprises and their credit codes, agencies, officers and their office numbers, what the case says stays."""
    values = list(facts.keep)
    for person in facts.people:
        hidden = person in knowledge.hidden_people(facts)
        if person.public:
            values += [person.name, *(value for kind in _IN_OFFICE for value in person.values.get(kind, ()))]
        elif person.kind == "organisation" and not hidden:
            values += [person.name, person.credit_code, *person.values.get("address", ())]
    kept = []
    for value in filter(None, values):
        for start, end in views.tight.find(folded(value)):
            if not (value[0].isdigit() and views.tight.text[max(0, start - 1) : start].isdigit()):
                kept.append(views.tight.original_span(start, end))
    return kept


def _settled(finds: Iterable[Found], kept: Sequence[tuple[int, int]], rules: MaskRules) -> Iterator[Found]:
    masks: list[Found] = []
    asks: list[Found] = []
    for found in finds:
        how = rules.how(found.kind)
        inside = [span for span in kept if span[0] <= found.start and found.end <= span[1]]
        if how == "keep" and not found.doubt:
            continue
        if inside:
            if found.kind in _NAMES and found.mask and (found.start, found.end) not in inside and not found.doubt:
                asks.append(_as_ask(found, "姓名包含在要公开的名称里，请确认是否公开。"))
            elif found.kind in _NAMES and found.doubt and not found.mask:
                asks.append(found)
        elif found.mask and how in ("hide", "surname", "block"):
            masks.append(found)
        else:
            asks.append(_as_ask(found, found.doubt or "按规则由人决定是否隐去。"))
    merged = _merged(masks)
    yield from merged
    for ask in asks:
        covered = [*merged, *(other for other in asks if other.end - other.start > ask.end - ask.start)]
        if not any(other.start <= ask.start and ask.end <= other.end for other in covered):
            yield ask


def _as_ask(found: Found, doubt: str) -> Found:
    return Found(found.start, found.end, found.kind, found.replacement, doubt, mask=False)


def _merged(masks: Iterable[Found]) -> list[Found]:
    """Overlapping finds become one span, treated as the longest of them; a certain find outweighs a doubtful one of equal length."""
    merged: list[tuple[Found, int]] = []
    for found in sorted(masks, key=lambda each: (each.start, -each.end, bool(each.doubt))):
        size = found.end - found.start
        if merged and found.start < merged[-1][0].end:
            before, longest = merged[-1]
            winner = found if size > longest else before
            end = max(before.end, found.end)
            doubt = before.doubt if before.end >= found.end else before.doubt or found.doubt
            merged[-1] = (Found(before.start, end, winner.kind, winner.replacement, doubt), max(size, longest))
        else:
            merged.append((found, size))
    return [found for found, _ in merged]


@dataclass(frozen=True, slots=True)
class MaskedRecord:
    """A record whose every text is masked; `spans` and `uncertain` by field path (penalties[0].content)."""

    record: dict[str, Any]
    spans: dict[str, tuple[Span, ...]]
    uncertain: dict[str, tuple[Doubt, ...]]
    blocked: str


def mask_record(record: Mapping[str, Any], facts: Facts, rules: MaskRules = MaskRules()) -> MaskedRecord:  # noqa: B008
    """Mask every text in a structured record for publication; numbers and dates pass, keys stay."""
    spans: dict[str, tuple[Span, ...]] = {}
    uncertain: dict[str, tuple[Doubt, ...]] = {}

    def walk(value: Any, path: str) -> Any:
        if isinstance(value, str):
            result = mask(value, facts, rules)
            if result.spans:
                spans[path] = result.spans
            if result.uncertain:
                uncertain[path] = result.uncertain
            return result.text
        if isinstance(value, Mapping):
            return {key: walk(item, f"{path}.{key}" if path else str(key)) for key, item in value.items()}
        if isinstance(value, list | tuple):
            return [walk(item, f"{path}[{index}]") for index, item in enumerate(value)]
        return value

    return MaskedRecord(walk(record, ""), spans, uncertain, blocked(facts, rules))
