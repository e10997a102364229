"""Drawing the ways of the wall sheet: level and upright pieces that never pass through a box.

One step a row keeps every row free left and right of its box, and the walls between lanes are free from top to bottom.
For each way all plausible routes are weighed (bends, length, crossings, lying on another line, room for the name) and the
lightest is kept; a second round draws each again with all the others known. No chance is involved: same input, same lines.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, pairwise, product

from daylight.core.chart.geometry import Box, Line, Point, Segment, Text, segments
from daylight.core.chart.graph import START, Way
from daylight.core.chart.measuring import width

NAME, NAME_LEADING = 12.0, 15.0
BEND, LENGTH, CROSSING, ALONG, ON_NAME, UNNAMED = 12.0, 0.05, 30.0, 500.0, 90.0, 400.0
CLEAR = 5.0  # a line keeps this far from boxes it does not belong to
NARROW = 45.0  # dearer than any usual place of a name; looked at only when none of those is free
TOGETHER = 6.0  # two lines nearer than this look like one
ROUNDS = 2


@dataclass(frozen=True, slots=True)
class Board:
    """Where lines may run: ``boxes`` by step code, ``walls`` x between lanes, ``room`` the field, ``margin`` of a lane."""

    boxes: Mapping[str, Box]
    walls: tuple[float, ...]
    room: Box
    margin: float

    def tracks(self) -> list[float]:
        """x of upright lines between the boxes of neighbouring lanes, and outside the outermost."""
        steps = (-12.0, -4.0, 4.0, 12.0)
        inner = [wall + step for wall in self.walls[1:-1] for step in steps if abs(step) < self.margin - 2]
        outer = [self.walls[0] + each for each in (5.0, 12.0)] + [self.walls[-1] - each for each in (5.0, 12.0)]
        return [*inner, *outer]


@dataclass(frozen=True, slots=True)
class Port:
    """A point on the edge of a box and the side it lies on: left, right, top, bottom."""

    point: Point
    side: str

    @property
    def level(self) -> bool:
        return self.side in ("left", "right")


def route(ways: Iterable[Way], board: Board) -> tuple[Line, ...]:
    """One line for each way, in the order given."""
    ways = tuple(ways)
    order = sorted(range(len(ways)), key=lambda n: (ways[n].back, _span(ways[n], board), n))
    possible = [_possible(way, board) for way in ways]
    drawn: dict[int, Line] = {}
    for _ in range(ROUNDS):
        for n in order:
            others = [line for key, line in drawn.items() if key != n]
            drawn[n] = _lightest(ways[n], possible[n], board, others)
    return tuple(drawn[n] for n in range(len(ways)))


def _span(way: Way, board: Board) -> float:
    a, b = board.boxes[way.source], board.boxes[way.target]
    return abs(a.cy - b.cy)


def _possible(way: Way, board: Board) -> list[tuple[float, tuple[Point, ...]]]:
    """Every route with what it costs by itself, the lightest first."""
    found: dict[tuple[Point, ...], float] = {}
    for points, cost in _routes(way, board):
        length = sum(abs(a[0] - b[0]) + abs(a[1] - b[1]) for a, b in pairwise(points))
        own = cost + BEND * (len(points) - 2) + LENGTH * length
        found[points] = min(own, found.get(points, own))
    return sorted((cost, points) for points, cost in found.items())


def _lightest(way: Way, possible: list[tuple[float, tuple[Point, ...]]], board: Board, others: list[Line]) -> Line:
    label_w = max(width(name, NAME) for name in way.names) + 4
    label_h = NAME_LEADING * len(way.names)
    theirs = [piece for line in others for piece in segments(line.points)]
    # Ways back to one step, or on to one step, may join: they read as one line with several beginnings.
    strange = [piece for line in others if not _kin(line.way, way) for piece in segments(line.points)]
    labels = [line.label.box for line in others]
    best: tuple[float, Line] | None = None
    for own, points in possible:
        if best is not None and own >= best[0]:
            break
        if not _clear(points, way, board):
            continue
        weight = own + _disturbs(points, strange, labels, others, way)
        if best is not None and weight >= best[0]:
            continue
        penalty, box = _named(points, label_w, label_h, board, theirs, labels)
        if best is None or weight + penalty < best[0]:
            best = (weight + penalty, Line(way, points, Text("name", way.names, box, NAME, NAME_LEADING)))
    if best is None:
        raise ValueError(f"no way can be drawn from {way.source} to {way.target}")
    return best[1]


def _ports(box: Box, sides: Iterable[str], spread: float) -> Iterator[tuple[Port, float]]:
    """Three places a side, the middle first; the others cost a little."""
    up = min(11.0, box.h / 3)
    for side in sides:
        for shift, cost in ((0.0, 0.0), (-1.0, 3.0), (1.0, 3.0)):
            if side in ("left", "right"):
                yield Port((box.x if side == "left" else box.right, box.cy + shift * up), side), cost
            else:
                yield Port((box.cx + shift * spread, box.y if side == "top" else box.bottom), side), cost


def _routes(way: Way, board: Board) -> Iterator[tuple[tuple[Point, ...], float]]:
    source, target = board.boxes[way.source], board.boxes[way.target]
    down = target.cy > source.cy
    out_sides = (
        ("bottom" if down else "top",) if way.source == START else ("left", "right", "bottom" if down else "top")
    )
    in_sides = ("left", "right", "top" if down else "bottom")
    for (a, cost_a), (b, cost_b) in product(_ports(source, out_sides, 26.0), _ports(target, in_sides, 26.0)):
        for points in _between(a, b, board, down):
            tidy = _tidy(points)
            yield tidy, cost_a + cost_b


def _between(a: Port, b: Port, board: Board, down: bool) -> Iterator[tuple[Point, ...]]:
    (ax, ay), (bx, by) = a.point, b.point
    turn = 9.0 if down else -9.0
    if a.level and b.level:
        for x in board.tracks():
            yield (a.point, (x, ay), (x, by), b.point)
    elif a.level:
        yield (a.point, (bx, ay), b.point)
        for x in board.tracks():
            yield (a.point, (x, ay), (x, by - turn), (bx, by - turn), b.point)
    elif b.level:
        yield (a.point, (ax, by), b.point)
        for x in board.tracks():
            yield (a.point, (ax, ay + turn), (x, ay + turn), (x, by), b.point)
    elif ax == bx:
        yield (a.point, b.point)
    else:
        for y in (ay + turn, by - turn, (ay + by) / 2):
            yield (a.point, (ax, y), (bx, y), b.point)


def _tidy(points: tuple[Point, ...]) -> tuple[Point, ...]:
    """Without points that lie on a straight line between their neighbours."""
    kept: list[Point] = []
    for point in points:
        if kept and kept[-1] == point:
            continue
        straight = len(kept) > 1 and (kept[-2][0] == kept[-1][0] == point[0] or kept[-2][1] == kept[-1][1] == point[1])
        if straight:
            kept.pop()
        kept.append(point)
    return tuple(kept)


def _clear(points: tuple[Point, ...], way: Way, board: Board) -> bool:
    """Every piece stays in the field, off other boxes, and touches its own two only with its ends."""
    if any(not board.room.holds(point) for point in points):
        return False
    pieces = list(segments(points))
    if any(before.level == after.level for before, after in pairwise(pieces)):
        return False
    for number, piece in enumerate(pieces):
        for code, box in board.boxes.items():
            own = (code == way.source and number == 0) or (code == way.target and number == len(pieces) - 1)
            if (box.grown(-1) if own else box.grown(CLEAR)).meets(piece.box.grown(0.01)):
                return False
    # The last piece carries the arrowhead.
    return pieces[-1].length >= 9 and pieces[0].length >= 6


def _kin(one: Way, other: Way) -> bool:
    return one.target == other.target and one.back == other.back


def _disturbs(
    points: tuple[Point, ...], strange: list[Segment], labels: list[Box], others: list[Line], way: Way
) -> float:
    """What it costs the other lines and their names."""
    total = 0.0
    for piece in segments(points):
        thick = piece.box.grown(0.5)
        for other in strange:
            if piece.level != other.level:
                total += CROSSING * piece.crosses(other)
            elif piece.runs_along(other, TOGETHER):
                total += ALONG
        total += ON_NAME * sum(box.meets(thick) for box in labels)
    for line in others:
        taken = (line.points[0],) if _kin(line.way, way) else (line.points[0], line.points[-1])
        total += ALONG * sum(end in taken for end in (points[0], points[-1]))
    return total


def _named(
    points: tuple[Point, ...], w: float, h: float, board: Board, theirs: list[Segment], labels: list[Box]
) -> tuple[float, Box]:
    """The best place for the name beside the line."""
    own = list(segments(points))
    best = (UNNAMED, Box(points[0][0] + 4, points[0][1] + 4, w, h))
    boxes = list(board.boxes.values())
    for box, cost in chain(_places(own, w, h), _narrow_places(own, w, h)):
        # Between two rows of boxes only when nothing else is free.
        if cost >= NARROW and best[0] < UNNAMED:
            break
        if box.x < board.room.x + 2 or box.right > board.room.right - 2 or box.bottom > board.room.bottom:
            continue
        if any(each.meets(box.grown(1)) for each in boxes) or any(each.meets(box.grown(1)) for each in labels):
            continue
        cost += sum(60.0 for each in theirs if each.box.grown(0.5).meets(box))
        cost += sum(40.0 for each in own if each.box.grown(0.5).meets(box))
        if cost < best[0]:
            best = (cost, box)
    return best


def _places(pieces: list[Segment], w: float, h: float) -> Iterator[tuple[Box, float]]:
    for number, piece in enumerate(pieces):
        box = piece.box
        late = 1.5 * number
        if piece.level:
            loose = 0.0 if box.w >= w + 4 else 25.0
            for share, cost in ((0.5, 0.0), (0.35, 1.0), (0.65, 1.0), (0.2, 2.0), (0.8, 2.0)):
                x = box.x + box.w * share - w / 2
                yield Box(x, box.y - h - 2, w, h), late + cost + loose
                yield Box(x, box.y + 2, w, h), late + cost + loose + 3
        else:
            loose = 4.0 if box.h >= h else 30.0
            for share, cost in ((0.5, 0.0), (0.3, 1.0), (0.7, 1.0), (0.15, 2.0), (0.85, 2.0)):
                y = box.y + box.h * share - h / 2
                yield Box(box.x + 4, y, w, h), late + cost + loose
                yield Box(box.x - w - 4, y, w, h), late + cost + loose + 2


def _narrow_places(pieces: list[Segment], w: float, h: float) -> Iterator[tuple[Box, float]]:
    """Beside a long upright piece at any height, for the gap between two rows of boxes wherever it lies."""
    for box in (piece.box for piece in pieces if not piece.level):
        for step in range(2, 39):
            y = box.y + box.h * step / 40 - h / 2
            yield Box(box.x + 4, y, w, h), NARROW
            yield Box(box.x - w - 4, y, w, h), NARROW
