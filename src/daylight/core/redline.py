"""两版对照: what was struck out and what was put in, character by character, for screens that compare versions."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import SequenceMatcher
from typing import Any

Change = tuple[str, str]


def redline(before: str, after: str) -> list[Change]:
    """Pieces in reading order: ("same" | "removed" | "added", text).

    Without "added" the pieces are `before`, without "removed" they are `after`.
    """
    changes: list[Change] = []
    for op, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if op == "equal":
            changes.append(("same", before[i:j]))
            continue
        if i < j:
            changes.append(("removed", before[i:j]))
        if k < m:
            changes.append(("added", after[k:m]))
    return changes


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
