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
MARKS = {"limit": ("限", LIMIT_INK, LIMIT_GROUND), "check": ("核", CHECK_INK, CHECK_GROUND)}
SIZES = {
    "title": 15.0,
    "role": 12.5,
    "stay": 12.0,
    "limit": 11.5,
    "check": 11.5,
    "name": 12.0,
    "band": 14.0,
    "lane": 14.0,
}


def svg(layout: Layout, cites: bool = True) -> str:
    """The chart as one SVG document. ``cites``: name the articles in the foot line."""
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
    definition = layout.graph.definition
    size = 22.0 if layout.lanes else 18.0
    yield _words((f"{definition.name}流程图",), layout.width / 2, 34, size, anchor="middle", weight="600", fill=BRAND)
    under = balanced(f"依据：{definition.cite}", 12.0, layout.width - 28)
    yield _words(under, layout.width / 2, 55, 12.0, 16, anchor="middle", fill=QUIET)
    for number, band in enumerate(layout.bands):
        yield _rect(band.box, fill=PAPER if number % 2 == 0 else WHITE)
    if not layout.lanes:
        for band in layout.bands:
            yield _words(band.lines, band.box.x + 10, band.box.y + 17, SIZES["band"], weight="600", fill=BRAND)
        return
    first, last = layout.bands[0].box, layout.lanes[-1].box
    top = layout.lanes[0].box.y
    head = first.y - top
    yield _rect(Box(first.x, top, first.w, head), fill=BRAND)
    yield _words(
        ("阶段",), (first.x + layout.lanes[0].box.x) / 2, top + head / 2 + 5, 14.0, anchor="middle", fill=WHITE
    )
    yield _words(("期限和核对",), (last.right + first.right) / 2, top + head / 2 + 5, 14.0, anchor="middle", fill=WHITE)
    for lane in layout.lanes:
        yield _words(
            lane.lines, lane.box.cx, top + head / 2 + 5, SIZES["lane"], anchor="middle", weight="600", fill=WHITE
        )
    for band in layout.bands:
        left = layout.lanes[0].box.x
        y = band.box.cy + 5 - 9 * (len(band.lines) - 1)
        yield _words(band.lines, (band.box.x + left) / 2, y, SIZES["band"], 18, anchor="middle", fill=INK)
        yield _path(((band.box.x, band.box.bottom), (band.box.right, band.box.bottom)), LINE)
    for lane in layout.lanes:
        yield _path(((lane.box.x, first.y), (lane.box.x, lane.box.bottom)), LINE)
    yield _path(((last.right, first.y), (last.right, last.bottom)), LINE)
    frame = Box(first.x, top, first.w, last.bottom - top)
    yield _rect(frame, fill="none", stroke=STRONG)


def _line(line: Line) -> str:
    colour = BACK if line.way.back else BRAND
    dash = ' stroke-dasharray="5 3"' if line.way.back else ""
    cites = "；".join(dict.fromkeys(move.cite for move in line.way.moves))
    return (
        f"<g><title>{escape('、'.join(line.way.names))}（{escape(cites)}）</title>"
        f'<path d="{_d(line.points)}" fill="none" stroke="{colour}" stroke-width="1.5" stroke-linejoin="round"{dash} '
        f'marker-end="url(#{"back" if line.way.back else "on"})"/></g>\n'
    )


def _label(line: Line) -> str:
    box, colour = line.label.box, BACK if line.way.back else BRAND
    if line.chip:
        frame = _rect(box, fill=WHITE, stroke=colour, r=3, dashed=line.way.back)
        y = box.cy + 4.5 - 8 * (len(line.label.lines) - 1)
        return frame + _words(line.label.lines, box.x + 8, y, 13.0, 16, fill=colour)
    return _words(line.label.lines, box.cx, box.y + 11.5, SIZES["name"], 15, anchor="middle", fill=colour, halo=True)


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
    if text.kind == "title":
        left = text.box.x > node.box.x
        x = text.box.x if left else text.box.cx
        return _words(text.lines, x, text.box.y + 15, SIZES["title"], 20, anchor="" if left else "middle", weight="600")
    if text.kind == "role":
        return _words(text.lines, text.box.x, text.box.y + 13, SIZES["role"], 16, fill=QUIET)
    box = text.box
    framed = _rect(Box(box.x, box.y + 1, box.w, box.h - 2), fill=TINT, r=2)
    cite = f"<title>{escape(text.lines[0])}（{escape(text.move.cite)}）</title>" if text.move else ""
    return f"<g>{cite}{framed}{_words(text.lines, box.cx, box.y + 12.5, SIZES['stay'], anchor='middle')}</g>"


def _note(note: Text) -> str:
    mark, ink, ground = MARKS[note.kind]
    box = note.box
    tag = Box(box.x, box.y + 0.5, 16, 15)
    return (
        _rect(tag, fill=ground, r=2)
        + _words((mark,), tag.cx, tag.y + 11.5, 11.0, anchor="middle", fill=ink, weight="600")
        + _words(note.lines, box.x + 22, box.y + 12, SIZES[note.kind], 15, fill=INK if note.kind == "limit" else QUIET)
    )


def _foot(layout: Layout) -> Iterable[str]:
    """What the signs mean, and what the chart was drawn from."""
    definition = layout.graph.definition
    x, y, right = 14.0, layout.foot + 24, layout.width - 14
    wide = bool(layout.lanes)
    signs = [
        (34.0, "往下办理", _path(((0, 0), (28, 0)), BRAND, marker="on", width=1.5)),
        (34.0, "退回", _path(((0, 0), (28, 0)), BACK, marker="back", width=1.5, dashed=True)),
        (26.0, "在本步骤可以办理的事项", _rect(Box(0, -6, 20, 12), fill=TINT, r=2)),
        (22.0, "办理期限", _sign("limit")),
        (22.0, "走到下一步之前核对的条件", _sign("check")),
    ]
    for room, meaning, drawn in signs:
        need = room + width(meaning, 12.0) + 18
        if x + need > right + 18:
            x, y = 14.0, y + 22
        yield f'<g transform="translate({_n(x)} {_n(y)})">{drawn}{_words((meaning,), room, 4.5, 12.0, fill=QUIET)}</g>\n'
        x += need
    said = f"版本 {definition.version}，{definition.in_force_from.isoformat()} 起施行。本图由案件运行所用的程序定义直接画出。"
    yield _words(wrap(said, 12.0, layout.width - 28), 14.0, y + (26 if wide else 24), 12.0, 17, fill=QUIET)


def _sign(kind: str) -> str:
    mark, ink, ground = MARKS[kind]
    return _rect(Box(0, -7.5, 16, 15), fill=ground, r=2) + _words(
        (mark,), 8, 4, 11.0, anchor="middle", fill=ink, weight="600"
    )


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


def _path(points: tuple[Point, ...], stroke: str, *, marker: str = "", width: float = 1, dashed: bool = False) -> str:
    more = {"stroke-width": _n(width)} if width != 1 else {}
    if dashed:
        more["stroke-dasharray"] = "5 3"
    if marker:
        more["marker-end"] = f"url(#{marker})"
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
