"""The image of a seal and the QR, both as SVG text. The seal is drawn as outlines, so it needs no font when shown.

The image is no electronic signature. Demonstration agencies carry the word 演示 in it (GB/T 9704 leaves its place).
"""

from __future__ import annotations

import io
import math
from functools import lru_cache

import segno
from fontTools.pens.svgPathPen import SVGPathPen

from daylight.recording.render.fonts import outline_font

RED = "#d0111b"
SIZE = 420  # units across; printed 42 mm, the diameter of a county agency's seal


@lru_cache(maxsize=32)
def seal_svg(agency: str, demonstration: bool) -> str:
    """A round red seal: name along the upper arc, star in the middle, 演示 below for demonstration agencies."""
    font = outline_font()
    glyphs, cmap = font.getGlyphSet(), font.getBestCmap()
    em = font["head"].unitsPerEm

    def glyph(character: str, x: float, y: float, size: float, turn: float) -> str:
        pen = SVGPathPen(glyphs, ntos=lambda v: f"{v:.0f}")
        glyphs[cmap[ord(character)]].draw(pen)
        scale = size / em
        # Glyphs stand on the baseline with y upwards; 0.38 em lifts the ideograph's middle to the given point.
        return (
            f'<g transform="translate({x:.1f} {y:.1f}) rotate({turn:.2f}) scale({scale:.5f} {-scale:.5f}) '
            f'translate({-em / 2:.0f} {-em * 0.38:.0f})"><path d="{pen.getCommands()}"/></g>'
        )

    middle, radius = SIZE / 2, SIZE / 2 - 8
    size = min(58.0, 740 / max(len(agency), 8))
    ring = radius - 14 - size * 0.62
    sweep = min(250.0, len(agency) * math.degrees(size * 1.12 / ring))
    step = sweep / max(len(agency) - 1, 1)
    parts = [
        glyph(
            character,
            middle + ring * math.sin(math.radians(turn)),
            middle - ring * math.cos(math.radians(turn)),
            size,
            turn,
        )
        for character, turn in zip(agency, (-sweep / 2 + step * i for i in range(len(agency))), strict=True)
    ]
    parts.append(f'<polygon points="{_star(middle, middle - 6, 62)}"/>')
    if demonstration:
        parts += [glyph(c, middle + d, middle + 118, 50, 0) for c, d in zip("演示", (-32, 32), strict=True)]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIZE} {SIZE}"><g fill="{RED}" fill-opacity="0.86">'
        f'<circle cx="{middle}" cy="{middle}" r="{radius}" fill="none" stroke="{RED}" stroke-opacity="0.86" '
        f'stroke-width="11"/>{"".join(parts)}</g></svg>'
    )


def _star(x: float, y: float, radius: float) -> str:
    points = []
    for i in range(10):
        reach = radius if i % 2 == 0 else radius * 0.382
        angle = math.radians(36 * i)
        points.append(f"{x + reach * math.sin(angle):.1f},{y - reach * math.cos(angle):.1f}")
    return " ".join(points)


def qr_svg(address: str, *, sized: bool = True) -> str:
    """The QR of a check address, error level M, with its quiet zone. Not ``sized``: as large as its place on a page."""
    out = io.BytesIO()
    code = segno.make(address, error="m", micro=False)
    code.save(out, kind="svg", xmldecl=False, border=4, scale=8 if sized else 1, omitsize=not sized)
    return out.getvalue().decode()
