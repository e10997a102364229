"""Paper → Word working draft by python-docx, with the same text in the same order as the PDF."""

from __future__ import annotations

import io
from typing import Any

from docx import Document as open_document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from daylight.core.moment import local_time
from daylight.recording.render.blocks import (
    Block,
    Dialogue,
    Facts,
    Form,
    Heading,
    Items,
    Paper,
    Paragraph,
    SignLines,
    Table,
)

# Word takes the officer's own faces; a machine without them shows its default serif.
BODY, TITLE = "仿宋_GB2312", "方正小标宋简体"
PITCH = Pt(28.9)


def docx(paper: Paper) -> bytes:
    """The paper as an editable .docx. It carries no seal and no check code: only the issued PDF does."""
    word = open_document()
    section = word.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    style = word.styles["Normal"]
    style.font.size = Pt(16)
    _face(style.element.get_or_add_rPr(), BODY)
    for text in (paper.agency, paper.title):
        _line(word, text, size=22, align=WD_ALIGN_PARAGRAPH.CENTER, face=TITLE)
    if paper.number:
        right = paper.number_align != "center"
        _line(word, paper.number, align=WD_ALIGN_PARAGRAPH.RIGHT if right else WD_ALIGN_PARAGRAPH.CENTER)
    for block in paper.blocks:
        _draw(word, block)
    if paper.signature:
        for text in (paper.signature.agency, paper.signature.dated):
            _line(word, text, align=WD_ALIGN_PARAGRAPH.RIGHT, keep=text == paper.signature.agency)
    _footer(section, paper)
    moment = local_time(paper.made_at).replace(tzinfo=None)
    properties = word.core_properties
    properties.title, properties.author = f"{paper.agency}{paper.title}", paper.agency
    properties.created = properties.modified = moment
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def _draw(word: Any, block: Block) -> None:
    if isinstance(block, Heading):
        _line(word, block.text, indent=True, face="黑体", keep=True)
    elif isinstance(block, Paragraph):
        for text in block.text.split("\n"):
            _line(word, text, indent=block.indent, bold=block.bold)
    elif isinstance(block, Facts):
        for label, value in block.rows:
            _line(word, f"{label}：{value}")
    elif isinstance(block, Form):
        _table(word, None, block.rows, (34, 122))
    elif isinstance(block, Items):
        for position, text in enumerate(block.rows, 1):
            _line(word, f"{position}. {text}", indent=True)
    elif isinstance(block, Table):
        total = sum(block.widths) or len(block.head)
        shares = block.widths or (1,) * len(block.head)
        _table(word, block.head, block.rows, tuple(156 * share // total for share in shares))
    elif isinstance(block, Dialogue):
        for question, answer in block.turns:
            _line(word, f"问：{question}", keep=True)
            _line(word, f"答：{answer}")
    elif isinstance(block, SignLines):
        for label in block.labels:
            _line(word, f"{label}：　　　　　　　　　　　年　　月　　日")


def _line(
    word: Any,
    text: str,
    *,
    size: int = 16,
    align: Any = WD_ALIGN_PARAGRAPH.JUSTIFY,
    indent: bool = False,
    bold: bool = False,
    face: str = "",
    keep: bool = False,
) -> None:
    paragraph = word.add_paragraph()
    paragraph.alignment = align
    form = paragraph.paragraph_format
    form.line_spacing, form.space_before, form.space_after = PITCH, Pt(0), Pt(0)
    form.keep_with_next = keep
    if indent:
        form.first_line_indent = Pt(2 * size)
    run = paragraph.add_run(text)
    run.font.size, run.bold = Pt(size), bold
    if face:
        _face(run._element.get_or_add_rPr(), face)


def _table(word: Any, head: tuple[str, ...] | None, rows: tuple[tuple[str, ...], ...], widths: tuple[int, ...]) -> None:
    table = word.add_table(rows=0, cols=len(widths), style="Table Grid")
    table.autofit = False
    for position, row in enumerate(([head] if head else []) + list(rows)):
        for cell, text, width in zip(table.add_row().cells, row, widths, strict=True):
            cell.width = Mm(width)
            run = cell.paragraphs[0].add_run(text)
            run.font.size, run.bold = Pt(14), bool(head) and position == 0


def _footer(section: Any, paper: Paper) -> None:
    line = section.footer.paragraphs[0]
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if paper.page_signers:
        line.add_run("　　　　".join(f"{each}：" for each in paper.page_signers)).add_break()
    line.add_run("— ")
    run = line.add_run()
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        if kind:
            piece = OxmlElement("w:fldChar")
            piece.set(qn("w:fldCharType"), kind)
        else:
            piece = OxmlElement("w:instrText")
            piece.text = text
        run._element.append(piece)
    line.add_run(" —")


def _face(properties: Any, name: str) -> None:
    fonts = properties.find(qn("w:rFonts"))
    if fonts is None:
        fonts = OxmlElement("w:rFonts")
        properties.insert(0, fonts)
    for slot in ("w:ascii", "w:hAnsi", "w:eastAsia"):
        fonts.set(qn(slot), name)
