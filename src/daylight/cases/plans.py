"""年度检查计划: which plan a day's inspections stand on, and until when it has to be filed (D33)."""

from __future__ import annotations

from datetime import date

from daylight.base import lawpack
from daylight.base.orgs.models import Agency
from daylight.cases.models import InspectionPlan
from daylight.core.lawdata import NotInForce

# 期限表 of law.md: 检查计划年 → 三月三十一日.
LIMIT = "D33"


def plan_of(agency: Agency, year: int) -> InspectionPlan | None:
    """The plan of the year, filed or not."""
    return InspectionPlan.objects.filter(agency=agency, year=year).first()


def due_on(year: int, on: date) -> date | None:
    """The last day to file the plan of ``year``; None where no rule was in force ``on`` that day."""
    try:
        rule = lawpack.current().deadline(LIMIT, on)
    except NotInForce:
        return None
    return rule.yearly.in_year(year) if rule.yearly else None


def filed_years(agency: Agency) -> frozenset[int]:
    """Years whose plan was filed."""
    return frozenset(
        InspectionPlan.objects.filter(agency=agency, filed_on__isnull=False).values_list("year", flat=True)
    )
