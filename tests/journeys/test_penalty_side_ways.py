"""The side ways of an ordinary penalty: each out and back again, its clocks, and what is refused on the way."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from daylight.cases import acts as cases
from daylight.cases.models import Case, Clock
from daylight.config.demo import penalty
from daylight.config.demo.penalty import hand_over, step
from daylight.core.moment import local_date
from daylight.decisions import acts as decisions
from daylight.decisions.hearings import hearing_of
from daylight.recording.models import Document
from daylight.recording.queries import final_fields
from tests import spoken
from tests.cast import Cast
from tests.refusing import codes, refused
from tests.story import STEPS, Story, begin


def clock(story: Story, code: str, variant: str = "") -> Clock:
    return story.case.clocks.filter(code=code, variant=variant).latest("id")


def running(story: Story) -> set[str]:
    return set(story.case.clocks.filter(stopped_on=None).values_list("code", flat=True))


def close(story: Story, outcome: str, *materials: str) -> Case:
    closing = decisions.ClosingInput(outcome, list(materials), "演示执行情况。", "没有应当移送的情形。", "同意结案。")
    decisions.close_case(Case.objects.get(pk=story.case.pk), closing, actor=story.people.leader, now=story.now)
    story.case.refresh_from_db()
    return story.case


# -- papers from data -----------------------------------------------------------------------------------------------------


def test_three_papers_are_formed_from_what_the_acts_wrote(cast: Cast, now: datetime) -> None:
    story = begin(cast, now).to("pass")
    lead = final_fields(story.case, "lead_register") or {}
    assert lead["content"] == story.case.lead and lead["place"] == story.case.place
    approval = story.case.documents.get(code="opening_approval")
    assert approval.number == story.case.number and approval.state == Document.ISSUED
    opinion = final_fields(story.case, "legal_review_opinion") or {}
    assert opinion["conclusion"] == "同意" and len(opinion["elements"]) == len(story.dossier.elements)
    assert opinion["reviewer"]["name"] == cast.reviewer.name


def test_a_lead_is_withdrawn_and_an_opening_sent_back_or_declined(cast: Cast, now: datetime) -> None:
    story = begin(cast, now).to("request")
    step(story, "return_opening", cast.head)
    assert story.case.step == "P0"
    assert codes(refused(step, story, "withdraw_lead", cast.officer)) == {"right.missing"}
    step(story, "withdraw_lead", cast.head, "经核查没有违法事实。")
    assert (story.case.step, story.case.closed_on) == ("P14", local_date(story.now)) and not running(story)
    decisions.archive_case(story.case, actor=cast.head, now=story.now)
    other = begin(cast, now, lists=False).to("request")
    cases.decline_opening(other.case, "轻微并及时纠正。", actor=cast.head, now=other.now)
    paper = other.case.documents.get(code="opening_approval")
    assert paper.number == "" and "轻微" in (final_fields(other.case, "opening_approval") or {})["leader_opinion"]


# -- investigation --------------------------------------------------------------------------------------------------------


def test_evidence_is_held_for_seven_working_days(cast: Cast, now: datetime) -> None:
    story = begin(cast, now).to("open")
    assert codes(refused(step, story, "approve_evidence_hold", cast.officer)) == {"right.missing"}
    step(story, "approve_evidence_hold", cast.leader)
    assert codes(refused(step, story, "dispose_evidence", cast.officer)) == {"procedure.when"}
    held = local_date(story.now)
    step(story, "hold_evidence", cast.officer, goods=["演示账册 1 本"])
    assert codes(refused(step, story, "abandon_evidence_hold", cast.officer)) == {"procedure.when"}
    assert codes(refused(step, story, "release_evidence", cast.officer)) == {"procedure.when"}
    due = clock(story, "D04").due_on
    assert (clock(story, "D04").started_on, story.case.step) == (held, "P3a")
    story.now += timedelta(days=(due - held).days)
    step(story, "dispose_evidence", cast.officer)
    assert (story.case.step, clock(story, "D04").stopped_on) == ("P3", due)
    # A second time, and this time nobody disposes of it: nothing else goes on but the release.
    step(story, "approve_evidence_hold", cast.leader)
    step(story, "hold_evidence", cast.officer)
    story.now = story.now + timedelta(days=20)
    found = refused(step, story, "dispose_evidence", cast.officer)
    assert codes(found) == {"procedure.when"}
    step(story, "release_evidence", cast.officer, overdue="演示：疏忽。")
    assert (final_fields(story.case, "evidence_hold_release") or {})["goods"]
    story.at = STEPS.index("investigate")
    story.to("conclude")


def test_the_investigation_stands_still_twice(cast: Cast, now: datetime) -> None:
    story = begin(cast, now).to("open")
    before = clock(story, "D10").due_on
    for days in (10, 5):
        step(story, "suspend_investigation", cast.leader)
        assert story.case.step == "P3s" and clock(story, "D10").suspended_on == local_date(story.now)
        assert clock(story, "D05").started_on == local_date(story.now)
        step(story, "notify_suspension", cast.officer)
        hand_over(story, "serve_suspension_notice")
        assert "D05" not in running(story)
        story.now += timedelta(days=days)
        step(story, "resume_investigation", cast.leader)
        assert "D05" in running(story) and story.case.step == "P3"
        found = refused(step, story, "conclude_investigation", cast.officer)
        assert codes(found) == {"procedure.own_act"}
        step(story, "notify_resumption", cast.officer)
        hand_over(story, "serve_suspension_notice")
        assert "D05" not in running(story)
    left_out = [day for day, why in clock(story, "D10").skipped if why == "中止调查"]
    # Ten days and five; the day of the opening, on which the first began, never counts.
    assert len(left_out) == 14 and clock(story, "D10").due_on > before and not clock(story, "D10").verified
    story.at = STEPS.index("investigate")
    story.to("conclude")


def test_the_party_not_told_of_the_resumption_keeps_the_investigation_open(cast: Cast, now: datetime) -> None:
    story = begin(cast, now).to("investigate")
    step(story, "suspend_investigation", cast.leader)
    step(story, "resume_investigation", cast.leader)
    found = refused(story.to, "conclude")
    assert codes(found) == {"procedure.when"} and "送达调查通知" in found[0].message


def test_the_term_is_lengthened_once(cast: Cast, now: datetime) -> None:
    story = begin(cast, now).to("conclude")
    before = clock(story, "D10").due_on
    step(story, "extend_term", cast.leader)
    assert clock(story, "D10").due_on - before >= timedelta(days=29)
    assert codes(refused(step, story, "extend_term", cast.leader)) == {"procedure.once"}


def test_an_investigation_is_ended_and_closed(cast: Cast, now: datetime) -> None:
    story = begin(cast, now).to("conclude")
    step(story, "terminate_investigation", cast.leader, ground="违法行为已过追诉时效")
    assert story.case.step == "P13c" and "D10" not in running(story)
    found = refused(close, story, "performed", "缴款凭证或者履行记录")
    assert codes(found) == {"G30"} and "办理记录" in found[0].message
    assert close(story, "terminated", "终止调查审批").step == "P14"
    decisions.archive_case(story.case, actor=cast.head, now=story.now)


# -- notice, statement, hearing -------------------------------------------------------------------------------------------


def test_a_second_notice_with_new_facts_brings_its_own_rights(cast: Cast, now: datetime) -> None:
    story = begin(cast, now).to("notice")
    said = decisions.record_statement(story.case, spoken.statement(story), actor=cast.officer, now=story.now)
    decisions.review_statement(said, spoken.statement_review(story), actor=cast.officer, now=story.now)
    asked = decisions.record_hearing_request(story.case, local_date(story.now), actor=cast.officer, now=story.now)
    step(story, "end_hearing", cast.officer, ground="当事人撤回听证申请")
    story.to("fill")
    assert "撤回听证申请" in story.case.draft.fields["hearing_summary"]
    step(story, "renew_notice", cast.officer, "补充勘测查明面积更大。")
    assert story.case.step == "P6"
    story.at = STEPS.index("notice")
    story.tale = replace(story.tale, area_m2=Decimal("700.00"))
    story.later(1)
    heavier = decisions.NoticeInput(
        story.tale.story, "理由", ["依据"], story.penalties(), story.tale.fine, "演示甲，演示电话", story.service(),
        new_facts="补充勘测查明占地 700 平方米。",
    )  # fmt: skip
    decisions.serve_notice(story.case, heavier, actor=cast.officer, now=story.now)
    assert hearing_of(story.case) is None
    again = decisions.record_hearing_request(story.case, local_date(story.now), actor=cast.officer, now=story.now)
    assert (asked.round, again.round) == (1, 2)
    found = refused(
        decisions.record_hearing_request, story.case, local_date(story.now), actor=cast.officer, now=story.now
    )
    assert codes(found) == {"hearing.requested"}


def test_what_the_party_says_after_drafting_is_told_in_the_draft(cast: Cast, now: datetime) -> None:
    story = begin(cast, now).to("fill")
    assert "未提出" in story.case.draft.fields["statement_summary"]
    said = decisions.record_statement(story.case, spoken.statement(story), actor=cast.officer, now=story.now)
    story.case.refresh_from_db()
    found = refused(decisions.send_for_review, story.case, actor=cast.officer, now=story.now)
    assert codes(found) == {"G07"}
    decisions.review_statement(said, spoken.statement_review(story), actor=cast.officer, now=story.now)
    draft = Case.objects.get(pk=story.case.pk).draft
    assert "部分采纳" in draft.fields["statement_summary"] and "未提出" not in draft.fields["statement_summary"]
    story.case = Case.objects.get(pk=story.case.pk)
    story.to("send")


def test_a_late_request_for_a_hearing_is_answered_at_the_draft(cast: Cast, now: datetime) -> None:
    story = begin(cast, now).to("fill")
    decisions.record_hearing_request(story.case, local_date(story.now), actor=cast.officer, now=story.now)
    story.case = Case.objects.get(pk=story.case.pk)
    found = refused(decisions.send_for_review, story.case, actor=cast.officer, now=story.now)
    assert "G08" in codes(found)
    step(story, "end_hearing", cast.officer, ground="逾期提出申请，不予组织")
    story.case = Case.objects.get(pk=story.case.pk)
    story.to("send")
    assert "不予组织" in story.dossier.content["draft"]["hearing_summary"]


def test_the_host_of_a_hearing_is_certified_and_no_handler(cast: Cast, now: datetime) -> None:
    story = begin(cast, now).to("notice")
    day = story.now + timedelta(days=14)
    assert codes(refused(penalty.summon, story, day)) == {"procedure.when"}
    decisions.record_hearing_request(story.case, local_date(story.now), actor=cast.officer, now=story.now)
    handler = {"uuid": str(cast.officer.uuid), "name": cast.officer.name}
    assert codes(refused(penalty.summon, story, day, host=handler)) == {"G04"}
    found = refused(penalty.summon, story, day, host_certificate=" ")
    assert codes(found) & {"G06", "document.required"}
    penalty.summon(story, day)
    assert clock(story, "D08").stopped_on == local_date(story.now)


# -- back and forth -------------------------------------------------------------------------------------------------------


def test_further_investigation_is_ordered_from_draft_and_approval(cast: Cast, now: datetime) -> None:
    story = begin(cast, now).to("fill")
    step(story, "supplement_investigation", cast.head)
    assert story.case.step == "P3"
    story.at = STEPS.index("conclude")
    story.to("hear")
    step(story, "keep_notice", cast.head)
    assert story.case.step == "P7" and story.case.notices.count() == 1
    story.at = STEPS.index("draft")
    story.to("pass")
    step(story, "order_investigation", cast.leader)
    assert story.case.step == "P3"


def test_an_approved_decision_is_taken_back_before_its_issue(cast: Cast, now: datetime) -> None:
    story = begin(cast, now).to("approve")
    assert codes(refused(step, story, "recall_approval", cast.officer)) == {"right.missing"}
    step(story, "recall_approval", cast.leader, "裁量理由需要补充。")
    assert story.case.step == "P9"


def test_a_grave_case_is_marked_and_unmarked(cast: Cast, now: datetime) -> None:
    story = begin(cast, now).to("pass")
    step(story, "mark_grave", cast.head, "占用面积较大，社会关注。")
    found = refused(decisions.approve_decision, story.case, actor=cast.leader, now=story.now)
    assert codes(found) == {"G10"}
    assert codes(refused(step, story, "unmark_grave", cast.head)) == {"right.missing"}
    step(story, "unmark_grave", cast.leader, "经核实不属于重大。")
    story.to("approve")


# -- outcomes -------------------------------------------------------------------------------------------------------------


def spare(story: Story, outcome: str, **typed: object) -> None:
    """From 审理 to the issued decision that does not punish."""
    people = story.people
    draft = decisions.draft_decision(story.case, outcome, actor=people.officer, now=story.now)
    case = story.case = Case.objects.get(pk=story.case.pk)
    found = {"reasons": "演示理由。", "education": "演示教育内容。", "evidence": "演示证据。", "basis": "演示依据。"}
    letter = {"addressee": "演示市演示局", "reasons": "演示理由。", "materials": ["演示案卷"], "basis": "演示依据。"}
    changes = letter if outcome == "transfer" else found
    decisions.save_draft(draft, changes | typed, draft.version, actor=people.officer, now=story.now)
    story.case = case = Case.objects.get(pk=case.pk)
    story.at = STEPS.index("send")
    story.to("issue")


@pytest.mark.parametrize("outcome", ["minor", "first_time", "unfounded"])
def test_nobody_is_punished_and_nothing_is_announced(cast: Cast, now: datetime, outcome: str) -> None:
    story = begin(cast, now).to("hear")
    spare(story, outcome)
    assert story.decision.document.code == "no_penalty_decision" and "D13" not in running(story)
    assert "不予行政处罚" in story.decision.document.versions.get().fields["outcome_ground"]
    found = refused(decisions.serve_decision, story.decision, story.service(), actor=cast.officer, now=story.now)
    assert codes(found) == {"procedure.when"}
    hand_over(story, "serve_no_penalty")
    assert story.case.step == "P13c" and "D16" not in running(story) and "D18" in running(story)
    assert close(story, "no_penalty", "不予行政处罚决定书").step == "P14"


def test_a_case_of_another_authority_is_handed_over(cast: Cast, now: datetime) -> None:
    story = begin(cast, now).to("hear")
    spare(story, "transfer")
    hand_over(story, "serve_transfer")
    receipt = final_fields(story.case, "service_receipt") or {}
    assert receipt["recipient"] == "演示市演示局"
    assert close(story, "moved", "移送函", "送达回证").step == "P14"


def test_a_penalty_is_not_drafted_without_a_notice(cast: Cast, now: datetime) -> None:
    story = begin(cast, now).to("hear")
    found = refused(decisions.draft_decision, story.case, "punish", actor=cast.officer, now=story.now)
    assert codes(found) == {"procedure.step"}


# -- execution ------------------------------------------------------------------------------------------------------------


def test_instalments_surcharge_urging_and_the_court(cast: Cast, now: datetime) -> None:
    story = begin(cast, now).to("serve")
    served = local_date(story.now)
    assert codes(refused(step, story, "urge_performance", cast.officer)) == {"procedure.when"}
    step(story, "request_deferral", cast.officer)
    assert codes(refused(step, story, "grant_deferral", cast.officer)) == {"right.missing"}
    # A demolition may be sued for fifteen days, reviewed for sixty: the three months for the court run from the later end.
    assert clock(story, "D19").started_on == clock(story, "D18").due_on
    until = served + timedelta(days=60)
    step(story, "grant_deferral", cast.leader, deferred_until=until.isoformat())
    assert clock(story, "D20").started_on == until and not running(story) & {"D16", "D19"}
    story.now += timedelta(days=30)
    assert codes(refused(step, story, "urge_performance", cast.officer)) == {"procedure.when"}
    story.now += timedelta(days=35)
    step(story, "give_surcharge_notice", cast.officer)
    notice = final_fields(story.case, "surcharge_notice") or {}
    days = (local_date(story.now) - until).days
    assert Decimal(notice["surcharge_amount"]) == story.tale.fine * 3 * days / 100
    assert int(notice["surcharge_days"]) == days
    found = refused(step, story, "apply_court", cast.leader)
    assert codes(found) == {"G18"}
    step(story, "urge_performance", cast.officer, amount="1.00")
    hand_over(story, "serve_urging")
    assert "D21" in running(story)
    found = refused(step, story, "apply_court", cast.leader)
    assert codes(found) == {"G18"} and "最早" in found[0].message
    # The suit for a land demolition is fifteen days, the review sixty: both over, and the deferral too.
    story.now += timedelta(days=30)
    step(story, "register_review", cast.officer)
    assert codes(refused(step, story, "apply_court", cast.leader)) == {"G18"}
    assert codes(refused(step, story, "register_suit", cast.officer)) == {"procedure.when"}
    step(story, "answer_remedy", cast.officer)
    assert "D37" not in running(story)
    step(story, "record_upheld", cast.officer, result="维持")
    step(story, "apply_court", cast.leader)
    assert story.case.step == "P13e"
    step(story, "record_court_ruling", cast.officer, result="裁定准予强制执行")
    assert close(story, "enforcement_applied", "强制执行申请书", "受理通知").step == "P14"
    # A suit after the closing is still registered and answered.
    step(story, "register_suit", cast.officer)
    assert clock(story, "D37", "lawsuit").stopped_on is None
    step(story, "record_overturned", cast.officer, result="撤销", decided_on_paper=local_date(story.now).isoformat())
    assert "D15" in running(story)
    step(story, "revoke_late", cast.leader, changed_on=local_date(story.now).isoformat())
    step(story, "note_withdrawal", cast.officer)
    assert "D15" not in running(story)


def test_enforcement_rests_and_ends(cast: Cast, now: datetime) -> None:
    story = begin(cast, now).to("serve")
    step(story, "suspend_enforcement", cast.leader)
    assert story.case.step == "P13s"
    step(story, "resume_enforcement", cast.leader)
    step(story, "request_deferral", cast.officer)
    step(story, "refuse_deferral", cast.leader)
    step(story, "end_enforcement", cast.leader)
    assert close(story, "enforcement_ended", "终结执行的材料").step == "P14"


def test_a_revoked_decision_is_not_carried_out(cast: Cast, now: datetime) -> None:
    story = begin(cast, now).to("serve")
    step(story, "alter_decision", cast.leader, changed_on=local_date(story.now).isoformat())
    assert "D15" in running(story) and story.case.step == "P13"
    step(story, "revoke_decision", cast.leader, changed_on=local_date(story.now).isoformat())
    hand_over(story, "serve_other_paper")
    assert story.case.step == "P13c" and not running(story) & {"D16", "D11"}
    assert close(story, "other", "情况说明").step == "P14" and "D15" in running(story)


def test_performance_other_than_money_is_recorded(cast: Cast, now: datetime) -> None:
    story = begin(cast, now).to("serve")
    step(story, "record_performance", cast.officer, performed="全部履行")
    found = refused(close, story, "performed", "缴款凭证或者履行记录")
    assert codes(found) == {"G30"} and "没有缴纳" in found[0].message


def test_electronic_service_needs_the_signed_paper(cast: Cast, now: datetime) -> None:
    story = begin(cast, now).to("issue")
    wire = replace(story.service(), method="电子送达", confirmed_electronic=True)
    found = refused(decisions.serve_decision, story.decision, wire, actor=cast.officer, now=story.now)
    assert codes(found) == {"G15"}
    signed = local_date(story.now).isoformat()
    step(story, "record_electronic_consent", cast.officer, signed_on=signed, online_remedy="演示网址")
    decisions.serve_decision(story.decision, wire, actor=cast.officer, now=story.now)


def test_a_notice_served_by_posting_waits_thirty_days_that_do_not_count(cast: Cast, now: datetime) -> None:
    story = begin(cast, now).to("hear")
    before = clock(story, "D10").due_on
    posted = local_date(story.now)
    story.now += timedelta(days=45)
    service = replace(
        story.service(), method="公告送达", receiver="", refusal_note="演示：下落不明。", posted_on=posted,
        served_on=posted + timedelta(days=40),
    )  # fmt: skip
    told = decisions.NoticeInput(
        story.tale.story, "理由", ["依据"], story.penalties(), story.tale.fine, "电话", service
    )
    decisions.serve_notice(story.case, told, actor=cast.officer, now=story.now)
    left_out = [day for day, why in clock(story, "D10").skipped if why == "公告"]
    assert len(left_out) == 41 and clock(story, "D10").due_on > before
    assert date.fromisoformat(left_out[0]) == posted
