"""行政检查: the task on the list, leave, scan, form, result; mending and its check; what is found goes on as a case."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from daylight.config.demo.inspection import FILED, InspectionStory, plan_the_year
from daylight.core.drawing import drawn, roster_digest
from daylight.core.listkinds import KINDS
from daylight.core.moment import local_date
from daylight.decisions import inspections
from daylight.lists.acts import withdraw_list
from daylight.lists.queries import in_force
from tests.cast import Cast
from tests.listing import publish_demo_lists
from tests.refusing import codes, fields, refused
from tests.story import begin

PARTY = "演示测绘有限公司"


@pytest.fixture
def lists(cast: Cast, now: datetime) -> None:
    begin(cast, now - timedelta(days=3))


def story_of(cast: Cast, now: datetime, kind: str = "日常检查", **more: Any) -> InspectionStory:
    return InspectionStory(cast, more.pop("item", "JC-06"), more.pop("party", PARTY), now, source=kind, **more)


@pytest.fixture
def daily(cast: Cast, now: datetime, lists: None) -> InspectionStory:
    return story_of(cast, now)


def inside(story: InspectionStory) -> InspectionStory:
    """Approved, notified, entered."""
    return story.request().later(0, 1).approve().later(0, 1).notify().later(0, 1).enter()


def whole(story: InspectionStory) -> InspectionStory:
    """Inspected without a finding, told and closed."""
    inside(story).record().tell().serve("serve_result").close("未发现问题")
    return story


def test_a_daily_inspection_runs_from_task_to_archive(daily: InspectionStory) -> None:
    case = inside(daily).fresh()
    assert (case.procedure, case.step) == ("inspection", "J3")
    assert case.number == "海自然资规检〔2026〕1号"
    daily.record()
    daily.film("YX-JC", "检查全程录像")
    daily.tell()
    clock = daily.fresh().clocks.get(code="D14")
    assert (clock.started_on, clock.due_on) == (local_date(daily.now), date(2026, 12, 21))
    daily.serve("serve_result")
    # 公示 is the disclosure desk's own act; the file does not wait for it.
    assert daily.fresh().clocks.get(code="D14").stopped_on is None
    case = daily.close("未发现问题").archive().fresh()
    assert (case.step, case.closed_on) == ("J9", local_date(daily.now))
    kept = set(case.documents.values_list("code", flat=True))
    wanted = ("request", "notice", "entry", "record", "result", "closing")
    assert {f"inspection_{each}" for each in wanted} <= kept
    notice = case.documents.get(code="inspection_notice")
    assert (notice.number, notice.sealed) == ("海自然资规检通〔2026〕1号", True)


def test_side_papers_stand_beside_the_record(daily: InspectionStory) -> None:
    story = inside(daily)
    at = story.now.isoformat()
    story.later(0, 1)
    visit = {"started_at": at, "ended_at": story.now.isoformat(), "place": "演示村", "officers": story.officers,
             "identity_shown_at": at, "signed": True}  # fmt: skip
    story.step("take_sample", {"party": PARTY, "sampled_at": at, "place": "演示村", "officers": story.officers,
                               "samples": ["演示样品一份"], "signed": True})  # fmt: skip
    story.step("survey_site", {**visit, "surveyed": "测量控制点", "result": "与成果一致"})
    assert codes(refused(story.step, "survey_site", {**visit, "surveyed": "x", "result": "x",
                                                     "officers": story.officers[:1]})) == {"G01"}  # fmt: skip
    story.step("ask_people", {
        **visit, "recorder": story.officers[1], "person_name": "演示员工", "person_id": "演示证件", "person_address": "演示住址",
        "relation": "员工", "rights_told": True, "questions": [{"question": "项目谁负责？", "answer": "我负责。"}],
    })  # fmt: skip
    assert story.fresh().step == "J3"


@pytest.mark.parametrize(
    ("kind", "more", "wrong"),
    [
        ("日常检查", {}, ""),
        ("专项检查", {}, ""),
        ("专项检查", {"approval_number": ""}, "basis"),
        ("个案检查", {}, ""),
        ("个案检查", {"lead_source": ""}, "basis"),
    ],
)
def test_each_kind_stands_on_its_basis(
    cast: Cast, now: datetime, lists: None, kind: str, more: dict[str, str], wrong: str
) -> None:
    story = story_of(cast, now, kind)
    if not wrong:
        story.request(**more)
        assert story.fresh().step == "J1"
        return
    found = refused(story.request, **more)
    assert (codes(found), fields(found)) == ({"G21"}, {wrong})


def test_a_daily_inspection_stands_on_the_plan_on_record(cast: Cast, now: datetime, lists: None) -> None:
    early = story_of(cast, now.replace(month=3, day=10))
    # What is typed into the task makes no plan.
    typed = {"plan_number": "某备案1号", "plan_year": "2026", "plan_filed_on": "2026-03-01"}
    assert fields(refused(early.request, planned=False, **typed)) == {"basis"}
    plan_the_year(cast, early.now, filed=False)
    early.request(planned=False)
    task = early.case.documents.get(code="inspection_request").versions.get().fields
    assert (task["plan_number"], task["plan_filed_on"]) == ("2026 年度检查计划（尚未备案）", "")
    # From April on a plan that was drawn up and never filed carries no inspection any more.
    late = story_of(cast, now.replace(month=4, day=1), party="演示勘测有限公司")
    assert fields(refused(late.request, planned=False)) == {"plan_filed_on"}
    plan_the_year(cast, late.now)
    late.request(planned=False)
    assert late.case.documents.get(code="inspection_request").versions.get().fields["plan_number"] == FILED


def test_nothing_off_the_lists_is_inspected(cast: Cast, now: datetime, daily: InspectionStory) -> None:
    assert codes(refused(story_of, cast, now, item="JC-99")) == {"list.item"}


def test_a_matter_without_its_row_among_the_inspection_items_is_not_inspected(cast: Cast, now: datetime) -> None:
    lists_but = tuple(kind for kind in KINDS if kind != "inspection-items")
    publish_demo_lists(cast, now - timedelta(days=4), date(2026, 1, 1), lists_but)
    found = refused(story_of, cast, now)
    assert (codes(found), fields(found)) == ({"list.inspection"}, {"item_code"})
    publish_demo_lists(cast, now - timedelta(days=3), date(2026, 1, 1), ("inspection-items",))
    assert story_of(cast, now).fresh().step == "J0"


def test_a_matter_taken_off_the_list_is_not_inspected_any_more(daily: InspectionStory) -> None:
    version = in_force(daily.people.agency, "inspection-items", local_date(daily.now))
    assert version is not None
    withdraw_list(version, "演示：清单动态调整。", actor=daily.people.keeper, now=daily.now)
    daily.later(1)
    assert fields(refused(daily.request, points=["人员、设备"])) == {"item"}


def test_without_leave_nobody_enters(daily: InspectionStory) -> None:
    daily.request()
    assert codes(refused(daily.step, "approve_inspection", why="同意。")) == {"right.missing"}
    assert codes(refused(daily.enter)) == {"procedure.step"}
    daily.step("return_inspection", why="补充检查内容。", by="leader")
    daily.request().approve()
    assert codes(refused(daily.enter)) == {"procedure.after"}
    daily.notify().enter()


def test_a_refused_request_can_only_be_closed(daily: InspectionStory) -> None:
    daily.request().step("decline_inspection", why="可以用书面方式核实。", by="leader")
    daily.close("不予批准，没有检查").archive()
    assert daily.fresh().documents.filter(code="inspection_notice").count() == 0


@pytest.mark.parametrize(
    ("more", "kind", "wrong"),
    [
        ({}, "organisation", ""),
        ({"scan_code": ""}, "organisation", "scanned_at"),
        ({"scanned_at": ""}, "organisation", "scanned_at"),
        ({"scan_code": "", "offline_reason": "矿区没有网络，人工登记。"}, "organisation", ""),
        ({"helpers": "2"}, "organisation", "helpers"),
    ],
)
def test_an_enterprise_is_entered_after_the_scan(
    daily: InspectionStory, more: dict[str, str], kind: str, wrong: str
) -> None:
    daily.request().approve().notify()
    if wrong:
        found = refused(daily.enter, **more)
        assert (codes(found), fields(found)) == ({"G21"}, {wrong})
    daily.enter(**(more if not wrong else {}))
    assert daily.fresh().step == "J3"


def test_entering_before_the_day_of_leave_is_refused(daily: InspectionStory) -> None:
    daily.request().approve().notify()
    before = (daily.now - timedelta(days=2)).isoformat()
    assert fields(refused(daily.enter, entered_at=before)) == {"approved_on"}


def test_two_officers_and_their_certificates(daily: InspectionStory) -> None:
    inside(daily)
    assert codes(refused(daily.record, officers=daily.officers[:1])) == {"G01"}
    late = (daily.now + timedelta(hours=5)).isoformat()
    assert codes(refused(daily.record, identity_shown_at=late)) == {"G02"}
    daily.record()


def test_every_point_of_the_form_is_answered(daily: InspectionStory) -> None:
    inside(daily)
    points = daily.points
    full = [{"name": each, "answer": "符合", "note": ""} for each in points]
    for wrong in (
        full[1:],
        [{**full[0], "answer": ""}, *full[1:]],
        [{**full[0], "answer": "大致符合"}, *full[1:]],
        [{**full[0], "answer": "不符合"}, *full[1:]],
    ):
        assert codes(refused(daily.record, checks=wrong)) == {"JC01"}
    daily.record(checks=[{**full[0], "answer": "不适用"}, *full[1:]])
    assert daily.fresh().step == "J4"


def test_an_unsigned_record_says_why(daily: InspectionStory) -> None:
    inside(daily)
    assert codes(refused(daily.record, signed=False)) == {"document.unsigned"}
    daily.record(signed=False, refusal_note="现场负责人拒绝签名，见音像记录。")


def test_the_cap_of_the_year_stops_all_but_complaints(cast: Cast, now: datetime, lists: None) -> None:
    first = whole(story_of(cast, now - timedelta(days=60)))
    second = whole(story_of(cast, now - timedelta(days=30)))
    assert first.fresh().step == second.fresh().step == "J8"
    third = story_of(cast, now)
    assert inspections.done_this_year(third.fresh(), local_date(now)) == 2
    found = refused(third.request)
    assert (codes(found), fields(found)) == ({"G21"}, {"yearly_cap"})
    special = story_of(cast, now, "专项检查")
    assert fields(refused(special.request)) == {"yearly_cap"}
    special.request(superior_ordered=True)
    story_of(cast, now, "个案检查").request()
    # Another enterprise, and the next year, begin anew.
    story_of(cast, now, party="演示勘测有限公司").request()
    assert inspections.done_this_year(third.fresh(), date(2027, 1, 5)) == 0


def test_an_inspection_soon_after_another_is_pointed_out(cast: Cast, now: datetime, lists: None) -> None:
    day = local_date(now)
    whole(story_of(cast, now - timedelta(days=30)))
    again = story_of(cast, now).fresh()
    assert inspections.lately(again, day) == day - timedelta(days=30)
    assert inspections.lately(again, day + timedelta(days=1)) is None
    other = story_of(cast, now, party="演示勘测有限公司").fresh()
    assert inspections.lately(other, day) is None
    assert inspections.frequency(again, day) == "2026 年已检查 1 次，年度上限 2 次"


def test_only_whole_records_count(cast: Cast, now: datetime, lists: None) -> None:
    span = (date(2026, 1, 1), date(2026, 12, 31))
    whole(story_of(cast, now - timedelta(days=3)))
    inside(story_of(cast, now, party="演示勘测有限公司")).record()
    story_of(cast, now, party="演示地信有限公司").request()
    assert inspections.counted(cast.agency, *span) == 1
    assert inspections.counted(cast.agency, date(2025, 1, 1), date(2025, 12, 31)) == 0


def test_urgent_inspections_are_approved_afterwards(daily: InspectionStory) -> None:
    daily.step("start_urgent", daily.asked(urgency="边坡正在滑塌，须立即检查。"))
    assert daily.fresh().number == ""
    daily.enter("enter_urgent").record()
    found = refused(daily.tell)
    assert (codes(found), fields(found)) == ({"G21"}, {"approved_on"})
    daily.step("approve_afterwards", why="情况属实，同意补批。", by="leader")
    assert daily.fresh().number == "海自然资规检〔2026〕1号"
    daily.tell()
    assert daily.fresh().step == "J5"


def test_urgent_inspections_not_approved_end(daily: InspectionStory) -> None:
    daily.step("start_urgent", daily.asked(urgency="演示。"))
    daily.step("refuse_afterwards", why="不属于紧急情况。", by="leader")
    daily.close("终止检查")


def ready(story: InspectionStory) -> InspectionStory:
    """One point fails."""
    return inside(story).record(story.points[1])


def test_mending_is_ordered_served_and_checked(daily: InspectionStory) -> None:
    ready(daily)
    assert codes(refused(daily.tell, "责令改正")) == {"JC02"}
    daily.order(date(2026, 12, 7)).tell("责令改正")
    # 结果和改正通知书都送达, 才进入改正期.
    assert codes(refused(daily.serve, "serve_result")) == {"procedure.when"}
    daily.serve("serve_mending")
    case = daily.fresh()
    assert case.step == "J6"
    clock = case.clocks.get(code="D33R")
    assert (clock.started_on, clock.due_on) == (date(2026, 12, 7), date(2026, 12, 21))
    daily.later(14).follow_up()
    assert daily.fresh().clocks.get(code="D33R").stopped_by == "复查"
    daily.close("已经改正")


def test_more_time_moves_the_check(daily: InspectionStory) -> None:
    ready(daily).order(date(2026, 12, 7)).tell("责令改正").serve("serve_mending")
    longer = {"party": PARTY, "order_number": "x", "reasons": "连日降雨", "mend_on": "2026-11-20"}
    daily.later(1)
    assert fields(refused(daily.step, "extend_mending", {**longer, "mend_on": "2026-12-01"}, by="leader")) == {
        "mend_on"
    }
    daily.step("extend_mending", {**longer, "mend_on": "2026-12-21"}, by="leader")
    daily.serve("serve_extension")
    assert daily.fresh().clocks.get(code="D33R", stopped_on=None).started_on == date(2026, 12, 21)


def test_an_order_needs_a_fault_and_a_day_ahead(daily: InspectionStory) -> None:
    inside(daily).record()
    found = refused(daily.order, date(2026, 12, 7))
    assert (codes(found), fields(found)) == ({"JC02"}, {"handling"})
    daily.tell()


def test_the_day_to_mend_lies_ahead(daily: InspectionStory) -> None:
    ready(daily)
    assert fields(refused(daily.order, local_date(daily.now))) == {"mend_on"}
    daily.order(local_date(daily.now) + timedelta(days=1))


@pytest.mark.parametrize(
    ("failing", "ordered", "handling", "allowed"),
    [
        (False, False, "未发现问题", True),
        (True, False, "未发现问题", False),
        (False, False, "责令改正", False),
        (True, True, "责令改正", True),
        (True, True, "未发现问题", False),
        (True, False, "立案查处", True),
        (True, True, "立案查处", True),
        (True, True, "移送有权机关", False),
        (True, False, "移送有权机关", True),
    ],
)
def test_the_result_is_what_the_form_shows(
    daily: InspectionStory, failing: bool, ordered: bool, handling: str, allowed: bool
) -> None:
    inside(daily).record(*daily.points[:1] if failing else ())
    if ordered:
        daily.order(date(2026, 12, 7))
    if allowed:
        daily.tell(handling)
        assert daily.fresh().step == "J5"
    else:
        assert codes(refused(daily.tell, handling)) == {"JC02"}


def test_what_is_found_goes_on_as_a_case_of_its_own(cast: Cast, now: datetime, lists: None) -> None:
    story = ready(story_of(cast, now, item="JC-01")).tell("立案查处").serve("serve_result")
    found = refused(story.close, "已经登记线索另案办理")
    assert (codes(found), fields(found)) == ({"JC03"}, {"follow_ups"})
    penalty = story.open_penalty()
    assert penalty.origin == story.case
    assert list(story.fresh().followed_by.all()) == [penalty]
    story.close("已经登记线索另案办理")


def test_what_was_not_mended_goes_on_too(daily: InspectionStory) -> None:
    ready(daily).order(date(2026, 12, 7)).tell("责令改正").serve("serve_mending")
    daily.later(15).follow_up("部分改正")
    assert codes(refused(daily.close, "已经改正")) == {"JC03"}
    daily.open_penalty()
    daily.close("已经登记线索另案办理")


def test_a_transfer_is_served_before_the_end(daily: InspectionStory) -> None:
    ready(daily).tell("移送有权机关").serve("serve_result")
    assert fields(refused(daily.close, "已经移送")) == {"transferred"}
    daily.step("transfer_findings", {
        "receiver": "演示县市场监督管理局", "party": PARTY, "facts": "演示", "reasons": "不属于本机关管辖", "attachments": ["现场检查笔录"],
        "contact": "演示甲",
    }, by="leader")  # fmt: skip
    daily.serve("serve_transfer").close("已经移送")


def test_stopping_is_possible_until_the_record_stands(daily: InspectionStory) -> None:
    inside(daily).step("stop_inspection", why="检查对象已经注销。")
    daily.close("终止检查")
    assert not daily.fresh().clocks.filter(stopped_on=None).exists()


def test_the_draw_can_be_repeated_by_anybody() -> None:
    roster = [f"演示公司{n}" for n in range(30)]
    first = drawn(roster, "种子一", 5)
    assert len(first) == 5
    assert drawn(list(reversed(roster)), " 种子一 ", 5) == first
    assert drawn(roster, "种子二", 5) != first
    assert roster_digest(roster, ["甲"]) != roster_digest(roster[1:], ["甲"])


def test_double_random_needs_its_draw(daily: InspectionStory) -> None:
    found = refused(daily.request, selection="双随机抽取")
    assert codes(found) == {"G22"}
    assert {"objects_random", "officers_random", "seed"} <= fields(found)
    daily.draw()
    daily.request(selection="双随机抽取").approve()
    record = daily.fresh().documents.get(code="inspection_draw").versions.get().fields
    assert record["roster_sha256"].replace(" ", "") == roster_digest([PARTY, "演示另一公司"], record["officers_roster"])
    assert set(record["drawn_objects"]) == {PARTY, "演示另一公司"}


def test_whoever_is_picked_by_hand_is_not_drawn(daily: InspectionStory) -> None:
    others = [f"演示公司{n}" for n in range(5)]
    found = refused(daily.draw, *others)
    assert (codes(found), fields(found)) == ({"G22"}, {"objects_random"})
    # 名录里有, 没有抽中.
    roster = [*others, PARTY]
    seed = next(s for s in map(str, range(99)) if drawn(roster, s, 1) != (PARTY,))
    assert fields(refused(daily.draw, *roster, seed=seed, objects_count="1")) == {"objects_random"}
    lucky = next(s for s in map(str, range(99)) if drawn(roster, s, 1) == (PARTY,))
    assert fields(
        refused(daily.draw, *roster, seed=lucky, objects_count="1", officers_roster=["演示丙 演示370687003"])
    ) == {"officers_random"}
    # What the platform reckons cannot be typed.
    daily.draw(*roster, seed=lucky, objects_count="1", drawn_objects=["演示别的公司"])
    record = daily.fresh().documents.get(code="inspection_draw").versions.get().fields
    assert record["drawn_objects"] == [PARTY]


def test_a_draw_without_its_witness_is_no_draw(daily: InspectionStory) -> None:
    assert codes(refused(daily.draw, witness="")) == {"document.required"}
