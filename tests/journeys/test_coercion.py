"""行政强制: a measure from request to release, urgent measures, thirty days, testing; substitute performance to its end."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from daylight.base import lawpack
from daylight.cases.models import Case
from daylight.config.demo.coercion import MINERALS, CoercionStory
from daylight.core.moment import local_date
from daylight.decisions import acts
from daylight.decisions.models import Decision
from daylight.decisions.standing import decided
from tests.cast import Cast
from tests.refusing import codes, refused
from tests.story import begin


@pytest.fixture
def measure(cast: Cast, now: datetime) -> CoercionStory:
    begin(cast, now - timedelta(days=3))
    return CoercionStory(cast, "QZ-01", "演示采石有限公司", now)


@pytest.fixture
def substitute(cast: Cast, now: datetime) -> CoercionStory:
    begin(cast, now - timedelta(days=3))
    return CoercionStory(cast, "QZ-06", "演示石料有限公司", now)


def held(story: CoercionStory) -> CoercionStory:
    """Seized: approved, recorded, listed, decided, delivered."""
    story.request().later(0, 1).approve().later(0, 3).scene().issue().serve("deliver_measure")
    return story


def test_a_measure_runs_from_request_to_archive(measure: CoercionStory) -> None:
    case = held(measure).fresh()
    assert (case.procedure, case.step) == ("coercion_measure", "M3")
    clock = case.clocks.get(code="D22")
    assert clock.due_on == local_date(measure.now) + timedelta(days=30)
    measure.film("YX-09", "查封扣押全程录像")
    measure.later(10).release().serve("serve_ending").close("close_measure", "措施已经解除并退还财物")
    case = measure.archive().fresh()
    assert (case.step, case.closed_on) == ("M9", local_date(measure.now))
    assert case.clocks.get(code="D22").stopped_by == "解除措施"
    kept = set(case.documents.values_list("code", flat=True))
    assert {"coercion_request", "coercion_record", "coercion_list", "coercion_decision", "coercion_release"} <= kept


def test_the_names_of_powers_on_the_forms_are_those_of_the_white_list(measure: CoercionStory) -> None:
    pack, today = lawpack.current(), date(2026, 11, 23)
    listed = {each.name for each in pack.coercive_powers(today)}
    for code in ("coercion_request", "coercion_urgent_report", "substitute_decision"):
        power = next(each for each in pack.document(code, today).fields if each.code == "power")
        assert set(power.choices) <= listed
    # 土地违法建筑没有自行拆除的强制权.
    assert "强制拆除" not in {c for each in pack.document("substitute_decision", today).fields for c in each.choices}


def test_nothing_is_done_without_approval_record_and_list(measure: CoercionStory, cast: Cast) -> None:
    assert codes(refused(measure.issue)) == {"procedure.step"}
    measure.request()
    assert codes(refused(measure.step, "approve_measure", why="同意。")) == {"right.missing"}
    measure.approve().later(0, 2)
    # No record of the scene, no list handed over.
    assert codes(refused(measure.issue)) == {"G16"}
    measure.scene()
    measure.issue()
    measure.serve("deliver_measure")
    assert measure.fresh().step == "M3"


def test_a_record_without_the_certificates_shown_is_not_kept(measure: CoercionStory) -> None:
    measure.request().approve().later(0, 2)
    days_before = (measure.now - timedelta(days=2)).isoformat()
    assert codes(refused(measure.scene, identity_shown_at=days_before)) == {"G02"}
    measure.scene().issue()
    measure.serve("deliver_measure")


def test_one_officer_alone_may_not_seize(measure: CoercionStory) -> None:
    measure.request().approve().later(0, 2)
    assert codes(refused(measure.scene, officers=measure.officers[:1])) == {"G01"}


@pytest.mark.parametrize(("order", "allowed"), [("", False), ("海政函〔2026〕1号（演示）", True)])
def test_a_scene_is_sealed_only_by_order_of_the_government(
    cast: Cast, now: datetime, order: str, allowed: bool
) -> None:
    begin(cast, now - timedelta(days=3))
    story = CoercionStory(cast, "QZ-04", "演示建设有限公司", now)
    more = {"government_order": order} if order else {}
    if not allowed:
        assert codes(refused(story.request, "查封施工现场", **more)) == {"QZ01"}
        return
    story.request("查封施工现场", **more).approve().later(0, 2).scene().issue().serve("deliver_measure")
    assert story.fresh().step == "M3"


def test_when_thirty_days_are_over_only_the_release_is_left(measure: CoercionStory) -> None:
    held(measure)
    due = measure.fresh().clocks.get(code="D22").due_on
    measure.now = datetime(due.year, due.month, due.day, 10, tzinfo=measure.now.tzinfo) + timedelta(days=1)
    extension = {"party": "演示", "decision_number": "x", "reasons": "情况复杂", "until_on": "2027-01-22"}
    assert codes(refused(measure.step, "extend_measure", extension, by="leader")) == {"procedure.when"}
    measure.release("查封、扣押期限已经届满").serve("serve_ending")
    assert measure.fresh().step == "M5"


def test_it_is_lengthened_once_by_thirty_days(measure: CoercionStory) -> None:
    held(measure)
    before = measure.fresh().clocks.get(code="D22").due_on
    extension = {"party": "演示", "decision_number": "x", "reasons": "情况复杂", "until_on": "2027-01-22"}
    measure.later(5).step("extend_measure", extension, by="leader")
    assert measure.fresh().clocks.get(code="D22").due_on == before + timedelta(days=30)
    measure.serve("serve_extension")
    assert codes(refused(measure.step, "extend_measure", extension, by="leader")) == {"clock.extended"}


def test_testing_does_not_count(measure: CoercionStory) -> None:
    held(measure)
    assert measure.fresh().clocks.get(code="D22").due_on == date(2026, 12, 23)
    notice = {
        "party": "演示", "what": "技术鉴定", "subject": "演示鉴定所", "from_on": "2026-11-25", "until_on": "2026-12-05",
        "cost": True,
    }  # fmt: skip
    measure.later(2).step("notify_testing", notice)
    measure.serve("serve_testing").later(10).step("end_testing", why="收到鉴定意见。")
    # Ten days later is a Saturday: the last day moves to Monday.
    assert measure.fresh().clocks.get(code="D22").due_on == date(2027, 1, 4)


def urgent(story: CoercionStory) -> CoercionStory:
    story.step("act_at_once", {
        "party": story.party, "power": MINERALS, "carried_out_at": story.now.isoformat(), "urgency": "设备正在转移。",
        "facts": "无证开采。", "basis": "《矿产资源法》第五十七条", "officers": story.officers,
    })  # fmt: skip
    return story


def test_an_urgent_measure_is_approved_within_a_day_and_its_time_runs_from_the_act(measure: CoercionStory) -> None:
    began = measure.now
    urgent(measure).later(0, 20).step("approve_afterwards", why="同意补批。", by="leader")
    assert measure.fresh().clocks.get(code="D23").stopped_on is not None
    measure.scene(started_at=began.isoformat(), ended_at=began.isoformat(), identity_shown_at=began.isoformat())
    measure.issue()
    assert codes(refused(measure.serve, "deliver_measure")) == {"procedure.when"}
    measure.serve("deliver_afterwards")
    assert measure.fresh().clocks.get(code="D22").due_on == local_date(began) + timedelta(days=30)


def test_an_urgent_measure_not_approved_in_time_can_only_be_ended(measure: CoercionStory) -> None:
    urgent(measure).later(2)
    assert codes(refused(measure.step, "approve_afterwards", why="同意。", by="leader")) == {"procedure.when"}
    measure.step("refuse_afterwards", why="没有按时补批。", by="leader")
    extension = {"party": "演示", "decision_number": "x", "reasons": "情况复杂", "until_on": "2027-01-22"}
    assert codes(refused(measure.step, "extend_measure", extension, by="leader")) == {"procedure.step"}
    assert codes(refused(measure.step, "propose_ending", why="处理。")) == {"procedure.step"}
    measure.step("release_measure", {
        "party": measure.party, "decision_number": "紧急实施，未补批",
        "ground": "其他不再需要采取查封、扣押措施的情形", "things": ["演示挖掘机一台"],
    }, by="leader")  # fmt: skip
    measure.serve("serve_ending").close("close_measure", "措施已经解除并退还财物")
    # What was done on the spot was not filmed: the file is not complete (G25).
    assert "G25" in codes(refused(measure.archive))


def test_what_was_seized_at_once_cannot_be_dropped_silently(measure: CoercionStory) -> None:
    urgent(measure).later(0, 20).step("approve_afterwards", why="同意补批。", by="leader")
    assert codes(refused(measure.step, "drop_measure", why="不再需要。")) == {"procedure.when"}
    measure.step("end_urgent", why="不再需要。")
    assert measure.fresh().step == "M3r"


@pytest.mark.parametrize(
    ("outcome", "allowed"),
    [("不予批准，没有实施", True), ("措施已经解除并退还财物", False), ("代履行完毕", False)],
)
def test_the_ending_is_the_one_the_file_shows(measure: CoercionStory, outcome: str, allowed: bool) -> None:
    measure.step("drop_measure", why="当事人已经停止并配合。")
    if allowed:
        measure.close("close_measure", outcome)
        assert measure.fresh().closed_on is not None
    else:
        assert codes(refused(measure.close, "close_measure", outcome)) == {"QZ02"}


def test_a_measure_carried_out_is_not_closed_as_untouched(measure: CoercionStory) -> None:
    held(measure).later(3).release().serve("serve_ending")
    assert codes(refused(measure.close, "close_measure", "不予批准，没有实施")) == {"QZ02"}
    measure.close("close_measure", "措施已经解除并退还财物")


def test_the_measure_asked_for_is_the_one_registered(measure: CoercionStory) -> None:
    assert codes(refused(measure.request, "封存可能被转移、销毁、隐匿或者篡改的文件、资料")) == {"QZ01"}
    measure.request()


def test_a_substitute_performance_runs_from_urging_to_archive(substitute: CoercionStory) -> None:
    story = substitute.urge()
    case = story.fresh()
    assert (case.procedure, case.step) == ("coercion_substitute", "E1")
    assert codes(refused(story.decide)) == {"procedure.when"}
    over = case.clocks.get(code="D21S").due_on
    story.now = datetime(over.year, over.month, over.day, 9, tzinfo=story.now.tzinfo) + timedelta(days=1)
    story.decide().serve_decision()
    assert isinstance(decided(story.fresh()), Decision)
    assert decided(story.fresh()).document.code == "substitute_decision"
    on = date(2026, 12, 22)
    story.second_urging(on)
    story.film("YX-09", "代履行全程录像")
    begun = datetime(2026, 12, 22, 9, tzinfo=story.now.tzinfo)
    story.now = begun + timedelta(hours=8)
    story.carry_out(begun, begun + timedelta(hours=6))
    story.step("issue_costs", {
        "party": story.party, "decision_number": decided(story.fresh()).number, "costs": "48000.00",
        "reckoning": ["人工 20000 元", "机械 28000 元"], "payment": "十五日内缴至演示银行。",
    })  # fmt: skip
    story.serve("serve_costs").close("close_execution", "代履行完毕").archive()
    assert story.fresh().step == "E9"


def ready(story: CoercionStory) -> CoercionStory:
    """The decision is served; the day of performance is 22 December."""
    story.urge()
    over = story.fresh().clocks.get(code="D21S").due_on
    story.now = datetime(over.year, over.month, over.day, 9, tzinfo=story.now.tzinfo) + timedelta(days=1)
    return story.decide().serve_decision()


def test_a_second_urging_comes_three_working_days_before(substitute: CoercionStory) -> None:
    story = ready(substitute)
    urging = {"party": "演示", "decision_number": "x", "content": "请履行。"}
    story.step("issue_second_urging", {**urging, "substitute_on": "2026-12-22"})
    assert story.fresh().clocks.get(code="D24").due_on == date(2026, 12, 17)
    story.now = datetime(2026, 12, 18, 9, tzinfo=story.now.tzinfo)
    assert codes(refused(story.serve, "serve_second_urging")) == {"procedure.when"}
    # 改期以后重新催告.
    story.step("issue_second_urging", {**urging, "substitute_on": "2026-12-25"})
    story.serve("serve_second_urging")


@pytest.mark.parametrize(
    ("begun", "emergency", "allowed"),
    [
        (datetime(2026, 12, 22, 9), "", True),
        (datetime(2026, 12, 22, 23), "", False),
        (datetime(2026, 12, 22, 23), "边坡即将垮塌，威胁下方住户。", True),
    ],
)
def test_not_at_night_without_an_emergency(
    substitute: CoercionStory, begun: datetime, emergency: str, allowed: bool
) -> None:
    story = ready(substitute)
    story.second_urging(date(2026, 12, 22))
    started = begun.replace(tzinfo=story.now.tzinfo)
    story.now = started + timedelta(hours=3)
    more: dict[str, Any] = {"emergency": emergency} if emergency else {}
    if allowed:
        story.carry_out(started, started + timedelta(hours=1), **more)
        assert story.fresh().step == "E7"
    else:
        assert "G17" in codes(refused(story.carry_out, started, started + timedelta(hours=1), **more))


def test_whoever_performs_himself_ends_it(substitute: CoercionStory) -> None:
    story = substitute.urge()
    story.later(2).step("record_performance", why="当事人已经自行修复，现场核查属实。")
    story.close("close_execution", "当事人自行履行")
    case: Case = story.fresh()
    assert case.closed_on is not None
    assert not case.clocks.filter(stopped_on=None).exists()


def test_a_suspended_execution_is_not_carried_out(substitute: CoercionStory) -> None:
    story = ready(substitute)
    story.second_urging(date(2026, 12, 22))
    story.step("suspend_execution", why="当事人确无履行能力。", by="leader")
    begun = datetime(2026, 12, 22, 9, tzinfo=story.now.tzinfo)
    story.now = begun + timedelta(hours=2)
    assert codes(refused(story.carry_out, begun, begun + timedelta(hours=1))) == {"procedure.step"}
    story.step("resume_execution", why="中止情形消失。", by="leader")
    story.carry_out(begun, begun + timedelta(hours=1))


def test_the_review_is_required_by_the_catalogue(substitute: CoercionStory, cast: Cast) -> None:
    story = substitute.urge()
    over = story.fresh().clocks.get(code="D21S").due_on
    story.now = datetime(over.year, over.month, over.day, 9, tzinfo=story.now.tzinfo) + timedelta(days=1)
    story.draft({
        "facts": "逾期不修复。", "power": "代为恢复、修复矿区生态", "basis": "行政强制法第五十条", "manner": "修复",
        "target": "边坡", "budget": "1", "substitute": "演示公司",
    })  # fmt: skip
    found = refused(acts.submit_for_approval, story.fresh(), actor=cast.officer, now=story.now)
    assert "G09" in codes(found) or "procedure.when" in codes(found)
    story.review()
    assert story.fresh().step == "E3"
