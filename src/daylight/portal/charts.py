"""Four shapes of chart as SVG without style or script: bars, stacked bars, line, dot plot. The page says the finding in words
and repeats every figure in a table beside it, so a reader who sees no picture misses nothing.

``Point.href`` opens the rows behind a figure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

WIDTH, ROW, TOP = 640, 62, 4
# Room right of the longest bar for its figure.
FIGURE = 130
Number = int | Decimal


@dataclass(frozen=True, slots=True)
class Point:
    """One figure: what it counts, how many, the words shown at it, the rows behind it."""

    label: str
    value: Number
    shown: str = ""
    href: str = ""


def _open(height: int, title: str, desc: str, kind: str = "") -> str:
    return (
        f'<svg class="plot{kind}" viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{escape(title)}：{escape(desc)}">'
        f"<title>{escape(title)}</title><desc>{escape(desc)}</desc>"
    )


def _shown(point: Point) -> str:
    return escape(point.shown or f"{point.value:,}")


def bars(points: Sequence[Point], title: str, desc: str) -> SafeString:
    """One bar a row under its label, the longest as wide as the picture allows."""
    most = max((p.value for p in points), default=0) or 1
    parts = [_open(TOP * 2 + ROW * len(points), title, desc)]
    for n, point in enumerate(points):
        y, wide = TOP + n * ROW, max(round(float(point.value / most) * (WIDTH - FIGURE)), 2 if point.value else 0)
        parts.append(
            f'<text x="0" y="{y + 22}">{escape(_short(point.label))}</text>'
            f'<rect class="bar" x="0" y="{y + 31}" width="{wide}" height="20"/>'
            f'<text class="value" x="{wide + 8}" y="{y + 49}">{_shown(point)}</text>'
        )
    return mark_safe("".join([*parts, "</svg>"]))


def stacked(rows: Sequence[tuple[str, Sequence[Point]]], title: str, desc: str) -> SafeString:
    """Columns side by side, each a pile of parts; the parts keep their order and their pattern class (s0, s1, …)."""
    height, base, most = 240, 200, max((sum(p.value for p in parts) for _, parts in rows), default=0) or 1
    step = (WIDTH - 20) / max(len(rows), 1)
    made = [_open(height, title, desc), f'<path class="axis" d="M10 {base}H{WIDTH - 10}"/>']
    for n, (label, parts) in enumerate(rows):
        x, y = 10 + n * step, float(base)
        for m, part in enumerate(parts):
            tall = float(part.value / most) * 170
            y -= tall
            if part.value:
                made.append(
                    f'<rect class="s{m % 6}" x="{x + step * 0.15:.1f}" y="{y:.1f}" width="{step * 0.7:.1f}" height="{tall:.1f}"/>'
                )
        total = sum(p.value for p in parts)
        made.append(
            f'<text class="value" x="{x + step / 2:.1f}" y="{y - 5:.1f}" text-anchor="middle">{total or ""}</text>'
        )
        made.append(f'<text x="{x + step / 2:.1f}" y="{base + 20}" text-anchor="middle">{escape(label)}</text>')
    return mark_safe("".join([*made, "</svg>"]))


def line(points: Sequence[Point], title: str, desc: str) -> SafeString:
    """A line through the points, each marked and named below."""
    height, base, most = 240, 195, max((p.value for p in points), default=0) or 1
    step = (WIDTH - 80) / max(len(points) - 1, 1)
    places = [(40 + n * step, base - float(p.value / most) * 160) for n, p in enumerate(points)]
    made = [_open(height, title, desc, " lined"), f'<path class="axis" d="M10 {base}H{WIDTH - 10}"/>']
    if places:
        made.append('<path class="line" d="M' + "L".join(f"{x:.1f} {y:.1f}" for x, y in places) + '"/>')
    for (x, y), point in zip(places, points, strict=True):
        made.append(f'<circle class="dot" cx="{x:.1f}" cy="{y:.1f}" r="4.5"/>')
        made.append(f'<text class="value" x="{x:.1f}" y="{y - 10:.1f}" text-anchor="middle">{_shown(point)}</text>')
        made.append(f'<text x="{x:.1f}" y="{base + 22}" text-anchor="middle">{escape(point.label)}</text>')
    return mark_safe("".join([*made, "</svg>"]))


def dots(points: Sequence[Point], title: str, desc: str) -> SafeString:
    """One dot a row under its label, all on one scale that begins at nothing."""
    most = max((p.value for p in points), default=0) or 1
    made = [_open(TOP * 2 + ROW * len(points), title, desc)]
    for n, point in enumerate(points):
        y, x = TOP + n * ROW, 8 + float(point.value / most) * (WIDTH - FIGURE - 8)
        made.append(f'<text x="0" y="{y + 22}">{escape(_short(point.label))}</text>')
        made.append(f'<path class="axis" d="M0 {y + 42}H{WIDTH - FIGURE}"/>')
        made.append(f'<circle class="dot" cx="{x:.1f}" cy="{y + 42}" r="8"/>')
        made.append(f'<text class="value" x="{x + 15:.1f}" y="{y + 49}">{_shown(point)}</text>')
    return mark_safe("".join([*made, "</svg>"]))


def _short(text: str) -> str:
    """As much as stands above a bar on a small screen; the table has the whole."""
    return text if len(text) <= 22 else f"{text[:21]}…"
