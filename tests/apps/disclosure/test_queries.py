"""The desk counts down; strangers get nothing."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from daylight.disclosure import acts, queries
from tests.apps.disclosure.room import opened
from tests.cast import Cast

TODAY = date(2026, 12, 1)


def test_the_desk_counts_working_days(cast: Cast, now: datetime) -> None:
    task = opened(cast, now)
    row = queries.desk(cast.publisher, TODAY)[0]
    assert (row.task, row.workdays_left, row.label, row.served) == (task, 3, "待脱敏", True)
    assert queries.desk(cast.publisher, date(2026, 12, 8))[0].workdays_left == -2
    copy = acts.prepare_copy(task, actor=cast.publisher, now=now)
    assert [queries.desk(who, TODAY)[0].may_confirm for who in (cast.publisher, cast.reviewer, cast.leader)] == [
        False,
        True,
        False,
    ]
    acts.publish(copy, copy.sha256, True, actor=cast.reviewer, now=now)
    row = queries.desk(cast.publisher, TODAY)[0]
    assert (row.workdays_left, row.label, row.masks > 5) == (None, "公示中", True)


def test_the_tightest_limit_is_on_top(cast: Cast, now: datetime) -> None:
    done = opened(cast, now)
    copy = acts.prepare_copy(done, actor=cast.publisher, now=now)
    acts.publish(copy, copy.sha256, True, actor=cast.reviewer, now=now)
    waiting = opened(cast, now, "organisation")
    assert [row.task for row in queries.desk(cast.publisher, TODAY)] == [waiting, done]
    counts = queries.counts(cast.publisher, date(2026, 12, 8))
    assert {name: counts[name] for name in ("all", "to_prepare", "published", "overdue", "on_time", "late")} == {
        "all": 2,
        "to_prepare": 1,
        "published": 1,
        "overdue": 1,
        "on_time": 1,
        "late": 0,
    }


def test_a_longer_desk_takes_no_more_questions(
    cast: Cast, now: datetime, django_assert_num_queries: Callable[[int], AbstractContextManager[Any]]
) -> None:
    for _ in range(2):
        acts.prepare_copy(opened(cast, now), actor=cast.publisher, now=now)
    with CaptureQueriesContext(connection) as two:
        queries.desk(cast.publisher, TODAY)
    for _ in range(3):
        acts.prepare_copy(opened(cast, now), actor=cast.publisher, now=now)
    with django_assert_num_queries(len(two)):
        assert len(queries.desk(cast.publisher, TODAY)) == 5


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("publisher", True),
        ("reviewer", True),
        ("leader", True),
        ("officer", True),
        ("partner", True),
        ("head", False),
        ("keeper", False),
        ("window", False),
        ("stranger", False),
    ],
)
def test_who_sees_a_task(cast: Cast, now: datetime, who: str, sees: bool) -> None:
    task = opened(cast, now)
    person = getattr(cast, who)
    assert (queries.task_for(person, task.uuid) == task) is sees
    assert bool(queries.desk(person, TODAY)) is sees
