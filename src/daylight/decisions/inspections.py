"""检查次数: how often a party was inspected. One object with a full record counts once; counting is the same everywhere."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from daylight.base import lawpack
from daylight.base.orgs.models import Agency
from daylight.cases.models import Case, InspectionPlan
from daylight.cases.plans import plan_of
from daylight.core.identifiers import compact
from daylight.core.moment import local_date
from daylight.decisions.entries import KEPT
from daylight.decisions.force_facts import moment_of
from daylight.lists import queries as lists
from daylight.recording.models import Document

RECORD, RESULT = "inspection_record", "inspection_result"
CATEGORY = "行政检查"
DAILY = "日常检查"
# What the papers of a daily inspection say of the plan it stands on: read from the record of the plan, never typed.
PLANNED = frozenset({"plan_year", "plan_number", "plan_filed_on"})


def plan_words(plan: InspectionPlan | None) -> str:
    """The plan as papers and gates name it; "" where the agency has drawn up none for the year."""
    if plan is None:
        return ""
    return plan.filed_number or f"{plan.year} 年度检查计划（尚未备案）"


def plan_lines(case: Case, on: date) -> dict[str, str]:
    """The fields ``PLANNED`` of a daily inspection; empty ones for the other kinds."""
    plan = plan_of(case.agency, on.year) if case.source == DAILY else None
    return {
        "plan_year": str(plan.year) if plan else "",
        "plan_number": plan_words(plan),
        "plan_filed_on": plan.filed_on.isoformat() if plan and plan.filed_on else "",
    }


def inspected_on(case: Case) -> list[date]:
    """The days on which this agency inspected the party of ``case`` in other cases, oldest first."""
    party = case.parties.filter(role="party").order_by("id").first()
    if party is None:
        return []
    same = Q(case__parties__record=party.record_id) if party.record_id else Q(case__parties__name=party.name)
    if party.credit_code:
        same |= Q(case__parties__credit_code=compact(party.credit_code))
    records = Document.objects.filter(
        same, code=RECORD, state__in=KEPT, case__agency=case.agency_id, case__parties__role="party"
    ).exclude(case=case)
    return sorted(_days(records.distinct()))


def done_this_year(case: Case, on: date) -> int:
    """Inspections of the party in the year of ``on``, of all kinds."""
    return sum(1 for day in inspected_on(case) if day.year == on.year)


def counted(agency: Agency, since: date, until: date) -> int:
    """For the statistics: cases whose inspection lies between the two days (both counted) and whose record is whole, that
    is recorded and told to the party. Patrols without an object and records without a result do not count."""
    told = Document.objects.filter(code=RESULT, state__in=KEPT).values("case")
    records = Document.objects.filter(code=RECORD, state__in=KEPT, case__agency=agency, case__in=told)
    return sum(1 for day in _days(records) if since <= day <= until)


def yearly_cap(case: Case, on: date) -> int | None:
    """The published cap of inspections of one enterprise in a year; None where none is published."""
    row = lists.inspection_item(case.agency, case.item_code, on)
    cap = row["yearly_cap"] if row else None
    return int(cap) if cap is not None else None


def lately(case: Case, on: date) -> date | None:
    """The last inspection of an enterprise, when it lies so short ago that another one has to be thought over."""
    if case.parties.filter(role="party", kind="person").exists():
        return None
    within = int(lawpack.current().parameter("inspection_repeat_days", on).value)
    found = [day for day in inspected_on(case) if 0 <= (on - day).days <= within]
    return found[-1] if found else None


def frequency(case: Case, on: date) -> str:
    """The line of the papers: how often this year, and the cap."""
    cap = yearly_cap(case, on)
    limit = f"年度上限 {cap} 次" if cap is not None else "没有公布年度上限"
    return f"{on.year} 年已检查 {done_this_year(case, on)} 次，{limit}"


def _days(records: QuerySet[Document]) -> list[date]:
    """One day for each case: of its first record."""
    found: dict[int, date] = {}
    for record in records.prefetch_related("versions").order_by("-id"):
        started = moment_of(max(record.versions.all(), key=lambda each: each.version).fields.get("started_at"))
        if started is not None:
            found[record.case_id] = local_date(started)
    return list(found.values())
