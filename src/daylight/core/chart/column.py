"""The chart in one column for a phone: readable at 360 px without turning or enlarging.

Straight on goes by the arrow between two boxes. What leads elsewhere is a named frame in the box it leaves from, with a
line in the left gutter (back) or the right gutter (ahead) to the box it leads to.
"""

from collections.abc import Sequence

from daylight.core.chart.geometry import Box, Layout, Line, Node, Text
from daylight.core.chart.graph import START, Graph, Stop, Way
from daylight.core.chart.measuring import balanced, width, wrap

WIDTH, EDGE, TRACK = 360.0, 10.0, 8.0
HEAD, FOOT, BAND_HEAD, GAP = 92.0, 150.0, 28.0, 34.0
INSET = 12.0
TITLE, ROLE, STAY, NOTED, NAMED = 15.0, 12.5, 12.0, 11.5, 13.0


def column_layout(graph: Graph) -> Layout:
    """Place every step below the one before."""
    order = {START: -1} | {stop.step.code: place for place, stop in enumerate(graph.stops)}
    aside = [way for way in graph.ways if order[way.target] - order[way.source] != 1]
    tracks = _tracks(aside, order)
    left = EDGE + TRACK * (1 + max((t for w, t in tracks.items() if w.back), default=-1)) + 8
    right = WIDTH - EDGE - TRACK * (1 + max((t for w, t in tracks.items() if not w.back), default=-1)) - 8
    head = HEAD + 16 * (len(balanced(f"依据：{graph.definition.cite}", 12.0, WIDTH - 28)) - 1)
    y, stage = head, -1
    nodes: list[Node] = []
    notes: list[Text] = []
    frames: dict[Way, Box] = {}
    strips: list[tuple[int, float]] = []
    start = Box(0, 0, 0, 0)
    for stop in graph.stops:
        if stop.stage != stage:
            strips.append((stop.stage, y))
            stage, y = stop.stage, y + BAND_HEAD
        if not nodes:
            start = Box((left + right) / 2 - 32, y, 64, 28)
            y = start.bottom + GAP
        leaving = [way for way in aside if way.source == stop.step.code]
        node, inner, y = _stack(stop, graph, left, right, y, leaving, frames)
        nodes.append(node)
        notes += inner
        y += GAP
    boxes = {START: start, **{node.stop.step.code: node.box for node in nodes}}
    ends = [top for _, top in strips[1:]] + [y - GAP + 14]
    bands = tuple(
        Text("band", (graph.definition.stages[stage].name,), Box(0, top, WIDTH, end - top))
        for (stage, top), end in zip(strips, ends, strict=True)
    )
    return Layout(
        graph=graph,
        width=WIDTH,
        height=ends[-1] + FOOT,
        lanes=(),
        bands=bands,
        start=start,
        nodes=tuple(nodes),
        lines=tuple(_line(way, graph, boxes, tracks, frames, (left, right)) for way in graph.ways),
        notes=tuple(notes),
        foot=ends[-1],
    )


def _tracks(ways: Sequence[Way], order: dict[str, int]) -> dict[Way, int]:
    """Gutter place of each way, 0 next to the boxes: shorter ways inside, none lying on another."""
    taken: dict[Way, int] = {}
    for way in sorted(ways, key=lambda w: (abs(order[w.source] - order[w.target]), order[w.source], order[w.target])):
        low, high = sorted((order[way.source], order[way.target]))
        used = {
            track
            for other, track in taken.items()
            if other.back == way.back
            and min(order[other.source], order[other.target]) <= high
            and low <= max(order[other.source], order[other.target])
        }
        taken[way] = next(track for track in range(len(ways) + 1) if track not in used)
    return taken


def _stack(
    stop: Stop, graph: Graph, left: float, right: float, top: float, leaving: Sequence[Way], frames: dict[Way, Box]
) -> tuple[Node, list[Text], float]:
    """One box with everything in it, from above: title, role, acts, notes, frames of the ways aside. Returns its end."""
    x, room = left + INSET, right - left - 2 * INSET
    y = top + 9
    title = wrap(f"{stop.number}　{stop.step.name}", TITLE, room)
    texts = [Text("title", title, Box(x, y, room, 20.0 * len(title)))]
    y = texts[0].box.bottom
    role = graph.lanes[stop.lane]
    role_w = width(role, ROLE)
    if len(title) > 1 or width(title[0], TITLE) + role_w + 8 > room:
        y += 17
    texts.append(Text("role", (role,), Box(right - INSET - role_w, y - 17, role_w, 17.0)))
    notes: list[Text] = []
    for move in stop.stays:
        texts.append(Text("stay", (move.name,), Box(x, y + 4, max(width(move.name, STAY) + 16, 110.0), 18.0), move))
        y = texts[-1].box.bottom
    noted = [("limit", each) for each in stop.limits] + ([("check", "、".join(stop.checks))] if stop.checks else [])
    for kind, said in noted:
        lines = wrap(said, NOTED, room - 22)
        notes.append(Text(kind, lines, Box(x, y + 5, room, 15.0 * len(lines))))
        y = notes[-1].box.bottom
    for way in leaving:
        frames[way] = Box(x, y + 7, room, 16.0 * len(_framed(way, graph, room)) + 8)
        y = frames[way].bottom
    return Node(stop, Box(left, top, right - left, y + 10 - top), tuple(texts)), notes, y + 10


def _line(
    way: Way,
    graph: Graph,
    boxes: dict[str, Box],
    tracks: dict[Way, int],
    frames: dict[Way, Box],
    sides: tuple[float, float],
) -> Line:
    source, target = boxes[way.source], boxes[way.target]
    if way not in tracks:
        name = "、".join(way.names)
        w = width(name, 12.0) + 4
        y = source.bottom + 8
        text = Text("name", (name,), Box(target.cx + 6, y, w, 15))
        return Line(way, ((source.cx, source.bottom), (source.cx, target.y)), text)
    arriving = [each for each in graph.ways if each in tracks and each.target == way.target and each.back == way.back]
    into = target.y + 14 + 9 * arriving.index(way)
    edge = sides[0] if way.back else sides[1]
    gutter = edge - 8 - TRACK * tracks[way] if way.back else edge + 8 + TRACK * tracks[way]
    if way not in frames:
        raise ValueError(f"{way.source} → {way.target} has no frame to begin in")
    frame = frames[way]
    points = ((edge, frame.cy), (gutter, frame.cy), (gutter, into), (edge, into))
    return Line(way, points, Text("name", _framed(way, graph, frame.w), frame), chip=True)


def _framed(way: Way, graph: Graph, room: float) -> tuple[str, ...]:
    """What a frame says: the names of the moves, and where they lead."""
    target = graph.stop(way.target)
    word = "退回" if way.back else "转到"
    return wrap(f"{'、'.join(way.names)}：{word} {target.number} {target.step.name}", NAMED, room - 16)
