"""泄漏扫描: look once more at what is about to go out, for every known value and for pieces of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from daylight.core.masking import engine, knowledge, names
from daylight.core.masking.pieces import pieces
from daylight.core.masking.shapes import Facts, MaskRules
from daylight.core.masking.views import Views
from daylight.core.textmap import folded


@dataclass(frozen=True, slots=True)
class Leak:
    """output[start:end] shows something of `kind`; certain False means a person must look (short or ambiguous piece)."""

    start: int
    end: int
    kind: str
    fragment: str
    certain: bool


def leaks(output: str, facts: Facts, rules: MaskRules = MaskRules()) -> list[Leak]:  # noqa: B008 - frozen
    """Known names, known numbers and their pieces of four characters or more, and whatever a second masking would still hide."""
    views = Views.of(output)
    found = [
        Leak(span.start, span.end, span.kind, span.original, True)
        for span in engine.mask(output, facts, rules).spans
        if span.original != span.replacement
    ]
    for start, end, kind, certain in _known(views, facts, rules):
        begin, stop = views.tight.original_span(start, end)
        if not any(leak.start <= begin and stop <= leak.end for leak in found):
            found.append(Leak(begin, stop, kind, output[begin:stop], certain))
    return sorted(set(found), key=lambda leak: (leak.start, leak.end))


def known_leaks(output: str, facts: Facts, rules: MaskRules = MaskRules()) -> list[Leak]:  # noqa: B008 - frozen
    """What the case knows, alone: for pages and papers, whose own words (addresses of offices, mail for the site) are not
    anybody's. Only certain finds."""
    views = Views.of(output)
    found = [
        Leak(each.start, each.end, each.kind, output[each.start : each.end], True)
        for each in engine.known_masks(views, facts, rules)
        if output[each.start : each.end] != (each.replacement or rules.replacement(each.kind))
    ]
    for start, end, kind, certain in _known(views, facts, rules):
        begin, stop = views.tight.original_span(start, end)
        if certain and not any(leak.start <= begin and stop <= leak.end for leak in found):
            found.append(Leak(begin, stop, kind, output[begin:stop], True))
    return sorted(set(found), key=lambda leak: (leak.start, leak.end))


def _known(views: Views, facts: Facts, rules: MaskRules) -> Iterator[tuple[int, int, str, bool]]:
    text = views.tight.text
    for person in knowledge.hidden_people(facts):
        kind = knowledge.kind_of_name(person)
        if rules.how(kind) == "keep":
            continue
        for written in (person.name, *person.aliases):
            for start, end in views.tight.find(folded(written)):
                sure = not names.is_word(written) and not names.names_a_firm(views.words.text[end : end + 14])
                yield start, end, kind, sure
    for person in facts.people:
        if person.public or person.kind != "person":
            continue
        for kind in ("id_number", "phone", "account", "other_id"):
            for value in person.values.get(kind, ()) if rules.how(kind) != "keep" else ():
                for start, end, sure in pieces(text, folded(value), kind):
                    yield start, end, kind, sure
