"""Background work of the disclosure room: open tasks, publish 履行情况.

What an act changed is seen from the journal within seconds (``follow``); the sweeps over all rows are the net below it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from daylight.base.chores import chore
from daylight.base.journal.models import Entry
from daylight.base.orgs.models import Agency
from daylight.base.outbox.posting import deliver
from daylight.base.permit import permit
from daylight.core.moment import local_date
from daylight.decisions.models import Decision
from daylight.disclosure import copies, credit_queue, events, record_building, redaction, timing
from daylight.disclosure.confirming import post
from daylight.disclosure.kinds import due_from, public_papers, rule_of
from daylight.disclosure.models import Copy, JournalMark, Task
from daylight.disclosure.opening import ensure_task
from daylight.disclosure.queries import RUNNING
from daylight.disclosure.requests import take_in
from daylight.disclosure.telling_counts import CHORE, tell_counts
from daylight.portal.asking import CHANNEL
from daylight.portal.record import record_sha256
from daylight.recording.models import Document

# Journal entries looked at in one round.
BATCH = 200


@chore("disclosure.follow", every=timedelta(seconds=3))
def follow(now: datetime) -> int:
    """Look again at every case the journal has written about since the last look. Returns how many entries were read."""
    return sum(_follow(agency, now) for agency in Agency.objects.order_by("pk"))


def _follow(agency: Agency, now: datetime) -> int:
    # By the agency's own sequence: it is taken under a lock, so nothing with a lower number can appear later.
    mark = JournalMark.objects.filter(agency=agency).values_list("agency_seq", flat=True).first() or 0
    after = Entry.objects.filter(agency=agency, agency_seq__gt=mark).order_by("agency_seq")
    entries = list(after.values_list("agency_seq", "case_uuid")[:BATCH])
    if not entries:
        return 0
    cases = {case for _, case in entries if case is not None}
    open_tasks(now, cases)
    update_performance(now, cases)
    # Last: a worker that is killed before looks at the same cases once more, which does no harm.
    with permit("chore:disclosure.follow"):
        JournalMark.objects.update_or_create(agency=agency, defaults={"agency_seq": entries[-1][0]})
    return len(entries)


@chore("disclosure.open_tasks", every=timedelta(minutes=10))
def open_tasks(now: datetime, cases: Collection[UUID] | None = None) -> int:
    """A task for every issued paper of ``cases`` (None: of all) that becomes public and has none. Returns how many."""
    papers = public_papers(local_date(now))
    within = Q() if cases is None else Q(case__uuid__in=cases)
    issued = Decision.objects.filter(within, issued_at__isnull=False, decided_on__isnull=False, publication=None)
    decided = issued.filter(Q(document=None) | Q(document__code__in=papers))
    moved = sum(bool(ensure_task(each, now)) for each in decided.order_by("id")[:100])
    loose = Document.objects.filter(within, state=Document.ISSUED, code__in=papers, publication=None)
    loose = loose.exclude(pk__in=Decision.objects.exclude(document=None).values("document"))
    return moved + sum(bool(ensure_task(each, now)) for each in loose.order_by("id")[:100])


@chore("disclosure.recount_tasks", every=timedelta(seconds=30))
def recount_tasks(now: datetime) -> int:
    """Tasks still to be done follow the working calendar; those that are done stay. Returns how many moved."""
    moved = 0
    for task in Task.objects.filter(state__in=RUNNING).select_related("case__agency").order_by("id"):
        if task.due_on != due_from(rule_of(task), task.case, task.started_on)[1].due_on:
            moved += _recounted(task, now)
    return moved


def _recounted(task: Task, now: datetime) -> bool:
    with permit("chore:disclosure.recount_tasks"), transaction.atomic():
        fresh = copies.locked(task)
        before, (_, due) = fresh.due_on, due_from(rule_of(fresh), fresh.case, fresh.started_on)
        if fresh.state not in RUNNING or before == due.due_on:
            return False
        fresh.due_on, fresh.last_workday = due.due_on, due.last_workday
        fresh.save(update_fields=["due_on", "last_workday"])
        said = f"由 {before} 改为 {due.due_on}"
        copies.note(events.MOVED, fresh, None, now, **{"reason": said, "from": before, "to": due.due_on})
    return True


@chore(timing.CHORE, every=timedelta(seconds=20))
def publish_on_time(now: datetime) -> int:
    """定时公示 whose time has come. Returns how many went out."""
    return sum(timing.publish_scheduled(each, now) for each in timing.due(now))


@chore("disclosure.take_requests", every=timedelta(seconds=2))
def take_requests(now: datetime) -> int:
    """更正申请 waiting on the public site."""
    return deliver(CHANNEL, take_in, now)


@chore(CHORE, every=timedelta(minutes=5))
def count_completeness(now: datetime) -> int:
    """公示完成情况 of every agency that decides. Returns how many were told anew."""
    return sum(tell_counts(agency, now) for agency in Agency.objects.order_by("pk"))


@chore("disclosure.update_performance", every=timedelta(days=1))
def update_performance(now: datetime, cases: Collection[UUID] | None = None) -> int:
    """A new version wherever the registered service, payments or closing of ``cases`` (None: of all) say more than the
    public page."""
    within = Q() if cases is None else Q(case__uuid__in=cases)
    published = Task.objects.filter(within, state="published").select_related(*copies.PARTS)
    return sum(_brought_up_to_date(task, now) for task in published.order_by("id"))


def _brought_up_to_date(task: Task, now: datetime) -> bool:
    today = local_date(now)
    last = copies.last_published(task)
    if last is None or not _changed(last.record, task, today):
        return False
    with permit("chore:disclosure.update_performance"), transaction.atomic():
        fresh = copies.locked(task)
        last = copies.last_published(fresh)
        if fresh.state != "published" or last is None or not (told := _changed(last.record, fresh, today)):
            return False
        version = last.version + 1
        _make_room(fresh, version)
        record = last.record | {"version": version, **told}
        copy = Copy(
            task=fresh,
            kind="performance",
            version=version,
            source=last.source | {"version": version, **told},
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


def _changed(shown: Mapping[str, Any], task: Task, today: date) -> dict[str, Any]:
    """What the registered facts say otherwise than the page: 履行情况, and the last day where its ground has ended."""
    first_on = task.published_on or today
    told = {
        "performance": record_building.performance(task, today),
        "keep_until": record_building.keep_until(task, shown["party"]["kind"], first_on).isoformat(),
    }
    if not rule_of(task).ends:
        # The term itself is fixed on the day of publication: a later rule does not shorten what was said.
        told.pop("keep_until")
    return {name: value for name, value in told.items() if shown[name] != value}


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
