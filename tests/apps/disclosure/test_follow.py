"""What an act changed is seen from the journal: the case it wrote about is looked at again, the others are left alone."""

from __future__ import annotations

from datetime import datetime

import pytest

from daylight.config.demo.results import publish_result
from daylight.disclosure.chores import follow
from daylight.disclosure.models import Copy, JournalMark, Task
from tests.cast import Cast
from tests.story import begin

pytestmark = pytest.mark.django_db


def followed(now: datetime) -> int:
    """Rounds until nothing is left to read."""
    rounds = 0
    while follow(now):
        rounds += 1
    return rounds


def test_an_issue_opens_its_task_and_a_payment_its_version(cast: Cast, now: datetime) -> None:
    story = begin(cast, now).to("issue")
    assert not Task.objects.exists() and followed(story.now)
    task = Task.objects.get(decision=story.decision)
    story.to("serve")
    publish_result(cast, task, story.now)
    followed(story.now)
    before = Copy.objects.filter(task=task).count()
    story.to("pay")
    assert followed(story.now)
    last = Copy.objects.filter(task=task).order_by("version").last()
    assert last is not None and last.kind == "performance" and last.version > before
    assert "罚款已缴清" in {each["text"] for each in last.record["performance"]}


def test_what_was_read_is_not_read_again(cast: Cast, now: datetime) -> None:
    story = begin(cast, now).to("open")
    assert followed(story.now) and follow(story.now) == 0
    mark = JournalMark.objects.get(agency=cast.agency)
    story.to("notice")
    assert follow(story.now) > 0
    assert JournalMark.objects.get(agency=cast.agency).agency_seq > mark.agency_seq
