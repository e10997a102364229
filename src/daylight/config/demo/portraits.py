"""证件照片 of the demonstration officers: drawn here and marked as drawn, so that nobody takes one for a person's picture."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import typst

from daylight.cases.showing.acts import keep_portrait
from daylight.config.demo.people import Troupe
from daylight.recording.render.fonts import chosen

# 3 : 4 as on a certificate; one background for each officer, so that two pictures can be told apart.
GROUNDS = {"officer": "#cfe3f5", "partner": "#dcefd9", "third": "#f3e6cf"}
PER_INCH = 160
_DRAWING = """
#set page(width: 45mm, height: 60mm, margin: 0mm, fill: rgb("{ground}"))
#set text(font: ("{font}",), lang: "zh", fill: rgb("#24466b"))
#place(top + center, dy: 11mm, circle(radius: 8.5mm, fill: rgb("#7f97b2")))
#place(top + center, dy: 30mm, rect(width: 32mm, height: 31mm, radius: (top: 14mm), fill: rgb("#7f97b2")))
#place(top + center, dy: 2.5mm, text(10pt, weight: "bold")[演示图 · 不是真人])
#place(bottom + center, rect(width: 45mm, height: 10mm, fill: white.transparentize(10%), stroke: none, inset: 0mm)[
  #align(center + horizon, text(13pt, weight: "bold")[{name}])])
"""


def drawn(name: str, ground: str) -> bytes:
    """A placeholder picture as PNG: a head and shoulders in one colour, the word 演示图 and the name."""
    fonts = chosen()
    source = _DRAWING.format(name=name, ground=ground, font=fonts.body[-1])
    markup: Any = source.encode()
    compiler = typst.Compiler(markup, font_paths=[str(each) for each in fonts.folders], ignore_system_fonts=True)
    picture = compiler.compile(format="png", ppi=PER_INCH)
    assert isinstance(picture, bytes)  # one page
    return picture


def keep_portraits(troupe: Troupe, now: datetime) -> None:
    """One for every officer who may show his identity, entered by the keeper of the lists."""
    for role, ground in GROUNDS.items():
        person = getattr(troupe, role)
        keep_portrait(person, drawn(person.name, ground), actor=troupe.keeper, now=now)
