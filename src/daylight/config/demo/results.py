"""演示：执法结果公示. One published result of each kind of act, made by two people through the real acts."""

from __future__ import annotations

from datetime import datetime, timedelta

from daylight.config.demo.story import People
from daylight.disclosure import acts
from daylight.disclosure.chores import open_tasks
from daylight.disclosure.copies import open_copy
from daylight.disclosure.kinds import is_served, rule_of
from daylight.disclosure.models import Task
from daylight.disclosure.redaction import unsettled

WHY = "演示：核对后遮盖。"
IMPACT = "演示：在辖区内具有一定社会影响，予以公示。"


def publish_result(people: People, task: Task, now: datetime) -> Task:
    """Judge its effect where that comes first, mask, settle every doubt by a mask, second look, publish."""
    if rule_of(task).impact_test and task.impact is None:
        acts.judge_impact(task, True, IMPACT, actor=people.publisher, now=now)
    copy = acts.prepare_copy(task, actor=people.publisher, now=now)
    while doubts := unsettled(copy.uncertain, copy.settled, copy.marks):
        key = doubts[0]["key"]
        copy = acts.settle_uncertain(copy, key, "mask", WHY, copy.edition, actor=people.publisher, now=now)
    acts.publish(copy, copy.sha256, True, actor=people.reviewer, now=now + timedelta(minutes=20))
    task.refresh_from_db()
    return task


def publish_one_of_each(people: People, now: datetime) -> list[Task]:
    """Of every kind the oldest that is served and still waits; the others stay on the desk."""
    while open_tasks(now):
        pass
    done: dict[str, Task] = {}
    waiting = (
        Task.objects.filter(agency=people.agency, state="to_prepare").select_related("case").order_by("started_on")
    )
    for task in waiting:
        if task.kind not in done and is_served(task) and open_copy(task) is None:
            done[task.kind] = publish_result(people, task, now)
    return list(done.values())
