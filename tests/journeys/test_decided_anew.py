"""撤销后重新作出: a decision that fell is made anew in the same case; the earlier one, its service and its money stay."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from daylight.cases.models import Case
from daylight.config.demo.coercion import CoercionStory
from daylight.config.demo.penalty import step
from daylight.core.moment import local_date
from daylight.decisions import acts
from daylight.decisions.models import Decision
from daylight.decisions.outcomes import problems
from daylight.decisions.standing import decided, decision_of, earlier
from daylight.disclosure import acts as disclosing
from daylight.disclosure.acts.prepare_copy import prepare_copy
from daylight.disclosure.acts.publish import publish
from daylight.disclosure.models import Task
from daylight.disclosure.opening import ensure_task
from tests.cast import Cast
from tests.journeys.test_coercion import ready
from tests.journeys.test_remedies import levy, permit
from tests.journeys.test_remedies import step as take
from tests.refusing import codes, refused
from tests.story import Story, begin

GROUND = "行政复议决定责令重新作出"


def published(story: Story) -> Task:
    task = ensure_task(story.decision, story.now)
    copy = prepare_copy(task, actor=story.people.officer, now=story.now)
    publish(copy, copy.sha256, True, actor=story.people.publisher, now=story.now)
    return task


def quashed(story: Story) -> None:
    """The review orders a new decision."""
    officer, today = story.people.officer, local_date(story.now).isoformat()
    step(story, "register_review", officer, received_on=today)
    story.later(20)
    ended = local_date(story.now).isoformat()
    step(story, "record_overturned", officer, result="责令重新作出", decided_on_paper=ended)


def anew(story: Story, **typed: str) -> None:
    known = {"ground": GROUND, "procedural": "否", "replaced_number": story.decision.number}
    step(story, "decide_anew", story.people.leader, **{**known, **typed})
    story.case.refresh_from_db()


def test_a_decision_that_fell_is_made_anew_and_both_stay(cast: Cast, now: datetime) -> None:
    story = begin(cast, now).to("pay")
    first, paid = story.decision, story.decision.payments.get()
    task = published(story)
    assert codes(refused(step, story, "decide_anew", cast.leader, procedural="否")) == {"procedure.when"}
    story.to("archive")
    assert story.case.closed_on and story.case.step == "P15"
    quashed(story)
    assert codes(refused(step, story, "decide_anew", cast.officer, procedural="否")) == {"right.missing"}
    anew(story)
    # The deciding begins again: the case is open, nothing stands, what was done for the first does not count.
    assert (story.case.step, story.case.closed_on, decision_of(story.case)) == ("P6", None, None)
    assert [each.pk for each in earlier(story.case)] == [first.pk]
    assert codes(refused(step, story, "keep_notice", cast.head)) == {"procedure.when"}
    assert codes(refused(acts.register_payment, first, local_date(story.now), 1, "票9", "银行", actor=cast.window,
                         now=story.now)) == {"procedure.step"}  # fmt: skip
    story.at = story.at - 14
    story.to("draft")
    # 行政复议法第六十四条第二款: the same decision on the same facts may not be made.
    story.save(**story.draft_changes())
    again = {each.code for each in problems(story.case, story.case.draft.fields, local_date(story.now))}
    assert "decision.repeated" in again
    assert "decision.repeated" in codes(refused(acts.send_for_review, story.case, actor=cast.officer, now=story.now))
    story.save(facts="经重新调查，当事人占用土地的面积和时间已经查清。")
    story.at += 1
    story.to("serve")
    second = decided(story.case)
    assert second.pk != first.pk and second.number != first.number
    assert Decision.objects.filter(case=story.case).count() == 2
    # The earlier record is taken down, the new one published; each has its own task.
    today = local_date(story.now)
    disclosing.withdraw(task, "revoked", "复议机关撤销原决定", today, actor=cast.publisher, now=story.now)
    new = published(story)
    task.refresh_from_db()
    assert (task.state, Task.objects.get(pk=new.pk).state) == ("withdrawn", "published")
    assert new.number == second.number
    # The money paid for the first stays with it; the new one owes all of its own.
    assert paid.decision_id == first.pk and not second.payments.exists()
    fine = story.tale.fine
    acts.register_payment(second, today, fine, "演示票据再1", "演示银行", actor=cast.window, now=story.now)
    assert second.payments.get().amount_yuan == fine


@pytest.mark.parametrize("build", [permit, levy])
def test_other_kinds_are_decided_anew_too(build: Callable[[Cast, datetime], Case], cast: Cast, now: datetime) -> None:
    case = build(cast, now)
    leading = Cast(**{**vars(cast), "officer": cast.leader})
    at = now + timedelta(days=60)
    assert codes(refused(take, case, "decide_anew", leading, at)) == {"procedure.when"}
    take(case, "register_review", cast, at, received_on=local_date(at).isoformat())
    at += timedelta(days=20)
    code = "record_overturned"
    take(case, code, cast, at, result="撤销", decided_on_paper=local_date(at).isoformat())
    case.refresh_from_db()
    fell = decided(case)
    take(case, "decide_anew", leading, at, ground=GROUND, procedural="是")
    case.refresh_from_db()
    assert decision_of(case) is None and earlier(case).get().pk == fell.pk
    acts.draft_decision(case, actor=cast.officer, now=at)
    assert case.step in ("K8", "L5")


def test_a_substitute_performance_is_decided_anew_and_urged_anew(cast: Cast, now: datetime) -> None:
    begin(cast, now - timedelta(days=3))
    story = ready(CoercionStory(cast, "QZ-06", "演示石料有限公司", now))
    first, on = decided(story.fresh()), local_date(story.now) + timedelta(days=30)
    story.second_urging(on)
    leading = Cast(**{**vars(cast), "officer": cast.leader})
    assert codes(refused(take, story.fresh(), "decide_anew", leading, story.now)) == {"procedure.when"}
    take(story.fresh(), "register_review", cast, story.now, received_on=local_date(story.now).isoformat())
    story.later(5)
    ended = local_date(story.now).isoformat()
    take(story.fresh(), "record_overturned", cast, story.now, result="责令重新作出", decided_on_paper=ended)
    assert codes(refused(take, story.fresh(), "decide_anew", cast, story.now)) == {"right.missing"}
    take(story.fresh(), "decide_anew", leading, story.now, ground=GROUND, procedural="是")
    assert (story.fresh().step, decision_of(story.fresh())) == ("E1", None)
    story.later(1).decide().serve_decision()
    second = decided(story.fresh())
    assert (second.number != first.number, earlier(story.fresh()).get().pk) == (True, first.pk)
    # The urging of the decision that fell does not carry the new one (行政强制法第五十一条第一款第二项).
    begun = datetime(on.year, on.month, on.day, 9, tzinfo=story.now.tzinfo)
    early, story.now = story.now, begun + timedelta(hours=2)
    assert "procedure.after" in codes(refused(story.carry_out, begun, begun + timedelta(hours=1)))
    story.now = early
    story.second_urging(on)
    story.now = begun + timedelta(hours=2)
    assert story.carry_out(begun, begun + timedelta(hours=1)).fresh().step == "E7"
