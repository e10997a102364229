"""G01 to G05 met by the real acts: refused as long as one thing is wrong, let through when it is mended."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from daylight.base.orgs.models import Person, RoleGrant
from daylight.base.permit import permit
from daylight.cases import acts as cases
from daylight.cases.acts.request_opening import Conditions
from daylight.cases.models import Case, Handler
from daylight.config.demo import visits
from daylight.core.moment import BEIJING
from daylight.decisions import acts as decisions
from daylight.recording import papers
from daylight.recording.acts.documents import finalise_document, save_document, start_document
from daylight.recording.models import Document
from daylight.review import acts as review
from tests.cast import Cast
from tests.refusing import codes, fields, refused
from tests.relisting import publish_changed
from tests.story import COMPANY, Story, begin
from tests.turns import report

PARTNER = (
    "演示乙,海阳市自然资源和规划局执法大队,执法人员,演示370687002,"
    "行政处罚|行政检查|行政许可|行政强制|行政征收|行政收费|土地|规划|矿产,370687|海阳市,2024-01-01,2029-12-31,有效"
)
# What may be wrong with the second officer's certificate, and the words that say so.
FAULTS = {
    "expired": ({PARTNER: PARTNER.replace("2029-12-31", "2026-11-23")}, "不在有效期内"),
    "suspended": ({PARTNER: PARTNER.replace("有效", "暂扣")}, "暂扣"),
    "cancelled": ({PARTNER: PARTNER.replace("有效", "注销")}, "注销"),
    "other category": ({PARTNER: PARTNER.replace("行政处罚|", "")}, "类别"),
    "other area": ({PARTNER: PARTNER.replace("370687|海阳市", "370600|莱州市").replace("370600|", "370683|")}, "区域"),
    "not listed": ({"演示370687002": "演示370687999"}, "没有执法证号"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_g01_a_case_is_opened_by_two_valid_officers(cast: Cast, now: datetime, tmp_path: Path, fault: str) -> None:
    changes, words = FAULTS[fault]
    story = begin(cast, now).to("request")
    story.later(1)
    publish_changed(cast, "officers", changes, story.now, tmp_path)
    found = refused(cases.open_case, story.case, actor=cast.head, now=story.now)
    assert codes(found) == {"G01"} and fields(found) == {"officers"}
    assert cast.partner.name in found[0].message and words in found[0].message
    assert "四十二条" in found[0].cite
    story.later(1)
    publish_changed(cast, "officers", {}, story.now, tmp_path)
    assert cases.open_case(story.case, actor=cast.head, now=story.now).step == "P3"


def test_g01_and_a_case_is_concluded_by_two_valid_officers(cast: Cast, now: datetime, tmp_path: Path) -> None:
    story = begin(cast, now).to("investigate")
    story.later(1)
    publish_changed(cast, "officers", FAULTS["suspended"][0], story.now, tmp_path)
    found = refused(decisions.conclude_investigation, story.case, report(story), actor=cast.officer, now=story.now)
    assert codes(found) == {"G01"}
    story.later(1)
    publish_changed(cast, "officers", {}, story.now, tmp_path)
    story.to("conclude")


def _draft(story: Story, **more: object) -> Document:
    story.later(1)
    started = story.now - timedelta(hours=2)
    filled = visits.site_record(story.tale, started, story.officers) | more
    document = start_document(story.case, "site_record", {}, actor=story.people.officer, now=story.now)
    return save_document(document, filled, document.version, actor=story.people.officer, now=story.now)


def _final(story: Story, document: Document) -> Document:
    prepared = papers.prepare_final(document, story.now)
    return finalise_document(document, prepared, actor=story.people.officer, now=story.now)


def test_g01_a_record_holds_two_different_officers(cast: Cast, now: datetime) -> None:
    story = begin(cast, now).to("open")
    lines = story.officers
    # The same person under two names and two certificate numbers is one person.
    document = _draft(story, officers=[lines[0], lines[0] | {"name": "演示某", "certificate": "演示370687002"}])
    found = refused(_final, story, document)
    assert codes(found) == {"G01"} and "只算一名" in found[0].message
    filled = papers.fields_of(document) | {"officers": lines}
    document = save_document(document, filled, document.version, actor=cast.officer, now=story.now)
    assert _final(story, document).state == Document.FINAL


@pytest.mark.parametrize(
    ("officer", "words"), [("stranger", "没有执法证号"), ("leader", "没有执法证号"), ("reviewer", "没有执法证号")]
)
def test_g01_others_do_not_count_as_officers(cast: Cast, now: datetime, officer: str, words: str) -> None:
    story = begin(cast, now).to("open")
    other = getattr(cast, officer)
    line = {"uuid": str(other.uuid), "name": other.name, "certificate": "演示370687002"}
    found = refused(_final, story, _draft(story, officers=[story.officers[0], line]))
    assert codes(found) == {"G01"} and any(words in each.message for each in found)


@pytest.mark.parametrize("hours", [-48, 2, 5])
def test_g02_certificates_are_shown_during_the_visit(cast: Cast, now: datetime, hours: int) -> None:
    story = begin(cast, now).to("open")
    document = _draft(story)
    filled = papers.fields_of(document)
    started = datetime.fromisoformat(filled["started_at"])
    wrong = filled | {"identity_shown_at": (started + timedelta(hours=hours)).isoformat()}
    document = save_document(document, wrong, document.version, actor=cast.officer, now=story.now)
    found = refused(_final, story, document)
    assert codes(found) == {"G02"} and fields(found) == {"identity_shown_at"} and "五十五条" in found[0].cite
    document = save_document(document, filled, document.version, actor=cast.officer, now=story.now)
    assert _final(story, document).state == Document.FINAL


def test_g02_no_showing_no_final_record(cast: Cast, now: datetime) -> None:
    story = begin(cast, now).to("open")
    found = refused(_final, story, _draft(story, identity_shown_at=""))
    assert fields(found) == {"identity_shown_at"}
    # Without a final record the investigation cannot be concluded either.
    story.later(1)
    found = refused(decisions.conclude_investigation, story.case, report(story), actor=cast.officer, now=story.now)
    assert codes(found) == {"procedure.document"} and "笔录" in found[0].message


@pytest.mark.parametrize("condition", range(5))
def test_g03_each_condition_is_asked_for(cast: Cast, now: datetime, condition: int) -> None:
    story = begin(cast, now).to("register")
    ticked = Conditions(*(n != condition for n in range(5)))
    cases.request_opening(story.case, ticked, "建议立案。", actor=cast.officer, now=story.now)
    found = refused(cases.open_case, story.case, actor=cast.head, now=story.now)
    assert codes(found) == {"G03"} and len(found) == 1 and "不予立案" in found[0].message
    assert Case.objects.get(pk=story.case.pk).number == ""
    declined = cases.decline_opening(story.case, "不符合立案条件。", actor=cast.head, now=story.now)
    assert (declined.step, declined.closing_kind) == ("P14", "not_opened")


# Two years; found on Monday 2026-11-23. A last day on a rest day moves to the next working day (D01).
@pytest.mark.parametrize(
    ("ended", "opens"),
    [(date(2024, 11, 23), True), (date(2024, 11, 22), True), (date(2024, 11, 21), True), (date(2024, 11, 20), False)],
)
def test_g03_the_limitation_counts_to_the_day_of_discovery(cast: Cast, now: datetime, ended: date, opens: bool) -> None:
    story = begin(cast, now, replace(COMPANY, act_ended_on=ended)).to("request")
    story.later(10)
    if opens:
        assert cases.open_case(story.case, actor=cast.head, now=story.now).step == "P3"
        return
    found = refused(cases.open_case, story.case, actor=cast.head, now=story.now)
    assert codes(found) == {"G03"} and "追诉时效到 2026-11-20 届满" in found[0].message
    assert found[0].cite == "行政处罚法第三十六条"
    # The officer finds that the act goes on: then the limitation has not begun.
    cases.amend_case(story.case, {"act_continuing": True}, story.case.version, actor=cast.officer, now=story.now)
    assert cases.open_case(story.case, actor=cast.head, now=story.now).step == "P3"


def test_g03_asks_when_the_act_ended(cast: Cast, now: datetime) -> None:
    story = begin(cast, now, replace(COMPANY, act_ended_on=None)).to("request")
    found = refused(cases.open_case, story.case, actor=cast.head, now=story.now)
    assert codes(found) == {"G03"} and fields(found) == {"act_ended_on"}
    changes = {"act_ended_on": date(2026, 6, 30)}
    cases.amend_case(story.case, changes, story.case.version, actor=cast.officer, now=story.now)
    assert cases.open_case(story.case, actor=cast.head, now=story.now).step == "P3"


def test_g04_a_handler_does_not_review(cast: Cast, now: datetime) -> None:
    with permit("fixture"):
        RoleGrant.objects.create(person=cast.partner, role="reviewer")
        Person.objects.filter(pk=cast.partner.pk).update(legal_qualification="演示A20200002")
    cast.partner.refresh_from_db()
    story = begin(cast, now).to("send")
    found = refused(review.assign_reviewer, story.dossier, cast.partner, actor=cast.reviewer, now=story.now)
    assert codes(found) == {"G04"} and cast.partner.name in found[0].message
    story.to("assign")


def test_g04_nor_does_a_reviewer_who_became_a_handler(cast: Cast, now: datetime) -> None:
    story = begin(cast, now).to("judge")
    with permit("fixture"):
        row = Handler.objects.create(case=story.case, person=cast.reviewer)
    found = refused(review.pass_dossier, story.dossier, "同意。", actor=cast.reviewer, now=story.now)
    assert codes(found) == {"G04"}
    with permit("fixture"):
        row.delete()
    story.to("pass")


def test_g05_who_begins_to_review_is_qualified(cast: Cast, now: datetime) -> None:
    with permit("fixture"):
        Person.objects.filter(pk=cast.reviewer.pk).update(legal_qualification="")
    cast.reviewer.refresh_from_db()
    story = begin(cast, now).to("send")
    found = refused(review.assign_reviewer, story.dossier, cast.reviewer, actor=cast.reviewer, now=story.now)
    assert codes(found) == {"G05"} and "资格证号" in found[0].message and "五十八条" in found[0].cite
    with permit("fixture"):
        Person.objects.filter(pk=cast.reviewer.pk).update(legal_qualification="演示A20200001")
    cast.reviewer.refresh_from_db()
    story.to("pass")


def test_the_day_of_a_visit_is_the_day_in_china(cast: Cast, now: datetime) -> None:
    """A visit at half past midnight in China, shown at the same hour, though UTC is still on the day before."""
    story = begin(cast, now).to("open")
    story.later(1)
    night = datetime(story.now.year, story.now.month, story.now.day, 0, 30, tzinfo=BEIJING)
    filled = visits.site_record(story.tale, night, story.officers)
    document = start_document(story.case, "site_record", {}, actor=cast.officer, now=story.now)
    document = save_document(document, filled, document.version, actor=cast.officer, now=story.now)
    assert _final(story, document).state == Document.FINAL
