"""公示完成情况 in the office: who may see it, and that each figure opens its cases."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import pytest
from django.urls import reverse

from daylight.disclosure.opening import ensure_task
from tests.cast import Cast
from tests.story import Story, begin
from tests.web.desks import words
from tests.web.entering import signed_in as enter

READERS = {"publisher", "reviewer", "leader"}


@pytest.fixture
def story(cast: Cast, now: datetime) -> Story:
    found = begin(cast, now - timedelta(days=60)).to("serve")
    ensure_task(found.decision, found.now)
    return found


def test_who_may_see_it(story: Story, cast: Cast) -> None:
    for name, person in cast.everybody().items():
        # The stranger reads the figures of his own agency, where there are none.
        expected = 200 if name in READERS | {"stranger"} else 404
        assert enter(person).get(reverse("office:completeness")).status_code == expected, name
        where = f"{reverse('office:completeness-cases')}?part=late&month=2026-10&section=执法大队"
        answer = enter(person).get(where)
        assert answer.status_code == expected, name
        assert (story.decision.number in answer.content.decode()) is (name in READERS), name


def test_each_figure_opens_its_cases(story: Story, cast: Cast) -> None:
    client = enter(cast.publisher)
    page = client.get(reverse("office:completeness")).content.decode()
    assert "作出 <b>1</b> 件" in page
    links = [each.replace("&amp;", "&") for each in re.findall(r'href="([^"]*completeness/cases/[^"]*)"', page)]
    assert len(links) == 1
    behind = words(client.get(links[0]))
    assert story.decision.number in behind and story.case.title in behind


def test_nothing_decided_yet(cast: Cast) -> None:
    client = enter(cast.publisher)
    assert "还没有应当公示的决定" in words(client.get(reverse("office:completeness")))
    for asked in ("", "?part=late", "?part=made&month=2026-10", "?part=late&month=2026-13"):
        assert client.get(f"{reverse('office:completeness-cases')}{asked}").status_code == 404
    empty = client.get(f"{reverse('office:completeness-cases')}?part=late&month=2026-10&section=无")
    assert "没有这样的案件" in words(empty)
