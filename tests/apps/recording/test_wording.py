"""An agency words its papers itself: drafted, previewed, approved by another, in force from a day, pinned by the paper."""

from __future__ import annotations

from datetime import datetime, timedelta

import pypdfium2
import pytest
from django.db import DatabaseError, transaction

from daylight.base.permit import permit
from daylight.base.vault import store
from daylight.cases.models import Case
from daylight.core.moment import local_date
from daylight.core.refusal import Refused
from daylight.recording import papers
from daylight.recording.acts import approve_wording, draft_wording, reject_wording, start_document
from daylight.recording.wording import in_force, national
from daylight.recording.wording_models import Wording
from tests.apps.recording.bench import case_of
from tests.cast import Cast
from tests.web.entering import signed_in

pytestmark = pytest.mark.django_db
STOP = {
    "party": "演示公司", "facts": "未经批准占用土地。", "basis": "《中华人民共和国土地管理法》第七十七条", "requirement": "立即停止施工",
    "officers": [{"name": "演示甲"}], "phone": "0535-0000000",
}  # fmt: skip
OWN = {"违法事实": "查明的事实", "要求": "本机关的要求"}
PAGE = "/office/wordings/stop_order/"


@pytest.fixture
def case(cast: Cast, now: datetime) -> Case:
    return case_of(cast, now)


def drafted(cast: Cast, now: datetime, **changes: str) -> Wording:
    texts = {"opening": "", "closing": "本通知书一式两份。", "reason": "统一用语"} | changes
    return draft_wording("stop_order", OWN, **texts, actor=cast.head, now=now)


def said(document: papers.Document) -> str:
    pages = pypdfium2.PdfDocument(store.read_bytes(document.pdf))
    return "".join(page.get_textpage().get_text_range() for page in pages).replace("\r\n", "").replace(" ", "")


def issued(case: Case, cast: Cast, now: datetime) -> papers.Document:
    with permit("fixture"):
        return papers.make_issued(case, "stop_order", STOP, actor=cast.officer, now=now)


def test_approved_words_stand_on_papers_from_their_day_and_older_papers_keep_theirs(
    cast: Cast, case: Case, now: datetime
) -> None:
    before = start_document(case, "stop_order", STOP, actor=cast.officer, now=now)
    tomorrow = now + timedelta(days=1)
    wording = approve_wording(drafted(cast, now), local_date(tomorrow), actor=cast.leader, now=now)
    assert in_force(cast.agency, "stop_order", local_date(now)) is None
    assert "一、违法事实" in said(issued(case, cast, now))
    later = issued(case, cast, tomorrow)
    words = said(later)
    assert "一、查明的事实" in words and "三、本机关的要求" in words and "本通知书一式两份。" in words
    assert later.wording == wording and before.wording is None
    back = draft_wording("stop_order", {}, "", "", "恢复全国文字", actor=cast.head, now=tomorrow)
    approve_wording(back, local_date(tomorrow), actor=cast.leader, now=tomorrow)
    assert "一、违法事实" in said(issued(case, cast, tomorrow))


def test_nobody_approves_his_own_words_and_a_decided_version_never_changes(cast: Cast, now: datetime) -> None:
    own = draft_wording("stop_order", OWN, "", "", "统一用语", actor=cast.reviewer, now=now)
    with pytest.raises(Refused):
        approve_wording(own, local_date(now), actor=cast.reviewer, now=now)
    with pytest.raises(Refused):
        approve_wording(own, local_date(now) - timedelta(days=1), actor=cast.leader, now=now)
    with pytest.raises(Refused):
        reject_wording(own, " ", actor=cast.leader, now=now)
    rejected = reject_wording(own, "与全国文字相同即可", actor=cast.leader, now=now)
    with pytest.raises(Refused):
        approve_wording(rejected, local_date(now), actor=cast.leader, now=now)
    for change in (lambda: Wording.objects.update(reason="改"), lambda: Wording.objects.all()._raw_delete("default")):
        with permit("test"), pytest.raises(DatabaseError), transaction.atomic():
            change()


@pytest.mark.parametrize(
    ("phrases", "texts", "code"),
    [
        ({"没有的标题": "改"}, {}, "wording.unknown"),
        ({"违法事实": "字" * 41}, {}, "wording.length"),
        ({}, {"closing": "联系人×××"}, "document.placeholder"),
        ({}, {"closing": "也可以向烟台市自然资源和规划局申请行政复议"}, "document.remedy"),
        ({}, {"reason": " "}, "field.required"),
    ],
)
def test_words_that_cannot_stand_are_refused(
    cast: Cast, now: datetime, phrases: dict[str, str], texts: dict[str, str], code: str
) -> None:
    said = {"opening": "", "closing": "", "reason": "统一用语"} | texts
    with pytest.raises(Refused) as caught:
        draft_wording("stop_order", phrases, **said, actor=cast.head, now=now)
    assert code in {each.code for each in caught.value.refusals}
    with pytest.raises(Refused):
        draft_wording("stop_order", {}, "", "", "统一用语", actor=cast.officer, now=now)


def test_one_draft_waits_at_a_time(cast: Cast, now: datetime) -> None:
    drafted(cast, now)
    with pytest.raises(Refused) as caught:
        drafted(cast, now)
    assert caught.value.refusals[0].code == "wording.waiting"


def test_the_page_drafts_previews_and_approves(cast: Cast, now: datetime) -> None:
    head, leader = signed_in(cast.head), signed_in(cast.leader)
    assert "责令停止违法行为通知书" in head.get("/office/wordings/").content.decode()
    empty = head.get("/office/wordings/", {"q": "没有这种"})
    assert "没有名称含" in empty.content.decode()
    from_page = {"phrase-0": "查明的事实", "closing": "联系人____", "reason": "统一用语", "key": "1"}
    refused = head.post(PAGE, from_page)
    assert refused.status_code == 422 and "查明的事实" in refused.content.decode()
    assert head.post(PAGE, from_page | {"closing": "一式两份。", "key": "2"}).status_code == 302
    wording = Wording.objects.get()
    assert wording.phrases == {"违法事实": "查明的事实"}
    address = f"/office/wordings/versions/{wording.uuid}/"
    preview = leader.get(address + "preview.pdf")
    words = pypdfium2.PdfDocument(preview.content)[0].get_textpage().get_text_range()
    assert "查明的事实" in words and "草稿" in words
    assert "查明的事实" in leader.get(PAGE).content.decode()
    assert (
        head.post(address + "decide/", {"do": "approve", "in_force_from": "2026-11-24", "key": "3"}).status_code == 404
    )
    assert leader.post(address + "decide/", {"do": "approve", "in_force_from": "", "key": "4"}).status_code == 422
    assert (
        leader.post(address + "decide/", {"do": "approve", "in_force_from": "2026-11-24", "key": "5"}).status_code
        == 302
    )
    for name, person in cast.everybody().items():
        client, inside = signed_in(person), name in ("head", "reviewer", "leader", "keeper")
        assert (client.get(PAGE).status_code == 200) is (inside or name == "stranger"), name
        assert (client.get(address + "preview.pdf").status_code == 200) is inside, name
    assert head.get("/office/wordings/nothing/").status_code == 404


def test_headings_and_labels_can_be_worded_and_nothing_else() -> None:
    template = papers.template_of("penalty_decision", datetime(2026, 11, 23).date())
    known = national(template)
    assert {"当事人", "违法事实和证据", "处罚决定"} <= set(known)
    assert not any("元" in each or "。" in each for each in known)
