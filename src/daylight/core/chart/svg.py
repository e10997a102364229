"""A layout as SVG text: presentation attributes only, no style, no script, no outside resource; same layout, same bytes."""

from collections.abc import Iterable, Mapping
from xml.sax.saxutils import escape, quoteattr

from daylight.core.chart.geometry import Box, Layout, Line, Node, Point, Text
from daylight.core.chart.measuring import balanced, width, wrap

FONT = (
    "'PingFang SC','HarmonyOS Sans SC',MiSans,'Source Han Sans SC','Noto Sans CJK SC','Noto Sans SC',"
    "'Microsoft YaHei','WenQuanYi Micro Hei',sans-serif"
)
INK, QUIET, BRAND, PAPER, WHITE = "#1b2422", "#47534f", "#14524c", "#f6f5f0", "#ffffff"
LINE, STRONG, BACK, TINT = "#cfd6d2", "#7b8783", "#8a3b12", "#eaf1ef"
LIMIT_INK, LIMIT_GROUND, CHECK_INK, CHECK_GROUND = "#664600", "#fff0c7", "#374765", "#e7ebf3"
MARKS = {
    "limit": ("限", LIMIT_INK, LIMIT_GROUND),
    "check": ("核", CHECK_INK, CHECK_GROUND),
    "live": ("在", WHITE, BRAND),
}


def svg(layout: Layout) -> str:
    """The chart as one SVG document."""
    definition = layout.graph.definition
    name = f"{definition.name}流程图"
    parts = [
        '<?xml version="1.0" encoding="UTF-8"?>\n',
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_n(layout.width)} {_n(layout.height)}" '
        f'width="{_n(layout.width)}" height="{_n(layout.height)}" role="img" font-family={quoteattr(FONT)} fill="{INK}" '
        'xml:lang="zh-Hans">\n',
        f"<title>{escape(name)}</title>\n",
        f"<desc>{escape(_summary(layout))}</desc>\n",
        _heads(),
        _rect(Box(0, 0, layout.width, layout.height), fill=WHITE),
        *_ground(layout),
        *(_line(line) for line in layout.lines),
        *_stages(layout),
        _start(layout.start),
        *(_node(node) for node in layout.nodes),
        *(_label(line) for line in layout.lines),
        *(_note(note) for note in layout.notes),
        *_foot(layout),
        "</svg>\n",
    ]
    return "".join(parts)


def _summary(layout: Layout) -> str:
    graph = layout.graph
    return (
        f"{graph.definition.name}，依据{graph.definition.cite}。共 {len(graph.stops)} 个步骤，"
        f"由{'、'.join(graph.lanes)}办理：{'、'.join(stop.step.name for stop in graph.stops)}。"
    )


def _heads() -> str:
    def head(name: str, colour: str) -> str:
        return (
            f'<marker id="{name}" viewBox="0 0 10 10" refX="9.5" refY="5" markerWidth="7" markerHeight="7" '
            f'orient="auto-start-reverse" markerUnits="userSpaceOnUse"><path d="M0 0.8 10 5 0 9.2z" fill="{colour}"/></marker>'
        )

    return f"<defs>{head('on', BRAND)}{head('back', BACK)}</defs>\n"


def _ground(layout: Layout) -> Iterable[str]:
    """Heading, strips of the stages, columns of the lanes."""
    definition, small = layout.graph.definition, layout.small
    name = f"{definition.name}流程图"
    # A long name is set smaller on a narrow chart: it stays on one line and inside the sheet.
    heading = min(22.0 if layout.lanes else 20.0, (layout.width - 8) / width(name, 1.0))
    yield _words((name,), layout.width / 2, 32, heading, anchor="middle", weight="600", fill=BRAND)
    under = balanced(f"依据：{definition.cite}", small, layout.width - 8)
    yield _words(under, layout.width / 2, 54, small, small + 4, anchor="middle", fill=QUIET)
    for number, band in enumerate(layout.bands):
        yield _rect(band.box, fill=PAPER if number % 2 == 0 else WHITE)
    if layout.lanes:
        yield from _table(layout)


def _table(layout: Layout) -> Iterable[str]:
    first, last = layout.bands[0].box, layout.lanes[-1].box
    top, left = layout.lanes[0].box.y, layout.lanes[0].box.x
    yield _rect(Box(first.x, top, first.w, first.y - top), fill=BRAND)
    heads = [((first.x + left) / 2, "阶段", ""), ((last.right + first.right) / 2, "期限和核对", "")]
    heads += [(lane.box.cx, lane.lines[0], "600") for lane in layout.lanes]
    for x, name, weight in heads:
        y = (top + first.y) / 2 + 5
        yield _words((name,), x, y, layout.lanes[0].size, anchor="middle", weight=weight, fill=WHITE)
    for band in layout.bands:
        y = band.box.cy + 5 - band.leading / 2 * (len(band.lines) - 1)
        yield _words(band.lines, (band.box.x + left) / 2, y, band.size, band.leading, anchor="middle")
        yield _path(((band.box.x, band.box.bottom), (band.box.right, band.box.bottom)), LINE)
    for lane in layout.lanes:
        yield _path(((lane.box.x, first.y), (lane.box.x, lane.box.bottom)), LINE)
    yield _path(((last.right, first.y), (last.right, last.bottom)), LINE)
    yield _rect(Box(first.x, top, first.w, last.bottom - top), fill="none", stroke=STRONG)


def _stages(layout: Layout) -> Iterable[str]:
    """In one column a stage is a heading above its boxes, written over the lines that pass."""
    if layout.lanes:
        return
    for band in layout.bands:
        x, y = layout.nodes[0].box.x, band.box.y + 23
        yield _words(band.lines, x, y, band.size, weight="600", fill=BRAND, halo=True)


def _line(line: Line) -> str:
    """A way back is written from its end to its beginning, so that the dashes of joined lines fall on each other."""
    cites = "；".join(dict.fromkeys(move.cite for move in line.way.moves))
    if line.way.back:
        path = _path(line.points[::-1], BACK, begin="back", width=1.5, dashed=True)
    else:
        path = _path(line.points, BRAND, end="on", width=1.5)
    return f"<g><title>{escape('、'.join(line.way.names))}（{escape(cites)}）</title>{path}</g>\n"


def _label(line: Line) -> str:
    label, box, colour = line.label, line.label.box, BACK if line.way.back else BRAND
    if line.chip:
        frame = _rect(box, fill=WHITE, stroke=colour, r=3, dashed=line.way.back)
        return frame + _words(label.lines, box.x + 8, label.baseline + 4, label.size, label.leading, fill=colour)
    return _words(
        label.lines, box.cx, label.baseline, label.size, label.leading, anchor="middle", fill=colour, halo=True
    )


def _start(box: Box) -> str:
    pill = _rect(box, fill=BRAND, r=box.h / 2)
    return pill + _words(("开始",), box.cx, box.cy + 5, 14.0, anchor="middle", fill=WHITE)


def _node(node: Node) -> str:
    step, box = node.stop.step, node.box
    told = [f"<g><title>{node.stop.number}．{escape(step.name)}</title>"]
    told.append(f"<desc>{escape(f'依据：{step.cite}' if step.cite else '')}</desc>")
    if step.terminal:
        told.append(_rect(box, fill=TINT, stroke=BRAND, r=min(box.h / 2, 22.0), stroke_width=2.5))
    else:
        told.append(_rect(box, fill=WHITE, stroke=BRAND, r=4, stroke_width=1.5))
    for text in node.texts:
        told.append(_inside(text, node))
    told.append("</g>\n")
    return "".join(told)


def _inside(text: Text, node: Node) -> str:
    box = text.box
    if text.kind == "title":
        left = box.x > node.box.x
        x, anchor = (box.x, "") if left else (box.cx, "middle")
        return _words(text.lines, x, text.baseline, text.size, text.leading, anchor=anchor, weight="600")
    if text.kind == "role":
        return _words(text.lines, box.x, text.baseline, text.size, fill=QUIET)
    framed = _rect(Box(box.x, box.y + 1, box.w, box.h - 2), fill=TINT, r=2)
    cite = f"<title>{escape(text.lines[0])}（{escape(text.move.cite)}）</title>" if text.move else ""
    return f"<g>{cite}{framed}{_words(text.lines, box.cx, text.baseline, text.size, anchor='middle')}</g>\n"


def _note(note: Text) -> str:
    ink = QUIET if note.kind == "check" else INK
    sign = _sign(note.kind, note.box.x, note.box.y + note.leading / 2, note.size)
    return sign + _words(note.lines, note.box.x + 22, note.baseline, note.size, note.leading, fill=ink)


def _foot(layout: Layout) -> Iterable[str]:
    """What the signs mean, and what the chart was drawn from."""
    definition, small = layout.graph.definition, layout.small
    margin = 14.0 if layout.lanes else 4.0
    x, y, right = margin, layout.foot + 24, layout.width - margin
    signs = [
        (34.0, "往下办理", _path(((0, 0), (28, 0)), BRAND, end="on", width=1.5)),
        (34.0, "退回", _path(((0, 0), (28, 0)), BACK, end="back", width=1.5, dashed=True)),
        (26.0, "在本步骤可以办理的事项", _rect(Box(0, -6, 20, 12), fill=TINT, r=2)),
        (22.0, "办理期限", _sign("limit", 0, 0, small)),
        (22.0, "走到下一步之前核对的条件", _sign("check", 0, 0, small)),
    ]
    if any(node.stop.live for node in layout.nodes):
        signs.append((22.0, "现在停在这一步的案件", _sign("live", 0, 0, small)))
    for room, meaning, drawn in signs:
        need = room + width(meaning, small) + 18
        if x + need > right + 18:
            x, y = margin, y + small + 12
        said = _words((meaning,), room, small * 0.36, small, fill=QUIET)
        yield f'<g transform="translate({_n(x)} {_n(y)})">{drawn}{said}</g>\n'
        x += need
    said = (
        f"版本 {definition.version}，{definition.in_force_from.isoformat()} 起施行。许多步骤都能办理的事项，只画在最先的一步。"
        "本图由案件运行所用的程序定义直接画出。"
    )
    lines = wrap(said, small, right - margin)
    yield _words(lines, margin, y + small + 14, small, small + 5, fill=QUIET)


def _sign(kind: str, x: float, y: float, size: float) -> str:
    """The one-character mark of a note, its middle at ``y``."""
    mark, ink, ground = MARKS[kind]
    side = size + 4
    letter = _words((mark,), x + side / 2, y + size * 0.34, size - 1, anchor="middle", fill=ink, weight="600")
    return _rect(Box(x, y - side / 2, side, side), fill=ground, r=2) + letter


def _rect(box: Box, *, fill: str, stroke: str = "", r: float = 0, stroke_width: float = 1, dashed: bool = False) -> str:
    more: dict[str, str] = {}
    if r:
        more["rx"] = _n(r)
    if stroke:
        more |= {"stroke": stroke} | ({"stroke-width": _n(stroke_width)} if stroke_width != 1 else {})
    if dashed:
        more["stroke-dasharray"] = "4 2"
    return (
        f'<rect x="{_n(box.x)}" y="{_n(box.y)}" width="{_n(box.w)}" height="{_n(box.h)}" fill="{fill}"{_more(more)}/>\n'
    )


def _path(
    points: tuple[Point, ...], stroke: str, *, begin: str = "", end: str = "", width: float = 1, dashed: bool = False
) -> str:
    """A line; ``begin`` and ``end`` name the arrowhead at that end."""
    more = {"stroke-width": _n(width), "stroke-linejoin": "round"} if width != 1 else {}
    if dashed:
        more["stroke-dasharray"] = "5 3"
    more |= {f"marker-{place}": f"url(#{head})" for place, head in (("start", begin), ("end", end)) if head}
    return f'<path d="{_d(points)}" fill="none" stroke="{stroke}"{_more(more)}/>\n'


def _words(
    lines: tuple[str, ...],
    x: float,
    y: float,
    size: float,
    leading: float = 0,
    *,
    anchor: str = "",
    weight: str = "",
    fill: str = "",
    halo: bool = False,
) -> str:
    """Lines of text, ``y`` the baseline of the first."""
    more = {"text-anchor": anchor, "font-weight": weight, "fill": fill}
    if halo:
        more |= {"stroke": WHITE, "stroke-width": "4", "stroke-linejoin": "round", "paint-order": "stroke"}
    written = "".join(
        f'<tspan x="{_n(x)}" y="{_n(y + leading * number)}">{escape(line)}</tspan>' for number, line in enumerate(lines)
    )
    return f'<text font-size="{_n(size)}"{_more({k: v for k, v in more.items() if v})}>{written}</text>\n'


def _more(attributes: Mapping[str, str]) -> str:
    return "".join(f' {name}="{value}"' for name, value in attributes.items())


def _d(points: tuple[Point, ...]) -> str:
    return "M" + "L".join(f"{_n(x)} {_n(y)}" for x, y in points)


def _n(value: float) -> str:
    """A coordinate: at most two decimals, no trailing zeros."""
    return f"{value:.2f}".rstrip("0").rstrip(".")
