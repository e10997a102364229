"""Background work of the disclosure room: open tasks, publish 履行情况. The rows themselves are the queue."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from daylight.base.chores import chore
from daylight.base.permit import permit
from daylight.core.moment import local_date
from daylight.decisions.models import Decision
from daylight.decisions.outcomes import PENALTY
from daylight.disclosure import copies, credit_queue, events, record_building, redaction
from daylight.disclosure.confirming import post
from daylight.disclosure.models import Copy, Task
from daylight.disclosure.opening import due_from, ensure_task
from daylight.disclosure.queries import RUNNING
from daylight.portal.record import record_sha256


@chore("disclosure.open_tasks", every=timedelta(seconds=5))
def open_tasks(now: datetime) -> int:
    """A task for every issued penalty that has none. Returns how many were opened."""
    issued = Decision.objects.filter(issued_at__isnull=False, decided_on__isnull=False, publication=None)
    # What the public page shows is written for a penalty; other kinds of decision have no page yet.
    waiting = issued.filter(Q(document=None) | Q(document__code=PENALTY))
    return sum(bool(ensure_task(decision, now)) for decision in waiting.order_by("id")[:100])


@chore("disclosure.recount_tasks", every=timedelta(seconds=30))
def recount_tasks(now: datetime) -> int:
    """Tasks still to be done follow the working calendar; those that are done stay. Returns how many moved."""
    moved = 0
    for task in Task.objects.filter(state__in=RUNNING).select_related("decision__case__agency").order_by("id"):
        if task.due_on != due_from(task.decision.case, task.started_on)[1].due_on:
            moved += _recounted(task, now)
    return moved


def _recounted(task: Task, now: datetime) -> bool:
    with permit("chore:disclosure.recount_tasks"), transaction.atomic():
        fresh = copies.locked(task)
        before, (_, due) = fresh.due_on, due_from(fresh.decision.case, fresh.started_on)
        if fresh.state not in RUNNING or before == due.due_on:
            return False
        fresh.due_on, fresh.last_workday = due.due_on, due.last_workday
        fresh.save(update_fields=["due_on", "last_workday"])
        said = f"由 {before} 改为 {due.due_on}"
        copies.note(events.MOVED, fresh, None, now, **{"reason": said, "from": before, "to": due.due_on})
    return True


@chore("disclosure.update_performance", every=timedelta(seconds=30))
def update_performance(now: datetime) -> int:
    """A new version wherever the registered service, payments or closing say more than the public page."""
    published = Task.objects.filter(state="published").select_related("decision__case__agency")
    return sum(_brought_up_to_date(task, now) for task in published.order_by("id"))


def _brought_up_to_date(task: Task, now: datetime) -> bool:
    today = local_date(now)
    last = copies.last_published(task)
    if last is None or last.record["performance"] == record_building.performance(task.decision, today):
        return False
    with permit("chore:disclosure.update_performance"), transaction.atomic():
        fresh = copies.locked(task)
        last = copies.last_published(fresh)
        steps = record_building.performance(fresh.decision, today)
        if fresh.state != "published" or last is None or last.record["performance"] == steps:
            return False
        version = last.version + 1
        _make_room(fresh, version)
        record = last.record | {"version": version, "performance": steps}
        copy = Copy(
            task=fresh,
            kind="performance",
            version=version,
            source=last.source | {"version": version, "performance": steps},
            record=record,
            sha256=record_sha256(record),
            changes=last.changes,
            spans=last.spans,
            marks=last.marks,
            uncertain=last.uncertain,
            settled=last.settled,
            prepared_at=now,
            # Fixed sentences over registered facts: no text of a person is in it, so no second look is due.
            confirmed_at=now,
        )
        copy.save()
        post(copy, events.PERFORMANCE, "decision.performance", None, now)
    return True


def _make_room(task: Task, version: int) -> None:
    """A correction under way moves up by one; what its confirmer saw stays the same."""
    waiting = copies.open_copy(task)
    if waiting is None or waiting.version > version:
        return
    waiting.version = version + 1
    waiting.source = waiting.source | {"version": waiting.version}
    waiting.record = waiting.record | {"version": waiting.version}
    waiting.sha256 = redaction.shown_sha256(waiting.record)
    waiting.save(update_fields=["version", "source", "record", "sha256"])


@chore("disclosure.report_credit", every=timedelta(seconds=30))
def report_credit(now: datetime) -> int:
    """双公示: report what is due, follow corrections, take back what is gone. Returns how many records went out."""
    return credit_queue.work(now)
