"""Judges of the masking bench that share no code with the masking: what of a document is still readable in some bytes.

Everything that is no letter and no figure is thrown away, figures and numerals become one alphabet, and the registered values
and each disguised writing are looked for in what is left.
"""

from __future__ import annotations

import html
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any

from bench.masking_spellings import TRADITIONAL
from bench.masking_truth import Document, Seed

_SIMPLE = {old: new for new, old in TRADITIONAL.items()}
_NUMERAL = {
    each: str(at) for row in ("〇一二三四五六七八九", "零壹贰叁肆伍陆柒捌玖") for at, each in enumerate(row)
} | {"幺": "1"}
_CROSS = dict.fromkeys("Х×✕Χ", "X")
_TAG = re.compile(r"<[^>]*>")
_PAGE = re.compile(r"\n\s*(?:[-—–]\s*\d+\s*[-—–]|第\s*\d+\s*页(?:\s*共\s*\d+\s*页)?)\s*\n")


def bare(text: str) -> str:
    """Letters and figures alone, in one alphabet."""
    out = []
    for each in unicodedata.normalize("NFKD", _PAGE.sub("", text).replace("\u200b", "")):
        each = _CROSS.get(each, each)
        figure = unicodedata.decimal(each, None)
        if figure is not None:
            out.append(str(figure))
        elif each in _NUMERAL:
            out.append(_NUMERAL[each])
        elif unicodedata.category(each)[0] == "L":
            out.append(_SIMPLE.get(each, each).upper())
    return "".join(out)


def visible(page: str) -> str:
    """What an HTML page says: the text without its tags and the values of attributes, both with entities read."""
    attributes = re.findall(r'(?:alt|title|content|aria-label|value|href)="([^"]*)"', page)
    return html.unescape(_TAG.sub("", page)) + "\n" + "\n".join(html.unescape(each) for each in attributes)


def spoken(data: str) -> str:
    """Every key and text of a JSON document, escapes read (a raw tab between figures is a letter t to a search)."""

    def walk(value: Any) -> Iterator[str]:
        if isinstance(value, dict):
            for key, each in value.items():
                yield str(key)
                yield from walk(each)
        elif isinstance(value, list):
            for each in value:
                yield from walk(each)
        else:
            yield str(value)

    return "\n".join(walk(json.loads(data)))


def needles(document: Document) -> dict[str, Seed]:
    """What to look for → whose. A short piece is looked for with what stands before it."""
    found: dict[str, Seed] = {}
    for seed in document.seeds:
        text = document.texts[seed.path]
        for form in (seed.value, seed.written):
            needle = bare(form)
            if len(needle) < (2 if seed.kind == "name" and not form.isascii() else 6) or form in _ambiguous(document):
                needle = bare(text[max(0, seed.start - 3) : seed.start] + form)
            found.setdefault(needle, seed)
    return found


def _ambiguous(document: Document) -> set[str]:
    """Values that also stand in something which must stay (高明 in 手艺高明), and names that are words."""
    staying = "".join(each.written for each in document.kept) + "".join(
        each["name"] for each in document.facts["officers"]
    )
    return {seed.value for seed in document.seeds if len(seed.value) == 2 or seed.value in staying}


def readable(document: Document, output: str) -> list[tuple[Seed, str]]:
    """The seeds still readable in ``output``, each with the piece that was found."""
    said = bare(output)
    return [(seed, needle) for needle, seed in needles(document).items() if needle in said]


def uncovered(seed: Seed, spans: Iterable[tuple[int, int]]) -> bool:
    """Whether any letter or figure of the seed lies outside all spans of its text."""
    hidden = {place for start, end in spans for place in range(start, end)}
    return any(seed.start + at not in hidden and bare(each) for at, each in enumerate(seed.written))


def touched(start: int, end: int, spans: Iterable[tuple[int, int]]) -> bool:
    return any(begin < end and start < stop for begin, stop in spans)
