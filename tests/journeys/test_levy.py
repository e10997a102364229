"""行政征收: idle land from inquiry to archive, the fee of the law, taking back, the government's own fault, the court."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from daylight.base import lawpack
from daylight.cases.moving import definition_of
from daylight.config.demo.levy import FEE, GOVERNMENT, ITEM, PARTY, RECLAIM, LevyStory
from daylight.config.demo.penalty import filled
from daylight.core.deadlines import add_months
from daylight.core.moment import local_date
from daylight.decisions import acts
from daylight.decisions.standing import decided
from tests.cast import Cast
from tests.refusing import codes, refused
from tests.story import begin


@pytest.fixture
def levy(cast: Cast, now: datetime) -> LevyStory:
    begin(cast, now - timedelta(days=3))
    return LevyStory(cast, ITEM, PARTY, now)


def on(story: LevyStory, day: date, hour: int = 10) -> LevyStory:
    story.now = datetime(day.year, day.month, day.day, hour, tzinfo=story.now.tzinfo)
    return story


def told(story: LevyStory, **more: Any) -> LevyStory:
    """Identified, published, told of the hearing, which was waived."""
    return story.inquire().later(2).explain().identify(**more).tell().waive()


def served(story: LevyStory) -> LevyStory:
    """The decision to levy is in the holder's hands."""
    return told(story).decide().review().to_government().government_says().sign().serve_decision()


def due(story: LevyStory, code: str, variant: str = "") -> date:
    found: date = story.fresh().clocks.get(code=code, variant=variant).due_on
    return found


def test_a_levy_runs_from_inquiry_to_archive(levy: LevyStory) -> None:
    began = local_date(levy.now)
    assert due(levy, "D35") == began + timedelta(days=30)
    levy.later(5).inquire()
    assert levy.fresh().clocks.get(code="D35", variant="").stopped_by == "送达调查通知书"
    assert due(levy, "D35", "statement") == date(2026, 12, 28)
    levy.later(2).survey().film("YX-ZS1", "现场核查").explain().identify().tell()
    assert levy.fresh().clocks.get(code="D35T").due_on == date(2026, 12, 7)
    levy.waive().decide().review().to_government().government_says().sign()
    decision = decided(levy.fresh())
    assert (decision.document.code, decision.fields["fee"]) == ("levy_decision", FEE)
    assert decision.document.number.startswith("海自然资规闲征")
    levy.serve_decision()
    # Thirty days from 3 December end on a Saturday: the last day moves to Monday.
    assert (local_date(levy.now), due(levy, "D35", "payment")) == (date(2026, 12, 3), date(2027, 1, 4))
    levy.later(3).pay("pay_part", "800000.00").later(2).pay("pay_in_full", "4000000.00", "演示000002")
    case = levy.close("土地闲置费已缴清").archive().fresh()
    assert (case.procedure, case.step) == ("levy_idle_land", "L12")
    assert case.clocks.get(code="D35", variant="payment").stopped_by == "全额缴清"
    kept = set(case.documents.values_list("code", flat=True))
    assert {"idle_determination", "levy_hearing_notice", "levy_decision", "levy_government_approval"} <= kept


def test_nothing_is_identified_before_the_holder_could_speak(levy: LevyStory) -> None:
    levy.inquire()
    assert codes(refused(levy.identify)) == {"procedure.when"}
    on(levy, due(levy, "D35", "statement") + timedelta(days=1)).identify()
    assert levy.fresh().step == "L3"


@pytest.mark.parametrize(("months", "allowed"), [(-12, True), (-11, False)])
def test_idle_is_a_year_past_the_agreed_day(levy: LevyStory, months: int, allowed: bool) -> None:
    levy.inquire().explain()
    since = add_months(local_date(levy.now), months)
    if allowed:
        assert levy.identify(due_on=since).fresh().step == "L3"
    else:
        assert codes(refused(levy.identify, due_on=since)) == {"ZS01"}


@pytest.mark.parametrize(
    ("measured", "allowed"),
    [
        ({"built_area": "3333", "total_area": "10000"}, True),
        ({"built_area": "3334", "total_area": "10000"}, False),
        ({"invested": "2499", "investment": "10000"}, True),
        ({"invested": "2500", "investment": "10000"}, False),
        ({"built_area": "9000", "total_area": "10000", "invested": "2499", "investment": "10000"}, True),
        ({}, False),
    ],
)
def test_begun_and_standing_still_needs_little_built_or_paid(
    levy: LevyStory, measured: dict[str, str], allowed: bool
) -> None:
    levy.inquire().explain()
    stopped = add_months(local_date(levy.now), -12).isoformat()
    more = {"state": "已动工开发，中止开发建设", "stopped_on": stopped, **measured}
    if allowed:
        assert levy.identify(**more).fresh().step == "L3"
    else:
        assert codes(refused(levy.identify, **more)) == {"ZS01"}


def test_standing_still_for_less_than_a_year_is_not_idle(levy: LevyStory) -> None:
    levy.inquire().explain()
    stopped = add_months(local_date(levy.now), -11).isoformat()
    more = {"state": "已动工开发，中止开发建设", "stopped_on": stopped, "invested": "1", "investment": "10"}
    assert codes(refused(levy.identify, **more)) == {"ZS01"}


@pytest.mark.parametrize("fee", ["4799999.99", "4800000.01", "2400000.00"])
def test_another_sum_than_a_fifth_is_refused(levy: LevyStory, fee: str) -> None:
    told(levy).decide(fee=fee)
    assert codes(refused(levy.review)) == {"ZS02"}


def test_the_price_is_that_of_the_determination(levy: LevyStory) -> None:
    told(levy).decide(land_price="1000.00", fee="200.00")
    assert codes(refused(levy.review)) == {"ZS02"}


def test_no_more_than_was_announced(levy: LevyStory) -> None:
    levy.inquire().explain().identify().tell(fee="1000.00").waive().decide()
    assert codes(refused(levy.review)) == {"ZS02"}
    levy.step("return_to_notice", why="数额有误，重新告知。")
    levy.tell().waive().decide().review()
    assert levy.fresh().step == "L6"


def test_the_holder_is_told_first_and_may_wait_to_ask(levy: LevyStory) -> None:
    levy.inquire().explain().identify()
    assert codes(refused(levy.decide)) == {"procedure.step"}
    levy.tell()
    assert codes(refused(levy.decide)) == {"procedure.when"}
    on(levy, due(levy, "D35T") + timedelta(days=1)).decide().review()


def test_the_information_is_public_before_anything_is_done_about_it(levy: LevyStory) -> None:
    levy.inquire().explain()
    levy.step("identify_idle", {
        "party": PARTY, "land": "演示", "land_price": "1", "state": "未动工开发", "due_on": "2025-01-01", "facts": "演示",
        "cause": GOVERNMENT, "conclusion": "闲置",
    }, by="leader")  # fmt: skip
    levy.serve("serve_identification")
    assert codes(refused(levy.plan)) == {"procedure.after"}


def meeting(story: LevyStory, day: date) -> None:
    story.step("issue_hearing_meeting", {
        "party": PARTY, "hearing_at": f"{day}T09:00:00+08:00", "place": "演示会议室", "host_name": "演示庚", "rights": "可以申辩质证。",
    })  # fmt: skip
    story.serve("serve_hearing_meeting")


def hold(story: LevyStory, host: Any) -> None:
    story.step("hold_hearing", {
        "held_at": (story.now - timedelta(hours=2)).isoformat(), "ended_at": story.now.isoformat(), "place": "演示会议室",
        "host": {"uuid": str(host.uuid), "name": host.name, "certificate": ""}, "host_certificate": "演示听证001",
        "participants": "演示", "claims": "演示", "defence": "演示", "conclusion": "同意拟处理意见。", "signed": True,
    })  # fmt: skip


def test_a_hearing_asked_for_is_held_seven_working_days_after_its_notice(levy: LevyStory, cast: Cast) -> None:
    levy.inquire().explain().identify().tell()
    levy.step("request_hearing", {"requested_on": "2026-11-24", "person_name": "演示", "content": "不同意。"})
    assert codes(refused(levy.decide)) == {"procedure.step"}
    assert codes(refused(meeting, levy, date(2026, 11, 27))) == {"procedure.when"}
    meeting(levy, date(2026, 12, 10))
    on(levy, date(2026, 12, 10), 11)
    assert codes(refused(hold, levy, cast.officer)) == {"G04"}
    hold(levy, cast.keeper)
    levy.film("YX-ZS2", "听证").decide().review()
    assert levy.fresh().step == "L6"


def test_a_hearing_asked_for_too_late_is_not_registered(levy: LevyStory) -> None:
    levy.inquire().explain().identify().tell()
    on(levy, due(levy, "D35T") + timedelta(days=1))
    asked = {"requested_on": "2026-12-30", "person_name": "演示", "content": "不同意。"}
    assert codes(refused(levy.step, "request_hearing", asked)) == {"procedure.when"}


def test_the_government_must_have_approved_just_this(levy: LevyStory) -> None:
    told(levy).decide().review()
    levy.to_government()
    assert codes(refused(levy.sign)) == {"procedure.step"}
    assert codes(refused(levy.government_says, RECLAIM)) == {"ZS03"}
    assert codes(refused(levy.government_says, approved_on="2027-12-01")) == {"ZS03"}
    levy.government_says().sign()
    assert levy.fresh().step == "L8"


def test_the_government_may_refuse_and_the_draft_begins_again(levy: LevyStory) -> None:
    told(levy).decide().review().to_government()
    levy.step("record_government_refusal", why="政府不予批准。", by="leader")
    assert levy.fresh().step == "L5"
    levy.step("reopen_inquiry", why="补充调查。", by="leader")
    assert levy.fresh().step == "L1"


@pytest.mark.parametrize(("months", "allowed"), [(-24, True), (-23, False)])
def test_taking_back_needs_two_years(levy: LevyStory, months: int, allowed: bool) -> None:
    levy.inquire().explain().identify(due_on=add_months(local_date(levy.now), months)).tell(RECLAIM).waive()
    levy.decide("reclaim")
    if not allowed:
        assert codes(refused(levy.review)) == {"ZS02"}
        return
    levy.review().to_government(RECLAIM).government_says(RECLAIM).sign().serve_decision()
    assert decided(levy.fresh()).document.code == "reclaim_decision"
    assert codes(refused(levy.pay, "pay_part", "1.00")) == {"procedure.when"}
    levy.step("deregister", {
        "done_on": local_date(levy.now).isoformat(), "way": "使用权人办理注销登记并交回证书",
        "certificate_number": "演示证001", "content": "已注销登记。",
    })  # fmt: skip
    assert levy.close("土地使用权已收回并注销登记").archive().fresh().step == "L12"


def test_what_was_announced_is_what_is_decided(levy: LevyStory) -> None:
    levy.inquire().explain().identify(due_on=date(2020, 1, 1)).tell(RECLAIM).waive().decide()
    assert codes(refused(levy.review)) == {"ZS02"}


def test_land_idle_by_the_government_is_not_levied(levy: LevyStory) -> None:
    levy.inquire().explain().identify(GOVERNMENT)
    assert codes(refused(levy.tell)) == {"procedure.when"}
    levy.plan()
    levy.step("record_plan_approval", {
        "government": "海阳市人民政府", "approval_number": "海政土〔2026〕2号（演示）", "approved_on": "2026-11-23", "content": "同意",
    })  # fmt: skip
    levy.step(
        "carry_out_plan",
        {"way": "延长动工开发期限", "agreement": "演示-补1", "signed_on": "2026-11-23", "content": "已签订"},
    )
    assert levy.close("处置方案已实施").archive().fresh().step == "L12"


def test_land_idle_by_its_holder_is_not_negotiated_about(levy: LevyStory) -> None:
    levy.inquire().explain().identify()
    assert codes(refused(levy.plan)) == {"procedure.when"}


@pytest.mark.parametrize(
    ("way", "until", "more", "allowed"),
    [
        ("延长动工开发期限", "2027-11-24", {}, False),
        ("延长动工开发期限", "2027-11-23", {}, True),
        ("安排临时使用", "2028-11-24", {}, False),
        ("安排临时使用", "2028-11-23", {}, True),
        ("置换土地", "2040-01-01", {}, True),
        ("置换土地", "2027-01-01", {"mortgage": "有抵押权，尚未书面通知抵押权人"}, False),
    ],
)
def test_a_plan_keeps_to_its_longest_time(
    levy: LevyStory, way: str, until: str, more: dict[str, str], allowed: bool
) -> None:
    levy.inquire().explain().identify(GOVERNMENT)
    said = {"from_on": "2026-11-23", "until_on": until, **more}
    if allowed:
        assert levy.plan(way, **said).fresh().step == "L3p"
    else:
        assert codes(refused(levy.plan, way, **said)) == {"ZS04"}


@pytest.mark.parametrize(
    ("code", "amount", "more", "why"),
    [
        ("pay_in_full", FEE, {"receipt_kind": "其他票据或者收据"}, "PJ01"),
        ("pay_in_full", "4800000.01", {}, "PJ01"),
        ("pay_in_full", "1.00", {}, "PJ02"),
        ("pay_part", FEE, {}, "procedure.when"),
        ("pay_in_full", FEE, {"receipt_number": ""}, "document.required"),
    ],
)
def test_money_comes_with_a_fiscal_receipt_and_never_too_much(
    levy: LevyStory, code: str, amount: str, more: dict[str, str], why: str
) -> None:
    served(levy)
    assert codes(refused(levy.pay, code, amount, **more)) == {why}
    levy.pay("pay_in_full", FEE)
    assert levy.fresh().step == "L10"


def test_one_receipt_counts_once(levy: LevyStory) -> None:
    served(levy).pay("pay_part", "1.00")
    assert codes(refused(levy.pay, "pay_part", "1.00")) == {"PJ01"}


def urged(story: LevyStory) -> LevyStory:
    story.step("issue_urging", {
        "party": PARTY, "decision": "征缴土地闲置费", "period": "十日内", "manner": "缴纳", "rights": "可以陈述申辩",
        "amount": FEE, "payment": "演示银行",
    })  # fmt: skip
    story.serve("serve_urging")
    return story


def apply(story: LevyStory) -> None:
    story.step("apply_court", {
        "court": "海阳市人民法院", "party": PARTY, "decision_number": decided(story.fresh()).number, "content": "缴纳土地闲置费",
        "amount": FEE, "urged": "已催告，未履行。", "attachments": ["决定书"],
    }, by="leader")  # fmt: skip


def remedy(story: LevyStory, code: str, **typed: Any) -> None:
    case = story.fresh()
    template = lawpack.current().document(definition_of(case).move(code).paper, local_date(story.now))
    story.step(code, filled(case, template, story.people.officer, story.now, **typed))


def test_who_does_not_pay_is_urged_and_then_the_court_is_asked(levy: LevyStory) -> None:
    served(levy)
    assert codes(refused(urged, levy)) == {"procedure.when"}
    last = due(levy, "D18", "lawsuit")
    on(levy, last + timedelta(days=3))
    urged(levy)
    assert codes(refused(apply, levy)) == {"G18"}
    on(levy, due(levy, "D21") + timedelta(days=1))
    remedy(levy, "register_suit")
    assert codes(refused(apply, levy)) == {"G18"}
    remedy(levy, "record_upheld", result="驳回申请或者起诉")
    apply(levy)
    levy.step("record_court_result", {
        "court": "海阳市人民法院", "case_number": "（演示）1号", "ruled_on": local_date(levy.now).isoformat(),
        "result": "裁定准予执行，已执行完毕", "content": "已执行。",
    })  # fmt: skip
    assert levy.close("法院执行程序已结束").fresh().closed_on is not None


def test_a_decision_set_aside_ends_it(levy: LevyStory) -> None:
    served(levy)
    assert codes(refused(remedy, levy, "record_overturned", result="撤销")) == {"procedure.when"}
    remedy(levy, "register_review")
    remedy(levy, "record_overturned", result="撤销")
    assert levy.close("决定被撤销").archive().fresh().step == "L12"


def test_land_that_is_not_idle_ends_the_inquiry(levy: LevyStory) -> None:
    levy.inquire().step("find_not_idle", {
        "party": PARTY, "land": "演示", "facts": "已动工。", "conclusion": "不构成闲置土地", "opinion": "结束调查。",
    }, by="leader")  # fmt: skip
    case = levy.close("不构成闲置土地").archive().fresh()
    assert not case.clocks.filter(stopped_on=None).exists()


def test_the_site_is_seen_by_two_officers_who_show_their_certificates(levy: LevyStory) -> None:
    levy.inquire().later(0, 2)
    begun = levy.now - timedelta(hours=1)
    record = {
        "started_at": begun.isoformat(), "ended_at": levy.now.isoformat(), "place": "演示", "officers": levy.officers,
        "identity_shown_at": begun.isoformat(), "attendants": "到场", "condition": "未动工", "signed": True,
    }  # fmt: skip
    assert codes(refused(levy.step, "survey_site", {**record, "officers": levy.officers[:1]})) == {"G01"}
    late = {**record, "identity_shown_at": (levy.now - timedelta(days=2)).isoformat()}
    assert codes(refused(levy.step, "survey_site", late)) == {"G02"}
    levy.step("survey_site", record)


def test_the_catalogue_demands_a_review(levy: LevyStory, cast: Cast) -> None:
    told(levy).decide()
    assert "G09" in codes(refused(acts.submit_for_approval, levy.fresh(), actor=cast.officer, now=levy.now))
