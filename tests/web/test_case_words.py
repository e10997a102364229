"""What pages say of a case that is no penalty: no search of earlier fines, no paper to serve, its own headings."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from django.urls import reverse

from daylight.cases.models import Case
from daylight.cases.moving import definition_of
from daylight.config.demo.coercion import CoercionStory
from daylight.core.moment import local_date
from daylight.decisions import acts as decisions
from daylight.web.office.checks import present_deeds
from daylight.web.office.place import Place
from tests.cast import Cast
from tests.permits import begin_permit
from tests.story import begin
from tests.web.desks import words
from tests.web.entering import signed_in as enter

pytestmark = pytest.mark.django_db
PRIORS = "以往处罚"


def test_only_where_a_move_asks_are_earlier_fines_searched(cast: Cast, now: datetime, settings: Any) -> None:
    settings.FIXED_NOW = now
    fined = begin(cast, now).to("open").case
    measure = CoercionStory(cast, "QZ-01", "演示采石有限公司", now).request().case
    page = {case.pk: words(enter(cast.officer).get(f"/office/cases/{case.uuid}/people/")) for case in (fined, measure)}
    assert PRIORS in page[fined.pk]
    assert PRIORS not in page[measure.pk] and "回避" in page[measure.pk]


def test_nothing_is_handed_over_before_it_is_issued(cast: Cast, now: datetime) -> None:
    """A service without a paper waiting for it is no way on and is not offered."""
    story = begin_permit(cast, now).accepted()

    def offered() -> bool:
        place = Place(Case.objects.get(pk=story.case.pk), cast.officer, local_date(story.now))
        shown = {each.deed.code: each for each in present_deeds(place)}
        return "serve_interim" in shown and not shown["serve_interim"].lacks

    assert not offered()
    story.step("announce_hearing")
    story.step("notify_hearing")
    assert offered()


def test_the_reviewer_reads_a_permit_under_its_own_names(cast: Cast, now: datetime, settings: Any) -> None:
    story = begin_permit(cast, now).accepted().reviewed().drafted("grant")
    dossier = decisions.send_for_review(story.case, actor=cast.officer, now=story.now)
    settings.FIXED_NOW = story.now
    outcome = definition_of(story.case).outcome("grant")
    assert outcome is not None
    page = words(enter(cast.reviewer).get(reverse("office:dossier", args=[dossier.uuid])))
    assert f"拟定的决定：{outcome.name}" in page
    assert not any(each in page for each in ("拟处罚决定", "违法事实", "处罚依据"))
    labels = dossier.content["draft_labels"].values()
    assert labels and all(each in page for each in labels)


def test_the_reviewer_of_a_penalty_reads_a_penalty(cast: Cast, now: datetime, settings: Any) -> None:
    told = begin(cast, now).to("send")
    settings.FIXED_NOW = told.now
    page = words(enter(cast.reviewer).get(reverse("office:dossier", args=[told.dossier.uuid])))
    assert "拟处罚决定" in page and "违法事实" in page and "拟定的决定" not in page
