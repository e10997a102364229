"""The chart in one column for a phone: readable at 360 px without turning or enlarging.

Straight on goes by the arrow between two boxes. What leads elsewhere is a named frame in the box it leaves from, with a
line in the left gutter (back) or the right gutter (ahead) to the box it leads to.
"""

from collections.abc import Sequence

from daylight.core.chart.geometry import Box, Layout, Line, Node, Text
from daylight.core.chart.graph import START, Graph, Stop, Way
from daylight.core.chart.measuring import balanced, width, wrap

# A page of 360 px leaves 328 between its margins: the chart is shown as large as it is drawn.
WIDTH, EDGE, TRACK = 328.0, 3.0, 7.0
HEAD, FOOT, BAND_HEAD, GAP = 76.0, 178.0, 34.0, 36.0
INSET = 10.0
SMALL = 14.0
# kind → font size, leading
TYPE = {
    "title": (17.0, 24.0), "role": (14.0, 20.0), "stay": (14.0, 23.0), "limit": (14.0, 20.0), "check": (14.0, 20.0), "live": (14.0, 20.0),
    "name": (14.0, 18.0), "frame": (14.0, 20.0), "band": (15.0, 22.0),
}  # fmt: skip
TAG = 22.0  # the one-character mark before a note


def column_layout(graph: Graph) -> Layout:
    """Place every step below the one before."""
    order = {START: -1} | {stop.step.code: place for place, stop in enumerate(graph.stops)}
    aside = [way for way in graph.ways if order[way.target] - order[way.source] != 1]
    tracks = _tracks(aside, order)
    left = EDGE + TRACK * (1 + max((t for w, t in tracks.items() if w.back), default=0)) + 7
    right = WIDTH - EDGE - TRACK * (1 + max((t for w, t in tracks.items() if not w.back), default=0)) - 7
    head = HEAD + 18 * (len(balanced(f"依据：{graph.definition.cite}", SMALL, WIDTH - 8)) - 1)
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
            start = Box((left + right) / 2 - 34, y, 68, 30)
            y = start.bottom + GAP
        leaving = [way for way in aside if way.source == stop.step.code]
        node, inner, y = _stack(stop, graph, left, right, y, leaving, frames)
        nodes.append(node)
        notes += inner
        y += GAP
    boxes = {START: start, **{node.stop.step.code: node.box for node in nodes}}
    ends = [top for _, top in strips[1:]] + [y - GAP + 14]
    bands = tuple(
        Text("band", (graph.definition.stages[stage].name,), Box(0, top, WIDTH, end - top), *TYPE["band"])
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
        small=SMALL,
    )


def _tracks(ways: Sequence[Way], order: dict[str, int]) -> dict[Way, int]:
    """Gutter place of each way, 0 next to the boxes. Ways to one step share a place; others never lie on each other."""
    groups: dict[tuple[str, bool], list[Way]] = {}
    for way in ways:
        groups.setdefault((way.target, way.back), []).append(way)
    reach = {
        key: (min(order[code] for way in found for code in (way.source, way.target)),
              max(order[code] for way in found for code in (way.source, way.target)))
        for key, found in groups.items()
    }  # fmt: skip
    taken: dict[tuple[str, bool], int] = {}
    for key in sorted(groups, key=lambda each: (reach[each][1] - reach[each][0], reach[each])):
        low, high = reach[key]
        used = {
            track
            for other, track in taken.items()
            if other[1] == key[1] and reach[other][0] <= high and low <= reach[other][1]
        }
        taken[key] = next(track for track in range(len(groups) + 1) if track not in used)
    return {way: taken[way.target, way.back] for way in ways}


def _stack(
    stop: Stop, graph: Graph, left: float, right: float, top: float, leaving: Sequence[Way], frames: dict[Way, Box]
) -> tuple[Node, list[Text], float]:
    """One box with everything in it, from above: title, role, acts, notes, frames of the ways aside. Returns its end."""
    x, room = left + INSET, right - left - 2 * INSET
    size, leading = TYPE["title"]
    title = wrap(f"{stop.number}　{stop.step.name}", size, room)
    texts = [Text("title", title, Box(x, top + 8, room, leading * len(title)), size, leading)]
    y = texts[0].box.bottom
    role = graph.lanes[stop.lane]
    role_w = width(role, TYPE["role"][0])
    if len(title) > 1 or width(title[0], size) + role_w + 8 > room:
        y += TYPE["role"][1]
    role_box = Box(right - INSET - role_w, y - TYPE["role"][1] - 1, role_w, TYPE["role"][1])
    texts.append(Text("role", (role,), role_box, *TYPE["role"]))
    for move in stop.stays:
        wide = max(width(move.name, TYPE["stay"][0]) + 16, 130.0)
        texts.append(Text("stay", (move.name,), Box(x, y + 3, wide, TYPE["stay"][1]), *TYPE["stay"], move))
        y = texts[-1].box.bottom
    notes: list[Text] = []
    noted = [("live", stop.live)] if stop.live else []
    noted += [("limit", each) for each in stop.limits] + ([("check", "、".join(stop.checks))] if stop.checks else [])
    for kind, said in noted:
        size, leading = TYPE[kind]
        lines = wrap(said, size, room - TAG)
        notes.append(Text(kind, lines, Box(x, y + 6, room, leading * len(lines)), size, leading))
        y = notes[-1].box.bottom
    for way in leaving:
        frames[way] = Box(x, y + 8, room, TYPE["frame"][1] * len(_framed(way, graph, room)) + 8)
        y = frames[way].bottom
    return Node(stop, Box(left, top, right - left, y + 9 - top), tuple(texts)), notes, y + 9


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
        size, leading = TYPE["name"]
        name = _told_short(way.names, size, WIDTH - target.cx - 6)
        place = Box(target.cx + 6, source.bottom + 8, width(name, size) + 4, leading)
        straight = ((source.cx, source.bottom), (source.cx, target.y))
        return Line(way, straight, Text("name", (name,), place, size, leading))
    into = target.y + 15
    edge = sides[0] if way.back else sides[1]
    gutter = edge - 7 - TRACK * tracks[way] if way.back else edge + 7 + TRACK * tracks[way]
    if way not in frames:
        raise ValueError(f"{way.source} → {way.target} has no frame to begin in")
    frame = frames[way]
    points = ((edge, frame.cy), (gutter, frame.cy), (gutter, into), (edge, into))
    return Line(way, points, Text("name", _framed(way, graph, frame.w), frame, *TYPE["frame"]), chip=True)


def _told_short(names: Sequence[str], size: float, room: float) -> str:
    """As many names as stand beside the arrow; the rest is counted (all of them are in its title and in the words)."""
    for count in range(len(names), 0, -1):
        said = "、".join(names[:count]) + (f" 等 {len(names)} 项" if count < len(names) else "")
        if width(said, size) + 4 <= room:
            return said
    return f"{len(names)} 项"


def _framed(way: Way, graph: Graph, room: float) -> tuple[str, ...]:
    """What a frame says: the names of the moves, and where they lead."""
    target = graph.stop(way.target)
    word = "退回" if way.back else "转到"
    return wrap(f"{'、'.join(way.names)}：{word} {target.number} {target.step.name}", TYPE["frame"][0], room - 16)
