"""What stands on the paper: no character lost, fonts by name, pages numbered, the same bytes twice."""

from __future__ import annotations

import ctypes
import dataclasses
import io
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as raw
import pytest
from django.conf import settings as django_settings
from docx import Document as open_document
from fontTools import subset
from hypothesis import given, settings
from hypothesis import strategies as st

from daylight.base import lawpack
from daylight.core.moment import BEIJING
from daylight.core.refusal import Refused
from daylight.recording import render
from daylight.recording.render import fonts
from daylight.recording.render.blocks import Block, Facts, Paper, Paragraph, Signature, Table, Verify, texts
from daylight.recording.render.seal import seal_svg
from daylight.recording.render.templates import build
from daylight.recording.render.templates.general import IN_SIGNATURE
from daylight.recording.render.templates.sheet import Sheet

MADE = datetime(2026, 11, 23, 9, 0, tzinfo=BEIJING)
ON = date(2026, 11, 23)
AGENCY = "海阳市自然资源和规划局"
VALUES: dict[str, Any] = {
    "text": "演示文字",
    "longtext": "演示长文字，第一段。\n第二段。",
    "date": "2026-11-20",
    "datetime": "2026-11-20T15:05+08:00",
    "money": "96000.00",
    "area": "1234.50",
    "number": "3",
    "bool": True,
    "officers": [
        {"name": "演示甲", "certificate": "演示370687001"},
        {"name": "演示乙", "certificate": "演示370687002"},
    ],
    "person": {"name": "演示丙"},
    "party": {"name": "演示公司", "credit_code": "91370687MA0000000X", "address": "演示镇演示村"},
    "qa": [{"question": "你叫什么名字？", "answer": "王昇。"}, {"question": "地上建的什么？", "answer": "厂房。"}],
    "elements": [{"name": "主体", "answer": "通过", "note": "本机关管辖"}],
    "list": ["现场勘测笔录", "询问笔录"],
}


def paper(*blocks: Block, **more: Any) -> Paper:
    return Paper(agency=AGENCY, title="行政处罚决定书", made_at=MADE, blocks=blocks, **more)


def pages_of(body: bytes) -> Iterator[str]:
    for page in pypdfium2.PdfDocument(body):
        yield page.get_textpage().get_text_range()


def words(body: bytes) -> str:
    return "".join(pages_of(body)).replace("\r\n", "").replace(" ", "")


# What a template makes a table of: each row is its own list of cells.
ROWS: dict[tuple[str, str], Any] = {
    ("penalty_decision", "computation"): [
        {
            "act": act, "grade": "从轻", "factor": "农村道路：640平方米 × 150元/平方米", "bounds": "64,000.00至192,000.00",
            "result": "96,000.00", "reason": reason,
        }
        for act, reason in (("占地一", "主动停止建设。"), ("占地二", "配合调查。"))
    ],
}  # fmt: skip


def sheet(code: str, **values: Any) -> Sheet:
    template = lawpack.current().document(code, ON)
    filled = {
        f.code: ROWS[code, f.code]
        if (code, f.code) in ROWS
        else f.choices[0]
        if f.kind == "choice"
        else [f.choices[0]]
        if f.kind == "choices"
        else VALUES[f.kind]
        for f in template.fields
    }
    return Sheet(template, filled | values)


def test_rare_names_and_the_yen_sign_survive() -> None:
    text = "王昇、李喆、赵堃、陈祎、周赟、吴翀、㛃䶮，罚款￥2,000元，又¥30元"
    found = words(render.pdf(paper(Paragraph(text))))
    assert text.replace("￥", "¥") in found
    assert "$" not in found


def test_what_a_party_says_never_becomes_markup() -> None:
    text = '#import "x" $a^2$ *粗* _斜_ `码` \\ <标签> @引用 // 注释 [内容] = 题'
    assert text.replace(" ", "") in words(render.pdf(paper(Paragraph(text))))


@given(st.text(alphabet=st.sampled_from([chr(c) for c in range(0x4E00, 0x9FA6)]), min_size=1, max_size=60))
@settings(max_examples=15, deadline=None)
def test_every_common_character_reaches_the_page(text: str) -> None:
    assert text in words(render.pdf(paper(Paragraph(text))))


@pytest.mark.parametrize("character", ["\U0001f600", "\U0003134b", "\u200b", "\x07", "\ue000"])
def test_a_character_without_a_glyph_stops_the_paper(character: str) -> None:
    with pytest.raises(Refused) as caught:
        render.pdf(paper(Facts((("当事人", f"王{character}"),))))
    assert f"U+{ord(character):04X}" in str(caught.value)


def test_without_fonts_one_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(fonts, "SYSTEM_DIRS", (tmp_path,))
    monkeypatch.setattr(django_settings, "FONT_DIR", None)
    with pytest.raises(Refused) as caught:
        render.pdf(paper(Paragraph("甲")))
    assert "fonts-noto-cjk" in str(caught.value)


def font_names(body: bytes) -> set[str]:
    names = set()
    for thing in pypdfium2.PdfDocument(body)[0].get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT]):
        font = raw.FPDFTextObj_GetFont(thing.raw)
        buffer = ctypes.create_string_buffer(raw.FPDFFont_GetBaseFontName(font, None, 0))
        raw.FPDFFont_GetBaseFontName(font, buffer, len(buffer))
        names.add(buffer.value.decode().split("+")[-1].removesuffix("-Identity-H"))
    return names


def test_the_fonts_are_the_ones_asked_for() -> None:
    assert font_names(render.pdf(paper(Paragraph("甲")))) == {"NotoSerifCJKsc-Regular", "NotoSerifCJKsc-Bold"}


def test_pages_are_numbered_and_the_signature_keeps_company() -> None:
    long = tuple(Paragraph("本段文字用来占满纸面。" * 12) for _ in range(9))
    for extra in range(6):
        more = tuple(Paragraph("补一行。") for _ in range(extra * 2))
        found = list(
            pages_of(
                render.pdf(
                    paper(
                        *long,
                        *more,
                        Paragraph("最后一段：如不服本决定，可以申请行政复议。"),
                        signature=Signature(AGENCY, "2026年11月23日", True, True),
                        verify=Verify("7KQ29XHM", "http://127.0.0.1:8000/y/7KQ29XHM/"),
                    )
                )
            )
        )
        for number, page in enumerate(found, 1):
            assert f"— {number} —" in page
        assert "最后一段" in found[-1]
        assert "2026" in found[-1]


def test_the_same_paper_gives_the_same_bytes() -> None:
    made = paper(Paragraph("甲"), signature=Signature(AGENCY, "2026年11月23日", True, True))
    assert render.pdf(made) == render.pdf(made)
    other = dataclasses.replace(made, made_at=MADE.replace(minute=1))
    assert render.pdf(other) != render.pdf(made)


def test_the_seal_of_a_demonstration_agency_says_so() -> None:
    shown, plain = seal_svg(AGENCY, True), seal_svg(AGENCY, False)
    assert shown.count("<path") - plain.count("<path") == len("演示")
    assert plain.count("<path") == len(AGENCY)
    assert "<text" not in shown


# The kinds stand inside 拟处罚内容; the date of a decision stands under the signature.
NOT_IN_THE_TEXT = {
    ("penalty_notice", "penalties"),
    ("penalty_decision", "decided_on"),
    ("recusal_decision", "decided_on"),
}
# On the spot: the sum stands in the content, the day of the act in the facts.
NOT_IN_THE_TEXT |= {("spot_decision", code) for code in ("fine", "committed_on", "decided_on")}
CODES = sorted(each.code for each in lawpack.current().documents(ON))


@pytest.mark.parametrize("code", CODES)
def test_every_template_prints_every_field_in_pdf_and_word(code: str) -> None:
    filled = sheet(code)
    made = paper(*build(filled))
    pdf = words(render.pdf(made))
    word = open_document(io.BytesIO(render.docx(made)))
    parts = [p.text for p in word.paragraphs] + [c.text for t in word.tables for r in t.rows for c in r.cells]
    docx = "".join(parts).replace("\n", "").replace(" ", "")
    for field in filled.template.fields:
        if field.kind == "bool" or (code, field.code) in NOT_IN_THE_TEXT:
            continue
        if field.code in IN_SIGNATURE and filled.template.needs_seal:
            continue
        if (code, field.code) in ROWS:
            cells = {cell.replace(" ", "") for row in ROWS[code, field.code] for cell in row.values()}
            assert all(cell in pdf and cell in docx for cell in cells)
            continue
        for line in filled.text(field.code).replace("：", "\n" if field.kind == "elements" else "：").splitlines():
            assert line.replace(" ", "") in pdf, (field.code, line)
            assert line.replace(" ", "") in docx, (field.code, line)


def test_the_decision_carries_what_the_law_demands() -> None:
    filled = sheet(
        "penalty_decision",
        fine="96000.00",
        payee="演示银行演示支行，演示路1号",
        surcharge="逾期不缴纳罚款的，每日按罚款数额的百分之三加处罚款。",
    )
    found = words(render.pdf(paper(*build(filled), signature=Signature(AGENCY, "2026年11月23日", True))))
    for piece in (
        "演示公司",
        "演示镇演示村",
        "96,000.00元（玖万陆仟元整）",
        "演示银行演示支行",
        "百分之三",
        AGENCY,
        "2026年11月23日",
    ):
        assert piece in found
    # No fine, nothing about a bank.
    bare = words(render.pdf(paper(*build(sheet("penalty_decision", fine="", payee="", surcharge="")))))
    assert "代收机构" not in bare
    assert "罚款数额" not in bare


def test_a_table_wider_than_its_words_is_refused_by_nobody() -> None:
    made = paper(Table(("名称", "数量"), (("砖", "1"), ("钢" * 60, "2")), (3, 1)))
    assert "钢" * 60 in words(render.pdf(made))
    assert "砖" in "".join(texts(made))


def test_an_agency_face_is_used_and_falls_back_glyph_by_glyph(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    face = subset.load_font(str(fonts.SYSTEM_DIRS[0] / "NotoSerifCJK-Regular.ttc"), subset.Options(font_number=2))
    cutter = subset.Subsetter()
    cutter.populate(text="甲乙")
    cutter.subset(face)
    for record in face["name"].names:
        if record.nameID in (1, 4, 16):
            record.string = "FangSong"
        elif record.nameID == 6:
            record.string = "FangSongOfOurs"
    face["CFF "].cff.fontNames[0] = "FangSongOfOurs"
    face.save(tmp_path / "own.otf")
    monkeypatch.setattr(django_settings, "FONT_DIR", tmp_path)
    assert fonts.chosen().body == ("FangSong", fonts.SERIF)
    body = render.pdf(paper(Paragraph("甲乙昇")))
    assert "甲乙昇" in words(body)
    assert {"FangSongOfOurs", "NotoSerifCJKsc-Regular"} <= font_names(body)


def test_the_issued_paper_is_archival() -> None:
    assert b"pdfaid:part" in render.pdf(paper(Paragraph("甲")))
    assert b"pdfaid:part" not in render.pdf(paper(Paragraph("甲")), archival=False)
