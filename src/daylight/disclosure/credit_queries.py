"""Reading the credit reports: the list, one report with its row, what waits for somebody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from daylight.base.access import Scope, may
from daylight.base.orgs.models import Person
from daylight.channels.credit_china.tables import Field, tables_on
from daylight.decisions.models import Decision
from daylight.decisions.outcomes import PENALTY
from daylight.disclosure import credit_reporting
from daylight.disclosure.credit_models import CreditReport

READ, REPORT = "credit.read", "credit.report"
SEALED = "（加密保存，不对外展示）"


@dataclass(frozen=True, slots=True)
class Cell:
    """One column of the row: what will leave, whether the public may see it, and what is wrong with it."""

    column: Field
    text: str
    fault: str


def visible(person: Person) -> QuerySet[CreditReport]:
    """Reports of the reader's agency, if he may read them; what waits for a field first."""
    own = CreditReport.objects.filter(agency_id=person.agency_id).select_related("decision__case", "party")
    return own.order_by("state", "due_on", "id") if may(person, READ, Scope(person.agency_id)) else own.none()


def report_for(person: Person, uuid: UUID) -> CreditReport | None:
    """One report, or None for whoever may not see it."""
    return visible(person).filter(uuid=uuid).first()


def may_read(person: Person) -> bool:
    return may(person, READ, Scope(person.agency_id))


def lacking(person: Person) -> QuerySet[CreditReport]:
    """What this person has to have mended."""
    found = visible(person).filter(state="lacking")
    return found if may(person, REPORT, Scope(person.agency_id)) else found.none()


def unreported(person: Person, today: date) -> QuerySet[Decision]:
    """Issued decisions within 双公示 that have no report, the newest first."""
    papers = [each.id for each in tables_on(today).papers]
    wanted = Q(document__code__in=papers) | (Q(document=None) if PENALTY in papers else Q(pk=None))
    own = Decision.objects.filter(
        wanted, case__agency_id=person.agency_id, issued_at__isnull=False, credit_reports=None
    )
    found = own.select_related("case").order_by("-decided_on", "-id")
    return found if may(person, READ, Scope(person.agency_id)) else found.none()


def cells(report: CreditReport, today: date) -> list[Cell]:
    """The row as it would leave today; personal numbers are not shown on a page."""
    made = credit_reporting.prepare(report.decision, report.party, today)
    faults = {each.code: each.message for each in made.row.faults}
    return [
        Cell(
            each,
            SEALED if each.type == "identity" and made.row.values[each.id] else made.row.values[each.id],
            faults.get(each.id, ""),
        )
        for each in tables_on(today).columns(report.table)
    ]
