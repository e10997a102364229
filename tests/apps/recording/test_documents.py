"""Papers: begun, saved under an optimistic lock, finished, issued, corrected by a new paper only."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pypdfium2
import pytest
from django.db import DatabaseError, transaction
from docx import Document as open_document

from daylight.base.journal.models import Entry
from daylight.base.permit import NoPermit, permit
from daylight.base.vault import store
from daylight.cases.models import Case
from daylight.core.refusal import Refused
from daylight.lists.models import ListRow, ListVersion
from daylight.recording import papers
from daylight.recording.acts import finalise_document, issue_document, save_document, start_correction, start_document
from daylight.recording.acts.documents import Conflict
from daylight.recording.models import Document
from daylight.recording.queries import final_codes, visits_of
from tests.apps.recording.bench import case_of
from tests.cast import Cast

pytestmark = pytest.mark.django_db
STOP = {
    "party": "演示公司",
    "facts": "未经批准占用土地。",
    "basis": "《中华人民共和国土地管理法》第七十七条",
    "requirement": "立即停止施工",
    "officers": [{"name": "演示甲", "certificate": "演示370687001"}],
    "phone": "0535-0000000",
}


@pytest.fixture
def case(cast: Cast, now: datetime) -> Case:
    return case_of(cast, now)


def site_record(cast: Cast, **changes: Any) -> dict[str, Any]:
    return {
        "started_at": "2026-11-23T08:00+08:00",
        "ended_at": "2026-11-23T08:40+08:00",
        "place": "演示镇演示村",
        "officers": [
            {"uuid": str(p.uuid), "name": p.name, "certificate": p.certificate_number}
            for p in (cast.officer, cast.partner)
        ],
        "identity_shown_at": "2026-11-23T08:01+08:00",
        "party_notified": "已电话通知，当事人到场",
        "area": "640.00",
        "land_class": "水浇地",
        "planning": "不符合",
        "condition": "已建钢结构厂房一栋",
        "drawing": "KC-1",
        "signed": True,
    } | changes


@pytest.fixture
def certified(cast: Cast, now: datetime) -> None:
    """The officers' certificates stand on the published list."""
    with permit("fixture"):
        version = ListVersion.objects.create(
            agency=cast.agency,
            kind="officers",
            number=1,
            digest="0" * 64,
            created_by=cast.keeper,
            created_at=now,
        )
        for position, person in enumerate((cast.officer, cast.partner)):
            ListRow.objects.create(
                version=version,
                position=position,
                code=person.certificate_number,
                values={
                    "person_name": person.name,
                    "certificate_number": person.certificate_number,
                    "categories": ["行政处罚"],
                    "areas": [cast.agency.region],
                    "valid_from": "2020-01-01",
                    "valid_until": "2030-12-31",
                    "status": "有效",
                },
            )
        ListVersion.objects.filter(pk=version.pk).update(
            state="published", in_force_from=date(2026, 1, 1), published_by=cast.publisher, published_at=now
        )


def finished(document: Document, cast: Cast, now: datetime) -> Document:
    return finalise_document(document, papers.prepare_final(document, now), actor=cast.officer, now=now)


def words_of(document: Document) -> str:
    assert document.pdf is not None
    pages = pypdfium2.PdfDocument(store.read_bytes(document.pdf))
    return "".join(page.get_textpage().get_text_range() for page in pages)


def test_a_draft_may_be_incomplete_and_grows_by_versions(cast: Cast, case: Case, now: datetime) -> None:
    document = start_document(case, "stop_order", {"party": "演示公司"}, actor=cast.officer, now=now)
    save_document(document, STOP, 1, actor=cast.partner, now=now)
    assert (document.version, papers.fields_of(document)["phone"]) == (2, "0535-0000000")
    assert list(document.versions.values_list("version", "saved_by__name")) == [(1, "演示甲"), (2, "演示乙")]
    assert [e.kind for e in Entry.objects.order_by("id")] == ["recording.document.started", "recording.document.saved"]


def test_the_second_of_two_savers_keeps_his_words(cast: Cast, case: Case, now: datetime) -> None:
    document = start_document(case, "stop_order", {}, actor=cast.officer, now=now)
    save_document(document, STOP, 1, actor=cast.partner, now=now)
    mine = {**STOP, "facts": "我写的事实"}
    with pytest.raises(Conflict) as caught:
        save_document(document, mine, 1, actor=cast.officer, now=now)
    assert "演示乙" in str(caught.value)
    assert caught.value.yours["facts"] == "我写的事实"
    assert caught.value.theirs.fields["facts"] == STOP["facts"]
    assert document.versions.count() == 2


def test_unknown_fields_are_refused(cast: Cast, case: Case, now: datetime) -> None:
    with pytest.raises(Refused):
        start_document(case, "stop_order", {"fine": "1"}, actor=cast.officer, now=now)


@pytest.mark.parametrize(
    ("who", "code"), [("stranger", "stop_order"), ("reviewer", "stop_order"), ("officer", "trial_record")]
)
def test_only_the_right_hand_writes_a_paper(cast: Cast, case: Case, now: datetime, who: str, code: str) -> None:
    with pytest.raises(Refused):
        start_document(case, code, {}, actor=getattr(cast, who), now=now)


def test_finishing_names_every_missing_and_unreadable_field(cast: Cast, case: Case, now: datetime) -> None:
    document = start_document(case, "stop_order", {**STOP, "facts": " ", "phone": ""}, actor=cast.officer, now=now)
    save_document(document, {**STOP, "phone": ""}, 1, actor=cast.officer, now=now)
    with pytest.raises(Refused) as caught:
        papers.prepare_final(document, now)
    assert [(r.code, r.field) for r in caught.value.refusals] == [("document.required", "phone")]
    record = start_document(
        case, "site_record", site_record(cast, area="很大", started_at="昨天"), actor=cast.officer, now=now
    )
    with pytest.raises(Refused) as caught:
        papers.prepare_final(record, now)
    assert {r.field for r in caught.value.refusals} == {"area", "started_at"}


def test_an_unsigned_record_says_why(cast: Cast, case: Case, now: datetime, certified: None) -> None:
    document = start_document(case, "site_record", site_record(cast, signed=False), actor=cast.officer, now=now)
    with pytest.raises(Refused) as caught:
        papers.prepare_final(document, now)
    assert [r.field for r in caught.value.refusals] == ["refusal_note"]
    save_document(
        document, site_record(cast, signed=False, refusal_note="拒绝签名，由村委会见证"), 1, actor=cast.officer, now=now
    )
    assert finished(document, cast, now).state == "final"


@pytest.mark.parametrize(
    ("change", "gate"),
    [
        (lambda cast: {"officers": [site_record(cast)["officers"][0]] * 2}, "G01"),
        (lambda cast: {"identity_shown_at": "2026-11-22T08:00+08:00"}, "G02"),
    ],
)
def test_a_visit_needs_two_officers_who_showed_certificates(
    cast: Cast, case: Case, now: datetime, certified: None, change: Callable[[Cast], dict[str, Any]], gate: str
) -> None:
    document = start_document(case, "site_record", site_record(cast, **change(cast)), actor=cast.officer, now=now)
    with pytest.raises(Refused) as caught:
        finished(document, cast, now)
    assert gate in {r.code for r in caught.value.refusals}


def test_a_lawful_visit_is_finished_and_counts(cast: Cast, case: Case, now: datetime, certified: None) -> None:
    document = start_document(case, "site_record", site_record(cast), actor=cast.officer, now=now)
    finished(document, cast, now)
    assert final_codes(case) == {"site_record"}
    assert [o.name for o in visits_of(case)[0].officers] == ["演示甲", "演示乙"]
    assert "640.00 平方米" in words_of(document)


def test_a_paper_drawn_from_an_older_version_is_not_finished(cast: Cast, case: Case, now: datetime) -> None:
    document = start_document(case, "stop_order", STOP, actor=cast.officer, now=now)
    prepared = papers.prepare_final(document, now)
    save_document(document, {**STOP, "phone": "0535-1111111"}, 1, actor=cast.partner, now=now)
    with pytest.raises(Conflict):
        finalise_document(document, prepared, actor=cast.officer, now=now)


def test_issuing_numbers_and_seals_once(cast: Cast, case: Case, now: datetime) -> None:
    document = finished(start_document(case, "stop_order", STOP, actor=cast.officer, now=now), cast, now)
    with pytest.raises(Refused):
        issue_document(document, sealed=False, actor=cast.officer, now=now)
    issue_document(document, verify_code="7KQ29XHM", actor=cast.officer, now=now)
    assert document.number == "海自然资规停〔2026〕1号"
    words = words_of(document)
    assert "7KQ29XHM" in words
    assert "〔2026〕1号" in words.replace(" ", "")
    with pytest.raises(Refused) as caught:
        issue_document(document, actor=cast.officer, now=now)
    assert caught.value.refusals[0].code == "G26"
    with pytest.raises(Refused):
        save_document(document, STOP, 1, actor=cast.officer, now=now)


def test_a_draft_is_not_issued(cast: Cast, case: Case, now: datetime) -> None:
    document = start_document(case, "stop_order", STOP, actor=cast.officer, now=now)
    with pytest.raises(Refused):
        issue_document(document, actor=cast.officer, now=now)


@pytest.mark.parametrize(
    "change",
    [
        lambda d: Document.objects.filter(pk=d.pk).update(number="改"),
        lambda d: Document.objects.filter(pk=d.pk).update(state="draft"),
        lambda d: Document.objects.filter(pk=d.pk)._raw_delete("default"),
        lambda d: d.versions.update(fields={}),
        lambda d: d.versions.all()._raw_delete("default"),
    ],
)
@pytest.mark.parametrize("issued", [False, True])
def test_a_finished_paper_refuses_change_in_the_database(
    cast: Cast, case: Case, now: datetime, change: Callable[[Document], Any], issued: bool
) -> None:
    document = finished(start_document(case, "stop_order", STOP, actor=cast.officer, now=now), cast, now)
    if issued:
        issue_document(document, actor=cast.officer, now=now)
    with permit("test"), pytest.raises(DatabaseError), transaction.atomic():
        change(document)


def test_a_mistake_is_corrected_by_a_new_paper(cast: Cast, case: Case, now: datetime) -> None:
    old = finished(start_document(case, "stop_order", STOP, actor=cast.officer, now=now), cast, now)
    issue_document(old, actor=cast.officer, now=now)
    with pytest.raises(Refused):
        start_correction(old, " ", actor=cast.officer, now=now)
    new = start_correction(old, "电话号码有误", actor=cast.officer, now=now)
    save_document(new, {**papers.fields_of(new), "phone": "0535-2222222"}, 1, actor=cast.officer, now=now)
    issue_document(finished(new, cast, now), actor=cast.officer, now=now)
    assert new.corrects == old
    words = words_of(new).replace("\r\n", "").replace(" ", "")
    assert "本文书补正《责令停止违法行为通知书》（海自然资规停〔2026〕1号）" in words
    assert "电话号码有误" in words
    old.refresh_from_db()
    assert old.state == "issued"


def test_other_rooms_issue_inside_their_own_act(cast: Cast, case: Case, now: datetime) -> None:
    with pytest.raises(NoPermit):
        papers.make_issued(case, "stop_order", STOP, actor=cast.officer, now=now)
    with permit("test"), pytest.raises(Refused):
        papers.make_issued(case, "stop_order", {}, actor=cast.officer, now=now)
    with permit("test"), transaction.atomic():
        document = papers.make_issued(case, "stop_order", STOP, actor=cast.officer, now=now)
    assert (document.state, document.number, document.sealed) == ("issued", "海自然资规停〔2026〕1号", True)
    assert Entry.objects.get().data["sha256"] == document.pdf.sha256


def test_the_working_draft_opens_in_word_with_every_field(cast: Cast, case: Case, now: datetime) -> None:
    document = start_document(case, "site_record", site_record(cast), actor=cast.officer, now=now)
    word = open_document(io.BytesIO(papers.working_draft(document, now)))
    text = "\n".join([p.text for p in word.paragraphs] + [c.text for t in word.tables for r in t.rows for c in r.cells])
    for value in (
        "现场勘测笔录",
        "2026年11月23日8时00分",
        "演示乙（执法证号 演示370687002）",
        "640.00 平方米",
        "已建钢结构厂房一栋",
    ):
        assert value in text


def test_a_preview_is_marked_and_needs_no_complete_fields(cast: Cast, case: Case, now: datetime) -> None:
    document = start_document(case, "stop_order", {"party": "演示公司"}, actor=cast.officer, now=now)
    pages = pypdfium2.PdfDocument(papers.preview(document, now))
    assert "草稿" in pages[0].get_textpage().get_text_range()
