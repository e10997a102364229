"""What a correction changed: field by field, in the words the page uses."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from daylight.portal.wording import labels

_ABSENT = "（无）"
RENEWED = "（已重新制作）"


def changes(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[dict[str, str]]:
    """``[{"label", "old", "new"}]`` for every field that reads differently; lists and groups show only
    what differs."""
    found = []
    for name, label in labels(str(new.get("category", ""))).items():
        before, after = old.get(name), new.get(name)
        if before == after:
            continue
        if isinstance(before, list) and isinstance(after, list):
            before, after = [x for x in before if x not in after], [x for x in after if x not in before]
        elif isinstance(before, Mapping) and isinstance(after, Mapping):
            names = [name for name in (*before, *after) if before.get(name) != after.get(name)]
            before, after = ({name: each[name] for name in names if name in each} for each in (before, after))
        old_words, new_words = said(before), said(after)
        # A file made anew keeps its name: without a word both sides would read alike.
        found.append({"label": label, "old": old_words, "new": new_words + (RENEWED if old_words == new_words else "")})
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
