"""笔迹: the lines of a signature pad as plain numbers, checked, and as a picture."""

from __future__ import annotations

import itertools
import json
from collections.abc import Sequence
from typing import Any

from daylight.core.refusal import refuse

WIDTH, HEIGHT = 1000, 300
# A dot or an accidental touch is no signature; a scribble without end is no signature either.
FEWEST, MOST = 12, 6000
Strokes = list[list[list[int]]]


def read_strokes(text: str) -> Strokes:
    """What the pad sent: ``[[[x, y, ms], …], …]``. Refuses what is no signature."""
    try:
        found = [[[_whole(value) for value in point] for point in line] for line in json.loads(text or "[]")]
    except (ValueError, TypeError) as error:
        raise refuse("signature.unreadable", "没有读到笔迹，请重新签名，或者打印后手签。", "", "strokes") from error
    points = [point for line in found for point in line]
    if not points:
        raise refuse("signature.empty", "还没有签名，请在签名板上签名，或者选择拒绝签名。", "", "strokes")
    good = all(len(point) == 3 and 0 <= point[0] <= WIDTH and 0 <= point[1] <= HEIGHT for point in points)
    in_order = all(a[2] <= b[2] for a, b in itertools.pairwise(points)) if good else False
    if not good or not in_order or not FEWEST <= len(points) <= MOST:
        raise refuse("signature.unreadable", "笔迹太短、太长或者不完整，请重新签名。", "", "strokes")
    return found


def svg(strokes: Sequence[Sequence[Sequence[int]]]) -> str:
    """The lines as SVG on the pad's own measure."""
    paths = "".join(
        "M" + "L".join(f"{x} {y}" for x, y, _ in (line if len(line) > 1 else [*line, *line]))
        for line in strokes
        if line
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}">'
        f'<path d="{paths}" fill="none" stroke="#111" stroke-width="9" stroke-linecap="round" stroke-linejoin="round"/></svg>'
    )


def _whole(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int | float) or value != value:
        raise ValueError("no number")
    return round(value)
