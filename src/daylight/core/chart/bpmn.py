"""BPMN 2.0 export (ISO/IEC 19510; OMG formal/2013-12-09): one pool, lanes by role, drawn where the wall sheet draws them.

A step is a task; where acts may be done while the case stays, it is an ad-hoc sub-process holding them. A step with several
ways out carries a condition on each, naming the move, since exactly one is made. Terminal steps are end events.
"""

from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

from daylight.core.chart.geometry import Box, Layout, Line, Node, Point
from daylight.core.chart.graph import START, Way
from daylight.core.definition import Move

SCALE = 1.5  # BPMN tools write at 12 px whatever the size of a box
ROUND = 36.0
NAMESPACES = (
    'xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" '
    'xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
)


def bpmn(layout: Layout) -> str:
    """The procedure of ``layout`` (a wall sheet) as a BPMN 2.0 document with diagram."""
    graph = layout.graph
    definition = graph.definition
    name = quoteattr(definition.name)
    flows = [(line, move) for line in layout.lines for move in line.way.moves]
    parts = [
        '<?xml version="1.0" encoding="UTF-8"?>\n',
        f'<definitions {NAMESPACES} id="definitions_{definition.id}" '
        f'targetNamespace="urn:daylight:procedure:{definition.id}:{definition.version}" exporter="Daylight">\n',
        f'<collaboration id="collaboration"><participant id="pool" name={name} processRef="{definition.id}"/>'
        "</collaboration>\n",
        f'<process id="{definition.id}" name={name} isExecutable="false">\n{_said(definition.cite)}',
        '<laneSet id="lanes">\n',
        *(_lane(layout, number) for number in range(len(layout.lanes))),
        "</laneSet>\n",
        _event("startEvent", START, "开始", "", (), [each for each in flows if each[0].way.source == START]),
        *(_node(node, flows) for node in layout.nodes),
        *(_flow(line.way, move, _several(flows, line.way.source)) for line, move in flows),
        "</process>\n",
        '<bpmndi:BPMNDiagram id="diagram"><bpmndi:BPMNPlane id="plane" bpmnElement="collaboration">\n',
        *_shapes(layout),
        *(_edge(line, move, layout) for line, move in flows),
        "</bpmndi:BPMNPlane></bpmndi:BPMNDiagram>\n</definitions>\n",
    ]
    return "".join(parts)


Flows = list[tuple[Line, Move]]


def flow_id(way: Way, move: Move) -> str:
    """One flow for each move and step it may be made from."""
    return f"flow_{move.code}_{way.source}"


def _several(flows: Flows, source: str) -> bool:
    return sum(line.way.source == source for line, _ in flows) > 1


def _said(text: str) -> str:
    return f"<documentation>{escape(text)}</documentation>\n" if text else ""


def _lane(layout: Layout, number: int) -> str:
    codes = [node.stop.step.code for node in layout.nodes if node.stop.lane == number]
    first = layout.graph.stop(layout.graph.definition.first_step).lane
    refs = "".join(f"<flowNodeRef>step_{code}</flowNodeRef>" for code in ([START] if first == number else []) + codes)
    return f'<lane id="lane_{number}" name={quoteattr(layout.graph.lanes[number])}>{refs}</lane>\n'


def _ends(code: str, flows: Flows) -> str:
    into = [f"<incoming>{flow_id(line.way, move)}</incoming>" for line, move in flows if line.way.target == code]
    out = [f"<outgoing>{flow_id(line.way, move)}</outgoing>" for line, move in flows if line.way.source == code]
    return "".join([*into, *out])


def _event(kind: str, code: str, name: str, cite: str, into: Iterable[str], flows: Flows) -> str:
    return f'<{kind} id="step_{code}" name={quoteattr(name)}>{_said(cite)}{_ends(code, flows)}</{kind}>\n'


def _node(node: Node, flows: Flows) -> str:
    stop = node.stop
    code = stop.step.code
    if _ended(node, (line for line, _ in flows)):
        return _event("endEvent", code, stop.step.name, stop.step.cite, (), flows)
    head = f'id="step_{code}" name={quoteattr(stop.step.name)}'
    said = _said(stop.step.cite) + _ends(code, flows)
    if not _holds_acts(node):
        return f"<userTask {head}>{said}</userTask>\n"
    inner = "".join(
        f'<task id="act_{move.code}_{code}" name={quoteattr(move.name)}>{_said(move.cite)}</task>\n'
        for move in stop.stays
    )
    return f"<adHocSubProcess {head}>{said}\n{inner}</adHocSubProcess>\n"


def _flow(way: Way, move: Move, several: bool) -> str:
    condition = (
        f'<conditionExpression xsi:type="tFormalExpression">move = "{move.code}"</conditionExpression>'
        if several
        else ""
    )
    return (
        f'<sequenceFlow id="{flow_id(way, move)}" name={quoteattr(move.name)} sourceRef="step_{way.source}" '
        f'targetRef="step_{way.target}">{_said(move.cite)}{condition}</sequenceFlow>\n'
    )


def _shapes(layout: Layout) -> Iterable[str]:
    top = layout.lanes[0].box.y
    left, right = layout.lanes[0].box.x, layout.lanes[-1].box.right
    pool = Box(left, top, right - left, layout.lanes[0].box.h)
    yield _shape("pool", pool, ' isHorizontal="false"')
    head = 20.0  # below the name of the pool
    for number, lane in enumerate(layout.lanes):
        box = Box(lane.box.x, lane.box.y + head, lane.box.w, lane.box.h - head)
        yield _shape(f"lane_{number}", box, ' isHorizontal="false"')
    begin = _circle(layout.start)
    yield _shape(f"step_{START}", begin, label=Box(begin.x - 30, begin.cy - 7, 24, 14))
    for node in layout.nodes:
        code = node.stop.step.code
        box = _circle(node.box) if _ended(node, layout.lines) else node.box
        yield _shape(f"step_{code}", box, ' isExpanded="true"' if _holds_acts(node) else "")
        for text in node.texts:
            if text.move is not None and _holds_acts(node):
                yield _shape(f"act_{text.move.code}_{code}", text.box.grown(-1.5))


def _ended(node: Node, lines: Iterable[Line]) -> bool:
    """Whether the process ends here. A closed case that may be opened again (重新作出决定) is a task: nothing leaves an
    end event in BPMN."""
    code = node.stop.step.code
    return node.stop.step.terminal and not any(line.way.source == code for line in lines)


def _holds_acts(node: Node) -> bool:
    return bool(node.stop.stays) and not node.stop.step.terminal


def _circle(box: Box) -> Box:
    """An event of the usual size in the middle of ``box``."""
    size = ROUND / SCALE
    return Box(box.cx - size / 2, box.cy - size / 2, size, size)


def _shape(code: str, box: Box, more: str = "", label: Box | None = None) -> str:
    written = f"<bpmndi:BPMNLabel>{_bounds(label)}</bpmndi:BPMNLabel>" if label else ""
    return f'<bpmndi:BPMNShape id="{code}_di" bpmnElement="{code}"{more}>{_bounds(box)}{written}</bpmndi:BPMNShape>\n'


def _bounds(box: Box) -> str:
    return f'<dc:Bounds x="{_n(box.x)}" y="{_n(box.y)}" width="{_n(box.w)}" height="{_n(box.h)}"/>'


def _edge(line: Line, move: Move, layout: Layout) -> str:
    points = list(line.points)
    if line.way.source == START:
        points[0] = _docked(points[0], points[1], _circle(layout.start))
    target = layout.node(line.way.target)
    if _ended(target, layout.lines):
        points[-1] = _docked(points[-1], points[-2], _circle(target.box))
    way = "".join(f'<di:waypoint x="{_n(x)}" y="{_n(y)}"/>' for x, y in points)
    code = flow_id(line.way, move)
    # Moves of one line have their names one below the other.
    step = line.label.box.h / len(line.way.moves)
    box = line.label.box
    label = Box(box.x, box.y + step * line.way.moves.index(move), box.w, step)
    return (
        f'<bpmndi:BPMNEdge id="{code}_di" bpmnElement="{code}">{way}'
        f"<bpmndi:BPMNLabel>{_bounds(label)}</bpmndi:BPMNLabel></bpmndi:BPMNEdge>\n"
    )


def _docked(end: Point, before: Point, circle: Box) -> Point:
    """Where a level or upright piece ending at ``end`` meets the circle; its lines keep within the circle's width."""
    radius = circle.w / 2
    if end[0] == before[0]:
        off = min(abs(end[0] - circle.cx), radius)
        reach = (radius**2 - off**2) ** 0.5
        return end[0], circle.cy - reach if before[1] < circle.cy else circle.cy + reach
    off = min(abs(end[1] - circle.cy), radius)
    reach = (radius**2 - off**2) ** 0.5
    return circle.cx - reach if before[0] < circle.cx else circle.cx + reach, end[1]


def _n(value: float) -> str:
    return f"{value * SCALE:.1f}".removesuffix(".0")
