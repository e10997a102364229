"""演示：执法结果公示. One published result of each kind of act and one not published, by two people through the real acts."""

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
NO_IMPACT = "演示：情节轻微、没有造成危害后果，在辖区内没有社会影响。"


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


def withhold_one(people: People, now: datetime) -> Task:
    """A small fine on the spot that nobody else is touched by: judged to have no social effect, agreed to by a second person."""
    while open_tasks(now):
        pass
    waiting = Task.objects.filter(agency=people.agency, state="to_prepare", decision__case__parties__kind="person")
    task = next(each for each in waiting.order_by("-started_on", "-pk") if rule_of(each).impact_test)
    acts.judge_impact(task, False, NO_IMPACT, actor=people.publisher, now=now)
    return acts.confirm_withholding(task, actor=people.reviewer, now=now + timedelta(minutes=20))
