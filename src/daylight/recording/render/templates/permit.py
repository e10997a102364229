"""行政许可的外部文书: the short facts in a frame, the reasons under headings; the agency stands in the signature."""

from __future__ import annotations

from daylight.recording.render.blocks import Block, Facts
from daylight.recording.render.templates.general import sections
from daylight.recording.render.templates.sheet import Sheet

SHORT = frozenset({"text", "choice", "date", "datetime", "area", "party"})
SIGNED = frozenset({"agency"})


def permit_paper(sheet: Sheet) -> tuple[Block, ...]:
    """Every external paper of a permit, whatever its template."""
    filled = [(field, text) for field, text in sheet.filled() if text.strip() and field.code not in SIGNED]
    rows = tuple((field.label, text) for field, text in filled if field.kind in SHORT)
    parts = tuple((field.label, text) for field, text in filled if field.kind not in SHORT)
    # The party stands in the frame already.
    bare = Sheet(sheet.template, {name: value for name, value in sheet.values.items() if name != "party"})
    return (Facts(rows), *sections(bare, parts))
