"""What happens to a decision after it was issued: a slip is corrected on paper, what fell is judged anew and taken down."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from daylight.cases.models import Case
from daylight.config.demo.penalty import hand_over, step
from daylight.core.moment import local_date
from daylight.decisions.priors import find
from daylight.disclosure import acts as disclosing
from daylight.disclosure.acts.prepare_copy import prepare_copy
from daylight.disclosure.acts.publish import publish
from daylight.disclosure.opening import ensure_task
from tests.cast import Cast
from tests.journeys.test_remedies import levy, measure
from tests.journeys.test_remedies import permit as permitted
from tests.journeys.test_remedies import step as take
from tests.permits import begin_permit, clock, step_of
from tests.refusing import codes, refused
from tests.story import begin


def test_a_slip_is_mended_by_a_paper_and_the_decision_stays(cast: Cast, now: datetime) -> None:
    story = begin(cast, now).to("approve")
    assert codes(refused(step, story, "correct_paper", cast.leader)) == {"procedure.step"}
    story.to("serve")
    before = story.decision.document.pdf.sha256
    assert codes(refused(step, story, "correct_paper", cast.officer)) == {"right.missing"}
    step(story, "correct_paper", cast.leader, fault="文字错误", corrected=story.decision.number)
    hand_over(story, "serve_other_paper")
    paper = story.case.documents.get(code="paper_correction")
    assert paper.number and paper.sealed and story.case.step == "P13"
    story.decision.refresh_from_db()
    assert story.decision.document.pdf.sha256 == before


@pytest.mark.parametrize("build", [levy, measure, permitted])
def test_every_kind_of_decision_can_be_corrected(build: object, cast: Cast, now: datetime) -> None:
    case = build(cast, now)  # type: ignore[operator]
    here, at = case.step, now + timedelta(days=60)
    assert codes(refused(take, case, "correct_paper", cast, at)) == {"right.missing"}
    leading = Cast(**{**vars(cast), "officer": cast.leader})
    take(case, "correct_paper", leading, at)
    assert Case.objects.get(pk=case.pk).step == here
    assert case.documents.filter(code="paper_correction", state="issued").exists()


def test_what_fell_is_no_fine_for_the_same_act(cast: Cast, now: datetime) -> None:
    first = begin(cast, now - timedelta(days=60)).to("serve")
    again = begin(cast, now, lists=False).to("open")
    assert [each["number"] for each in find(again.case, local_date(now)).same_act] == [first.decision.number]
    step(first, "revoke_decision", cast.leader, changed_on=local_date(first.now).isoformat())
    assert find(again.case, local_date(now)).same_act == ()


def test_the_time_to_take_it_down_ends_when_it_is_down(cast: Cast, now: datetime) -> None:
    story = begin(cast, now).to("serve")
    task = ensure_task(story.decision, story.now)
    copy = prepare_copy(task, actor=cast.officer, now=story.now)
    publish(copy, copy.sha256, True, actor=cast.publisher, now=story.now)
    story.now += timedelta(days=3)
    today = local_date(story.now)
    step(story, "revoke_decision", cast.leader, changed_on=today.isoformat())
    limit = story.case.clocks.get(code="D15")
    assert limit.stopped_on is None
    disclosing.withdraw(task, "revoked", "决定已撤销", today, actor=cast.publisher, now=story.now)
    limit.refresh_from_db()
    assert limit.stopped_on == today and "撤回" in limit.stopped_by


def test_a_permit_of_several_offices_has_forty_five_days(cast: Cast, now: datetime) -> None:
    story = begin_permit(cast, now).register().receive()
    story.later(1)
    story.step("accept_jointly")
    limit = clock(story, "D28J")
    assert step_of(story) == "K3" and limit.rule["period"] == "45wd"
    assert codes(refused(story.step, "extend_term")) <= {"procedure.after", "right.missing"}
    before = limit.due_on
    story.step("extend_joint_term", by=cast.leader)
    assert clock(story, "D28J").due_on > before
