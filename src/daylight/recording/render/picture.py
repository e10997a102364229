"""Paper → pictures, page by page, by the same layout as the PDF: for screens that do not show a PDF in the page."""

from __future__ import annotations

from daylight.recording.render.blocks import Paper
from daylight.recording.render.fonts import chosen
from daylight.recording.render.pdf import compiler, inputs, turn

# A4 at this density is 910 px wide: sharp at 360 CSS pixels on a phone, about 100 kB a page.
PPI = 110.0


def pictures(paper: Paper) -> tuple[bytes, ...]:
    """The pages as PNG."""
    data = inputs(paper)
    with turn:
        drawn = compiler(chosen().folders).compile(
            format="png", ppi=PPI, sys_inputs=data, timestamp=int(paper.made_at.timestamp())
        )
    pages = drawn if isinstance(drawn, list) else [drawn]
    return tuple(bytes(each) for each in pages)
