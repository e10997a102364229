"""Cases that do not go straight: returned, rejected, heard, lowered, declined."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from daylight.base.journal.models import Entry
from daylight.cases import acts as cases
from daylight.cases.models import Case
from daylight.config.demo import penalty
from daylight.core.moment import BEIJING, local_date
from daylight.decisions import acts as decisions
from daylight.decisions.models import DraftVersion
from daylight.recording.queries import final_fields
from daylight.review import acts as review
from daylight.review.models import Dossier
from daylight.review.queries import changed_fields, valid_pass
from tests import spoken
from tests.cast import Cast
from tests.refusing import codes, fields, refused
from tests.story import STEPS, Story, begin


def again(story: Story, response: str = "") -> Dossier:
    """Send anew and walk on from there."""
    story.later(1)
    story.dossier = decisions.send_for_review(story.case, response, actor=story.people.officer, now=story.now)
    story.at = STEPS.index("assign")
    return story.dossier


def test_returned_answered_and_passed(cast: Cast, now: datetime) -> None:
    story = begin(cast, now).to("assign")
    first = story.dossier
    story.judge("discretion", "mend", "裁量理由没有写明当事人何时停止建设。")
    review.return_dossier(first, "纠正", "请补充裁量理由。", actor=cast.reviewer, now=story.now)
    story.case.refresh_from_db()
    assert story.case.step == "P9"

    better = "当事人接到通知当日停止建设并配合调查，占用面积较小。"
    story.later(1)
    story.save(discretion_reason=better)
    found = refused(decisions.send_for_review, story.case, actor=cast.officer, now=story.now)
    assert codes(found) == {"review.response"} and fields(found) == {"response"}
    second = again(story, "已补充停止建设的时间。")
    assert (second.round, second.response) == (2, "已补充停止建设的时间。")
    changed = {each.field: each.after for each in changed_fields(second)}
    # The table of the fine carries the reason beside each sum.
    assert changed.keys() == {"discretion_reason", "fine_table"} and changed["discretion_reason"] == better
    assert [row["reason"] for row in changed["fine_table"]["rows"]] == [better]
    # What the reviewer was given the first time is still what he was given.
    first.refresh_from_db()
    assert first.content["draft"]["discretion_reason"] != better and first.state == "returned"

    story.to("archive")
    assert story.decision.dossier_sha256 == second.sha256
    assert story.decision.fields["discretion_reason"] == better


def test_the_leader_rejects_and_the_pass_is_void(cast: Cast, now: datetime) -> None:
    story = begin(cast, now).to("pass")
    first = story.dossier
    first.refresh_from_db()
    found = refused(decisions.reject_decision, story.case, " ", actor=cast.leader, now=story.now)
    assert fields(found) == {"reason"}
    decisions.reject_decision(story.case, "罚款数额偏高，请重新裁量。", actor=cast.leader, now=story.now)
    assert valid_pass(story.case, story.case.draft.sha256) == first

    story.later(1)
    part = {"kind": "rate_area", "quantity": "640.00", "rate": "120", "label": "农村道路"}
    lower = [
        p | {"amount_yuan": "76800.00", "text": p["text"].replace("96,000.00", "76,800.00")}
        if p["kind"] == "fine"
        else p
        for p in story.penalties()
    ]
    story.save(parts=[part], penalties=lower)
    first.refresh_from_db()
    assert first.state == "void" and valid_pass(story.case, story.case.draft.sha256) is None
    assert Entry.objects.filter(kind="review.dossier.voided").count() == 1

    assert again(story).round == 2
    story.to("issue")
    assert story.decision.fields["fine_yuan"] == "76800.00"
    assert story.decision.dossier_sha256 == story.dossier.sha256


def test_a_draft_changed_and_changed_back_is_still_reviewed_again(cast: Cast, now: datetime) -> None:
    story = begin(cast, now).to("pass")
    before = story.case.draft.sha256
    decisions.reject_decision(story.case, "请核对。", actor=cast.leader, now=story.now)
    reason = story.case.draft.fields["discretion_reason"]
    story.save(discretion_reason="另一理由。")
    story.save(discretion_reason=reason)
    assert story.case.draft.sha256 == before
    found = refused(decisions.submit_for_approval, story.case, actor=cast.officer, now=story.now)
    assert codes(found) == {"G09"}
    again(story)
    story.to("approve")


def test_an_unchanged_draft_after_a_rejection_is_reviewed_again(cast: Cast, now: datetime) -> None:
    story = begin(cast, now).to("pass")
    decisions.reject_decision(story.case, "请补充说明。", actor=cast.leader, now=story.now)
    # The pass still binds to this very draft, and yet the way round the review is for cases that need none.
    found = refused(decisions.submit_for_approval, story.case, actor=cast.officer, now=story.now)
    assert codes(found) == {"procedure.when"}
    second = again(story)
    assert second.draft_sha256 == Dossier.objects.get(round=1).draft_sha256
    story.to("approve")
    assert story.decision.dossier_sha256 == second.sha256


def test_an_opening_declined_ends_the_case(cast: Cast, now: datetime) -> None:
    story = begin(cast, now).to("request")
    assert fields(refused(cases.decline_opening, story.case, "", actor=cast.head, now=story.now)) == {"reason"}
    case = cases.decline_opening(story.case, "轻微并及时纠正。", actor=cast.head, now=story.now)
    assert (case.step, case.closed_on, case.number) == ("P14", local_date(story.now), "")
    assert case.clocks.get(code="D03").stopped_on == local_date(story.now)
    entry = Entry.objects.get(kind="cases.opening.declined")
    assert entry.data == {"reason": "轻微并及时纠正。"}
    decisions.archive_case(case, actor=cast.head, now=story.now)
    assert case.step == "P15"


def test_sent_back_to_investigate(cast: Cast, now: datetime) -> None:
    story = begin(cast, now).to("conclude")
    story.later(1)
    reason = "补充询问现场施工人员。"
    decisions.return_to_investigation(story.case, reason, actor=cast.head, now=story.now)
    assert story.case.step == "P3"
    assert Entry.objects.get(kind="decisions.investigation.returned").data["reason"] == reason
    story.at = STEPS.index("investigate")
    story.to("archive")
    assert story.case.documents.filter(code="investigation_report").count() == 2


def test_the_head_cannot_pass_a_no(cast: Cast, now: datetime) -> None:
    from_step = begin(cast, now).to("conclude")
    trial = dict.fromkeys(
        ("jurisdiction", "party_clear", "facts_clear", "nature_right", "law_right", "procedure_lawful", "penalty_suitable"),
        "是",
    ) | {"facts_clear": "否", "held_on": "2026-12-01", "conclusion": "同意。", "members": "演示丙"}  # fmt: skip
    found = refused(decisions.hear_case, from_step.case, trial, actor=cast.head, now=from_step.now)
    assert codes(found) == {"trial.negative"} and "事实是否清楚" in found[0].message
    found = refused(
        decisions.hear_case, from_step.case, trial | {"facts_clear": "大概"}, actor=cast.head, now=from_step.now
    )
    assert fields(found) == {"facts_clear"}


def test_the_way_through_a_hearing(cast: Cast, now: datetime) -> None:
    story = begin(cast, now).to("notice")
    asked = decisions.record_hearing_request(story.case, local_date(story.now), actor=cast.officer, now=story.now)
    spoken.summon(story, date(2026, 12, 7), datetime(2026, 12, 16, 14, 0, tzinfo=BEIJING))
    story.now = datetime(2026, 12, 16, 15, 0, tzinfo=BEIJING)
    for host in (cast.officer.name, {"name": cast.partner.name, "certificate": "演示370687002"}):
        minutes = spoken.hearing(story, date(2026, 12, 7), host=host)
        found = refused(decisions.record_hearing, asked, minutes, actor=cast.officer, now=story.now)
        assert codes(found) == {"G04"} and fields(found) == {"host"}
    minutes = spoken.hearing(story, date(2026, 12, 7))
    held = decisions.record_hearing(asked, minutes, actor=cast.officer, now=story.now)
    assert (held.held_on, held.notified_on, held.host) == (date(2026, 12, 16), date(2026, 12, 7), "演示听证主持人")
    story.at = STEPS.index("draft")
    story.to("fill")
    assert "听证报告" in refused(decisions.send_for_review, story.case, actor=cast.officer, now=story.now)[0].message
    penalty.step(story, "report_hearing", cast.head)
    story.to("send")
    assert any("听证" in each for each in story.dossier.why_required)
    assert "2026年12月16日举行听证" in story.dossier.content["draft"]["hearing_summary"]
    story.to("approve")
    # A hearing must be filmed: YX-06 or whatever row the list in force names, or be excused, before the file is closed.
    story.to("close")
    assert codes(refused(decisions.archive_case, story.case, actor=cast.head, now=story.now)) == {"G25"}


def test_a_statement_taken_up_lowers_the_fine(cast: Cast, now: datetime) -> None:
    story = begin(cast, now).to("notice")
    said = decisions.record_statement(story.case, spoken.statement(story), actor=cast.officer, now=story.now)
    found = refused(
        decisions.review_statement, said, spoken.statement_review(story, "也许"), actor=cast.officer, now=story.now
    )
    assert fields(found) == {"accepted"}
    answered = decisions.review_statement(
        said, spoken.statement_review(story, "部分采纳"), actor=cast.officer, now=story.now
    )
    assert (answered.adopted, answered.reviewed_on) == ("partly", local_date(story.now))
    found = refused(
        decisions.review_statement, answered, spoken.statement_review(story), actor=cast.officer, now=story.now
    )
    assert codes(found) == {"statement.reviewed"}
    story.to("draft")
    assert "部分采纳" in story.case.draft.fields["statement_summary"]
    story.to("fill")
    part = {"kind": "rate_area", "quantity": "640.00", "rate": "100", "label": "农村道路"}
    # The computed sum changes; the words of the penalty must follow, or the party would read two sums.
    story.save(parts=[part])
    found = refused(decisions.send_for_review, story.case, actor=cast.officer, now=story.now)
    assert fields(found) == {"penalties"} and "64,000.00" in found[0].message
    lower = [
        p | ({"amount_yuan": "64000.00", "text": "处以罚款 64,000.00 元"} if p["kind"] == "fine" else {})
        for p in story.penalties()
    ]
    story.save(penalties=lower)
    story.to("serve")
    paper = final_fields(story.case, "penalty_decision")
    assert paper is not None and paper["fine"] == "64000.00" and "64,000.00 元" in paper["content"]
    assert "96,000" not in paper["content"]


def test_two_people_write_at_once(cast: Cast, now: datetime) -> None:
    story = begin(cast, now).to("draft")
    seen = story.case.draft.version
    decisions.save_draft(story.case.draft, {"performance": "甲写的。"}, seen, actor=cast.officer, now=story.now)
    found = refused(
        decisions.save_draft, story.case.draft, {"performance": "乙写的。"}, seen, actor=cast.partner, now=story.now
    )
    assert codes(found) == {"draft.stale"} and cast.officer.name in found[0].message
    assert "您的文字仍保留" in found[0].message
    assert [v.fields["performance"] for v in DraftVersion.objects.all()] == ["", "甲写的。"]


def test_a_page_read_before_the_draft_was_sent_saves_nothing(cast: Cast, now: datetime) -> None:
    story = begin(cast, now).to("fill")
    stale = type(story.case).objects.get(pk=story.case.pk).draft
    assert stale.case.step == "P9"
    story.to("send")
    found = refused(
        decisions.save_draft, stale, {"performance": "改。"}, stale.version, actor=cast.officer, now=story.now
    )
    assert codes(found) == {"draft.frozen"}
    story.to("approve")


def test_a_fine_is_paid_in_parts(cast: Cast, now: datetime) -> None:
    story = begin(cast, now).to("serve")

    def pay(yuan: str, receipt: str) -> object:
        return decisions.register_payment(
            story.decision, local_date(story.now), Decimal(yuan), receipt, "演示银行", actor=cast.window, now=story.now
        )  # fmt: skip

    assert fields(refused(pay, "96000.01", "票据1")) == {"amount_yuan"}
    assert fields(refused(pay, "0", "票据1")) == {"amount_yuan"}
    assert codes(refused(pay, "1", " ")) == {"G23"}
    pay("50000", "票据1")
    assert codes(refused(pay, "1", "票据1")) == {"payment.twice"}
    assert "46,000.00" in refused(pay, "46000.01", "票据2")[0].message
    pay("46000", "票据2")
    assert story.case.documents.filter(code="payment_record").count() == 2


def test_what_a_page_loaded_before_a_colleagues_save_is_not_sent(cast: Cast, now: datetime) -> None:
    """The dossier freezes the draft as it stands, not as the sender's page had it."""
    story = begin(cast, now).to("fill")
    page = Case.objects.get(pk=story.case.pk)
    assert page.draft.version == 2
    story.save(discretion_reason="当事人在另一页写下的理由。")
    dossier = decisions.send_for_review(page, actor=cast.partner, now=story.now)
    assert dossier.content["draft"]["discretion_reason"] == "当事人在另一页写下的理由。"
