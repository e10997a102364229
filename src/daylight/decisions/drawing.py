"""双随机: what the record of a draw says beyond what was typed, and whether this case was drawn or picked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from daylight.core.drawing import drawn, roster_digest
from daylight.core.identifiers import compact
from daylight.recording.values import lines

TEMPLATE = "inspection_draw"
# Reckoned from the rosters and the seed, never typed.
COMPUTED = frozenset({"roster_sha256", "drawn_objects", "drawn_officers"})


def computed(template: str, fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of the record nobody types; none for another paper or while rosters and seed are not all there."""
    if template != TEMPLATE:
        return {}
    objects, officers = rosters(fields)
    seed = str(fields.get("seed") or "")
    if not (objects and officers and seed.strip()):
        return {}
    return {
        # In groups, so that a frame of paper can break the line.
        "roster_sha256": " ".join(_groups(roster_digest(objects, officers))),
        "drawn_objects": list(drawn(objects, seed, _count(fields.get("objects_count")))),
        "drawn_officers": list(drawn(officers, seed, _count(fields.get("officers_count")))),
    }


def rosters(fields: Mapping[str, Any]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The two name lists, objects first."""
    return lines(fields.get("objects_roster") or ()), lines(fields.get("officers_roster") or ())


def among(drawn_lines: Iterable[str], *names: str) -> bool:
    """Whether one of ``names`` (a name, a number) stands on one of the lines."""
    wanted = {compact(each) for each in names if each}
    return any(wanted & {compact(line), *(compact(part) for part in line.split())} for line in drawn_lines)


def _groups(digest: str, width: int = 16) -> Iterator[str]:
    return (digest[at : at + width] for at in range(0, len(digest), width))


def _count(typed: Any) -> int:
    text = str(typed or "").split(".")[0]
    return int(text) if text.isdecimal() else 0
