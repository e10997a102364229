"""The demonstration's revised list: two versions that a day tells apart, and a draft whose page names the open cases."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from daylight.config.demo.revising import AWAITED, RECORDED, leave_draft, publish_revision
from daylight.core.moment import local_date
from daylight.lists import queries
from daylight.lists.acts import draft_list, edit_list_row
from daylight.lists.models import ListVersion
from daylight.web.office.desks.lists_impact import open_cases, replay
from tests.cast import Cast
from tests.listing import publish_demo_lists
from tests.story import Tale, begin


def test_a_revision_stands_beside_the_version_before_it(cast: Cast, now: datetime, settings: Any) -> None:
    settings.FIXED_NOW = now
    kind, code, _ = RECORDED
    publish_demo_lists(cast, now, date(2026, 1, 1), (kind,))
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


def changed(cast: Cast, kind: str, code: str, now: datetime, like: str = "", **values: Any) -> ListVersion:
    """A draft of the list in force with one row changed, or added after the pattern of the row ``like``."""
    standing = queries.in_force(cast.agency, kind, local_date(now))
    assert standing is not None
    rows = queries.kept_rows(standing)
    draft = draft_list(cast.agency, kind, rows, actor=cast.keeper, now=now)
    pattern = next(row for row in rows if row.code == (like or code))
    return edit_list_row(draft, code, {**pattern.values, **values}, actor=cast.keeper, now=now)


def test_last_years_cases_are_judged_again_before_anybody_approves(cast: Cast, now: datetime) -> None:
    fined = Tale(
        party="演示建材有限公司",
        act_ended_on=date(2026, 6, 30),
        penalties=(("return_land", "责令退还非法占用的土地"),),
    )
    story = begin(cast, now, fined).to("fill")
    today = local_date(story.now)
    stricter = changed(
        cast, "review-catalog", "SH-03", story.now, threshold_org_raw="9万元以上", threshold_org_yuan="90000"
    )
    standing = queries.before(stricter)
    told = replay(stricter, standing, today)
    assert told is not None and (told.cases, told.more, told.fewer) == (1, 1, 0)
    assert told.named == (story.case,) and told.sentence == "用去年的 1 件案件试算：多 1 件须审，少 0 件。"
    back = replay(standing, stricter, today)  # type: ignore[arg-type]
    assert back is not None and (back.more, back.fewer, back.named) == (0, 1, ())
    filmed = changed(cast, "recording-items", "YX-99", story.now, like="YX-01", step="现场访谈")
    told = replay(filmed, queries.before(filmed), today)
    assert told is not None and (told.cases, told.more, told.named) == (1, 1, (story.case,))
    # A year later the case is no longer of the last year.
    later = replay(filmed, queries.before(filmed), today + timedelta(days=400))
    assert later is not None and (later.cases, later.more) == (0, 0)
    items = leave_draft(cast, story.now)  # type: ignore[arg-type]
    assert replay(items, queries.before(items), today) is None
