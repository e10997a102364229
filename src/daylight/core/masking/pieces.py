"""号码片段: a number of the case that stands there only in part, or with signs between its figures that belong to no number."""

from __future__ import annotations

import re
from collections.abc import Iterator

_REGION = 6  # the first figures of an identity number name the county: public
_SHORTEST = 4
_SURE = 6
_SURE_WITH_REGION = 4  # figures beyond the county
_BETWEEN = r"[\W_]{0,3}"
_SIGNS = re.compile(r"[\W_]+")


def pieces(text: str, value: str, kind: str) -> Iterator[tuple[int, int, bool]]:
    """Runs of a tightly folded ``text`` that are a piece of ``value``: start, end, and whether it can be nothing else. Short
    pieces are given only when they stand alone and are the end of the number (尾号)."""
    for run in re.finditer(r"[\dA-Z]{4,}", text):
        best = _longest_common(run.group(), value)
        if best is None:
            continue
        offset, size = best
        piece = run.group()[offset : offset + size]
        start = run.start() + offset
        if _telling(piece, value, kind) and not _inside_another(run.group(), size):
            yield start, start + size, True
        elif size == len(run.group()) and value.endswith(piece):
            yield run.start(), run.end(), False


def scattered(text: str, value: str) -> Iterator[tuple[int, int]]:
    """The whole ``value`` with points, slashes, brackets or other signs between its characters."""
    # Most texts hold no such thing: look before a pattern is made.
    if len(value) < _SURE or value not in _SIGNS.sub("", text):
        return
    for found in re.finditer(_BETWEEN.join(re.escape(each) for each in value), text):
        yield found.span()


def _telling(piece: str, value: str, kind: str) -> bool:
    if kind != "id_number":
        return len(piece) >= _SURE
    beyond = len(piece) - max(0, _REGION - value.find(piece))
    return beyond >= (_SURE_WITH_REGION if value.startswith(piece[:_REGION]) and len(piece) > _REGION else _SURE)


def _inside_another(run: str, size: int) -> bool:
    """Few figures in the middle of another number are chance (a date, a map sheet), not a piece."""
    return len(run) > size and (size < 8 or (size < 9 and len(run) - size >= 6))


def _longest_common(run: str, value: str) -> tuple[int, int] | None:
    for size in range(min(len(run), len(value)), _SHORTEST - 1, -1):
        for offset in range(len(run) - size + 1):
            if run[offset : offset + size] in value:
                return offset, size
    return None
