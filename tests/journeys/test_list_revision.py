"""The demonstration's revised list: two versions that a day tells apart, and a draft whose page names the open cases."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from daylight.config.demo.lists import publish_lists
from daylight.config.demo.revising import AWAITED, RECORDED, leave_draft, publish_revision
from daylight.core.moment import local_date
from daylight.lists import queries
from daylight.web.office.desks.lists_impact import open_cases
from tests.cast import Cast
from tests.story import begin


def test_a_revision_stands_beside_the_version_before_it(cast: Cast, now: datetime, settings: Any) -> None:
    settings.FIXED_NOW = now
    kind, code, _ = RECORDED
    publish_lists(cast.agency, cast.keeper, cast.reviewer, now, date(2026, 1, 1), (kind,))
    second = publish_revision(cast, now)  # type: ignore[arg-type]
    today = local_date(now)
    before = queries.in_force(cast.agency, kind, today - timedelta(days=1))
    assert before is not None and (before.number, second.number) == (1, 2)
    assert queries.in_force(cast.agency, kind, today) == second
    (change,) = queries.changes(before, second)
    assert (change.code, change.what) == (code, "修改")
    assert len({second.created_by, second.checked_by, second.approved_by}) == 3


def test_a_draft_waits_and_names_the_open_cases(cast: Cast, now: datetime) -> None:
    story = begin(cast, now).to("register")
    draft = leave_draft(cast, story.now)  # type: ignore[arg-type]
    earlier = queries.before(draft)
    assert draft.state == "draft" and earlier is not None
    assert open_cases(draft, queries.changes(earlier, draft)) == {AWAITED[1]: 1}
