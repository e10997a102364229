"""公示具体办法 rules the clock: a shorter term counts for the next decision, an old one keeps its day, the law is the limit."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings

from daylight.base.orgs.models import Agency
from daylight.base.permit import permit
from daylight.cases import clocks
from daylight.cases.counting import rule_of
from daylight.core.deadlines import Period
from daylight.core.refusal import Refused
from daylight.disclosure import chores
from daylight.disclosure.models import Task
from daylight.disclosure.opening import ensure_task
from daylight.disclosure.record_building import keep_until
from daylight.lists.acts import withdraw_list
from daylight.lists.models import ListVersion
from daylight.lists.policies import deadline_under, keep_under
from tests.apps.disclosure.room import issue
from tests.cast import Cast
from tests.listing import publish_demo_lists
from tests.relisting import publish_changed

KIND = "policy-disclosure"
SEVEN = "作出决定之日,7个工作日,D13"
PENALTY = "决定日期,承办机构制作公示版，公示审核人员公示,政府门户网站行政执法公示专栏,"


@pytest.fixture
def policy(cast: Cast, now: datetime) -> ListVersion:
    publish_demo_lists(cast, now - timedelta(days=10), date(2026, 1, 1), (KIND,))
    return ListVersion.objects.get(agency=cast.agency, kind=KIND)


def shorter(term: str) -> dict[str, str]:
    return {PENALTY + SEVEN: PENALTY + SEVEN.replace("7个工作日", term)}


def test_a_change_in_the_table_moves_the_next_clock_and_leaves_the_old(
    policy: ListVersion, cast: Cast, now: datetime, tmp_path: Path
) -> None:
    old = ensure_task(issue(cast, now), now)
    assert old.due_on == date(2026, 12, 4)
    publish_changed(cast, KIND, shorter("3个工作日"), now, tmp_path)  # in force from 2026-11-27
    later = issue(cast, now)
    with permit("fixture"):
        type(later).objects.filter(pk=later.pk).update(decided_on=date(2026, 11, 27))
    later.refresh_from_db()
    assert ensure_task(later, now).due_on == date(2026, 12, 2)
    assert chores.recount_tasks(now) == 0
    assert Task.objects.get(pk=old.pk).due_on == date(2026, 12, 4)


def test_the_clock_of_the_case_follows_and_says_why(
    policy: ListVersion, cast: Cast, now: datetime, tmp_path: Path
) -> None:
    case = issue(cast, now).case
    with permit("fixture"):
        before = clocks.start(case, "D13", date(2026, 11, 26))
    publish_changed(cast, KIND, shorter("2个工作日"), now, tmp_path)
    with permit("fixture"):
        after = clocks.start(case, "D13", date(2026, 11, 27))
    assert (before.due_on, after.due_on) == (date(2026, 12, 7), date(2026, 12, 1))
    assert "具体办法第2版（GS-02）" in after.cite and "国办发〔2018〕118号" in after.cite
    assert str(rule_of(before).period) == "7wd"


def test_how_long_it_stays_follows_the_table(policy: ListVersion, cast: Cast, now: datetime, tmp_path: Path) -> None:
    publish_changed(cast, KIND, {"5年，自然人2年（依据待核）": "3年，自然人6个月"}, now, tmp_path)

    def kept(agency: Agency, category: str, person: bool, on: date) -> str:
        return str(keep_under(agency, "D13", on, category, person, Period.parse("2y")))

    later = date(2026, 11, 27)
    assert (kept(cast.agency, "行政处罚", False, later), kept(cast.agency, "行政处罚", True, later)) == ("3y", "6m")
    assert kept(cast.agency, "行政处罚", True, date(2026, 11, 26)) == "2y"
    # A permit stays while it is valid, which is no term; another agency has no table.
    assert kept(cast.agency, "行政许可", False, later) == kept(cast.stranger.agency, "行政处罚", False, later) == "2y"
    task = ensure_task(issue(cast, now), now)
    with permit("fixture"):
        Task.objects.filter(pk=task.pk).update(started_on=later)
    task.refresh_from_db()
    assert keep_until(task, "organisation", later) == date(2029, 11, 27)
    assert keep_until(task, "person", later) == date(2027, 5, 27)


def test_other_agencies_and_other_categories_keep_the_law(
    policy: ListVersion, cast: Cast, now: datetime, tmp_path: Path
) -> None:
    publish_changed(cast, KIND, shorter("3个工作日"), now, tmp_path)
    day = now.date()
    assert str(deadline_under(cast.agency, "D13", day, "行政处罚").period) == "3wd"
    assert str(deadline_under(cast.agency, "D13", day, "行政许可").period) == "7wd"
    assert str(deadline_under(cast.stranger.agency, "D13", day, "行政处罚").period) == "7wd"


def test_without_a_table_in_force_the_law_stands(policy: ListVersion, cast: Cast, now: datetime) -> None:
    withdraw_list(policy, "测试", actor=cast.publisher, now=now)
    assert ensure_task(issue(cast, now), now).due_on == date(2026, 12, 4)


def test_a_term_beyond_the_law_is_refused_with_its_source(
    policy: ListVersion, cast: Cast, now: datetime, tmp_path: Path
) -> None:
    with pytest.raises(Refused) as raised:
        publish_changed(cast, KIND, shorter("8个工作日"), now, tmp_path)
    (refusal,) = raised.value.refusals
    assert refusal.code == "policy.longer" and "长于法定的 7个工作日" in refusal.message
    assert "118号" in refusal.cite
    with pytest.raises(Refused, match="看不出日数"):
        publish_changed(cast, KIND, shorter("及时"), now, tmp_path)


def test_the_review_policy_rules_the_review_clock(cast: Cast, now: datetime, tmp_path: Path) -> None:
    words = {"法制审核机构收到送审材料,5个工作日": "法制审核机构收到送审材料,3个工作日"}
    publish_changed(cast, "policy-review", words, now, tmp_path)
    case = issue(cast, now).case
    with permit("fixture"):
        clock = clocks.start(case, "D09", now.date())
    assert clock.due_on == date(2026, 12, 2)


def test_every_shipped_policy_can_be_published(cast: Cast, now: datetime) -> None:
    kinds = (KIND, "policy-recording", "policy-review")
    publish_demo_lists(cast, now, date(2026, 1, 1), kinds)
    assert ListVersion.objects.filter(state="published", kind__in=kinds).count() == 3
    assert all((Path(settings.LAWPACKS_DIR) / "haiyang" / "lists" / f"{each}.csv").exists() for each in kinds)
