"""Flow charts: every step and move is there, nothing overlaps, lines end on boxes, the same input gives the same bytes."""

import random
import re
from dataclasses import replace
from datetime import date
from itertools import combinations, pairwise
from xml.etree import ElementTree

import pytest

from daylight.base.access.rights import RIGHTS, ROLES
from daylight.core import chart
from daylight.core.chart.geometry import segments
from daylight.core.chart.graph import REPEATED, START
from daylight.core.chart.measuring import balanced, width, wrap
from daylight.core.definition import Definition, Move, Stage, Step

ON = date(2026, 11, 23)
MODEL = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
DI = "{http://www.omg.org/spec/BPMN/20100524/DI}"
DC = "{http://www.omg.org/spec/DD/20100524/DC}"
WAYPOINT = "{http://www.omg.org/spec/DD/20100524/DI}waypoint"
NODES = {f"{MODEL}{kind}" for kind in ("startEvent", "endEvent", "userTask", "adHocSubProcess")}
ROLES_OF = {right: tuple(ROLES[role] for role in granted) for right, granted in RIGHTS.items()}


def branching(seed: int, steps: int = 9) -> Definition:
    """A made-up procedure with several ends, returns, leaps and one move that may be made nearly anywhere."""
    chance = random.Random(seed)
    codes = [f"S{n}" for n in range(steps)]
    rights = ["case.investigate", "case.open", "review.decide", "decision.approve"]
    moves = [Move("m_begin", "开始办理", (), "S0", "case.register", "第一条")]
    moves += [
        Move(f"m{n}", f"办理事项{n}", (here,), there, chance.choice(rights), f"第{n}条")
        for n, (here, there) in enumerate(pairwise(codes), 2)
    ]
    for n in range(5):
        here, there = chance.sample(range(steps - 1), 2)
        word = "退回" if there < here else "直接办理"
        moves.append(Move(f"x{n}", f"{word}{n}", (codes[here],), codes[there], chance.choice(rights), "第九条"))
    moves.append(Move("stay", "先行登记保存", tuple(codes[1:4]), "same", "case.investigate", "第十条"))
    moves.append(Move("stop", "终止", tuple(codes[1:-1]), codes[-1], "decision.approve", "第十一条"))
    made = tuple(Step(code, f"第{n}步办理的事", f"g{n // 2}", n == steps - 1) for n, code in enumerate(codes))
    stages = tuple(Stage(f"g{n}", f"阶段{n}") for n in range((steps + 1) // 2))
    return Definition(
        "made_up", "1", "虚拟程序", "虚拟办法第一条", date(2020, 1, 1), "m_begin", made, tuple(moves), stages
    )


def definitions(pack):
    real = [each for versions in pack.procedures.values() for each in versions]
    return [*real, *(branching(seed) for seed in range(4))]


@pytest.fixture(scope="module")
def words(pack):
    return chart.words_of(pack, ON, ROLES_OF)


@pytest.fixture(scope="module")
def graphs(pack, words):
    return [chart.graph_of(each, words) for each in definitions(pack)]


@pytest.fixture(scope="module")
def walls(graphs):
    return [chart.wall_layout(graph) for graph in graphs]


@pytest.fixture(scope="module")
def layouts(walls):
    return [*walls, *(chart.column_layout(wall.graph) for wall in walls)]


def arrows(definition):
    """(source, move) of every arrow there must be."""
    found = {(START, definition.first_move)}
    return found | {(code, m.code) for m in definition.moves for code in m.from_steps if m.target(code) != code}


def staying(definition):
    """(step, move) of every matter done without leaving the step; one done at many steps stands at the first of them."""
    order = [each.code for each in definition.steps]
    for move in definition.moves:
        here = sorted((code for code in move.from_steps if move.target(code) == code), key=order.index)
        yield from ((code, move.code) for code in (here if len(move.from_steps) <= REPEATED else here[:1]))


def test_every_step_and_every_move_is_drawn(layouts):
    for layout in layouts:
        definition = layout.graph.definition
        assert [node.stop.step.code for node in layout.nodes] == [each.code for each in definition.steps]
        assert {(line.way.source, m.code) for line in layout.lines for m in line.way.moves} == arrows(definition)
        stays = {(n.stop.step.code, t.move.code) for n in layout.nodes for t in n.texts if t.move}
        assert stays == set(staying(definition))
        written = re.sub(r"\s+", "", "".join(ElementTree.fromstring(chart.svg(layout).encode()).itertext()))
        for name in [each.name for each in (*definition.steps, *definition.moves)]:
            assert name in written
        assert all(move.cite in written for move in definition.moves)


def test_the_heading_stays_on_the_sheet(layouts):
    for layout in layouts:
        root = ElementTree.fromstring(chart.svg(layout).encode())
        name = f"{layout.graph.definition.name}流程图"
        heading = next(
            each for each in root.iter() if each.tag.endswith("text") and "".join(each.itertext()).strip() == name
        )
        assert width(name, float(heading.get("font-size"))) <= layout.width


def test_no_box_lies_on_another_and_everything_is_on_the_sheet(layouts):
    for layout in layouts:
        boxes = [layout.start, *(node.box for node in layout.nodes)]
        assert not [pair for pair in combinations(boxes, 2) if pair[0].meets(pair[1])]
        for box in [*boxes, *(line.label.box for line in layout.lines), *(note.box for note in layout.notes)]:
            assert box.x >= 0 and box.y >= 0 and box.right <= layout.width and box.bottom <= layout.height


def test_lines_begin_and_end_on_their_boxes_and_pass_through_none(layouts):
    for layout in layouts:
        boxes = {START: layout.start, **{node.stop.step.code: node.box for node in layout.nodes}}
        for line in layout.lines:
            for code, end in ((line.way.source, line.points[0]), (line.way.target, line.points[-1])):
                box = boxes[code]
                assert box.holds(end) and not box.grown(-0.5).holds(end), (line.way.names, code)
            for piece in segments(line.points):
                assert piece.a[0] == piece.b[0] or piece.a[1] == piece.b[1]
                for box in boxes.values():
                    assert not box.grown(-0.5).meets(piece.box.grown(0.01)), line.way.names


def test_names_of_moves_lie_on_no_box_and_on_no_other_name(walls):
    for layout in walls:
        labels = [line.label.box for line in layout.lines]
        assert not [pair for pair in combinations(labels, 2) if pair[0].meets(pair[1])]
        assert not [1 for box in labels for node in layout.nodes if box.meets(node.box)]


def test_writing_fits_into_its_place(layouts):
    for layout in layouts:
        for text in [text for node in layout.nodes for text in node.texts] + list(layout.notes):
            room = text.box.w - (22 if text.kind in ("limit", "check") else 0)
            assert all(width(line, text.size) <= room + 0.5 for line in text.lines), text.lines
            assert text.box.h >= text.leading * len(text.lines)


def test_lanes_follow_the_rights_and_limits_the_law(pack, words):
    layout = chart.wall_layout(chart.graph_of(pack.procedure("penalty_ordinary", ON), words))
    lanes = {node.stop.step.code: layout.graph.lanes[node.stop.lane] for node in layout.nodes}
    assert lanes["P9r"] == ROLES["reviewer"] and lanes["P10"] == ROLES["leader"] and lanes["P3"] == ROLES["officer"]
    assert lanes["P2"] == ROLES["section_head"]
    for node in layout.nodes:
        lane = layout.lanes[node.stop.lane].box
        assert lane.x < node.box.x and node.box.right < lane.right
    notes = ["".join(note.lines) for note in layout.notes]
    assert any("陈述申辩" in note and pack.deadline("D06", ON).period.label in note for note in notes)
    assert any("依据待核" in note for note in notes)


def test_returns_are_dashed_and_steps_on_are_not(pack, words):
    drawing = chart.svg(chart.wall_layout(chart.graph_of(pack.procedure("penalty_ordinary", ON), words)))
    dashed = re.findall(r"<g><title>([\w、]+)（[^<]*</title><path [^>]*stroke-dasharray", drawing)
    definition = pack.procedure("penalty_ordinary", ON)
    order = [each.code for each in definition.steps]
    back = {
        move.name
        for move in definition.moves
        for code in move.from_steps
        if order.index(move.target(code)) < order.index(code)
    }
    assert {"退回补充调查", "退回补正", "退回重拟", "重新告知", "补充调查"} <= back
    assert back == {name for each in dashed for name in each.split("、")}


def test_a_drawing_asks_nothing_of_the_page_it_stands_on(layouts):
    for layout in layouts:
        root = ElementTree.fromstring(chart.svg(layout).encode())
        assert root.find("{http://www.w3.org/2000/svg}title").text
        names = {name for element in root.iter() for name in element.attrib}
        assert not names & {"style", "class", "href"} and not [name for name in names if name.startswith("on")]


def test_the_same_definition_gives_the_same_bytes(walls, words):
    for wall in walls:
        again = chart.wall_layout(chart.graph_of(wall.graph.definition, words))
        assert (chart.svg(again), chart.bpmn(again)) == (chart.svg(wall), chart.bpmn(wall))
        column = chart.column_layout(wall.graph)
        assert chart.svg(column) == chart.svg(chart.column_layout(again.graph))


def test_a_definition_is_known_by_what_it_says_not_by_where_it_lies(pack):
    penalty = pack.procedure("penalty_ordinary", ON)
    digest = chart.definition_digest(penalty)
    assert chart.definition_digest(replace(penalty, source="elsewhere.toml")) == digest
    assert chart.definition_digest(replace(penalty, cite="另一条")) != digest
    assert chart.definition_digest(replace(penalty, moves=penalty.moves[:-1])) != digest


def test_the_words_tell_every_move_where_it_can_be_made(graphs, words):
    for graph in graphs:
        definition = graph.definition
        steps = [step for stage in chart.told(graph, words) for step in stage["steps"]]
        assert [step["name"] for step in steps] == [each.name for each in definition.steps]
        said = [(step["name"], move["name"]) for step in steps for move in step["moves"] if not move["begin"]]
        assert sorted(said) == sorted((definition.step(c).name, m.name) for m in definition.moves for c in m.from_steps)
        assert all(move["who"] for step in steps for move in step["moves"])
        assert [move["name"] for step in steps for move in step["moves"] if move["begin"]] == [
            definition.move(definition.first_move).name
        ]


def test_bpmn_refers_only_to_what_it_holds_and_draws_all_of_it(walls):
    for layout in walls:
        graph = layout.graph
        root = ElementTree.fromstring(chart.bpmn(layout).encode())
        ids = [element.get("id") for element in root.iter() if element.get("id")]
        assert len(ids) == len(set(ids))
        process = root.find(f"{MODEL}process")
        flows = {flow.get("id"): flow for flow in process.findall(f"{MODEL}sequenceFlow")}
        nodes = {node.get("id"): node for node in process if node.tag in NODES}
        assert len(flows) == len(arrows(graph.definition)) and len(nodes) == len(graph.stops) + 1
        for end, kind in (("sourceRef", "outgoing"), ("targetRef", "incoming")):
            for code, flow in flows.items():
                assert code in [each.text for each in nodes[flow.get(end)].findall(f"{MODEL}{kind}")]
            listed = [each.text for node in nodes.values() for each in node.findall(f"{MODEL}{kind}")]
            assert sorted(listed) == sorted(flows)
        for code, node in nodes.items():
            assert node.findall(f"{MODEL}incoming") or node.tag.endswith("startEvent"), code
            assert node.findall(f"{MODEL}outgoing") or node.tag.endswith("endEvent"), code
        in_lanes = [ref.text for ref in process.iter(f"{MODEL}flowNodeRef")]
        assert sorted(in_lanes) == sorted(nodes)
        shapes = {shape.get("bpmnElement"): shape for shape in root.iter(f"{DI}BPMNShape")}
        acts = {task.get("id") for task in process.iter(f"{MODEL}task")}
        lanes = {lane.get("id") for lane in process.iter(f"{MODEL}lane")}
        assert set(shapes) == set(nodes) | acts | lanes | {"pool"}
        edges = {edge.get("bpmnElement"): edge for edge in root.iter(f"{DI}BPMNEdge")}
        assert set(edges) == set(flows)
        for code, edge in edges.items():
            for place, end in ((0, "sourceRef"), (-1, "targetRef")):
                _on_edge(edge.findall(WAYPOINT)[place], shapes[flows[code].get(end)])


def _on_edge(waypoint, shape):
    bounds = shape.find(f"{DC}Bounds")
    x, y, w, h = (float(bounds.get(name)) for name in ("x", "y", "width", "height"))
    at = (float(waypoint.get("x")), float(waypoint.get("y")))
    assert x - 0.2 <= at[0] <= x + w + 0.2 and y - 0.2 <= at[1] <= y + h + 0.2, shape.get("bpmnElement")


def test_ways_out_of_one_step_exclude_each_other_in_bpmn(walls):
    for layout in walls:
        process = ElementTree.fromstring(chart.bpmn(layout).encode()).find(f"{MODEL}process")
        by_source: dict[str, list[str]] = {}
        for flow in process.findall(f"{MODEL}sequenceFlow"):
            condition = flow.find(f"{MODEL}conditionExpression")
            by_source.setdefault(flow.get("sourceRef"), []).append("" if condition is None else condition.text)
        for conditions in by_source.values():
            assert conditions == [""] or (all(conditions) and len(set(conditions)) == len(conditions))


@pytest.mark.parametrize(
    ("text", "room", "lines"),
    [
        ("线索与核查", 60, ("线索与核", "查")),
        ("办案期限90日，可延长30日", 84, ("办案期限90", "日，可延长", "30日")),
        ("短", 84, ("短",)),
    ],
)
def test_lines_break_as_chinese_is_printed(text, room, lines):
    assert wrap(text, 14, room) == lines


def test_a_heading_leaves_no_character_alone():
    assert balanced("线索与核查", 14, 60) == ("线索与", "核查")
    assert balanced("负责人审查与集体讨论", 15, 110) == ("负责人审查", "与集体讨论")
