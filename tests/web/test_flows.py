"""程序运行: counts and medians on the chart of a running procedure, and a case checked against its definition."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from xml.etree import ElementTree

import pytest
from django.urls import reverse

from daylight.base.permit import permit
from daylight.cases.flowing import standings
from daylight.cases.models import Move
from daylight.cases.moving import definition_of
from daylight.cases.queries import visible_cases
from daylight.config.demo.coercion import CoercionStory
from tests.cast import Cast
from tests.story import Story, begin
from tests.web.desks import words
from tests.web.entering import signed_in as enter

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(cast: Cast, now: datetime, settings: Any) -> Story:
    told = begin(cast, now).to("investigate")
    settings.FIXED_NOW = told.now
    return told


def test_the_steps_count_the_cases_a_person_may_see(story: Story, cast: Cast) -> None:
    definition = definition_of(story.case)
    rows = {each.step: each for each in standings(visible_cases(cast.head), definition)}
    assert (rows["P3"].now, rows["P0"].now) == (1, 0)
    # It left 线索登记 and 立案审批, and is still at 调查取证.
    assert rows["P0"].stays == rows["P2"].stays == 1
    assert rows["P3"].median_days is None
    moves = list(story.case.moves.order_by("id"))
    assert rows["P0"].median_days == pytest.approx((moves[1].at - moves[0].at).total_seconds() / 86400)
    assert all(each.now == 0 for each in standings(visible_cases(cast.stranger), definition))


def test_staying_moves_do_not_cut_the_stay_in_two(cast: Cast, now: datetime) -> None:
    begin(cast, now)
    told = CoercionStory(cast, "QZ-01", "演示采石有限公司", now)
    told.request().approve().later(0, 4).scene().later(2).issue().serve("deliver_measure")
    rows = {each.step: each for each in standings(visible_cases(cast.head), definition_of(told.case))}
    assert rows["M2"].stays == 1
    assert rows["M2"].median_days == pytest.approx(2 + 4 / 24)


def test_everybody_in_the_office_reads_the_flows(story: Story, cast: Cast) -> None:
    addresses = (
        reverse("office:flows"),
        reverse("office:flow", args=["penalty_ordinary"]),
        reverse("office:flow-drawing", args=["penalty_ordinary", "wall"]),
        reverse("office:flow-drawing", args=["penalty_ordinary", "narrow"]),
    )
    for person in cast.everybody().values():
        assert [enter(person).get(each).status_code for each in addresses] == [200] * 4
    assert enter(cast.head).get(reverse("office:flow", args=["no_such"])).status_code == 404
    page = words(enter(cast.head).get(addresses[1]))
    assert "调查取证 1 件" in page


def test_the_drawing_carries_the_counts(story: Story, cast: Cast) -> None:
    for shape in ("wall", "narrow"):
        drawn = enter(cast.head).get(reverse("office:flow-drawing", args=["penalty_ordinary", shape])).content.decode()
        assert ElementTree.fromstring(drawn).tag.endswith("svg")
        assert "1 件" in drawn
        stranger = enter(cast.stranger).get(reverse("office:flow-drawing", args=["penalty_ordinary", shape]))
        assert "1 件" not in stranger.content.decode()


def test_a_case_run_again_agrees_with_its_definition(story: Story, cast: Cast) -> None:
    address = reverse("office:conformance", args=[story.case.uuid])
    assert "全部相符" in words(enter(cast.head).get(address))
    assert enter(cast.stranger).get(address).status_code == 404
    with permit("fixture"):
        Move.objects.filter(case=story.case, code="open_case").update(to_step="P9")
    page = words(enter(cast.head).get(address))
    assert "有不符" in page and "应当走到“调查取证”" in page
