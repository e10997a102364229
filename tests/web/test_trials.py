"""目录试算: past cases under a version not yet adopted, in the background, with the cases whose answer changes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from daylight.base.access import Scope, may
from daylight.core.moment import local_date
from daylight.decisions import chores
from daylight.decisions.acts import start_trial
from daylight.decisions.models import CatalogueTrial
from daylight.lists.importing import import_content
from daylight.lists.models import ListVersion
from tests.cast import Cast
from tests.refusing import codes, refused
from tests.story import Story, begin
from tests.web.entering import signed_in as enter

pytestmark = pytest.mark.django_db
HIGH = "类别,审核情形,公民数额,单位数额\n行政处罚,较大数额罚款,20万元以上,20万元以上\n"
ALL = "条目编码,审核环节,审核范围\nFS-01,送审,简易程序以外的全部决定\n"


@pytest.fixture
def story(cast: Cast, now: Any, settings: Any) -> Story:
    """A company fined 96,000 yuan that must also tear down: reviewed by the catalogue in force."""
    found = begin(cast, now).to("fill")
    settings.FIXED_NOW = found.now
    return found


def version(story: Story, kind: str, text: str) -> ListVersion:
    cast = story.people
    report = import_content(kind, "x.csv", text.encode(), cast.agency, cast.keeper, story.now)
    assert report.version_object is not None, report.lines()
    return report.version_object


def finish(story: Story) -> None:
    while chores.try_catalogues(story.now):
        pass


def test_a_case_that_would_fall_out_is_named_with_its_reason(story: Story) -> None:
    keeper, draft = enter(story.people.keeper), version(story, "review-catalog", HIGH)
    assert "用以往案件试算" in keeper.get(reverse("office:list-version", args=[draft.uuid])).content.decode()
    started = keeper.post(reverse("office:list-trial-start", args=[draft.uuid]), {"since": ""})
    trial = CatalogueTrial.objects.get()
    where = reverse("office:list-trial", args=[trial.uuid])
    assert started.status_code == 302 and started["Location"] == where
    waiting = keeper.get(where).content.decode()
    assert "正在试算" in waiting and 'http-equiv="refresh"' in waiting and "0 / 1 件" in waiting
    finish(story)
    told = keeper.get(where).content.decode()
    assert "已完成" in told and "http-equiv" not in told
    assert "多 0 件须审，少 1 件" in told and "改为不须审" in told and "限期拆除" in told
    change = trial.changes.get()
    assert (change.case, change.after) == (story.case, False)
    for person in story.people.everybody().values():
        sees = may(person, "list.read", Scope(story.people.agency.pk))
        assert enter(person).get(where).status_code == (200 if sees else 404), person


def test_the_switch_of_the_policy_is_tried_too(story: Story) -> None:
    catalogue, policy = version(story, "review-catalog", HIGH), version(story, "policy-review", ALL)
    assert not chores.judge_of(story.people.agency, catalogue, local_date(story.now)).policy.all_ordinary
    trial = start_trial(policy, local_date(story.now) - timedelta(90), actor=story.people.keeper, now=story.now)
    finish(story)
    trial.refresh_from_db()
    # The case is reviewed either way: nothing changes, and that is said.
    assert (trial.judged, trial.changes.count(), trial.finished_at) == (1, 0, story.now)
    judge = chores.judge_of(story.people.agency, policy, local_date(story.now))
    fields = {**story.case.draft.fields, "penalties": [{"kind": "warning", "text": "警告"}], "fine_yuan": ""}
    assert judge.reasons(story.case, fields, local_date(story.now)) == (
        "本机关审核办法规定简易程序以外的决定全部审核（FS-01）",
    )


def test_what_cannot_be_tried_is_refused_in_words(story: Story) -> None:
    cast, today = story.people, local_date(story.now)
    items = ListVersion.objects.get(agency=cast.agency, kind="items")
    draft = version(story, "review-catalog", HIGH)
    assert codes(refused(start_trial, items, today, actor=cast.keeper, now=story.now)) == {"trial.kind"}
    late = today + timedelta(1)
    assert codes(refused(start_trial, draft, late, actor=cast.keeper, now=story.now)) == {"field.future"}
    start_trial(draft, today, actor=cast.keeper, now=story.now)
    assert codes(refused(start_trial, draft, today, actor=cast.keeper, now=story.now)) == {"trial.running"}
    again = enter(cast.keeper).post(reverse("office:list-trial-start", args=[draft.uuid]), {"since": "某天"})
    assert again.status_code == 422 and "请填写起算日期" in again.content.decode()
    outside = enter(cast.stranger).post(reverse("office:list-trial-start", args=[draft.uuid]), {})
    assert outside.status_code == 404
    finish(story)
    # Nothing was registered since: the page says so.
    page = enter(cast.keeper).get(reverse("office:list-trial", args=[CatalogueTrial.objects.get().uuid]))
    assert "没有案件的结论改变" in page.content.decode()
