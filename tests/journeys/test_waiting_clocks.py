"""What does not count for the ninety days (部办法第38条): 鉴定、检测, and the wait for the police."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from daylight.cases.counting import lines_of
from daylight.cases.models import Case, Clock
from daylight.config.demo.penalty import hand_over, step
from daylight.config.demo.transfer import TransferStory
from daylight.core.moment import local_date
from tests.cast import Cast
from tests.refusing import codes, refused
from tests.story import Story, begin


def term(story: Story) -> Clock:
    found: Clock = story.case.clocks.get(code="D10")
    return found


@pytest.fixture
def opened(cast: Cast, now: datetime) -> Story:
    return begin(cast, now).to("open")


@pytest.mark.parametrize("what", ["鉴定", "检测"])
def test_testing_is_a_step_of_its_own_and_does_not_count(opened: Story, cast: Cast, what: str) -> None:
    before = term(opened).due_on
    assert codes(refused(step, opened, "record_testing", cast.officer)) == {"procedure.step"}
    step(opened, "entrust_testing", cast.officer, what=what)
    assert (opened.case.step, term(opened).suspended_on) == ("P3j", local_date(opened.now))
    assert codes(refused(step, opened, "suspend_investigation", cast.leader)) == {"procedure.step"}
    step(opened, "notify_testing", cast.officer, what=what)
    hand_over(opened, "serve_other_paper")
    opened.now += timedelta(days=20)
    step(opened, "record_testing", cast.officer, what=what)
    clock = term(opened)
    assert (opened.case.step, clock.suspended_on) == ("P3", None)
    assert clock.due_on >= before + timedelta(days=20) and clock.verified
    assert any(what in line.text for line in lines_of(clock))


def test_an_order_withdrawn_lets_the_time_run_again(opened: Story, cast: Cast) -> None:
    step(opened, "entrust_testing", cast.officer)
    step(opened, "abandon_testing", cast.officer)
    assert (opened.case.step, term(opened).suspended_on) == ("P3", None)


def test_the_time_stands_still_while_the_police_look(opened: Story, cast: Cast) -> None:
    story = TransferStory(cast, opened.case, opened.now)
    story.appoint().later(1).report().later(0, 4).approve().later(0, 2).letter()
    assert term(opened).suspended_on is None
    story.deliver()
    clock = term(opened)
    assert (clock.suspended_on, clock.pauses[-1][2]) == (local_date(story.now), "涉嫌犯罪移送等待")
    before = clock.due_on
    story.later(10).not_filed()
    assert term(opened).suspended_on is not None
    story.later(2).step("accept_not_filed", why="证据不足，不再提请复议。", by="leader")
    clock = term(opened)
    assert clock.suspended_on is None and clock.due_on > before
    assert Case.objects.get(pk=opened.case.pk).step == "P3"


def test_a_case_the_police_filed_waits_until_somebody_says_it_is_over(opened: Story, cast: Cast) -> None:
    assert codes(refused(step, opened, "resume_after_transfer", cast.officer)) == {"procedure.when"}
    story = TransferStory(cast, opened.case, opened.now).at_police().later(3).filed().hand_over()
    assert term(opened).suspended_on is not None
    opened.now = story.now + timedelta(days=60)
    step(opened, "resume_after_transfer", cast.officer, "司法机关不予追究刑事责任，移送本机关处理。")
    assert term(opened).suspended_on is None


def test_a_wait_ended_by_hand_is_not_ended_twice(opened: Story, cast: Cast) -> None:
    story = TransferStory(cast, opened.case, opened.now).at_police().later(3)
    opened.now = story.now
    step(opened, "resume_after_transfer", cast.officer, "先按行政程序继续办理。")
    step(opened, "entrust_testing", cast.officer)
    story.later(2).not_filed().later(1).step("accept_not_filed", why="接受。", by="leader")
    # The clock stands for the testing now: the answer of the police does not start it.
    assert (term(opened).suspended_on, term(opened).pauses[-1][2]) == (local_date(opened.now), "鉴定")


def test_a_transfer_from_a_lead_stops_nothing(cast: Cast, now: datetime) -> None:
    penalty = begin(cast, now).to("register")
    TransferStory(cast, penalty.case, penalty.now).at_police()
    assert not penalty.case.clocks.filter(code="D10").exists()
