"""The general layouts: a framed form for internal papers, running text for external ones."""

from __future__ import annotations

from daylight.core.lawrecords import DocumentTemplate
from daylight.recording.render.blocks import Block, Dialogue, Form, Heading, Paragraph, SignLines, Table
from daylight.recording.render.templates.sheet import Sheet
from daylight.recording.values import element_rows, turns

# Opinions written and signed on the paper form itself (law.md §4.1).
HEAD = "机关负责人意见"
OPINIONS = {
    "opening_approval": ("承办机构负责人意见", HEAD),
    "closing_approval": ("承办机构负责人意见", HEAD),
}
SIGNERS = {
    "collective_discussion": ("主持人签名", "出席人签名"),
    "investigation_report": ("承办人签名",),
    "legal_review_opinion": ("审核人签名",),
    "statement_review": ("复核人签名",),
    "trial_record": ("审理人员签名",),
}
# What the rows of a table of elements are called, where they are not the elements of a review.
COLUMNS = {"inspection_record": ("检查项目", "结果", "说明")}
ONES = "一二三四五六七八九"
# More headings than any paper has: a text without a numeral would be lost.
NUMERALS = tuple(tens + ones for tens in ("", "十", "二十", "三十") for ones in ("", *ONES) if tens + ones)


def form(sheet: Sheet) -> tuple[Block, ...]:
    """Label and value in a frame; dialogues and element tables stand below with their own shape."""
    blocks: list[Block] = []
    rows: list[tuple[str, str]] = []
    for field, text in sheet.filled():
        if field.kind not in ("qa", "elements") or not text:
            rows.append((field.label, text))
            continue
        if rows:
            blocks.append(Form(tuple(rows)))
            rows = []
        blocks.append(Heading(field.label))
        value = sheet.values[field.code]
        if field.kind == "qa":
            blocks.append(Dialogue(turns(value)))
        else:
            columns = COLUMNS.get(sheet.template.code, ("审核要素", "意见", "说明"))
            blocks.append(Table(columns, element_rows(value), (5, 2, 5)))
    # The head's opinion typed as a field stands there already.
    blank = [each for each in OPINIONS.get(sheet.template.code, ()) if each != HEAD or not sheet.text("leader_opinion")]
    rows += [(label, "\n\n　　　　　　签名：　　　　　　　年　　月　　日") for label in blank]
    if rows:
        blocks.append(Form(tuple(rows)))
    if signers := SIGNERS.get(sheet.template.code) or signers_of(sheet.template):
        blocks.append(SignLines(signers))
    return tuple(blocks)


def signers_of(template: DocumentTemplate) -> tuple[str, ...]:
    """Who signs a record of something that happened before others (行政强制法第18条, 部办法第24、25条); nobody elsewhere."""
    if template.code in SIGNED_ELSEWHERE:
        return ()
    codes = {each.code for each in template.fields}
    return ("当事人签名", "执法人员签名", "见证人签名") if {"signed", "officers"} <= codes else ()


# Registers of a paper others signed (部办法第26条: expert and institution sign the opinion itself).
SIGNED_ELSEWHERE = frozenset({"testing_result"})
# Stand in the signature of a sealed paper; printed twice they could differ.
IN_SIGNATURE = frozenset({"agency", "decided_on"})
SHORT = frozenset(
    {"text", "date", "datetime", "money", "area", "number", "choice", "choices", "bool", "officers", "person"}
)


def prose(sheet: Sheet) -> tuple[Block, ...]:
    """The party first, then each text under its own heading; figures and days in between stand as lines."""
    blocks: list[Block] = []
    if party := sheet.text("party"):
        blocks.append(Paragraph(f"{party}：", indent=False))
    numerals = iter(NUMERALS)
    for field, text in sheet.filled():
        if field.code == "party" or not text.strip() or (field.code in IN_SIGNATURE and sheet.template.needs_seal):
            continue
        if field.kind in SHORT:
            blocks.append(Paragraph(f"{field.label}：{text}"))
        else:
            blocks += [Heading(f"{next(numerals)}、{field.label}"), Paragraph(text)]
    return tuple(blocks)


def sections(sheet: Sheet, parts: tuple[tuple[str, str], ...]) -> tuple[Block, ...]:
    """Numbered headings with their text; empty parts are left out before numbering."""
    blocks: list[Block] = []
    if party := sheet.text("party"):
        blocks.append(Paragraph(f"{party}：", indent=False))
    for numeral, (title, text) in zip(NUMERALS, ((t, x) for t, x in parts if x.strip()), strict=False):
        blocks += [Heading(f"{numeral}、{title}"), Paragraph(text)]
    return tuple(blocks)
