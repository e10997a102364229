"""公示完成情况: every decision is in exactly one part, months of nothing included, and the site is told of no case."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from daylight.base.outbox.models import Message
from daylight.base.outbox.posting import deliver
from daylight.core.moment import local_date
from daylight.disclosure import acts, chores
from daylight.disclosure.completeness import PARTS, behind, cells, months
from daylight.disclosure.models import Task
from daylight.portal import completeness as portal
from daylight.portal import feed
from daylight.portal.models import PublicCompleteness, PublicDecision
from tests.apps.disclosure.room import issue, opened
from tests.cast import Cast

MONTH = date(2026, 11, 1)


def publish(cast: Cast, task: Task, now: datetime) -> Task:
    copy = acts.prepare_copy(task, actor=cast.publisher, now=now)
    return acts.publish(copy, copy.sha256, True, actor=cast.reviewer, now=now).task


def test_every_decision_is_in_one_part(cast: Cast, now: datetime) -> None:
    publish(cast, opened(cast, now), now)
    gone = publish(cast, opened(cast, now), now)
    acts.withdraw(gone, "revoked", "决定已撤销。", local_date(now), actor=cast.publisher, now=now)
    held = opened(cast, now)
    acts.withhold(held, "safety", "影响稳定。", actor=cast.officer, now=now)
    acts.confirm_withholding(held, actor=cast.publisher, now=now)
    opened(cast, now)
    issue(cast, now)  # no task yet: counted all the same
    (cell,) = cells(cast.agency, local_date(now))
    assert (cell.month, cell.section, cell.category) == (MONTH, "执法大队", "行政处罚")
    assert (cell.made, cell.published, cell.withdrawn, cell.waiting) == (5, 1, 1, 2)
    assert dict(cell.withheld) == {"公开后可能危及国家安全、公共安全、经济安全、社会稳定": 1} and not cell.late
    for part in PARTS:
        value = getattr(cell, part)
        found = behind(cast.agency, local_date(now), part, MONTH, "执法大队", "行政处罚")
        # The chore opens what has no task; until then it has no page to lead to.
        missing = 1 if part == "waiting" else 0
        assert len(found) == (value if isinstance(value, int) else value.total()) - missing, part


def test_the_late_ones_are_counted_by_working_days(cast: Cast, now: datetime) -> None:
    opened(cast, now)
    later = now + timedelta(days=20)
    rows = cells(cast.agency, local_date(later))
    assert [(each.month, each.made, dict(each.late)) for each in rows] == [
        (date(2026, 12, 1), 0, {}),
        (MONTH, 1, {9: 1}),
    ]


def test_months_of_nothing_stand_as_nothing() -> None:
    assert list(months(date(2025, 11, 1), date(2026, 2, 3))) == [
        date(2025, 11, 1), date(2025, 12, 1), date(2026, 1, 1), date(2026, 2, 1),
    ]  # fmt: skip


def test_the_site_is_told_once_a_day_and_when_something_changes(cast: Cast, now: datetime) -> None:
    assert chores.count_completeness(now) == 0 and not Message.objects.exists()
    task = opened(cast, now)
    assert chores.count_completeness(now) == 1
    assert chores.count_completeness(now + timedelta(minutes=5)) == 0
    publish(cast, task, now + timedelta(minutes=6))
    assert chores.count_completeness(now + timedelta(minutes=10)) == 1
    assert chores.count_completeness(now + timedelta(days=1)) == 1
    deliver("portal", feed.apply, now)
    assert PublicDecision.objects.get().unit == task.case.section.name
    told = PublicCompleteness.objects.get()
    assert (told.counted_on, portal.figures(told.rows)["published"]) == (date(2026, 11, 28), 1)


def test_what_is_told_names_no_case(cast: Cast, now: datetime) -> None:
    task = opened(cast, now)
    chores.count_completeness(now + timedelta(days=30))
    body = json.dumps(Message.objects.get(channel="portal").body, ensure_ascii=False)
    for secret in (task.number, str(task.uuid), task.code, task.case.title, task.case.number, task.case.item_name):
        assert secret not in body
    assert "钱" not in body


def test_figures_that_do_not_add_up_are_not_taken(cast: Cast, now: datetime) -> None:
    opened(cast, now)
    chores.count_completeness(now)
    body = Message.objects.get(channel="portal").body
    body["rows"][0]["made"] += 1
    with pytest.raises(portal.CountFault, match="合计不符"):
        portal.take_counts(body, now)


def test_the_public_page(cast: Cast, now: datetime, tmp_path: Path) -> None:
    publish(cast, opened(cast, now), now)
    opened(cast, now)
    chores.count_completeness(now + timedelta(days=20))
    deliver("portal", feed.apply, now)
    root = tmp_path
    assert portal.write_completeness(root) == [("/completeness/", date(2026, 12, 17))]
    page = (root / "completeness" / "index.html").read_text()
    assert "作出 <b>2</b> 件" in page and "逾期未公示" in page and "2026-12" in page
    told = json.loads((root / "completeness" / "index.json").read_text())
    assert told["agencies"][0]["total"] | {"published_late": 0} == {
        "made": 2, "published": 1, "published_late": 0, "withdrawn": 0, "withheld": 0, "exempt": 0, "waiting": 0, "late": 1,
    }  # fmt: skip


def test_no_count_no_page(db: None, tmp_path: Path) -> None:
    assert portal.write_completeness(tmp_path) == []
