"""The wall sheet: lanes side by side, one step a row, time downwards; made for A4 upright."""

from daylight.core.chart.geometry import Box, Layout, Node, Text
from daylight.core.chart.graph import START, Graph, Stop
from daylight.core.chart.measuring import balanced, wrap
from daylight.core.chart.routing import Board, route

MARGIN, HEAD, LANE_HEAD, FOOT = 14.0, 68.0, 30.0, 70.0
BAND, NOTE, BOX = 58.0, 216.0, 114.0
PAD = 12.0  # above and below what stands in a row: room for an arrow and its name
START_SIZE = (60.0, 26.0)
A4 = 1.414
# kind → font size, leading
TYPE = {
    "title": (15.0, 20.0), "stay": (12.0, 17.0), "limit": (11.5, 15.0), "check": (11.5, 15.0), "live": (11.5, 15.0), "band": (14.0, 18.0),
    "lane": (14.0, 18.0),
}  # fmt: skip
SMALL = 12.0
TAG = 22.0  # the one-character mark before a note


def wall_layout(graph: Graph) -> Layout:
    """Place every step, then draw the ways between them. Wider with more lanes, never lower than A4."""
    lane_w = max(146.0, 584.0 / len(graph.lanes))
    lanes_x = MARGIN + BAND
    notes_x = lanes_x + lane_w * len(graph.lanes)
    width = notes_x + NOTE + MARGIN
    top = HEAD + LANE_HEAD
    heights = [max(_box_height(stop), _notes_height(stop)) + 2 * PAD for stop in graph.stops]
    start_row = START_SIZE[1] + PAD + 8  # room for the first arrow and its name
    natural = top + start_row + sum(heights) + FOOT
    spare = max(0.0, round((width * A4 - natural) / len(heights)))
    rows: list[tuple[float, float]] = []
    y = top + start_row
    for each in heights:
        rows.append((y, each + spare))
        y += each + spare
    nodes, notes = [], []
    for stop, (row_y, row_h) in zip(graph.stops, rows, strict=True):
        h = _box_height(stop)
        x = lanes_x + lane_w * (stop.lane + 0.5) - BOX / 2
        nodes.append(_node(stop, Box(x, round(row_y + (row_h - h) / 2), BOX, h)))
        notes += _notes(stop, notes_x + 10, row_y + (row_h - _notes_height(stop)) / 2)
    lane = graph.stop(graph.definition.first_step).lane
    start = Box(lanes_x + lane_w * (lane + 0.5) - START_SIZE[0] / 2, top + 9, *START_SIZE)
    board = Board(
        boxes={START: start, **{node.stop.step.code: node.box for node in nodes}},
        walls=tuple(lanes_x + lane_w * each for each in range(len(graph.lanes) + 1)),
        room=Box(lanes_x, top, lane_w * len(graph.lanes), y - top),
        margin=(lane_w - BOX) / 2,
    )
    return Layout(
        graph=graph,
        width=width,
        height=y + FOOT,
        lanes=tuple(
            Text("lane", (name,), Box(lanes_x + lane_w * n, HEAD, lane_w, y - HEAD), *TYPE["lane"])
            for n, name in enumerate(graph.lanes)
        ),
        bands=_bands(graph, rows, top, notes_x + NOTE - MARGIN),
        start=start,
        nodes=tuple(nodes),
        lines=route(graph.ways, board),
        notes=tuple(notes),
        foot=y,
        small=SMALL,
    )


def _title(stop: Stop) -> tuple[str, ...]:
    return balanced(stop.step.name, TYPE["title"][0], BOX - 8)


def _box_height(stop: Stop) -> float:
    stays = len(stop.stays) * TYPE["stay"][1] + (6 if stop.stays else 0)
    return len(_title(stop)) * TYPE["title"][1] + 12 + stays


def _node(stop: Stop, box: Box) -> Node:
    title = _title(stop)
    texts = [Text("title", title, Box(box.x, box.y + 6, box.w, len(title) * TYPE["title"][1]), *TYPE["title"])]
    y = texts[0].box.bottom + 4
    for move in stop.stays:
        texts.append(Text("stay", (move.name,), Box(box.x + 5, y, box.w - 10, TYPE["stay"][1]), *TYPE["stay"], move))
        y += TYPE["stay"][1]
    return Node(stop, box, tuple(texts))


def _noted(stop: Stop) -> list[tuple[str, tuple[str, ...]]]:
    room = NOTE - 16 - TAG
    found = [("live", wrap(stop.live, TYPE["live"][0], room))] if stop.live else []
    found += [("limit", wrap(each, TYPE["limit"][0], room)) for each in stop.limits]
    if stop.checks:
        found.append(("check", wrap("、".join(stop.checks), TYPE["check"][0], room)))
    return found


def _notes_height(stop: Stop) -> float:
    noted = _noted(stop)
    return sum(len(lines) * TYPE[kind][1] for kind, lines in noted) + 4 * max(0, len(noted) - 1)


def _notes(stop: Stop, x: float, y: float) -> list[Text]:
    made = []
    y = round(y)
    for kind, lines in _noted(stop):
        made.append(Text(kind, lines, Box(x, y, NOTE - 16, len(lines) * TYPE[kind][1]), *TYPE[kind]))
        y += len(lines) * TYPE[kind][1] + 4
    return made


def _bands(graph: Graph, rows: list[tuple[float, float]], top: float, width: float) -> tuple[Text, ...]:
    """A strip for each run of rows of one stage; the first begins under the lane heads."""
    strips: list[tuple[int, float, float]] = []
    for stop, (y, h) in zip(graph.stops, rows, strict=True):
        if strips and strips[-1][0] == stop.stage:
            strips[-1] = (stop.stage, strips[-1][1], y + h)
        else:
            strips.append((stop.stage, y if strips else top, y + h))
    size, leading = TYPE["band"]
    names = graph.definition.stages
    return tuple(
        Text("band", balanced(names[stage].name, size, BAND - 6), Box(MARGIN, y, width, end - y), size, leading)
        for stage, y, end in strips
    )
