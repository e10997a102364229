"""当场处罚决定书: what 处罚法第52条第2款 demands, short enough for one sheet, signed on the spot."""

from __future__ import annotations

from daylight.recording.render.blocks import Block, Facts, Heading, Paragraph, SignLines
from daylight.recording.render.templates.sheet import Sheet


def spot_decision(sheet: Sheet) -> tuple[Block, ...]:
    """Who, when and where; what was done; what was told and said; the decision; how to perform; how to object; signatures."""
    party, address = sheet.text("party"), sheet.text("address")
    head = [("当事人", party)]
    # The party's line often ends with the address already; it must stand once, not twice.
    if address and address not in party:
        head.append(("地址", address))
    head += [("时间", sheet.text("decided_at")), ("地点", sheet.text("place")), ("执法人员", sheet.text("officers"))]
    blocks: list[Block] = [Facts(tuple(head)), Heading("一、违法行为和证据"), Paragraph(sheet.text("facts"))]
    blocks.append(Paragraph(f"证据：{sheet.text('evidence')}".rstrip("。；") + "。"))
    blocks += [Heading("二、告知和陈述申辩"), Paragraph(sheet.text("notice"))]
    decided = f"依据{sheet.text('basis')}的规定，决定给予下列处罚：{sheet.text('content')}"
    blocks += [Heading("三、处罚依据和内容"), Paragraph(decided)]
    if discretion := sheet.text("discretion"):
        blocks.append(Paragraph(discretion))
    if correction := sheet.text("correction"):
        blocks.append(Paragraph(f"责令当事人改正：{correction}".rstrip("。") + "。"))
    blocks += [Heading("四、履行方式和期限"), Paragraph(sheet.text("performance"))]
    # Money already taken is told in the performance; only a bank still has to be named.
    if sheet.text("fine") and "当场收缴" not in sheet.text("performance"):
        blocks.append(Paragraph(f"代收机构：{sheet.text('payee')}".rstrip("。") + "。" + sheet.text("surcharge")))
    blocks += [Heading("五、申请行政复议的途径和期限"), Paragraph(sheet.text("remedy"))]
    if note := sheet.text("refusal_note"):
        blocks.append(Paragraph(f"当事人拒绝签收：{note}".rstrip("。") + "。"))
        blocks.append(SignLines(("执法人员签名",)))
    else:
        blocks.append(SignLines(("当事人签收", "执法人员签名")))
    return tuple(blocks)
