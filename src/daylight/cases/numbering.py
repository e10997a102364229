"""文号 (law.md §4.2): one continuous series per agency, 文种字 and year; a number rolls back with its act, so no gap.

Over the turn of a year each paper takes the year of its own day: 立 that of the opening, 罚 that of the decision.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, Min, Q, QuerySet

from daylight.base.journal.writing import next_value
from daylight.base.orgs.models import Agency
from daylight.base.permit import current_permit
from daylight.cases.models import AllottedNumber
from daylight.core.docnumber import compose


def allot(agency: Agency, word: str, on: date) -> str:
    """The next number of the series, e.g. 海自然资规罚〔2026〕3号. The year is that of the document's own date."""
    return take(agency, word, on).number


def take(agency: Agency, word: str, on: date) -> AllottedNumber:
    """The next number as its row in the register. Two at once wait for each other on the counter of the series."""
    current_permit()
    serial = next_value(f"number:{agency.pk}:{word}:{on.year}")
    return AllottedNumber.objects.create(
        agency=agency,
        word=word,
        year=on.year,
        serial=serial,
        number=compose(agency.word, word, on.year, serial),
        allotted_on=on,
    )


@dataclass(frozen=True, slots=True)
class Series:
    """One word of one year: ``first`` to ``last`` as registered, how many of them void, how many missing."""

    word: str
    year: int
    first: int
    last: int
    count: int
    voided: int

    @property
    def missing(self) -> int:
        return self.last - self.first + 1 - self.count


def series(agency: Agency) -> list[Series]:
    """Every series of the agency, the latest year first."""
    rows = (
        AllottedNumber.objects.filter(agency=agency)
        .order_by()
        .values("word", "year")
        .annotate(
            first=Min("serial"),
            last=Max("serial"),
            count=Count("id"),
            voided=Count("id", filter=Q(voided_on__isnull=False)),
        )
    )
    return sorted((Series(**row) for row in rows), key=lambda each: (-each.year, each.word))


def numbers(agency: Agency, word: str, year: int) -> QuerySet[AllottedNumber]:
    """The numbers of one series, the latest first."""
    return (
        AllottedNumber.objects.filter(agency=agency, word=word, year=year)
        .select_related("voided_by")
        .order_by("-serial")
    )


def gaps(agency: Agency, word: str, year: int) -> Iterator[int]:
    """Serials missing between the first and the last registered."""
    before = None
    for serial in numbers(agency, word, year).order_by("serial").values_list("serial", flat=True).iterator():
        yield from range(serial if before is None else before + 1, serial)
        before = serial
