"""Boxes, lines and what a finished layout holds. All coordinates are whole or half units; y grows downwards."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from daylight.core.chart.graph import Graph, Stop, Way
from daylight.core.definition import Move

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Box:
    x: float
    y: float
    w: float
    h: float

    @property
    def right(self) -> float:
        return self.x + self.w

    @property
    def bottom(self) -> float:
        return self.y + self.h

    @property
    def cx(self) -> float:
        return self.x + self.w / 2

    @property
    def cy(self) -> float:
        return self.y + self.h / 2

    def grown(self, by: float) -> "Box":
        return Box(self.x - by, self.y - by, self.w + 2 * by, self.h + 2 * by)

    def meets(self, other: "Box") -> bool:
        """Whether the two share more than an edge."""
        return self.x < other.right and other.x < self.right and self.y < other.bottom and other.y < self.bottom

    def holds(self, point: Point) -> bool:
        return self.x <= point[0] <= self.right and self.y <= point[1] <= self.bottom


@dataclass(frozen=True, slots=True)
class Segment:
    """One straight piece of a line, level or upright; ``box`` is the room it takes."""

    a: Point
    b: Point
    level: bool
    box: Box

    @classmethod
    def between(cls, a: Point, b: Point) -> "Segment":
        x, y = min(a[0], b[0]), min(a[1], b[1])
        return cls(a, b, a[1] == b[1], Box(x, y, abs(a[0] - b[0]), abs(a[1] - b[1])))

    @property
    def length(self) -> float:
        return self.box.w + self.box.h

    def crosses(self, other: "Segment") -> bool:
        """A level and an upright piece that pass through each other."""
        if self.level == other.level:
            return False
        level, upright = (self.box, other.box) if self.level else (other.box, self.box)
        return level.x < upright.x < level.right and upright.y < level.y < upright.bottom

    def runs_along(self, other: "Segment", within: float) -> bool:
        """Two pieces of one direction, so near each other that they look like one line."""
        if self.level != other.level:
            return False
        mine, theirs = self.box, other.box
        if self.level:
            return abs(mine.y - theirs.y) < within and mine.x < theirs.right and theirs.x < mine.right
        return abs(mine.x - theirs.x) < within and mine.y < theirs.bottom and theirs.y < mine.bottom


def segments(points: tuple[Point, ...]) -> Iterator[Segment]:
    for a, b in pairwise(points):
        yield Segment.between(a, b)


@dataclass(frozen=True, slots=True)
class Text:
    """Lines of text in a box, of one ``size`` and ``leading``. ``kind``: title role stay limit check name band lane."""

    kind: str
    lines: tuple[str, ...]
    box: Box
    size: float
    leading: float
    move: Move | None = None

    @property
    def baseline(self) -> float:
        """y of the first line of writing: a Chinese character sits in the middle of its line."""
        return self.box.y + self.leading / 2 + self.size * 0.36


@dataclass(frozen=True, slots=True)
class Node:
    stop: Stop
    box: Box
    texts: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A drawn way with its label. ``chip``: the label stands in a frame of its own, at the beginning of the line."""

    way: Way
    points: tuple[Point, ...]
    label: Text
    chip: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """``lanes``: name with the whole column (none in one column); ``bands``: a stage with its whole strip; ``start``: where
    the case begins; ``foot``: y below which signs are explained, in ``small`` type."""

    graph: Graph
    width: float
    height: float
    lanes: tuple[Text, ...]
    bands: tuple[Text, ...]
    start: Box
    nodes: tuple[Node, ...]
    lines: tuple[Line, ...]
    notes: tuple[Text, ...]
    foot: float
    small: float

    def node(self, code: str) -> Node:
        return next(each for each in self.nodes if each.stop.step.code == code)
