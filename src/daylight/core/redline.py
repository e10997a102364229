"""两版对照: what was struck out and what was put in, character by character, for screens that compare versions."""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import SequenceMatcher
from typing import Any

Change = tuple[str, str]
_SENTENCE = re.compile(r"[^。；\n]*[。；\n]|[^。；\n]+")


def redline(before: str, after: str) -> list[Change]:
    """Pieces in reading order: ("same" | "removed" | "added", text).

    Without "added" the pieces are `before`, without "removed" they are `after`.
    """
    changes: list[Change] = []
    old, new = _SENTENCE.findall(before), _SENTENCE.findall(after)
    # Sentences first: comparing characters of whole decisions takes time in their square and finds accidental matches.
    for op, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        struck, put = "".join(old[i:j]), "".join(new[k:m])
        if op == "equal":
            changes.append(("same", struck))
        else:
            changes += _characters(struck, put)
    return _joined(changes)


def _characters(before: str, after: str) -> list[Change]:
    changes: list[Change] = []
    for op, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if op == "equal":
            changes.append(("same", before[i:j]))
        else:
            changes += [("removed", before[i:j])] * (i < j) + [("added", after[k:m])] * (k < m)
    return changes


def _joined(changes: list[Change]) -> list[Change]:
    joined: list[Change] = []
    for op, text in changes:
        if joined and joined[-1][0] == op:
            joined[-1] = (op, joined[-1][1] + text)
        else:
            joined.append((op, text))
    return joined


def redline_fields(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, list[Change]]:
    """Only the fields that differ, in the order of `after`, then those that were dropped. Values are compared as text."""
    result: dict[str, list[Change]] = {}
    for field in [*after, *(name for name in before if name not in after)]:
        old, new = _text(before.get(field)), _text(after.get(field))
        if old != new:
            result[field] = redline(old, new)
    return result


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return "\n".join(_text(item) for item in value)
    if isinstance(value, Mapping):
        return "；".join(f"{key}：{_text(item)}" for key, item in value.items())
    return str(value)
