"""print = electronic: the code on every page opens the record, and a file with one changed byte is told from the registered one."""

from __future__ import annotations

from datetime import datetime

import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from daylight.base.permit import permit
from daylight.base.vault import store
from daylight.cases.models import Case
from daylight.recording import checking, papers
from daylight.recording.models import Document
from tests.apps.recording.bench import case_of
from tests.cast import Cast
from tests.web.entering import signed_in

pytestmark = pytest.mark.django_db
PAGE = "/office/papers/check/"


@pytest.fixture
def case(cast: Cast, now: datetime) -> Case:
    return case_of(cast, now)


@pytest.fixture
def issued(cast: Cast, case: Case, now: datetime) -> Document:
    fields = {
        "party": "演示公司",
        "facts": "未经批准占用土地。\n" * 60,
        "basis": "《中华人民共和国土地管理法》第七十七条",
        "requirement": "立即停止施工",
        "officers": [{"name": "演示甲", "certificate": "演示370687001"}],
        "phone": "0535-0000000",
    }
    with permit("fixture"):
        return papers.make_issued(case, "stop_order", fields, actor=cast.officer, now=now)


def test_every_page_bears_the_code_and_the_digest(issued: Document) -> None:
    pages = pypdfium2.PdfDocument(store.read_bytes(issued.pdf))
    assert len(pages) > 2
    said = [page.get_textpage().get_text_range().replace(" ", "") for page in pages]
    assert all(issued.verify_code in each and issued.content_digest[:4] in each for each in said)
    assert checking.claimed_code(store.read_bytes(issued.pdf)) == issued.verify_code


def test_an_internal_paper_bears_no_code(cast: Cast, case: Case, now: datetime) -> None:
    with permit("fixture"):
        made = papers.make_final(
            case, "statement_review", {
                "reviewed_on": "2026-11-23", "claims": "无", "findings": "无", "accepted": "不采纳", "reasons": "无",
                "officers": [{"name": "演示甲"}],
            }, actor=cast.officer, now=now,
        )  # fmt: skip
    assert not made.verify_code


def test_one_changed_byte_is_told(cast: Cast, issued: Document) -> None:
    body = store.read_bytes(issued.pdf)
    assert checking.check(cast.officer, body).state == checking.SAME
    for place in (9, len(body) // 3, len(body) // 2, len(body) - 9):
        changed = body[:place] + bytes([body[place] ^ 1]) + body[place + 1 :]
        verdict = checking.check(cast.officer, changed)
        assert (verdict.state, verdict.document) == (checking.DIFFERS, issued), place
    assert checking.check(cast.officer, b"%PDF-1.7 another").state == checking.UNKNOWN
    assert checking.check(cast.officer, b"%PDF-1.7 another", issued.verify_code).state == checking.DIFFERS
    assert checking.check(cast.officer, body, "7KQ29XHM").state == checking.UNKNOWN
    assert checking.check(cast.stranger, body).state == checking.UNKNOWN


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("7kq2-9xhm", "7KQ29XHM"),
        ("https://a.example/y/7KQ29XHM/", "7KQ29XHM"),
        ("7KO29XHl", "7K029XH1"),
        ("", ""),
        ("7KQ", ""),
    ],
)
def test_a_code_is_read_as_people_write_it(typed: str, read: str) -> None:
    assert checking.read_code(typed) == read


def test_the_scanned_code_opens_the_record_for_officers_and_tells_others_nothing(
    client: Client, cast: Cast, issued: Document
) -> None:
    nobody = client.get(f"/y/{issued.verify_code}/")
    other = client.get("/y/00000000/")
    assert nobody.status_code == other.status_code == 404
    assert nobody.content.decode().replace(issued.verify_code, "") == other.content.decode().replace("00000000", "")
    assert signed_in(cast.stranger).get(f"/y/{issued.verify_code}/").status_code == 404
    found = signed_in(cast.officer).get(f"/y/{issued.verify_code}/")
    assert found.status_code == 302 and str(issued.uuid) in found["Location"]


def test_the_page_says_same_different_and_unknown(cast: Cast, issued: Document) -> None:
    officer, body = signed_in(cast.officer), store.read_bytes(issued.pdf)
    assert officer.get(PAGE).status_code == 200
    assert str(issued.uuid) in officer.get(PAGE, {"code": issued.verify_code})["Location"]
    assert officer.get(PAGE, {"code": "00000000"}).status_code == 422
    assert officer.post(PAGE).status_code == 422
    for sent, said in ((body, "与登记的一致"), (body[:-1] + b"!", "与登记的不一致"), (b"other", "没有登记")):
        answer = officer.post(PAGE, {"file": SimpleUploadedFile("paper.pdf", sent)})
        assert said in answer.content.decode(), said


def test_only_who_may_read_cases_checks_papers(cast: Cast) -> None:
    allowed = {name for name, person in cast.everybody().items() if signed_in(person).get(PAGE).status_code == 200}
    assert allowed == {"officer", "partner", "head", "reviewer", "leader", "publisher", "stranger"}
    assert Client().get(PAGE).status_code == 302
