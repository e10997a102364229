"""Every page of a record is signed on the pad, or refused before two witnesses; nothing of it changes afterwards."""

from __future__ import annotations

import json
from datetime import datetime

import pypdfium2
import pytest
from django.db import DatabaseError, transaction

from daylight.base.permit import permit
from daylight.base.vault import store
from daylight.cases.models import Case
from daylight.core.refusal import Refused
from daylight.recording import papers
from daylight.recording.acts import refuse_page, sign_page, start_document
from daylight.recording.models import Document, PageSignature
from daylight.recording.signing import page_count, places, signed_copy
from daylight.recording.strokes import read_strokes
from tests.apps.recording.bench import case_of
from tests.cast import Cast
from tests.web.entering import signed_in

DRAWN = json.dumps(
    [[[100 + 20 * n, 150 + (n % 3) * 20, 30 * n] for n in range(20)], [[600, 100, 700], [600, 200, 760]]]
)


@pytest.fixture
def case(cast: Cast, now: datetime) -> Case:
    return case_of(cast, now)


@pytest.fixture
def record(cast: Cast, case: Case, now: datetime) -> Document:
    fields = {
        "made_at": "2026-11-23T08:30+08:00", "place": "演示镇", "officers": [{"name": "演示甲"}], "person_name": "演示丙",
        "relation": "法定代表人", "content": "我单位已经停止施工。\n" * 60, "signed": True,
    }  # fmt: skip
    with permit("fixture"):
        return papers.make_final(case, "statement_record", fields, actor=cast.officer, now=now)


@pytest.mark.parametrize(
    "text",
    ["", "[]", "[[]]", "no", "[[[1,2]]]", "[[[1,2,3]]]", json.dumps([[[2000, 1, n] for n in range(20)]]), "[[[true,1,1]]]",
     json.dumps([[[1, 1, 20 - n] for n in range(20)]]), json.dumps([[[1, 1, n] for n in range(7000)]]), "{}", "[[[NaN,1,1]]]"],
)  # fmt: skip
def test_what_is_no_signature_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        read_strokes(text)


def test_lines_and_their_times_are_read() -> None:
    assert sum(len(line) for line in read_strokes(DRAWN)) == 22


@pytest.mark.django_db
def test_every_page_has_its_places_and_the_copy_shows_what_stands_there(
    cast: Cast, case: Case, record: Document, now: datetime
) -> None:
    assert page_count(record) == len(pypdfium2.PdfDocument(store.read_bytes(record.pdf))) > 1
    assert [(each.page, each.role) for each in places(record)][:2] == [(1, "陈述人签名"), (1, "记录人签名")]
    kept = sign_page(record, 1, "陈述人签名", "演示丙", DRAWN, actor=cast.officer, now=now)
    refuse_page(record, 2, "陈述人签名", "演示丙", "不愿签名", ["演示丁", "演示戊"], actor=cast.officer, now=now)
    assert kept.pdf_sha256 == record.pdf.sha256 and kept.strokes[0][0] == [100, 150, 0]
    before = store.read_bytes(record.pdf)
    copy = pypdfium2.PdfDocument(signed_copy(record))
    assert "拒签（见证人：演示丁、演示戊）" in copy[1].get_textpage().get_text_range().replace(" ", "")
    assert len(copy) == page_count(record) and store.read_bytes(record.pdf) == before
    for change in (
        lambda: PageSignature.objects.update(name="改"),
        lambda: PageSignature.objects.all()._raw_delete("default"),
    ):
        with permit("test"), pytest.raises(DatabaseError), transaction.atomic():
            change()


@pytest.mark.django_db
def test_a_place_that_is_not_there_a_draft_and_a_refusal_without_two_witnesses_are_refused(
    cast: Cast, case: Case, record: Document, now: datetime
) -> None:
    draft = start_document(case, "statement_record", {}, actor=cast.officer, now=now)
    for document, page, role, name in (
        (record, 99, "陈述人签名", "演示丙"),
        (record, 1, "局长签名", "演示丙"),
        (record, 1, "陈述人签名", " "),
        (draft, 1, "陈述人签名", "演示丙"),
    ):
        with pytest.raises(Refused):
            sign_page(document, page, role, name, DRAWN, actor=cast.officer, now=now)
    for witnesses in ([], ["演示丁"], ["演示丁", "演示丁"], ["演示丁", "演示丙"]):
        with pytest.raises(Refused):
            refuse_page(record, 1, "陈述人签名", "演示丙", "不愿签名", witnesses, actor=cast.officer, now=now)
    with pytest.raises(Refused):
        sign_page(record, 1, "陈述人签名", "演示丙", DRAWN, actor=cast.leader, now=now)


@pytest.mark.django_db
def test_the_page_signs_refuses_and_stays_closed_to_others(cast: Cast, record: Document) -> None:
    officer, page = signed_in(cast.officer), f"/office/documents/{record.uuid}/sign/"
    assert "未签" in officer.get(page).content.decode()
    sent = {"do": "sign", "place": "1:陈述人签名", "name": "演示丙", "strokes": DRAWN}
    empty = officer.post(page, sent | {"strokes": "", "key": "1"})
    assert empty.status_code == 422 and "演示丙" in empty.content.decode()
    assert officer.post(page, sent | {"key": "2"}).status_code == 302
    refusal = {
        "do": "refuse",
        "place": "1:记录人签名",
        "name": "演示丁",
        "note": "不愿",
        "witness": "甲",
        "witness_2": "乙",
    }
    assert officer.post(page, refusal | {"key": "3"}).status_code == 302
    assert officer.get(f"/office/documents/{record.uuid}/signed.pdf")["Content-Type"] == "application/pdf"
    seen = {name for name, person in cast.everybody().items() if signed_in(person).get(page).status_code == 200}
    assert {"officer", "partner", "head", "leader"} <= seen and not {"stranger", "window", "keeper"} & seen
    assert signed_in(cast.leader).post(page, sent | {"key": "4"}).status_code == 404
