"""行政许可 from application to archive through the acts: the whole path, each side path, each refusal, each clock."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from daylight.base import lawpack
from daylight.cases.models import Case
from daylight.decisions import acts as decisions
from daylight.decisions.carrying import begin
from daylight.decisions.outcomes import paper_of
from daylight.decisions.standing import decided
from daylight.recording.render.blocks import texts
from daylight.recording.render.templates import build
from daylight.recording.render.templates.sheet import Sheet
from tests.cast import Cast
from tests.permits import PermitStory, begin_permit, clock, step_of
from tests.refusing import codes, refused

PLAN = "建设工程设计方案"


def due(start: date, days: int) -> date:
    """The last of so many working days after ``start``, counted by hand on the shipped calendar."""
    calendar, day = lawpack.current().calendar(), start
    while days:
        day = date.fromordinal(day.toordinal() + 1)
        days -= calendar.is_workday(day)
    return day


def test_a_permit_from_application_to_archive(cast: Cast, now: datetime) -> None:
    story = begin_permit(cast, now).accepted()
    case = story.case
    assert step_of(story) == "K3"
    assert story.case.number == "海自然资规许〔2026〕1号" and story.case.opened_on == story.today
    assert clock(story, "D27").stopped_on == story.today
    assert clock(story, "D28").due_on == due(story.today, 20)
    story.visit()
    story.reviewed(site="需要")
    story.drafted("grant", valid_from="2026-12-01", valid_until="2028-11-30").decided()
    decided_on = decided(story.case).decided_on
    assert step_of(story) == "K12" and decided(story.case).document.code == "permit_grant"
    assert clock(story, "D28").stopped_on and clock(story, "D29").due_on == due(decided_on, 10)
    assert clock(story, "D13").due_on == due(decided_on, 7)
    story.certified()
    assert clock(story, "D31").started_on == date(2028, 11, 30) and clock(story, "D31").due_on == date(2028, 10, 31)
    assert clock(story, "D31", "reminder").due_on < clock(story, "D31").due_on
    assert clock(story, "D29").stopped_on
    # 公示 is the disclosure desk's own act; the file does not wait for it.
    assert clock(story, "D13").stopped_on is None
    story.archived()
    assert step_of(story) == "K16" and story.case.closed_on
    # What outlives the file still runs: the holder's time to ask for more.
    assert clock(story, "D31").stopped_on is None
    assert case.documents.filter(code="permit_certificate", state="issued").get().number == "海自然资规许证〔2026〕1号"


def test_a_permit_without_an_end_starts_no_renewal_clock(cast: Cast, now: datetime) -> None:
    story = begin_permit(cast, now).accepted().reviewed().drafted("grant").decided().certified()
    assert step_of(story) == "K14" and not story.case.clocks.filter(code="D31").exists()


def test_a_permit_that_ends_before_it_begins_is_not_sent_on(cast: Cast, now: datetime) -> None:
    story = begin_permit(cast, now).accepted()
    # What the applicant wrote is no finding of the reviewers.
    begun = begin(story.case, lawpack.current().document("permit_review_report", story.today), story.today)
    assert "facts" not in begun
    story.reviewed(facts="建设方案符合规划条件（演示）。").drafted(
        "grant", valid_from="2026-12-01", valid_until="2026-11-30"
    )
    assert story.case.draft.fields["facts"] == "建设方案符合规划条件（演示）。"
    found = refused(decisions.submit_for_approval, story.case, actor=cast.officer, now=story.now)
    assert codes(found) == {"document.span"}
    draft, mended = story.case.draft, {"valid_until": "2028-11-30"}
    decisions.save_draft(draft, mended, draft.version, actor=cast.officer, now=story.now)
    story.case = Case.objects.get(pk=story.case.pk)
    story.decided()
    story.later(0, 2)
    wrong = refused(story.step, "issue_certificate", {"valid_until": "2026-11-30"}, by=cast.leader)
    assert codes(wrong) == {"document.span"}
    story.certified()


def test_a_refusal_gives_reasons_and_remedy_and_no_certificate(cast: Cast, now: datetime) -> None:
    story = begin_permit(cast, now).accepted().reviewed().drafted("refuse").decided()
    fields = decided(story.case).document.versions.get().fields
    assert (
        fields["reasons"]
        and "六十日" in fields["remedy"].replace("60日", "六十日")
        and "海阳市人民政府" in fields["remedy"]
    )
    assert not story.case.clocks.filter(code__in=("D13", "D29")).exists()
    assert "procedure.when" in codes(refused(story.step, "issue_certificate", by=cast.leader))
    story.step("skip_certificate", reason="不予许可，没有证件。")
    story.archived("不予许可")
    assert step_of(story) == "K16"


# -- 收件、补正、受理 ---------------------------------------------------------------------------------------------------


def test_what_lacks_is_told_once_and_the_application_accepted_when_it_came(cast: Cast, now: datetime) -> None:
    story = begin_permit(cast, now).register().receive(without=(PLAN,))
    found = refused(story.step, "accept")
    assert codes(found) == {"XK01"} and PLAN in found[0].message and "一次告知" in found[0].message
    found = refused(story.step, "issue_correction", {"missing": ["使用土地的有关证明文件"]})
    assert codes(found) == {"XK03"} and PLAN in found[0].message
    story.later(1)
    story.step("issue_correction")
    assert "procedure.document" in codes(refused(story.serve, "serve_ending")) or step_of(story) == "K1"
    story.serve("serve_correction")
    assert step_of(story) == "K2" and clock(story, "D27").stopped_on == story.today
    story.later(2)
    story.step("receive_corrections", {"materials": [], "form_ok": True})
    found = refused(story.step, "accept")
    assert codes(found) == {"XK01"} and "不予受理" in found[0].message
    assert "procedure.once" in codes(refused(story.step, "issue_correction"))
    story.step("decline_acceptance", {"ground": "补正以后材料仍不齐全或者不符合法定形式"}, by=cast.head)
    story.serve("serve_ending")
    story.archived("不予受理")
    assert step_of(story) == "K16"


def test_corrected_in_full_it_is_accepted(cast: Cast, now: datetime) -> None:
    story = begin_permit(cast, now).register().receive(without=(PLAN,))
    story.step("issue_correction")
    story.serve("serve_correction")
    story.later(1)
    story.step("receive_corrections", {"materials": [PLAN], "form_ok": True})
    assert clock(story, "D27").started_on == story.today
    story.step("accept")
    assert step_of(story) == "K3" and clock(story, "D28").started_on == story.today


def test_five_days_of_silence_accept_it_from_the_day_it_came(cast: Cast, now: datetime) -> None:
    story = begin_permit(cast, now).register().receive(without=(PLAN,))
    came = story.today
    assert "procedure.when" in codes(refused(story.step, "deem_accepted"))
    assert clock(story, "D27").due_on == due(came, 5)
    while story.today <= clock(story, "D27").due_on:
        story.later(1)
    for code, by in (("accept", None), ("issue_correction", None), ("decline_acceptance", cast.head)):
        assert codes(refused(story.step, code, by=by)) & {"procedure.when", "XK01"}, code
    assert codes(refused(story.step, "deem_accepted", {"received_on": story.today.isoformat()})) == {"XK06"}
    story.step("deem_accepted", {"received_on": came.isoformat()})
    assert step_of(story) == "K3" and clock(story, "D28").due_on == due(came, 20)


def test_a_notice_handed_over_too_late_does_not_stop_the_five_days(cast: Cast, now: datetime) -> None:
    story = begin_permit(cast, now).register().receive(without=(PLAN,))
    story.later(1)
    story.step("issue_correction")
    while story.today <= clock(story, "D27").due_on:
        story.later(1)
    found = refused(story.serve, "serve_correction")
    assert codes(found) == {"XK03"} and "视为受理" in found[0].message
    # Handed over in time and only written down late, it counts.
    story.serve("serve_correction", clock(story, "D27").due_on)
    assert step_of(story) == "K2"


def test_materials_in_the_wrong_form_are_not_accepted(cast: Cast, now: datetime) -> None:
    story = begin_permit(cast, now).register().receive(form_ok=False)
    assert "法定形式" in refused(story.step, "accept")[0].message


# -- 审查、期限 --------------------------------------------------------------------------------------------------------


def test_a_site_visit_needs_two_certified_officers_and_shown_certificates(cast: Cast, now: datetime) -> None:
    story = begin_permit(cast, now).accepted()
    one = [{"uuid": str(cast.officer.uuid), "name": "演示甲", "certificate": cast.officer.certificate_number}]
    at = {"started_at": story.now.isoformat(), "ended_at": story.now.isoformat()}
    assert codes(refused(story.step, "check_site", {**at, "officers": one, "identity_shown_at": story.now.isoformat()})) == {"G01"}  # fmt: skip
    yesterday = story.now.replace(day=story.now.day - 1).isoformat()
    assert codes(refused(story.step, "check_site", {**at, "identity_shown_at": yesterday})) == {"G02"}
    found = refused(story.reviewed, site="需要")
    assert codes(found) == {"procedure.document"} and "现场核查笔录" in found[0].message
    story.visit()
    story.reviewed(site="需要")
    assert step_of(story) == "K7"


def test_the_term_is_lengthened_once_by_the_leader(cast: Cast, now: datetime) -> None:
    story = begin_permit(cast, now).accepted()
    accepted_on = story.today
    assert "procedure.after" in codes(refused(story.step, "extend_term", by=cast.leader))
    story.step("ask_extension")
    assert "right.missing" in codes(refused(story.step, "extend_term"))
    story.step("extend_term", by=cast.leader)
    assert clock(story, "D28").due_on == due(accepted_on, 30)
    assert "procedure.once" in codes(refused(story.step, "extend_term", by=cast.leader))
    found = refused(story.reviewed)
    assert codes(found) == {"XK05"} and "延长办理期限告知书" in found[0].message
    story.serve("serve_interim")
    story.reviewed()


def test_expert_days_do_not_count(cast: Cast, now: datetime) -> None:
    story = begin_permit(cast, now).accepted()
    accepted_on = story.today
    story.step("begin_expert", {"cause": "专家评审"})
    assert step_of(story) == "K4" and clock(story, "D28").suspended_on == story.today
    story.serve("serve_interim")
    story.later(14)
    story.step("end_expert", {"cause": "专家评审"})
    assert clock(story, "D28").suspended_on is None and clock(story, "D28").due_on > due(accepted_on, 28)


# -- 听取意见和听证 ----------------------------------------------------------------------------------------------------


def test_those_concerned_are_told_and_waited_for(cast: Cast, now: datetime) -> None:
    story = begin_permit(cast, now).accepted()
    concerned = {"interests": "涉及申请人与他人之间重大利益关系"}
    found = refused(story.reviewed, **concerned)
    assert codes(found) == {"XK02"} and "权利告知书" in found[0].message
    told(story)
    assert step_of(story) == "K5" and clock(story, "D30").due_on == due(story.today, 5)
    assert codes(refused(story.step, "end_waiting", reason="期满")) == {"procedure.when"}
    story.step("record_opinion", {"capacity": "利害关系人"})
    while story.today <= clock(story, "D30").due_on:
        story.later(1)
    story.step("end_waiting", reason="期限届满，无人申请听证。")
    story.reviewed(**concerned)
    assert step_of(story) == "K7"


def told(story: PermitStory) -> None:
    story.step("issue_interest_notice", {"interested": ["演示邻居"]})
    story.serve("serve_interest_notice")


def test_a_waiver_ends_the_waiting(cast: Cast, now: datetime) -> None:
    story = begin_permit(cast, now).accepted()
    told(story)
    story.step("waive_hearing", {"capacity": "利害关系人"})
    story.step("end_waiting", reason="已书面放弃。")
    story.reviewed(interests="涉及申请人与他人之间重大利益关系").drafted("grant").decided()
    assert step_of(story) == "K12"


def hearing(story: PermitStory, host: str = "keeper", certificate: str = "演示听证001") -> dict[str, object]:
    person = getattr(story.people, host)
    return {
        "held_at": story.now.isoformat(),
        "host": {"uuid": str(person.uuid), "name": person.name, "certificate": ""},
        "host_certificate": certificate,
    }


def asked(cast: Cast, now: datetime) -> PermitStory:
    story = begin_permit(cast, now).accepted()
    told(story)
    story.later(1)
    story.step("request_hearing", {"capacity": "利害关系人"})
    return story


def test_a_hearing_is_held_by_somebody_else_seven_days_after_its_notice(cast: Cast, now: datetime) -> None:
    story = asked(cast, now)
    assert step_of(story) == "K6"
    assert clock(story, "D28").suspended_on == story.today
    assert clock(story, "D30", "organise").due_on == due(story.today, 20)
    found = refused(story.step, "hold_hearing", hearing(story))
    assert codes(found) == {"XK02"} and "提前" in found[0].message
    story.step("notify_hearing")
    assert "XK05" in codes(refused(story.step, "hold_hearing", hearing(story)))
    story.serve("serve_interim")
    story.later(3)
    assert codes(refused(story.step, "hold_hearing", hearing(story))) == {"XK02"}
    story.later(9)
    assert codes(refused(story.step, "hold_hearing", hearing(story, "officer"))) == {"G04"}
    story.film("YX-XK2", "听证录音", 523)
    story.step("hold_hearing", hearing(story))
    assert step_of(story) == "K3" and clock(story, "D28").suspended_on is None
    assert clock(story, "D30", "organise").stopped_on == story.today
    story.reviewed(interests="涉及申请人与他人之间重大利益关系", heard="已经听证。").drafted("grant")
    # After a hearing the decision goes through legal review (目录 SH-XK02).
    assert codes(refused(decisions.submit_for_approval, story.case, actor=cast.officer, now=story.now)) & {"G09", "procedure.when"}  # fmt: skip
    story.judged().decided()
    assert step_of(story) == "K12"


def test_a_host_without_certificate_may_not_preside(cast: Cast, now: datetime) -> None:
    story = asked(cast, now)
    story.step("notify_hearing")
    story.serve("serve_interim")
    story.later(12)
    late = {**hearing(story), "host_valid_until": "2026-01-01"}
    assert codes(refused(story.step, "hold_hearing", late)) == {"G06"}


def test_a_withdrawn_request_lets_the_review_go_on(cast: Cast, now: datetime) -> None:
    story = asked(cast, now)
    story.step("withdraw_hearing", reason="申请人书面撤回听证申请。")
    assert step_of(story) == "K3" and clock(story, "D28").suspended_on is None
    story.reviewed(interests="涉及申请人与他人之间重大利益关系")


def test_a_hearing_of_public_interest_is_announced(cast: Cast, now: datetime) -> None:
    story = begin_permit(cast, now).accepted()
    story.step("announce_hearing")
    assert step_of(story) == "K6" and clock(story, "D28").suspended_on == story.today
    assert codes(refused(story.step, "hold_hearing", hearing(story))) == {"XK02"}
    story.later(12)
    story.step("hold_hearing", hearing(story))
    story.reviewed(interests="涉及重大公共利益").drafted("grant")
    story.judged().decided()


# -- 决定与申请相符、撤回、终止 -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("outcome", ["change", "renew", "revoke", "recall", "cancel"])
def test_a_first_application_ends_in_a_grant_or_a_refusal(cast: Cast, now: datetime, outcome: str) -> None:
    story = begin_permit(cast, now).accepted().reviewed().drafted(outcome)
    found = refused(decisions.submit_for_approval, story.case, actor=cast.officer, now=story.now)
    assert "XK04" in codes(found)
    decisions.choose_outcome(story.case.draft, "grant", actor=cast.officer, now=story.now)


WITHDRAWABLE = ("K0", "K1", "K3", "K5", "K6", "K7", "K8")


@pytest.mark.parametrize("step", WITHDRAWABLE)
def test_the_applicant_may_withdraw_until_the_decision(cast: Cast, now: datetime, step: str) -> None:
    story = at_step(begin_permit(cast, now), step)
    assert step_of(story) == step
    story.step("withdraw_application")
    assert step_of(story) == "K15" and story.case.closed_on
    assert not story.case.clocks.filter(stopped_on=None).exists()
    decisions.archive_case(story.case, actor=cast.head, now=story.now)


def at_step(story: PermitStory, step: str) -> PermitStory:
    if step in ("K0", "K1"):
        story.register()
        return story.receive() if step == "K1" else story
    story.accepted()
    if step in ("K5", "K6"):
        told(story)
        if step == "K6":
            story.step("request_hearing", {"capacity": "申请人"})
    if step in ("K7", "K8"):
        story.reviewed()
    return story.drafted("grant") if step == "K8" else story


def test_after_the_decision_nothing_is_withdrawn(cast: Cast, now: datetime) -> None:
    story = begin_permit(cast, now).accepted().reviewed().drafted("grant").decided()
    assert codes(refused(story.step, "withdraw_application")) == {"procedure.step"}


def test_a_review_is_ended_by_the_leader_with_reasons(cast: Cast, now: datetime) -> None:
    story = begin_permit(cast, now).accepted()
    assert "right.missing" in codes(refused(story.step, "terminate_review"))
    story.step("terminate_review", by=cast.leader)
    assert step_of(story) == "K17" and clock(story, "D28").stopped_on
    story.serve("serve_ending")
    story.archived("终止审查")


def test_the_review_can_be_taken_up_again(cast: Cast, now: datetime) -> None:
    story = begin_permit(cast, now).accepted().reviewed().drafted("grant")
    story.step("reopen_review", reason="补充核查面积。")
    story.reviewed().drafted("grant").decided()
    assert step_of(story) == "K12"


# -- 变更、延续、撤销、撤回、注销 ---------------------------------------------------------------------------------------

PRIOR = {"prior_number": "演示许证〔2024〕1号", "prior_issued_on": "2024-12-01"}


@pytest.mark.parametrize(("matter", "outcome", "ended"), [
    ("变更", "change", "准予变更"), ("延续", "renew", "准予延续"), ("注销", "cancel", "注销许可"),
])  # fmt: skip
def test_what_a_holder_asks_for(cast: Cast, now: datetime, matter: str, outcome: str, ended: str) -> None:
    story = begin_permit(cast, now, matter=matter).accepted()
    until = {} if outcome == "cancel" else {"valid_until": "2027-03-31"}
    story.reviewed().drafted(outcome, **until)
    found = refused(decisions.submit_for_approval, story.case, actor=cast.officer, now=story.now)
    assert codes(found) == {"XK04"} and "原许可" in found[0].message
    story.step("reopen_review", reason="核对原许可。")
    story.step("check_prior_permit", {**PRIOR, **until})
    if until:
        assert clock(story, "D31D").due_on == date(2027, 3, 30)
    story.reviewed().drafted(outcome, **until).decided()
    if outcome == "cancel":
        assert codes(refused(story.step, "issue_certificate", by=cast.leader)) == {"procedure.when"}
        story.step("skip_certificate", reason="注销，收回原证。")
    else:
        story.certified(valid_until="2028-03-31")
    story.archived(ended)
    assert step_of(story) == "K16"


@pytest.mark.parametrize(("matter", "outcome", "ended"), [
    ("撤销", "revoke", "撤销许可"), ("撤回或者变更", "recall", "变更或者撤回许可"),
])  # fmt: skip
def test_what_is_taken_back_is_heard_and_reviewed_first(
    cast: Cast, now: datetime, matter: str, outcome: str, ended: str
) -> None:
    story = begin_permit(cast, now).register()
    story.step("start_ex_officio", {"matter": matter, "prior_number": PRIOR["prior_number"]})
    assert step_of(story) == "K3" and story.case.number and clock(story, "D27").stopped_on
    story.step("check_prior_permit", PRIOR)
    found = refused(story.reviewed)
    assert codes(found) == {"XK02"} and "被许可人" in found[0].message
    told(story)
    story.step("waive_hearing", {"capacity": "被许可人"})
    story.step("end_waiting", reason="被许可人书面放弃听证。")
    story.reviewed().drafted(outcome)
    assert codes(refused(decisions.submit_for_approval, story.case, actor=cast.officer, now=story.now)) >= {"G09"}
    story.judged().decided()
    assert clock(story, "D13") and not story.case.clocks.filter(code="D29").exists()
    story.step("skip_certificate", reason="许可已被撤销，收回证件。")
    story.archived(ended)


def test_an_undecided_renewal_counts_as_granted_once_the_permit_has_ended(cast: Cast, now: datetime) -> None:
    story = begin_permit(cast, now, matter="延续").accepted()
    story.step("check_prior_permit", {**PRIOR, "valid_until": "2026-12-31"})
    assert codes(refused(story.step, "deem_renewed")) & {"procedure.when", "XK06"}
    story.reviewed().drafted("refuse")
    while story.today <= date(2026, 12, 31):
        story.later(1)
    found = refused(decisions.submit_for_approval, story.case, actor=cast.officer, now=story.now)
    assert codes(found) == {"XK04"} and "视为准予延续" in found[0].message
    story.step("deem_renewed")
    assert step_of(story) == "K12" and clock(story, "D29").due_on == due(story.today, 10)
    assert "XK05" in codes(refused(story.certified, valid_until="2028-12-31"))
    story.serve("serve_interim")
    story.certified(valid_until="2028-12-31").archived("视为准予延续")


def test_a_renewal_asked_for_too_late_is_not_deemed(cast: Cast, now: datetime) -> None:
    story = begin_permit(cast, now, matter="延续").accepted()
    story.step("check_prior_permit", {**PRIOR, "valid_until": "2026-12-15"})
    while story.today <= date(2026, 12, 15):
        story.later(1)
    found = refused(story.step, "deem_renewed")
    assert codes(found) == {"XK06"} and "才收到" in found[0].message


def test_a_mining_permit_is_reviewed_because_the_catalogue_says_so(cast: Cast, now: datetime) -> None:
    story = begin_permit(cast, now, item="XK-K01").accepted().reviewed().drafted("grant")
    assert codes(refused(decisions.submit_for_approval, story.case, actor=cast.officer, now=story.now)) >= {"G09"}
    story.judged().decided()
    assert Case.objects.get(pk=story.case.pk).step == "K12"


def test_what_was_approved_can_be_sent_back_before_it_is_issued(cast: Cast, now: datetime) -> None:
    story = begin_permit(cast, now).accepted().reviewed().drafted("grant")
    decisions.submit_for_approval(story.case, actor=cast.officer, now=story.now)
    decisions.approve_decision(story.case, actor=cast.leader, now=story.now)
    decisions.reject_decision(story.case, "许可条件写得不清楚。", actor=cast.leader, now=story.now)
    assert step_of(story) == "K8"
    story.decided()
    assert step_of(story) == "K12"


def test_a_long_decision_keeps_its_remedy_on_the_paper(cast: Cast, now: datetime) -> None:
    story = begin_permit(cast, now).register()
    story.step("start_ex_officio", {"matter": "撤销", "prior_number": PRIOR["prior_number"]})
    story.step("check_prior_permit", PRIOR)
    told(story)
    story.step("waive_hearing", {"capacity": "被许可人"})
    story.step("end_waiting", reason="被许可人书面放弃听证。")
    story.reviewed().drafted("revoke")
    today = story.today
    fields = paper_of(story.case, story.case.draft.fields, today)
    blocks = build(Sheet(lawpack.current().document("permit_revocation", today), fields))
    said = "".join(texts(blocks))
    assert "海阳市人民政府申请行政复议" in said and "赔偿、补偿的处理" in said and "超越法定职权" not in said
