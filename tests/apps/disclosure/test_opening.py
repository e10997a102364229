"""Every issued decision gets its task once, with seven working days from the decision."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from daylight.base.journal.models import Entry
from daylight.base.permit import permit
from daylight.core.refusal import Refused
from daylight.decisions.models import Decision
from daylight.disclosure import chores
from daylight.disclosure.models import Task
from daylight.disclosure.opening import ensure_task
from tests.apps.disclosure.room import issue
from tests.cast import Cast


def test_the_limit_is_seven_working_days(cast: Cast, now: datetime) -> None:
    # law.md §11 self-test: decided 2026-11-25, due 2026-12-04.
    task = ensure_task(issue(cast, now), now)
    assert (task.started_on, task.due_on, task.state) == (date(2026, 11, 25), date(2026, 12, 4), "to_prepare")
    entry = Entry.objects.get(kind="disclosure.task.opened")
    assert (entry.actor, entry.data["due_on"], entry.data["deadline"]) == (None, "2026-12-04", "D13")


def test_opening_twice_opens_once(cast: Cast, now: datetime) -> None:
    decision = issue(cast, now)
    assert ensure_task(decision, now) == ensure_task(decision, now)
    assert chores.open_tasks(now) == 0
    assert Entry.objects.filter(kind="disclosure.task.opened").count() == 1


def test_the_chore_finds_what_was_forgotten(cast: Cast, now: datetime) -> None:
    issue(cast, now)
    issue(cast, now, "organisation")
    assert (chores.open_tasks(now), chores.open_tasks(now)) == (2, 0)
    assert Task.objects.count() == 2


def test_an_unissued_decision_has_no_task(cast: Cast, now: datetime) -> None:
    decision = issue(cast, now)
    with permit("fixture"):
        Decision.objects.filter(pk=decision.pk).update(issued_at=None, decided_on=None)
    assert chores.open_tasks(now) == 0
    with pytest.raises(Refused, match="还没有签发"):
        ensure_task(decision, now)
