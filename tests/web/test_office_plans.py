"""检查计划: who sees it, what is refused and kept, what the limit says before and after it is filed."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from django.urls import reverse

from daylight.base import lawpack
from daylight.cases.models import InspectionPlan
from daylight.core.agencyterms import agency_terms
from tests.cast import Cast
from tests.rules.tree import ROOT
from tests.web.entering import signed_in

PACK = lawpack.load(ROOT / "lawpacks")
SEES = {"officer", "partner", "head", "reviewer", "leader"}
ADDRESS = "/office/plans/"


def test_a_plan_is_drawn_up_filed_once_and_seen_by_those_it_concerns(cast: Cast, now: datetime, settings: Any) -> None:
    settings.FIXED_NOW = now
    for name, person in cast.everybody().items():
        # The stranger is an officer too, and sees the plans of his own agency, which has none.
        assert (signed_in(person).get(ADDRESS).status_code == 200) == (name in SEES | {"stranger"}), name
    head, officer = signed_in(cast.head), signed_in(cast.officer)
    assert "2026 年度还没有检查计划" in officer.get(ADDRESS).content.decode()
    assert officer.post(ADDRESS, {"key": "a", "year": "2026", "content": "甲"}).status_code == 404
    bad = head.post(ADDRESS, {"key": "b", "year": "2019", "content": "写下的内容"})
    assert bad.status_code == 422 and "写下的内容" in bad.content.decode() and "2026 或者 2027" in bad.content.decode()
    assert head.post(ADDRESS, {"key": "c", "year": "2026", "content": "每年两次。"}).status_code == 302
    plan = InspectionPlan.objects.get()
    # What may still be changed is there to change; once it is filed the form is for the year to come.
    assert "每年两次。</textarea>" in head.get(ADDRESS).content.decode()
    assert head.post(ADDRESS, {"key": "c2", "year": "9" * 5000, "content": "乙"}).status_code == 422
    address = reverse("office:plan-file", args=[plan.uuid])
    late = {"filed_on": "2027-01-01", "number": "备1号", "office": ""}
    refused = head.post(address, {"key": "d", **late})
    assert (
        refused.status_code == 422
        and "不能晚于今天" in refused.content.decode()
        and "备1号" in refused.content.decode()
    )
    assert signed_in(cast.stranger).post(address, {"key": "e", **late}).status_code == 404
    good = {"filed_on": "2026-03-20", "number": "备1号", "office": "演示司法局"}
    assert head.post(address, {"key": "f", **good}).status_code == 302
    assert head.post(address, {"key": "g", **good}).status_code == 422
    assert head.post(ADDRESS, {"key": "h", "year": "2026", "content": "改"}).status_code == 422
    page = officer.get(ADDRESS).content.decode()
    assert "备1号" in page and "已备案" in page
    assert 'value="2027"' in head.get(ADDRESS).content.decode()
    assert "备1号" not in signed_in(cast.stranger).get(ADDRESS).content.decode()


@pytest.mark.parametrize(
    ("today", "filed", "due"),
    [
        (date(2026, 2, 1), frozenset(), date(2026, 3, 31)),
        (date(2026, 2, 1), frozenset({2026}), date(2027, 3, 31)),
        (date(2026, 6, 1), frozenset(), date(2026, 3, 31)),  # overdue stays until it is done
        (date(2026, 6, 1), frozenset({2026}), date(2027, 3, 31)),
        (date(2026, 6, 1), None, date(2027, 3, 31)),
    ],
)
def test_the_limit_of_the_plan_follows_the_record(today: date, filed: frozenset[int] | None, due: date) -> None:
    terms = {each.name: each.due_on for each in agency_terms(PACK, today, filed)}
    assert terms["年度行政检查计划备案"] == due
