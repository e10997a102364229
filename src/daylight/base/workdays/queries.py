"""Reading the entered notices; kept for a moment, because a page asks for the calendar once for every limit on it."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any

from django.db import OperationalError, ProgrammingError, connection
from django.db.models import Max

from daylight.base.workdays.models import YearNotice

# How long another process may go on with the calendar it knows; clocks it starts meanwhile are counted again (chores).
FRESH = 1.0
OFF, WORK = "休", "班"


@dataclass(frozen=True, slots=True)
class Entered:
    """The notices that count: ``version`` grows with every entry (0: none), ``years`` as ``lawdata.calendar_of`` reads."""

    version: int = 0
    years: Mapping[int, Mapping[str, Any]] = field(default_factory=lambda: MappingProxyType({}))


_known: tuple[float, Entered] | None = None


def entered() -> Entered:
    """The notices of the table; at most ``FRESH`` seconds old. None in an installation whose tables are not made yet."""
    global _known
    if _known is not None and time.monotonic() - _known[0] < FRESH:
        return _known[1]
    try:
        version = YearNotice.objects.aggregate(Max("id"))["id__max"] or 0
        before = _known[1] if _known else Entered()
        found = before if before.version == version else Entered(version, _years())
    except (OperationalError, ProgrammingError):
        if YearNotice._meta.db_table in connection.introspection.table_names():
            raise
        return Entered()
    _known = (time.monotonic(), found)
    return found


def forget() -> None:
    """Read the table again at the next question."""
    global _known
    _known = None


def newest(year: int) -> YearNotice | None:
    """The notice of ``year`` that counts, if one was entered here."""
    found: YearNotice | None = YearNotice.objects.filter(year=year).order_by("-id").first()
    return found


def history(year: int) -> list[YearNotice]:
    """Every entry of ``year``, newest first."""
    return list(YearNotice.objects.filter(year=year).select_related("entered_by__agency").order_by("-id"))


def table_of(days: list[list[str]]) -> dict[str, Any]:
    """``days`` of a row in the shape of a lawpack's calendar_year."""
    off: dict[str, list[date]] = {}
    for day, kind, name in days:
        if kind == OFF:
            off.setdefault(name, []).append(date.fromisoformat(day))
    return {"off": off, "work": [date.fromisoformat(day) for day, kind, _ in days if kind == WORK]}


def _years() -> Mapping[int, Mapping[str, Any]]:
    rows = YearNotice.objects.order_by("id").values_list("year", "days")
    # Later entries of a year overwrite earlier ones.
    return MappingProxyType({year: table_of(days) for year, days in rows})
