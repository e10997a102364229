"""The folded copies of one text that the recognisers search."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from daylight.core.masking.shapes import Found
from daylight.core.textmap import TextMap, fold


@dataclass(frozen=True, slots=True)
class Views:
    """plain: blanks and line ends kept, numerals as written. digits: the same, numerals read.

    tight: nothing between the characters, numerals read. words: tight with numerals as written; same offsets as tight.
    """

    original: str
    plain: TextMap
    digits: TextMap
    tight: TextMap
    words: TextMap

    @classmethod
    def of(cls, original: str) -> Views:
        return _views(original)


@functools.lru_cache(maxsize=8)  # masking and the leak scan look at the same text one after the other
def _views(original: str) -> Views:
    return Views(
        original,
        fold(original, tight=False, numerals=False),
        fold(original, tight=False, numerals=True),
        fold(original, tight=True, numerals=True),
        fold(original, tight=True, numerals=False),
    )


def in_original(view: TextMap, found: Found) -> Found:
    """The same find with offsets in the original."""
    start, end = view.original_span(found.start, found.end)
    return Found(start, end, found.kind, found.replacement, found.doubt, found.mask)
