"""What a correction changed: field by field, in the words the page uses."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from daylight.portal.record import LABELS

_ABSENT = "（无）"


def changes(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[dict[str, str]]:
    """``[{"label", "old", "new"}]`` for every field that reads differently; lists show only the items that differ."""
    found = []
    for name, label in LABELS.items():
        before, after = old.get(name), new.get(name)
        if before == after:
            continue
        if isinstance(before, list) and isinstance(after, list):
            before, after = [x for x in before if x not in after], [x for x in after if x not in before]
        found.append({"label": label, "old": said(before), "new": said(after)})
    return found


def said(value: Any) -> str:
    """A value of a record as a reader would say it."""
    if value in (None, "", [], {}):
        return _ABSENT
    if isinstance(value, Mapping):
        for name in ("text", "name", "grade"):
            if value.get(name):
                return str(value[name])
        return "，".join(str(v) for v in value.values() if v) or _ABSENT
    if isinstance(value, list | tuple):
        return "；".join(said(item) for item in value)
    return str(value)
