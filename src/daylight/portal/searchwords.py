"""How text is compared in search: width, case, brackets, punctuation and spaces inside a word make no difference.

Every character is mapped by itself, so a piece of a text always maps to a piece of the mapped text: whatever a plain
substring search finds is found here as well.
"""

from __future__ import annotations

import unicodedata
from itertools import pairwise

from daylight.portal.askednumber import joined

# Between two fields: no word reaches over it.
BOUNDARY = "\n"


class _Letters(dict[int, str]):
    """Code point → what is compared, learned as characters come."""

    def __missing__(self, point: int) -> str:
        plain = unicodedata.normalize("NFKC", chr(point)).casefold()
        # A character newer than Python's tables (Cn) is a rare one of a name or a place.
        kept = "".join(
            c for c in plain if c == "." or unicodedata.category(c) == "Cn" or unicodedata.category(c)[0] in "LMN"
        )
        self[point] = kept
        return kept


_letters = _Letters()


def plain(text: str) -> str:
    """``海自然资规罚（2026）28号`` and ``海自然资规罚〔２０２６〕28号`` both become ``海自然资规罚202628号``."""
    return text.translate(_letters)


def body(fields: list[str]) -> str:
    """The compared form of several fields, none running into the next."""
    lines = [line for text in fields for line in text.splitlines()]
    return BOUNDARY.join(filter(None, map(plain, lines)))


def words(text: str) -> list[str]:
    """What a reader asks for: every word must occur. Empty when nothing can be searched."""
    return list(dict.fromkeys(word for part in joined(text).split() if (word := plain(part).strip("."))))


def terms(body: str) -> set[str]:
    """Every character and every pair of neighbours: what the index keeps of a text."""
    found: set[str] = set(body)
    found.update(map("".join, pairwise(body)))
    return {term for term in found if BOUNDARY not in term} if BOUNDARY in body else found


def asked_terms(word: str) -> list[str]:
    """Terms that every text with ``word`` has: the pairs side by side first, then those between them."""
    if len(word) == 1:
        return [word]
    pairs = [word[n : n + 2] for n in range(len(word) - 1)]
    return [*pairs[::2], *pairs[1::2]]
