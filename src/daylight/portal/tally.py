"""Counts kept with each message: how many decisions stand, by month, kind, agency and state; and which months changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Count, DurationField, ExpressionWrapper, F, Q, Sum
from django.db.models.functions import Coalesce, TruncMonth

from daylight.portal.models import PublicDecision, PublicMonth, PublicTally

OWN = Q(legacy=False, decided_on__isnull=False, published_on__isnull=False) & ~Q(status="withdrawn")
TAKEN = ExpressionWrapper(F("published_on") - F("decided_on"), output_field=DurationField())


@dataclass(frozen=True, slots=True)
class Contribution:
    """Where one decision is counted, its fine, and (``own`` 1) the days it took when it was decided here."""

    month: date
    dated: bool
    category: str
    agency_code: str
    agency_name: str
    status: str
    fine_yuan: Decimal
    own: int = 0
    own_days: int = 0

    @property
    def place(self) -> dict[str, Any]:
        names = ("month", "dated", "category", "agency_code", "agency_name", "status")
        return {name: getattr(self, name) for name in names}


def contribution(decision: PublicDecision) -> Contribution | None:
    """None for what does not count: nothing shown yet, or past its last day."""
    if decision.status == "expired" or not (decision.version or decision.status == "withdrawn"):
        return None
    gone = decision.status == "withdrawn"
    day = (decision.withdrawn_on if gone else decision.decided_on) or decision.published_on
    if day is None:
        return None
    taken = _taken(decision)
    return Contribution(
        month=day.replace(day=1),
        dated=gone or decision.decided_on is not None,
        category=decision.category,
        agency_code=decision.agency_code,
        agency_name=decision.agency_name,
        status=decision.status,
        fine_yuan=decision.fine_yuan or Decimal(0),
        own=int(taken is not None),
        own_days=taken or 0,
    )


def _taken(decision: PublicDecision) -> int | None:
    """Calendar days from decision to publication of what stands and was decided here; None for anything else."""
    if decision.legacy or decision.status == "withdrawn" or not (decision.decided_on and decision.published_on):
        return None
    taken: timedelta = decision.published_on - decision.decided_on
    return taken.days


def move(before: Contribution | None, after: Contribution | None) -> None:
    """Take a decision out of its old count and into its new one."""
    if before == after:
        return
    for each, sign in ((before, -1), (after, 1)):
        if each is None:
            continue
        row, _ = PublicTally.objects.get_or_create(**each.place)
        PublicTally.objects.filter(pk=row.pk).update(
            count=F("count") + sign,
            fines_yuan=F("fines_yuan") + sign * each.fine_yuan,
            own=F("own") + sign * each.own,
            own_days=F("own_days") + sign * each.own_days,
        )


def month_of(decision: PublicDecision) -> date | None:
    """The month whose bulk files hold the decision: that of its first publication."""
    return decision.published_on.replace(day=1) if decision.published_on else None


def touch_month(*months: date | None, urgent: bool = False) -> None:
    """Mark the files of ``months`` as out of date; ``urgent``: content went, so they are written at once."""
    for month in {each for each in months if each}:
        row, _ = PublicMonth.objects.get_or_create(month=month)
        changes: dict[str, Any] = {"revision": F("revision") + 1} | ({"urgent": True} if urgent else {})
        PublicMonth.objects.filter(pk=row.pk).update(**changes)


def recount() -> None:
    """Both tables from the decisions, e.g. after a bulk load. One pass over the rows."""
    PublicTally.objects.all().delete()
    rows = PublicDecision.objects.exclude(status="expired").filter(Q(version__gt=0) | Q(status="withdrawn")).order_by()
    found: dict[tuple[Any, ...], list[Any]] = {}
    for status, day, dated in (
        (Q(status="withdrawn"), Coalesce("withdrawn_on", "published_on"), True),
        (~Q(status="withdrawn") & Q(decided_on__isnull=False), F("decided_on"), True),
        (~Q(status="withdrawn") & Q(decided_on__isnull=True), F("published_on"), False),
    ):
        names = ("category", "agency_code", "agency_name", "status")
        groups = rows.filter(status).annotate(at=TruncMonth(day)).exclude(at=None).values("at", *names)
        for each in groups.annotate(
            number=Count("id"), fines=Sum("fine_yuan"), made=Count("id", filter=OWN), days=Sum(TAKEN, filter=OWN)
        ):
            place = (each["at"], dated, *(each[name] for name in names))
            held = found.setdefault(place, [0, Decimal(0), 0, 0])
            held[0] += each["number"]
            held[1] += each["fines"] or Decimal(0)
            held[2] += each["made"]
            held[3] += each["days"].days if each["days"] else 0
    PublicTally.objects.bulk_create(
        PublicTally(month=p[0], dated=p[1], category=p[2], agency_code=p[3], agency_name=p[4], status=p[5],
                    count=count, fines_yuan=fines, own=made, own_days=days)
        for p, (count, fines, made, days) in found.items()
    )  # fmt: skip
    months = rows.exclude(published_on=None).annotate(at=TruncMonth("published_on")).values_list("at", flat=True)
    touch_month(*months.distinct())


def total(rows: Iterable[PublicTally]) -> tuple[int, Decimal]:
    """Decisions and fines of ``rows``."""
    count, fines = 0, Decimal(0)
    for row in rows:
        count, fines = count + row.count, fines + row.fines_yuan
    return count, fines
