"""A law that ended without a successor: its matters turn red, no case begins under them, those begun before are listed."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from daylight.base import lawpack
from daylight.cases import acts as cases
from daylight.cases.models import Case
from daylight.config.demo import repealed
from daylight.config.demo.lists import publish_lists
from daylight.core.lawimpact import ended_laws, fallen_basis
from daylight.web.office.desks.lawchanges import fallen_items, touched_cases
from tests.cast import Cast
from tests.refusing import codes, refused
from tests.rules.tree import ROOT

PACK = lawpack.load(ROOT / "lawpacks")


@pytest.mark.parametrize(
    ("on", "falls"), [(date(2025, 6, 30), False), (date(2025, 7, 1), True), (date(2026, 11, 23), True)]
)
def test_an_ended_law_takes_what_rests_on_it_along(on: date, falls: bool) -> None:
    assert bool(fallen_basis(PACK, "旧矿", repealed.BASIS, on)) is falls
    assert ("山东省实施《矿产资源法》办法" in ended_laws(PACK, on)) is falls
    # A law that was only revised stands.
    assert fallen_basis(PACK, "新矿", ("《矿产资源法》第六十五条",), on) == ""


def test_the_demonstration_shows_it(cast: Cast, now: datetime) -> None:
    more = {"items": {repealed.CODE: repealed.ROW}}
    early = datetime.combine(date(2025, 2, 3), now.timetz())
    publish_lists(cast.agency, cast.keeper, cast.reviewer, early, date(2025, 1, 1), ("items",), more=more)
    repealed.walk_repealed(cast, now)  # type: ignore[arg-type]
    case = Case.objects.get()
    today = now.date()
    assert case.item_code == repealed.CODE and case.registered_at.date() < repealed.ENDED_ON
    assert [row["code"] for row, _ in fallen_items(cast.agency, today)] == [repealed.CODE]
    assert fallen_items(cast.agency, repealed.ENDED_ON - timedelta(days=1)) == []
    assert [each.case.pk for each in touched_cases(cast.head, today)] == [case.pk]
    found = refused(cases.open_case, case, actor=cast.head, now=now)
    assert [each.code for each in found if "已经失效，不能据此立案" in each.message] == ["G03"]
    lead = cases.Lead(repealed.CODE, "巡查", "疑似无证开采。", "演示西山", [cases.PartyInput(name="演示二号", kind="person")],
                      cast.partner)  # fmt: skip
    assert codes(refused(cases.register_lead, lead, actor=cast.officer, now=now)) == {"law.fallen"}
