"""Rows that are added and taken out with ordinary buttons: no script. Row ``n`` of ``name`` is the field ``name_<n>``.

A form with rows carries ``<group>_rows``, their number. A button ``name="row"`` says ``add <group>`` or
``drop <group> <n>``; the page answers with the rows rearranged and everything typed still in place.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django.http import QueryDict

from daylight.decisions.draftlimits import LINES

BUTTON = "row"
_NUMBER = re.compile(r"[0-9]{1,4}")
_SAID = re.compile(r"(add|drop) ([a-z]+)(?: (\d{1,3}))?")

# Group of rows → the fields of a row.
Groups = Mapping[str, Sequence[str]]


def row_count(data: Mapping[str, Any] | None, group: str, names: Sequence[str], kept: int, shown: str = "") -> int:
    """How many rows to show: as many as the page had, or as are kept and ``shown`` asks for; one at least."""
    if data is None:
        return max(1, min(max(kept, int(shown) if _NUMBER.fullmatch(shown) else 0), LINES))
    said = str(data.get(f"{group}_rows") or "")
    if _NUMBER.fullmatch(said):
        return max(1, min(int(said), LINES))
    pattern = re.compile(rf"(?:{'|'.join(map(re.escape, names))})_(\d{{1,3}})")
    found = [int(match[1]) for key in data if (match := pattern.fullmatch(key))]
    return max(1, min(max(found, default=1), LINES))


def rearranged(data: QueryDict, groups: Groups) -> tuple[QueryDict, str]:
    """The form as it was sent with the row added or taken out, and where to look then (query and
    fragment of the address); unchanged without a button."""
    said = _SAID.fullmatch(data.get(BUTTON, ""))
    if said is None or said[2] not in groups:
        return data, ""
    verb, group, names = said[1], said[2], groups[said[2]]
    changed = data.copy()
    count = row_count(data, group, names, 0)
    if verb == "add":
        count = min(count + 1, LINES)
        changed[f"{group}_rows"] = str(count)
        return changed, f"{group}={count}#{group}-{count}"
    gone = int(said[3] or 0)
    if not 1 <= gone <= count:
        return data, ""
    for name in names:
        for n in range(gone, count):
            changed.setlist(f"{name}_{n}", data.getlist(f"{name}_{n + 1}"))
        changed.pop(f"{name}_{count}", None)
    changed[f"{group}_rows"] = str(max(1, count - 1))
    return changed, f"#{group}-{max(1, gone - 1)}"
