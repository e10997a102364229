"""G07 to G14 and G24 met by the real acts on the way from notice to issue."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from daylight.base import lawpack
from daylight.base.orgs.models import Agency
from daylight.base.permit import permit
from daylight.cases import acts as cases
from daylight.config.demo import penalty
from daylight.core.moment import BEIJING, local_date
from daylight.decisions import acts as decisions
from daylight.decisions.models import Decision, Draft, Notice
from daylight.decisions.parcels import area_fault
from tests import spoken
from tests.cast import Cast
from tests.refusing import codes, fields, refused
from tests.story import COMPANY, STEPS, Story, begin
from tests.turns import report


def at(story: Story, day: date, hour: int = 9) -> Story:
    story.now = datetime(day.year, day.month, day.day, hour, 0, tzinfo=BEIJING)
    return story


def drafted(story: Story, **changes: Any) -> Story:
    """Draft at once, without waiting for the party, with ``changes`` on top of what the tale says."""
    decisions.draft_decision(story.case, actor=story.people.officer, now=story.now)
    story.at = STEPS.index("fill")
    story.save(**(story.draft_changes() | changes))
    story.at = STEPS.index("send")
    return story


def send(story: Story) -> Any:
    return decisions.send_for_review(story.case, actor=story.people.officer, now=story.now)


def fine_at(story: Story, rate: str) -> dict[str, Any]:
    """Draft fields for another rate per m², the sum written the same in both places."""
    fine = format((story.tale.area_m2 * Decimal(rate)).quantize(Decimal("0.01")), "f")
    fined = {"amount_yuan": fine, "text": f"处罚款 {fine} 元"}
    penalties = [p | (fined if p["kind"] == "fine" else {}) for p in story.penalties()]
    part = {"kind": "rate_area", "quantity": str(story.tale.area_m2), "rate": rate, "label": "农村道路"}
    return {"parts": [part], "penalties": penalties}


# -- G07 ------------------------------------------------------------------------------------------------------------------


def test_g07_five_working_days_have_to_run(cast: Cast, now: datetime) -> None:
    story = begin(cast, now).to("notice")
    # Received on Thursday 2026-12-03: the fifth working day is Thursday 2026-12-10.
    assert story.notice.received_on == date(2026, 12, 3)
    drafted(story)
    for day in (date(2026, 12, 4), date(2026, 12, 9), date(2026, 12, 10)):
        found = refused(send, at(story, day, 23))
        assert codes(found) == {"G07"}
        assert all("2026-12-10 届满，最早 2026-12-11" in each.message for each in found)
        assert [each.cite for each in found] == [
            "自然资源行政处罚办法第三十三条、第五十七条",
            lawpack.current().deadline("D07", day).cite,
        ]
    at(story, date(2026, 12, 11), 0).save()
    assert send(story).state == "waiting"


def test_g07_a_written_waiver_ends_the_wait(cast: Cast, now: datetime) -> None:
    story = begin(cast, now).to("notice")
    today = local_date(story.now)
    decisions.waive_rights(story.notice, today, "放弃陈述申辩和听证声明书。", actor=cast.officer, now=story.now)
    assert send(drafted(story)).state == "waiting"


def test_g07_a_statement_is_reviewed_first(cast: Cast, now: datetime) -> None:
    story = begin(cast, now).to("notice")
    said = decisions.record_statement(story.case, spoken.statement(story), actor=cast.officer, now=story.now)
    story.to("wait")
    found = refused(send, drafted(story))
    assert codes(found) == {"G07"} and "复核" in found[0].message and "四十五条" in found[0].cite
    # It is answered while the draft waits; then the draft tells of it and may go on.
    decisions.review_statement(said, spoken.statement_review(story), actor=cast.officer, now=story.now)
    story.case.refresh_from_db()
    story.case.draft.refresh_from_db()
    assert "部分采纳" in story.case.draft.fields["statement_summary"] and send(story)


def test_g07_and_lets_through_when_it_was(cast: Cast, now: datetime) -> None:
    story = begin(cast, now).to("notice")
    said = decisions.record_statement(story.case, spoken.statement(story), actor=cast.officer, now=story.now)
    decisions.review_statement(said, spoken.statement_review(story), actor=cast.officer, now=story.now)
    story.to("send")


def test_g07_a_penalty_that_was_not_announced_is_not_decided(cast: Cast, now: datetime) -> None:
    story = begin(cast, now).to("wait")
    more = {"kind": "confiscate_buildings", "text": "没收新建的建筑物", "amount_yuan": "", "area_m2": ""}
    drafted(story, penalties=[*story.penalties(), more])
    found = refused(send, story)
    assert codes(found) == {"G07"} and "没收" in found[0].message
    story.save(penalties=story.penalties())
    story.to("send")


# -- G08 ------------------------------------------------------------------------------------------------------------------


def test_g08_a_hearing_asked_for_is_held_in_time(cast: Cast, now: datetime) -> None:
    story = begin(cast, now).to("notice")
    asked = decisions.record_hearing_request(story.case, local_date(story.now), actor=cast.officer, now=story.now)
    hearing_on = date(2026, 12, 16)
    # Seven working days before 2026-12-16 is 2026-12-07.
    spoken.summon(story, date(2026, 12, 8), datetime(2026, 12, 16, 14, tzinfo=BEIJING))
    at(story, hearing_on, 15)
    # What is typed into the record does not help: the receipt of the summons says when the party was told.
    late = spoken.hearing(story, date(2026, 12, 1))
    found = refused(decisions.record_hearing, asked, late, actor=cast.officer, now=story.now)
    assert codes(found) == {"G08"} and fields(found) == {"notified_on"} and "最迟 2026-12-07" in found[0].message


def test_g08_a_hearing_asked_for_is_held(cast: Cast, now: datetime) -> None:
    story = begin(cast, now).to("notice")
    decisions.record_hearing_request(story.case, local_date(story.now), actor=cast.officer, now=story.now)
    story.to("wait")
    found = refused(send, drafted(story))
    assert codes(found) == {"G08"} and fields(found) == {"hearing"} and "听证" in found[0].message


def test_g08_lets_through_after_the_hearing(cast: Cast, now: datetime) -> None:
    story = begin(cast, now).to("notice")
    asked = decisions.record_hearing_request(story.case, local_date(story.now), actor=cast.officer, now=story.now)
    spoken.summon(story, date(2026, 12, 7), datetime(2026, 12, 16, 14, tzinfo=BEIJING))
    at(story, date(2026, 12, 16), 15)
    decisions.record_hearing(asked, spoken.hearing(story, date(2026, 12, 7)), actor=cast.officer, now=story.now)
    penalty.step(story, "report_hearing", cast.head)
    assert send(drafted(story)).why_required


def test_g08_who_may_have_a_hearing_was_told(cast: Cast, now: datetime) -> None:
    story = begin(cast, now).to("wait")
    told = story.notice.hearing_document
    with permit("fixture"):
        Notice.objects.filter(pk=story.notice.pk).update(hearing_document=None)
    drafted(story)
    found = refused(send, story)
    assert codes(found) == {"G08"} and "限期拆除" in found[0].message and "六十三条" in found[0].cite
    with permit("fixture"):
        Notice.objects.filter(pk=story.notice.pk).update(hearing_document=told)
    story.to("send")


# -- G09, G10 -------------------------------------------------------------------------------------------------------------


def test_g09_a_case_of_the_catalogue_cannot_go_round_the_review(cast: Cast, now: datetime) -> None:
    story = begin(cast, now).to("fill")
    found = refused(decisions.submit_for_approval, story.case, actor=cast.officer, now=story.now)
    assert codes(found) == {"G09"} and "请先送审" in found[0].message
    story.to("approve")


def test_g09_a_changed_draft_voids_the_pass(cast: Cast, now: datetime) -> None:
    story = begin(cast, now).to("pass")
    draft = Draft.objects.get(case=story.case)
    with permit("fixture"):
        Draft.objects.filter(pk=draft.pk).update(sha256="0" * 64)
    story.case.refresh_from_db()
    found = refused(decisions.approve_decision, story.case, actor=cast.leader, now=story.now)
    assert codes(found) == {"G09"} and "材料有改动" in found[0].message and "重新送审" in found[0].message
    with permit("fixture"):
        Draft.objects.filter(pk=draft.pk).update(sha256=draft.sha256)
    story.case.refresh_from_db()
    story.to("approve")


def test_g09_is_asked_again_at_issue(cast: Cast, now: datetime) -> None:
    story = begin(cast, now).to("approve")
    with permit("fixture"):
        story.dossier.__class__.objects.filter(pk=story.dossier.pk).update(state="void")
    found = refused(decisions.issue_decision, story.decision, actor=cast.leader, now=story.now)
    assert codes(found) == {"G09"}
    with permit("fixture"):
        story.dossier.__class__.objects.filter(pk=story.dossier.pk).update(state="passed")
    story.to("issue")


def test_g10_a_grave_case_is_discussed_and_signed(cast: Cast, now: datetime) -> None:
    story = begin(cast, now).to("pass")
    penalty.step(story, "mark_grave", cast.leader)
    found = refused(decisions.approve_decision, story.case, actor=cast.leader, now=story.now)
    assert codes(found) == {"G10"} and "五十七条" in found[0].cite

    def discuss(**more: Any) -> None:
        story.later(0, 2)
        minutes = spoken.discussion(story, **more)
        decisions.discuss_collectively(story.case, minutes, spoken.opinions(story), actor=cast.leader, now=story.now)

    discuss(signed=False)
    found = refused(decisions.approve_decision, story.case, actor=cast.leader, now=story.now)
    assert codes(found) == {"G10"} and fields(found) == {"signed"}
    discuss()
    story.to("approve")


# -- G11, G12 -------------------------------------------------------------------------------------------------------------


def test_g11_no_more_than_was_announced(cast: Cast, now: datetime) -> None:
    story = begin(cast, now).to("notice")
    said = decisions.record_statement(story.case, spoken.statement(story), actor=cast.officer, now=story.now)
    decisions.review_statement(said, spoken.statement_review(story), actor=cast.officer, now=story.now)
    story.to("wait")
    drafted(story, **fine_at(story, "150.01"))
    found = refused(send, story)
    assert codes(found) == {"G11"} and "96006.4 元" in found[0].message and "96000 元" in found[0].message
    story.save(**fine_at(story, "100"))
    story.to("issue")
    assert story.decision.fields["fine_yuan"] == "64000.00"


WRONG_FINES: dict[str, tuple[Callable[[Story], dict[str, Any]], str]] = {
    "below the law": (lambda s: fine_at(s, "99.99"), "不在法定幅度"),
    "outside the grade": (lambda s: {"grade": "t04_ordinary"}, "“一般”阶次"),
    "grade of another time": (lambda s: {"grade": "t05_lighter"}, "裁量阶次"),
    "law of another time": (lambda s: {"law_on": "2019-06-01"}, "不是有效的规定"),
    "no sum": (lambda s: {"parts": []}, "计算项目"),
    "another unit": (
        lambda s: {
            "parts": [{"kind": "percent", "quantity": "640000", "rate": "15", "label": "违法所得"}],
        },
        "单位不同",
    ),
}


@pytest.mark.parametrize("wrong", WRONG_FINES)
def test_g12_the_fine_stays_within_law_and_grade(cast: Cast, now: datetime, wrong: str) -> None:
    changes, words = WRONG_FINES[wrong]
    story = begin(cast, now).to("wait")
    drafted(story, **changes(story))
    found = refused(send, story)
    assert "G12" in codes(found) and any(words in each.message for each in found if each.code == "G12")
    story.save(**(story.draft_changes()))
    story.to("send")


def test_g12_the_parcels_add_up_to_the_area_of_the_case(cast: Cast, now: datetime) -> None:
    story = begin(cast, now).to("wait")
    whole, proper = story.tale.area_m2, fine_at(story, str(story.tale.rate))
    part = proper["parts"][0]
    less = {**part, "quantity": "100"}
    fine = format(Decimal(100) * story.tale.rate, "f")
    penalties = [
        p | ({"amount_yuan": fine, "text": f"处罚款 {fine} 元"} if p["kind"] == "fine" else {})
        for p in proper["penalties"]
    ]
    drafted(story, parts=[less], penalties=penalties)
    (found,) = (each for each in refused(send, story) if each.field == "parts")
    assert found.code == "G12" and "100.00 平方米" in found.message and f"{whole:,.2f} 平方米" in found.message
    # Two parcels of the whole area are one area; so is what rounding leaves.
    split = [part | {"quantity": "100"}, part | {"quantity": format(whole - 100, "f")}]
    assert area_fault(story.case, {"parts": split}) is None
    assert area_fault(story.case, {"parts": [part | {"quantity": format(whole + Decimal("0.01"), "f")}]}) is None
    assert area_fault(story.case, {"parts": [part | {"quantity": format(whole + Decimal("0.02"), "f")}]})
    # A reason in writing explains the difference, and another act's parcels are its own.
    assert area_fault(story.case, {"parts": [less], "deviation_reason": "其余地块另案处理。"}) is None
    other = {"charges": [{"key": "c1", "relation": "separate", "item": "CF-T04"}]}
    assert area_fault(story.case, other | {"parts": [part, less | {"charge": "c1"}]}) is None
    story.save(**story.draft_changes())
    story.to("send")


def test_g12_a_reason_may_leave_the_grade(cast: Cast, now: datetime) -> None:
    story = begin(cast, now).to("wait")
    drafted(story, grade="t04_ordinary")
    assert codes(refused(send, story)) == {"G12"}
    story.save(deviation_reason="当事人已自行拆除大部分建筑物，经集体研究低于本阶次处罚。")
    dossier = send(story)
    assert any("偏离裁量基准" in each for each in dossier.why_required)
    assert {each["state"] for each in dossier.machine["discretion"]["checks"] if each["gate"] == "G12"} == {"passed"}


# -- G13, G14 -------------------------------------------------------------------------------------------------------------


def test_g13_one_act_is_fined_once(cast: Cast, now: datetime) -> None:
    first = begin(cast, now).to("issue")
    second = begin(cast, first.now + timedelta(days=1), COMPANY, lists=False).to("approve")
    found = refused(decisions.issue_decision, second.decision, actor=cast.leader, now=second.now)
    assert codes(found) == {"G13"} and first.decision.number in found[0].message and "二十九条" in found[0].cite
    assert Decision.objects.get(pk=second.decision.pk).number == ""


@pytest.mark.parametrize(
    "other", [{"place": "海阳市演示镇另一村"}, {"party": "另一演示公司", "credit_code": "91370687MA00000001"}]
)
def test_g13_another_act_is_another_fine(cast: Cast, now: datetime, other: dict[str, str]) -> None:
    first = begin(cast, now).to("issue")
    second = begin(cast, first.now + timedelta(days=1), replace(COMPANY, **other), lists=False).to("issue")
    assert (first.decision.number, second.decision.number) == (
        "海自然资规罚〔2026〕1号",
        "海自然资规罚〔2027〕1号" if second.now.year == 2027 else "海自然资规罚〔2026〕2号",
    )


@pytest.mark.parametrize("change", [{"government": "烟台市人民政府"}, {"name": ""}])
def test_g14_the_paper_is_complete_and_names_the_right_remedy(
    cast: Cast, now: datetime, change: dict[str, str]
) -> None:
    right = {name: getattr(cast.agency, name) for name in change}
    story = begin(cast, now).to("approve")

    def agency(values: dict[str, str]) -> Decision:
        with permit("fixture"):
            Agency.objects.filter(pk=cast.agency.pk).update(**values)
        return Decision.objects.get(pk=story.decision.pk)

    found = refused(decisions.issue_decision, agency(change), actor=cast.leader, now=story.now)
    assert "G14" in codes(found)
    if "government" in change:
        assert "海阳市人民政府" in found[0].message and found[0].cite == "行政复议法第二十四条"
    issued = decisions.issue_decision(agency(right), actor=cast.leader, now=story.now)
    assert issued.number and issued.document is not None


MISSING = {
    "facts": "", "evidence": [], "basis": [], "penalties": [], "performance": " ".strip(),
    "grade": "", "discretion_reason": "", "payee": "",
}  # fmt: skip


@pytest.mark.parametrize("name", MISSING)
def test_a_draft_with_a_gap_goes_nowhere(cast: Cast, now: datetime, name: str) -> None:
    story = begin(cast, now).to("wait")
    drafted(story, **{name: MISSING[name]})
    found = refused(send, story)
    assert name in fields(found)
    whole = story.draft_changes() | {"evidence": [{"kind": "document", "ref": "", "label": "现场勘测笔录"}]}
    story.save(**whole)
    story.to("send")


def test_what_the_party_let_pass_is_said_once_his_time_is_over(cast: Cast, now: datetime) -> None:
    story = begin(cast, now).to("notice")
    decisions.draft_decision(story.case, actor=cast.officer, now=story.now)
    assert story.case.draft.fields["statement_summary"] == story.case.draft.fields["hearing_summary"] == ""
    story._wait()
    story.save(**story.draft_changes())
    story.case.draft.refresh_from_db()
    assert "未提出陈述申辩" in story.case.draft.fields["statement_summary"]
    assert "未要求听证" in story.case.draft.fields["hearing_summary"]


# -- G24 ------------------------------------------------------------------------------------------------------------------

GRAVE = replace(COMPANY, area_m2=Decimal("8000.00"), farmland_m2=Decimal("7000.00"), land_class="旱地")


def test_g24_a_case_over_the_line_is_decided_on(cast: Cast, now: datetime) -> None:
    story = begin(cast, now, GRAVE).to("investigate")
    found = refused(cases.screen_transfer, story.case, "none", "", actor=cast.officer, now=story.now)
    assert codes(found) == {"G24"} and "10.50亩" in found[0].message
    assert fields(refused(cases.screen_transfer, story.case, "keep", "", actor=cast.officer, now=story.now)) == {
        "reason"
    }
    decisions.search_priors(story.case, actor=cast.officer, now=story.now)
    decisions.conclude_investigation(story.case, report(story), actor=cast.officer, now=story.now)
    story.at = STEPS.index("hear")
    story.to("pass")
    found = refused(decisions.approve_decision, story.case, actor=cast.leader, now=story.now)
    assert codes(found) == {"G24"} and "移送" in found[0].message
    cases.screen_transfer(
        story.case, "keep", "耕地未遭大量毁坏，公安机关书面答复不立案。", actor=cast.officer, now=story.now
    )
    story.to("issue")
