"""The columns the lists are read from agree with the case after every act, whatever moved it."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from daylight.base import lawpack
from daylight.base.permit import permit
from daylight.cases import acts, chores, clocks, turns
from daylight.cases.models import NO_LIMIT, UNSETTLED, Case, Handler
from daylight.cases.moving import definition_of
from daylight.core.moment import local_date
from tests.cast import Cast
from tests.refusing import codes, refused
from tests.story import STEPS, begin

# Whose turn it is after each step of the story, from 行政处罚法第五章 and not from the code.
WHOSE = {
    "register": "case.investigate", "request": "case.open", "open": "case.investigate", "conclude": "case.hear",
    "hear": "case.investigate", "notice": "decision.draft", "draft": "decision.draft", "send": "review.decide",
    "pass": "decision.approve", "approve": "decision.issue", "issue": "case.investigate", "serve": "party",
    "pay": "case.close", "close": "case.close", "archive": "",
}  # fmt: skip


def test_after_every_step_the_columns_say_whose_turn_it_is_and_by_when(cast: Cast, now: datetime) -> None:
    story = begin(cast, now)
    for step in STEPS:
        story.to(step)
        case = Case.objects.get(pk=story.case.pk)
        found = turns.standing(definition_of(case), case.step, case.clocks.all())
        assert (case.turn, case.due_on, case.limit_on) == found, step
        assert case.turn == WHOSE.get(step, case.turn), step
        assert set(case.handlers.values_list("turn", "due_on")) == {(case.turn, case.due_on)}, step
        running = [c for c in case.clocks.all() if c.stopped_on is None and c.code not in ("D01", "D18")]
        ours = [c.due_on for c in running if not turns.party_right(c)]
        if case.turn:
            assert case.limit_on <= min(ours, default=NO_LIMIT), step
    assert case.limit_on is None


def test_the_publication_makes_the_case_urgent_but_not_its_handler_late(cast: Cast, now: datetime) -> None:
    story = begin(cast, now).to("pay")
    case = Case.objects.get(pk=story.case.pk)
    due = case.clocks.get(code="D13", stopped_on=None).due_on
    # What is still ours is the way to the court, should the rest of the decision not be carried out.
    court = case.clocks.get(code="D19", stopped_on=None).due_on
    assert (case.turn, case.due_on, case.limit_on) == ("case.close", court, due)


def test_a_clock_moved_outside_a_step_moves_the_columns_too(cast: Cast, now: datetime) -> None:
    story = begin(cast, now).to("open")
    case = Case.objects.get(pk=story.case.pk)
    with permit("fixture"):
        clocks.stop(case, "D10", local_date(now), "测试")
        assert Case.objects.get(pk=case.pk).due_on == case.due_on, "worked out once, at the end"
    assert Case.objects.get(pk=case.pk).due_on == NO_LIMIT
    with permit("fixture"):
        clocks.start(case, "D10", local_date(now) - timedelta(days=30))
    after = Case.objects.get(pk=case.pk)
    assert after.due_on == after.clocks.get(code="D10", stopped_on=None).due_on


def test_a_limit_suspended_in_time_binds_nobody(cast: Cast, now: datetime) -> None:
    story = begin(cast, now).to("open")
    case = Case.objects.get(pk=story.case.pk)
    reason = lawpack.current().deadline("D10", local_date(now)).pauses[0]
    with permit("fixture"):
        clocks.suspend(case, "D10", local_date(story.now), reason)
    assert Case.objects.get(pk=case.pk).due_on == NO_LIMIT
    with permit("fixture"):
        clocks.resume(case, "D10", local_date(story.now) + timedelta(days=20))
    assert Case.objects.get(pk=case.pk).due_on == case.clocks.get(code="D10").due_on


def test_cases_nobody_worked_out_are_settled_in_the_background(cast: Cast, now: datetime) -> None:
    story = begin(cast, now).to("request")
    wanted = Case.objects.values_list("turn", "due_on", "limit_on").get(pk=story.case.pk)
    with permit("fixture"):
        Case.objects.update(turn=UNSETTLED, due_on=NO_LIMIT, limit_on=None)
        Handler.objects.update(turn=UNSETTLED, due_on=NO_LIMIT)
    assert (chores.settle_turns(now), chores.settle_turns(now)) == (1, 0)
    assert Case.objects.values_list("turn", "due_on", "limit_on").get(pk=story.case.pk) == wanted
    assert set(Handler.objects.values_list("turn", flat=True)) == {"case.open"}


def test_a_refused_act_leaves_the_columns_alone(cast: Cast, now: datetime) -> None:
    story = begin(cast, now).to("register")
    before = Case.objects.values_list("turn", "due_on").get()
    assert codes(refused(acts.open_case, story.case, actor=cast.officer, now=now)) == {"right.missing"}
    assert Case.objects.values_list("turn", "due_on").get() == before
    assert before[1] < date(2027, 1, 1)
