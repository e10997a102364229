"""The bytes that leave are read back: a page, a table row, a paper and its properties say no more than the record."""

from __future__ import annotations

import base64
from datetime import datetime
from typing import Any

import pypdfium2
import pytest

from daylight.core.refusal import Refused
from daylight.disclosure import acts, confirming, copies, outgoing, public_paper
from daylight.disclosure.models import Copy
from daylight.portal import pages
from daylight.recording.render import readback
from daylight.recording.render.readback import ReadFault, read_back
from tests.apps.disclosure.room import IDENTITY, NAME, PHONE, WITNESS, opened
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def copy(cast: Cast, now: datetime) -> Copy:
    return acts.prepare_copy(opened(cast, now), actor=cast.publisher, now=now)


def drawn(copy: Copy, now: datetime) -> tuple[dict[str, Any], dict[str, str]]:
    record = confirming.finished(copy, copy.task, now.date())
    line, file = public_paper.draw(record, copy.task.agency, now)
    return record | {"documents": [line]}, file


def left(copy: Copy, record: dict[str, Any], file: dict[str, str], now: datetime) -> list[str]:
    facts, rules = copies.known(copy.task, now.date())
    return outgoing.residue(record, [file], facts, rules)


def test_every_kind_of_output_is_read(copy: Copy, now: datetime) -> None:
    record, file = drawn(copy, now)
    said = dict(outgoing.outputs(record, [file]))
    assert set(said) == {"网页", "JSON 数据", "CSV 数据", "文件名", "PDF 正文", "PDF 属性"}
    assert all("钱某" in said[where] for where in ("网页", "JSON 数据", "CSV 数据"))
    assert "钱某" in said["PDF 正文"].replace("\n", "")
    assert record["agency"]["name"] in said["PDF 属性"]
    assert left(copy, record, file, now) == []


def test_the_paper_is_read_as_another_reader_reads_it(copy: Copy, now: datetime) -> None:
    body = base64.b64decode(drawn(copy, now)[1]["content_base64"])
    theirs = "".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(body))
    ours = read_back(body).text.replace("核验二维码", "", 1)
    assert sorted("".join(ours.split())) == sorted("".join(theirs.split()))


@pytest.mark.parametrize("secret", [NAME, IDENTITY, PHONE, WITNESS, f"{IDENTITY[:6]} {IDENTITY[6:14]} {IDENTITY[14:]}"])
def test_a_paper_that_says_more_is_found(copy: Copy, now: datetime, secret: str) -> None:
    record, _ = drawn(copy, now)
    _, file = public_paper.draw(record | {"facts": f"{record['facts']}另{secret}到场。"}, copy.task.agency, now)
    assert any(each.startswith("PDF 正文") for each in left(copy, record, file, now))


def test_a_property_or_a_file_name_that_says_more_is_found(copy: Copy, now: datetime, monkeypatch: Any) -> None:
    record, file = drawn(copy, now)
    assert any(each.startswith("文件名") for each in left(copy, record, file | {"name": f"{IDENTITY}.pdf"}, now))
    monkeypatch.setattr(public_paper, "SUFFIX", f"（{WITNESS}）")
    _, named = public_paper.draw(record, copy.task.agency, now)
    assert any(each.startswith("PDF 属性") for each in left(copy, record, named, now))


@pytest.mark.parametrize(
    "added",
    [
        "<p>%s</p>",
        "<p>%s<wbr></p>",
        '<img alt="%s">',
        "<!-- %s -->",
        '<meta name="description" content="%s">',
        '<a href="/?q=%s">',
    ],
)
def test_a_page_that_says_more_stops_the_publication(
    cast: Cast, copy: Copy, now: datetime, monkeypatch: Any, added: str
) -> None:
    whole = pages.decision_page
    monkeypatch.setattr(pages, "decision_page", lambda decision: whole(decision) + added % WITNESS)
    with pytest.raises(Refused, match="网页里的其他人员姓名") as refused:
        acts.publish(copy, copy.sha256, True, actor=cast.reviewer, now=now)
    assert refused.value.refusals[0].code == "G19"
    copy.task.refresh_from_db()
    assert copy.task.state == "to_confirm"


def test_what_a_person_decided_to_show_is_no_find(cast: Cast, copy: Copy, now: datetime) -> None:
    start = copy.source["facts"].index(NAME)
    shown = acts.lift_mask(
        copy, "facts", start, start + len(NAME), "本机关规定公开姓名", 1, actor=cast.officer, now=now
    )
    record, file = drawn(shown, now)
    assert left(shown, record, file, now) == []


@pytest.mark.parametrize("body", [b"", b"%PDF-1.7\n1 0 obj <</Type/Pages>> endobj", b"%PDF-1.7\n1 0 obj <</Type/Page"])
def test_a_file_that_cannot_be_read_is_not_clean(body: bytes) -> None:
    with pytest.raises(ReadFault):
        read_back(body)


def test_a_paper_that_cannot_be_read_does_not_leave(cast: Cast, copy: Copy, now: datetime, monkeypatch: Any) -> None:
    monkeypatch.setattr(readback, "_map", lambda table: {})
    with pytest.raises(Refused, match="读不出的字"):
        acts.publish(copy, copy.sha256, True, actor=cast.reviewer, now=now)
