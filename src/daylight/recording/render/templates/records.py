"""笔录: what was said and seen, read over and signed by those present (部办法第24、25条)."""

from __future__ import annotations

from daylight.recording.render.blocks import Block, Dialogue, Facts, Form, Paragraph, SignLines
from daylight.recording.render.templates.sheet import Sheet
from daylight.recording.values import turns

SIGNERS = {
    "hearing_record": ("当事人或者代理人签名", "调查人员签名", "主持人签名", "记录人签名"),
    "inquiry_record": ("被询问人签名", "调查人签名", "记录人签名"),
    "service_receipt": ("受送达人签名或者盖章", "送达人签名", "见证人签名"),
    "site_record": ("当事人签名", "勘测人签名", "见证人签名"),
    "statement_record": ("陈述人签名", "记录人签名"),
}


def record_form(sheet: Sheet) -> tuple[Block, ...]:
    """The framed record, with the lines to sign below."""
    rows = tuple((field.label, text) for field, text in sheet.filled())
    return (Form(rows), SignLines(SIGNERS[sheet.template.code]))


def inquiry_record(sheet: Sheet) -> tuple[Block, ...]:
    """询问笔录: who, when, where; the showing of certificates and rights as the opening words; then 问 and 答."""
    head = tuple(
        (sheet_label, sheet.text(code))
        for code, sheet_label in (
            ("started_at", "开始时间"),
            ("ended_at", "结束时间"),
            ("place", "地点"),
            ("officers", "调查人"),
            ("recorder", "记录人"),
            ("person_name", "被询问人"),
            ("person_id", "身份证件号码"),
            ("person_phone", "联系电话"),
            ("person_address", "住址"),
            ("relation", "与本案关系"),
        )
        if sheet.text(code)
    )
    told = "，并告知其依法享有的权利和承担的义务" if sheet.values.get("rights_told") else ""
    blocks: list[Block] = [
        Facts(head),
        Paragraph(f"{sheet.text('identity_shown_at')}，调查人向被询问人出示执法证件{told}。"),
    ]
    if sheet.values.get("questions"):
        blocks.append(Dialogue(turns(sheet.values["questions"])))
    if note := sheet.text("refusal_note"):
        blocks.append(Paragraph(f"拒签情况：{note}"))
    else:
        blocks.append(Paragraph("以上笔录我已看过（或者已向我宣读），与我所说的一致。"))
    blocks.append(SignLines(SIGNERS["inquiry_record"]))
    return tuple(blocks)
