"""Which decisions the platform reports by itself now, and one round of it. The rows are the queue."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import F, Q, QuerySet

from daylight.base.permit import permit
from daylight.channels.credit_china.tables import tables_on
from daylight.core.moment import local_date
from daylight.decisions.models import Decision
from daylight.decisions.outcomes import PENALTY
from daylight.disclosure import credit_reporting
from daylight.disclosure.credit_deadline import due_of
from daylight.disclosure.credit_models import CreditReport

BATCH = 50
PERMIT = "chore:disclosure.report_credit"


def due(today: date) -> QuerySet[Decision]:
    """Issued decisions that may go and have no report: what becomes public goes when it is public, the rest at once."""
    papers = tables_on(today).papers
    waits = {each.id for each in papers if each.waits}
    at_once = {each.id for each in papers if not each.waits}
    public = Q(publication__state="published") & (
        Q(document__code__in=waits) | (Q(document=None) if PENALTY in waits else Q(pk=None))
    )
    found = Decision.objects.filter(public | Q(document__code__in=at_once), issued_at__isnull=False)
    return found.filter(credit_reports=None, case__minor_party=False).order_by("id")


def outdated() -> QuerySet[Decision]:
    """Reported ones whose public text has a later version, and those that wait for a field."""
    later = Q(
        credit_reports__state="reported",
        publication__state="published",
        publication__copies__confirmed_at__isnull=False,
        publication__copies__version__gt=F("credit_reports__copy_version"),
    )
    return Decision.objects.filter(later | Q(credit_reports__state="lacking")).distinct().order_by("id")


def gone() -> QuerySet[CreditReport]:
    """Reported ones whose decision was changed, revoked or declared unlawful or void."""
    return CreditReport.objects.filter(
        state="reported",
        decision__publication__state="withdrawn",
        decision__publication__withdrawal__reason_code__in=credit_reporting.ENDED,
    ).select_related("decision__case", "agency")


def work(now: datetime) -> int:
    """Report what is due, follow corrections, take back what is gone. Returns how many records went out."""
    moved = 0
    for decision in (*due(local_date(now))[:BATCH], *outdated()[:BATCH]):
        moved += _report(decision, now)
    for row in gone()[:BATCH]:
        with permit(PERMIT), transaction.atomic():
            fresh = CreditReport.objects.select_for_update(of=("self",)).get(pk=row.pk)
            if fresh.state == "reported":
                credit_reporting.revoke(fresh, credit_reporting.withdrawn_reason(row.decision), None, now)
                moved += 1
    return moved


def _report(decision: Decision, now: datetime) -> int:
    with permit(PERMIT), transaction.atomic():
        fresh = Decision.objects.select_for_update(of=("self",)).select_related("case__agency").get(pk=decision.pk)
        before = {each.pk: each.version for each in fresh.credit_reports.all()}
        rows = credit_reporting.report(fresh, due_of(fresh), None, now)
    # A row that still lacks something has not moved: the worker shall not spin on it.
    return sum(each.state == "reported" and each.version != before.get(each.pk) for each in rows)
