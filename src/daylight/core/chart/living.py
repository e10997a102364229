"""The staff's chart: laid out once with room for a line about the cases at each step, filled anew for every reader.

Finding the ways takes seconds where a procedure has many; what changes from one look to the next is only the live lines.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

from daylight.core.chart.column import column_layout
from daylight.core.chart.geometry import Box, Layout, Text
from daylight.core.chart.graph import Words, definition_digest, graph_of, words_digest
from daylight.core.chart.measuring import wrap
from daylight.core.chart.wall import TAG, wall_layout
from daylight.core.definition import Definition

# As long as a live line gets.
ROOM = "000 件，停留中位 000 日（0000 次）"
SHAPES = {"wall": wall_layout, "narrow": column_layout}


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What a layout depends on. Two are the same when their digests and shape are."""

    definition_sha256: str
    words_sha256: str
    shape: str
    roomy: bool
    definition: Definition = field(compare=False)
    words: Words = field(compare=False)


def roomy_layout(definition: Definition, words: Words, shape: str) -> Layout:
    """The chart with room for a live line at every step; the same object for the same law and names.

    ``shape``: wall or narrow. Raises KeyError for another."""
    return _laid(_Sheet(definition_digest(definition), words_digest(words), shape, True, definition, words))


def plain_layout(definition: Definition, words: Words, shape: str) -> Layout:
    """The chart without live lines; otherwise as :func:`roomy_layout`."""
    return _laid(_Sheet(definition_digest(definition), words_digest(words), shape, False, definition, words))


@lru_cache(maxsize=64)
def _laid(sheet: _Sheet) -> Layout:
    room = {step.code: ROOM for step in sheet.definition.steps} if sheet.roomy else None
    return SHAPES[sheet.shape](graph_of(sheet.definition, sheet.words, room))


def with_live(layout: Layout, live: Mapping[str, str]) -> Layout:
    """``layout`` (of ``roomy_layout``) saying ``live``: step code → a line; a step without one says nothing."""
    said = {stop.step.code: live.get(stop.step.code, "") for stop in layout.graph.stops}
    order = iter(said.values())
    notes = [_filled(each, next(order)) if each.kind == "live" else each for each in layout.notes]
    stops = {stop.step.code: replace(stop, live=said[stop.step.code]) for stop in layout.graph.stops}
    return replace(
        layout,
        graph=replace(layout.graph, stops=tuple(stops.values())),
        nodes=tuple(replace(node, stop=stops[node.stop.step.code]) for node in layout.nodes),
        notes=tuple(each for each in notes if each.lines),
    )


def _filled(note: Text, said: str) -> Text:
    """The line at the lower end of its room, next to the notes that follow."""
    box = note.box
    lines = wrap(said, note.size, box.w - TAG)
    unused = max(0.0, box.h - note.leading * len(lines))
    return replace(note, lines=lines, box=Box(box.x, box.y + unused, box.w, box.h - unused))
