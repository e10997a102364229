"""What the gates look at is gathered from the product: jurisdiction, entrustment, host, electronic service, payment."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from daylight.base import lawpack
from daylight.base.orgs.models import Certificate, CertificateChange
from daylight.base.permit import permit
from daylight.cases import acts as cases
from daylight.cases.gathering import case_facts
from daylight.cases.moving import verdicts_of
from daylight.config.demo import penalty
from daylight.core.gates import Verdict
from daylight.core.moment import local_date
from daylight.decisions import acts as decisions
from daylight.decisions.gathering import gather
from daylight.decisions.models import Payment
from tests import spoken
from tests.cast import Cast
from tests.lawcopy import LawCopy, law
from tests.listing import publish_demo_lists
from tests.refusing import codes, fields, refused
from tests.relisting import publish_changed
from tests.story import COMPANY, Story, begin
from tests.turns import CONDITIONS, _notice

__all__ = ["law"]


def verdict(story: Story, move: str, gate: str) -> Verdict:
    case, today = story.case, local_date(story.now)
    return next(each for each in verdicts_of(case, move, gather(case, today), today) if each.gate == gate)


def amend(story: Story, **changes: Any) -> None:
    story.case.refresh_from_db()
    cases.amend_case(story.case, changes, story.case.version, actor=story.people.officer, now=story.now)


# -- G28 管辖 --------------------------------------------------------------------------------------------------------


def lead(cast: Cast, **more: Any) -> cases.Lead:
    party = cases.PartyInput(name="演示村民", kind="person")
    return cases.Lead(
        item_code="CF-T04", source="巡查", lead="占用耕地建住宅。", place="演示村", parties=[party], partner=cast.partner,
        **more,
    )  # fmt: skip


@pytest.mark.parametrize(("matter", "word"), [("rural_house", "农业农村"), ("village_planning", "人民政府")])
def test_g28_another_authority_comes_first_unless_there_is_a_reason(
    cast: Cast, now: datetime, matter: str, word: str
) -> None:
    publish_demo_lists(cast, now, date(2026, 1, 1))
    found = refused(cases.register_lead, lead(cast, **{matter: True}), actor=cast.officer, now=now)
    assert codes(found) == {"G28"} and fields(found) == {"jurisdiction_reason"} and word in found[0].message
    kept = lead(cast, **{matter: True}, jurisdiction_reason="农业农村部门书面移送本机关办理。")
    case = cases.register_lead(kept, actor=cast.officer, now=now)
    assert getattr(case, matter) and case.jurisdiction_reason


def test_g28_is_asked_again_when_the_opening_is(cast: Cast, now: datetime) -> None:
    story = begin(cast, now).to("register")
    assert verdict(story, "request_opening", "G28").state == "not_applicable"
    amend(story, rural_house=True)
    assert verdict(story, "request_opening", "G28").state == "refused"
    found = refused(cases.request_opening, story.case, CONDITIONS, "建议立案。", actor=cast.officer, now=story.now)
    assert codes(found) == {"G28"}
    amend(story, jurisdiction_reason="占用永久基本农田，县政府指定本机关办理。")
    story.to("open")
    assert verdict(story, "conclude_investigation", "G01").state == "passed"


# -- G29 委托 --------------------------------------------------------------------------------------------------------

PAPER = {
    "agreement": "海自然资规委〔2026〕1号", "published": "是", "since": "2026-01-01", "until": "2026-12-31",
    "items": "CF-T04",
}  # fmt: skip
LAST = "演示数据；机构编制、地址和电话以实际公布为准"


def entrusted(story: Story, folder: Path, **changes: str) -> None:
    """The handling section stands on the list in force as an entrusted body."""
    paper = ",".join((PAPER | changes).values())
    row = f"ZT-09,2,执法大队,事业单位,财政拨款,,,受委托组织,受托执法,演示,演示,演示,县级,,{paper}"
    header = {"层级,备注": "层级,备注,委托执法协议,委托书已公布,委托期限自,委托期限至,委托事项"}
    publish_changed(story.people, "subjects", header | {LAST: f"{LAST},,,,,\n{row}"}, story.now, folder)


def test_g29_an_agency_that_acts_itself_needs_no_paper(cast: Cast, now: datetime) -> None:
    story = begin(cast, now).to("request")
    assert case_facts(story.case, local_date(now)).entrustment is None
    assert verdict(story, "open_case", "G29").why == "不是委托执法"


WRONG = {
    "no paper": ({"agreement": ""}, "没有书面委托书"),
    "over": ({"until": "2026-10-31"}, "今天不在期限内"),
    "not begun": ({"since": "2027-01-01", "until": "2027-12-31"}, "今天不在期限内"),
    "other matter": ({"items": "CF-T01"}, "委托事项内"),
    "not published": ({"published": "否"}, "没有向社会公布"),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_g29_the_list_in_force_speaks_for_the_entrusted_body(
    cast: Cast, now: datetime, tmp_path: Path, wrong: str
) -> None:
    story = begin(cast, now).to("request")
    changes, words = WRONG[wrong]
    entrusted(story, tmp_path, **changes)
    found = refused(cases.open_case, story.case, actor=cast.head, now=story.now)
    assert codes(found) == {"G29"} and words in "".join(each.message for each in found)


def test_g29_inside_paper_term_and_matter_the_body_may_open(cast: Cast, now: datetime, tmp_path: Path) -> None:
    story = begin(cast, now).to("request")
    entrusted(story, tmp_path)
    cases.open_case(story.case, actor=cast.head, now=story.now)
    assert story.case.number


# -- G06 听证主持人 --------------------------------------------------------------------------------------------------


def test_g06_the_host_is_read_from_the_minutes(cast: Cast, now: datetime) -> None:
    story = begin(cast, now).to("notice")
    asked = decisions.record_hearing_request(story.case, local_date(story.now), actor=cast.officer, now=story.now)
    spoken.summon(story, local_date(story.now) - timedelta(days=20), story.now)
    story.later(20)
    minutes = spoken.hearing(story, asked.requested_on)
    summoned = gather(story.case, local_date(story.now)).host
    assert summoned is not None and summoned.name == "演示听证主持人"
    decisions.record_hearing(asked, minutes, actor=cast.officer, now=story.now)
    host = gather(story.case, local_date(story.now)).host
    assert host is not None and (host.name, host.certificate) == ("演示听证主持人", "演示听证001")
    assert host.on == local_date(story.now)


@pytest.mark.parametrize(
    ("until", "word"), [(date(2027, 12, 31), ""), (date(2026, 11, 30), "届满"), (None, "没有听证主持人资格证")]
)
def test_g06_once_the_register_carries_a_certificate_only_that_counts(
    cast: Cast, now: datetime, until: date | None, word: str
) -> None:
    story = begin(cast, now).to("notice")
    asked = decisions.record_hearing_request(story.case, local_date(story.now), actor=cast.officer, now=story.now)
    spoken.summon(story, local_date(story.now) - timedelta(days=20), story.now)
    story.later(20)
    with permit("fixture"):
        held = Certificate.objects.create(
            person=cast.reviewer, kind=Certificate.HEARING_HOST, number="演示听证009", issued_on=date(2026, 1, 1),
            valid_until=until, recorded_by=cast.leader, recorded_at=now,
        )  # fmt: skip
        if until is None:
            CertificateChange.objects.create(
                certificate=held, kind=CertificateChange.CANCELLED, on=date(2026, 6, 1), reason="演示", by=cast.leader,
                at=now,
            )  # fmt: skip
    minutes = spoken.hearing(story, asked.requested_on, host=cast.reviewer.name)
    if not word:
        assert decisions.record_hearing(asked, minutes, actor=cast.officer, now=story.now).host == cast.reviewer.name
        return
    found = refused(decisions.record_hearing, asked, minutes, actor=cast.officer, now=story.now)
    assert codes(found) == {"G06"} and word in found[0].message


# -- G15 电子送达 ----------------------------------------------------------------------------------------------------


def test_g15_a_decision_served_by_wire_says_where_to_ask_for_review(cast: Cast, now: datetime) -> None:
    story = begin(cast, now).to("issue")
    story.later(1)
    wire = replace(story.service(), method="电子送达", confirmed_electronic=True)
    found = refused(decisions.serve_decision, story.decision, wire, actor=cast.officer, now=story.now)
    assert codes(found) == {"G15"} and fields(found) == {"method", "online_remedy"}
    # Only the signed paper proves the agreement, and only from the day it was signed.
    penalty.step(story, "record_electronic_consent", cast.officer, signed_on="2027-06-01", online_remedy="演示平台")
    found = refused(decisions.serve_decision, story.decision, wire, actor=cast.officer, now=story.now)
    assert fields(found) == {"method"}
    penalty.step(story, "record_electronic_consent", cast.officer, signed_on="2026-12-01", online_remedy="演示平台")
    assert decisions.serve_decision(story.decision, wire, actor=cast.officer, now=story.now).method == "电子送达"


def test_g15_a_notice_opens_no_review(cast: Cast, now: datetime) -> None:
    story = begin(cast, now).to("hear")
    story.later(1)
    wire = replace(story.service(), method="电子送达", confirmed_electronic=True)
    penalty.step(story, "record_electronic_consent", cast.officer, signed_on=local_date(story.now).isoformat())
    row = decisions.serve_notice(story.case, replace(_notice(story), service=wire), actor=cast.officer, now=story.now)
    assert row.method == "电子送达"


# -- G23 收缴 --------------------------------------------------------------------------------------------------------


def test_g23_what_the_bank_reports_passes_the_gate(cast: Cast, now: datetime) -> None:
    story = begin(cast, now).to("serve")
    assert verdict(story, "register_payment", "G23").state == "not_applicable"
    story.to("pay")
    assert Payment.objects.get().amount_yuan == Decimal("96000.00")


# -- G03 依据 --------------------------------------------------------------------------------------------------------


def test_g03_knows_the_item_the_case_is_opened_under(cast: Cast, now: datetime, law: LawCopy) -> None:
    story = begin(cast, now).to("request")
    opening = case_facts(story.case, local_date(story.now)).opening
    assert opening is not None and opening.item == "T04"
    law.repeal("land_law", "第七十七条", "2026-11-01")
    found = refused(cases.open_case, story.case, actor=cast.head, now=story.now)
    assert codes(found) == {"G03"} and "土地管理法第七十七条已经失效" in found[0].message


def test_no_new_case_begins_under_an_article_that_has_fallen(cast: Cast, now: datetime, law: LawCopy) -> None:
    publish_demo_lists(cast, now, date(2026, 1, 1))
    law.repeal("land_law", "第七十七条", "2026-11-01")
    found = refused(cases.register_lead, lead(cast), actor=cast.officer, now=now)
    assert codes(found) == {"law.fallen"} and fields(found) == {"item_code"}
    assert "土地管理法第七十七条已经失效，不能据此登记新案" in found[0].message
    law.edit("haiyang/repeals.toml", "2026-11-01", "2027-01-01")
    assert cases.register_lead(lead(cast), actor=cast.officer, now=now).step == "P0"
    assert lawpack.current().rules["repeal"]


def test_a_story_without_any_of_this_goes_on_as_before(cast: Cast, now: datetime) -> None:
    story = begin(cast, now, replace(COMPANY, party="演示五金有限公司")).to("issue")
    assert story.decision.number
