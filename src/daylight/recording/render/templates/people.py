"""回避决定书 (处罚法第43条): on one page, because it is handed over at once."""

from __future__ import annotations

from daylight.recording.render.blocks import Block, Paragraph
from daylight.recording.render.templates.sheet import Sheet


def recusal_decision(sheet: Sheet) -> tuple[Block, ...]:
    """Who asked, about whom and why; the decision and its grounds; that the investigation did not stop."""
    said = {
        code: sheet.text(code).rstrip("。；")
        for code in ("applicant", "person", "case", "reason", "grounds", "decision")
    }
    return (
        Paragraph(f"申请人：{said['applicant']}"),
        Paragraph(f"申请人申请{said['person']}在“{said['case']}”中回避，理由是：{said['reason']}。"),
        Paragraph(f"经审查：{said['grounds']}。"),
        Paragraph(f"依照《中华人民共和国行政处罚法》第四十三条的规定，本机关{said['decision']}。"),
        Paragraph(sheet.text("effect")),
        Paragraph(f"作出决定的负责人：{sheet.text('leader')}"),
    )
