"""行政处罚决定书: everything 处罚法第59条, 部办法第35条 and 罚缴分离办法第7条 demand, in the order a reader needs it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from daylight.recording.render.blocks import Block, Facts, Heading, Paragraph, Table
from daylight.recording.render.templates.sheet import Sheet

COLUMNS = {"grade": "档次", "factor": "因子", "bounds": "区间（元）", "result": "结果（元）", "reason": "理由"}


def penalty_decision(sheet: Sheet) -> tuple[Block, ...]:
    """Party, facts and evidence, hearing of the party, basis, decision, performance, remedies."""
    party, address = sheet.text("party"), sheet.text("address")
    head = [("当事人", party)]
    # The party's line often ends with the address already; it must stand once, not twice.
    if address and address not in party:
        head.append(("地址", address))
    blocks: list[Block] = [Facts(tuple(head)), Heading("一、违法事实和证据")]
    facts = sheet.text("facts")
    blocks.append(Paragraph(facts if facts.startswith("经") else f"经查明，{facts}"))
    blocks.append(Paragraph(f"以上事实，有下列证据证实：{sheet.text('evidence')}".rstrip("。；") + "。"))
    blocks += [Heading("二、告知和陈述申辩、听证情况"), Paragraph(sheet.text("notice"))]
    blocks += [Heading("三、处罚依据和裁量"), Paragraph(f"处罚依据：{sheet.text('basis')}".rstrip("。；") + "。")]
    if discretion := sheet.text("discretion"):
        blocks.append(Paragraph(discretion))
    blocks += _computation(sheet.values.get("computation") or ())
    blocks += [Heading("四、处罚决定"), Paragraph(sheet.text("content"))]
    if fine := sheet.text("fine"):
        blocks.append(Paragraph(f"罚款数额：{fine}。"))
    blocks += [Heading("五、履行方式和期限"), Paragraph(sheet.text("performance"))]
    if payee := sheet.text("payee"):
        blocks.append(Paragraph(f"罚款由代收机构收取：{payee}".rstrip("。") + "。"))
    if surcharge := sheet.text("surcharge"):
        blocks.append(Paragraph(surcharge))
    blocks += [Heading("六、申请行政复议和提起行政诉讼的途径和期限"), Paragraph(sheet.text("remedy"))]
    return tuple(blocks)


def _computation(rows: Sequence[Mapping[str, str]]) -> list[Block]:
    """档次—因子—区间—结果—理由, a table for each act or party that is named."""
    blocks: list[Block] = []
    for act in dict.fromkeys(row.get("act", "") for row in rows):
        if act:
            blocks.append(Paragraph(f"{act}："))
        mine = [row for row in rows if row.get("act", "") == act]
        cells = tuple(tuple(str(row.get(code, "")) for code in COLUMNS) for row in mine)
        blocks.append(Table(tuple(COLUMNS.values()), cells, widths=(4, 5, 5, 4, 5)))
    return blocks
