"""批注的位置: a quotation with its surroundings, found again in a later version or honestly reported as changed.

After the W3C TextQuoteSelector: the words themselves, what stood before and after, and where they stood.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

# Characters of the surroundings that are kept on either side.
AROUND = 24
# A quotation shorter than this stands in many places by chance: it is only found with something of its surroundings.
SHORT = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """``exact`` the words; ``prefix`` and ``suffix`` up to ``AROUND`` characters around them; ``start`` where they stood."""

    exact: str
    prefix: str = ""
    suffix: str = ""
    start: int = 0


def anchor(text: str, start: int, end: int) -> Anchor:
    """The anchor of ``text[start:end]``. Raises ValueError for an empty span or one outside the text."""
    if not 0 <= start < end <= len(text):
        raise ValueError(f"no such span: {start}..{end} of {len(text)}")
    return Anchor(
        exact=text[start:end], prefix=text[max(0, start - AROUND) : start], suffix=text[end : end + AROUND], start=start
    )


def locate(text: str, kept: Anchor) -> tuple[int, int] | None:
    """Where the anchored words stand in ``text`` now, [start, end); None: 原文已改.

    Of several places the one with most of its surroundings wins, then the nearest to where it stood.
    """
    if not kept.exact:
        return None
    length = len(kept.exact)
    best = max(
        _places(text, kept.exact),
        key=lambda at: (_around(text, at, at + length, kept), -abs(at - kept.start)),
        default=None,
    )
    if best is None:
        return None
    known = kept.prefix or kept.suffix
    if length < SHORT and known and not _around(text, best, best + length, kept):
        return None
    return best, best + length


def replaced(text: str, kept: Anchor, new: str) -> str | None:
    """``text`` with the anchored words replaced by ``new``; None where they do not stand any more."""
    found = locate(text, kept)
    return None if found is None else text[: found[0]] + new + text[found[1] :]


def _places(text: str, words: str) -> Iterator[int]:
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


def _around(text: str, start: int, end: int, kept: Anchor) -> int:
    """How many characters of the surroundings are still there, counted outward from the words."""
    before = _shared(reversed(text[max(0, start - AROUND) : start]), reversed(kept.prefix))
    return before + _shared(text[end : end + AROUND], kept.suffix)


def _shared(one: Iterable[str], other: Iterable[str]) -> int:
    count = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        count += 1
    return count


def pieces(text: str, spans: Iterable[tuple[int, int, int]]) -> list[tuple[str, int]]:
    """``text`` cut for display: (piece, number of the mark or 0). ``spans``: (start, end, number); overlapping ones give way
    to the one that begins first."""
    cut: list[tuple[str, int]] = []
    at = 0
    for start, end, number in sorted(spans):
        if start < at:
            continue
        if start > at:
            cut.append((text[at:start], 0))
        cut.append((text[start:end], number))
        at = end
    if at < len(text):
        cut.append((text[at:], 0))
    return cut
