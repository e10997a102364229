"""复议、诉讼 in every procedure that ends in something a party can challenge: registered, answered in time, ended."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from daylight.base import lawpack
from daylight.cases.models import Case, Clock
from daylight.cases.moving import definition_of
from daylight.config.demo.coercion import CoercionStory
from daylight.config.demo.fee import ITEM as FEE_ITEM
from daylight.config.demo.fee import FeeStory
from daylight.config.demo.inspection import InspectionStory
from daylight.config.demo.levy import ITEM as LEVY_ITEM
from daylight.config.demo.levy import PARTY, LevyStory
from daylight.config.demo.penalty import filled
from daylight.core.moment import local_date
from daylight.decisions import acts
from tests import spot
from tests.cast import Cast
from tests.permits import begin_permit
from tests.refusing import codes, refused
from tests.story import begin

WAYS = [
    ("register_review", "", "复议申请书副本", 10),
    ("register_simple_review", "simple", "简易程序", 5),
    ("register_suit", "lawsuit", "起诉状副本", 15),
]


def summary(cast: Cast, now: datetime) -> Case:
    spot.listed(cast, now)
    return acts.decide_on_spot(spot.typed(cast, now), actor=cast.officer, now=now).case


def permit(cast: Cast, now: datetime) -> Case:
    story = begin_permit(cast, now).accepted()
    story.visit()
    story.reviewed(site="需要")
    story.drafted("grant", valid_from="2026-12-01", valid_until="2028-11-30").decided()
    return story.case


def levy(cast: Cast, now: datetime) -> Case:
    begin(cast, now - timedelta(days=3))
    story = LevyStory(cast, LEVY_ITEM, PARTY, now)
    story.inquire().later(2).explain().identify().tell().waive()
    story.decide().review().to_government().government_says().sign().serve_decision()
    return story.fresh()


def fee(cast: Cast, now: datetime) -> Case:
    begin(cast, now - timedelta(days=3))
    return FeeStory(cast, FEE_ITEM, "演示公司", now).told().fresh()


def measure(cast: Cast, now: datetime) -> Case:
    begin(cast, now - timedelta(days=3))
    story = CoercionStory(cast, "QZ-01", "演示采石有限公司", now)
    story.request().later(0, 1).approve().later(0, 3).scene().issue().serve("deliver_measure")
    return story.fresh()


def inspection(cast: Cast, now: datetime) -> Case:
    begin(cast, now - timedelta(days=3))
    story = InspectionStory(cast, "JC-06", "演示测绘有限公司", now, source="日常检查")
    story.request().later(0, 1).approve().later(0, 1).notify().later(0, 1).enter().record().tell().serve("serve_result")
    return story.fresh()


BUILT: list[Callable[[Cast, datetime], Case]] = [summary, permit, levy, fee, measure, inspection]


def step(case: Case, code: str, cast: Cast, at: datetime, **typed: Any) -> Case:
    move = definition_of(case).move(code)
    template = lawpack.current().document(move.paper, local_date(at))
    return acts.take_step(case, code, filled(case, template, cast.officer, at, **typed), "", actor=cast.officer, now=at)


def answering(case: Case) -> Clock:
    found: Clock = case.clocks.filter(code="D37").latest("id")
    return found


@pytest.mark.parametrize("build", BUILT)
def test_the_time_to_answer_runs_and_stops_with_the_answer(
    build: Callable[[Cast, datetime], Case], cast: Cast, now: datetime
) -> None:
    case = build(cast, now)
    at = now + timedelta(days=60)
    assert codes(refused(step, case, "answer_remedy", cast, at)) == {"procedure.when"}
    assert codes(refused(step, case, "record_upheld", cast, at)) == {"procedure.when"}
    for code, variant, event, length in WAYS:
        step(case, code, cast, at, received_on=local_date(at).isoformat())
        clock = answering(case)
        assert (clock.variant, clock.started_on, clock.stopped_on) == (variant, local_date(at), None)
        assert clock.due_on >= local_date(at) + timedelta(days=length)
        assert any(event in text for _, text in clock.lines)
        # One at a time: a second is registered when the first has its result.
        other = "register_suit" if code != "register_suit" else "register_review"
        assert codes(refused(step, case, other, cast, at)) == {"procedure.when"}
        at += timedelta(days=3)
        step(case, "answer_remedy", cast, at)
        assert answering(case).stopped_by == "提交答复证据"
        at += timedelta(days=30)
        step(case, "record_upheld", cast, at, result="维持")
    assert not case.clocks.filter(code="D37", stopped_on=None).exists()


@pytest.mark.parametrize("build", BUILT)
def test_a_decision_may_fall_without_an_answer(
    build: Callable[[Cast, datetime], Case], cast: Cast, now: datetime
) -> None:
    case = build(cast, now)
    at = now + timedelta(days=10)
    step(case, "register_review", cast, at, received_on=local_date(at).isoformat())
    at += timedelta(days=40)
    ended = definition_of(case).move("record_overturned")
    step(case, "record_overturned", cast, at, result="撤销", decided_on_paper=local_date(at).isoformat())
    case.refresh_from_db()
    assert answering(case).stopped_by == ended.name
    if not ended.stays:
        assert case.step == ended.to_step


def test_a_review_stands_the_fine_still_and_lets_it_run_again(cast: Cast, now: datetime) -> None:
    case = summary(cast, now)
    at = now + timedelta(days=2)
    step(case, "register_review", cast, at, received_on=local_date(at).isoformat())
    paying = case.clocks.get(code="D16")
    assert paying.suspended_on == local_date(at)
    at += timedelta(days=5)
    step(case, "record_upheld", cast, at, result="维持")
    paying.refresh_from_db()
    assert paying.suspended_on is None and paying.pauses[0][2] == "行政复议"
