"""栏目更新: which columns are blank, when each was last renewed, by when it must be again (国办秘函〔2019〕19号)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Max

from daylight.base import lawpack
from daylight.core.deadlines import Period, compute
from daylight.portal import navigation, queries
from daylight.portal.models import ColumnCheck, PublicFlow, PublicList, PublicSite
from daylight.portal.navigation import COLUMNS, Column


@dataclass(frozen=True, slots=True)
class ColumnState:
    """``due``: the last day by which it must be renewed or checked; None for a column without a cycle or content."""

    column: Column
    blank: bool
    renewed: date | None
    checked: ColumnCheck | None
    due: date | None
    late: bool


def column_states(today: date) -> list[ColumnState]:
    """Every column with a cycle or without content, the late ones first, then the blank."""
    seen, newest, checks = navigation.known(), _renewed(), {each.path: each for each in ColumnCheck.objects.all()}
    states = [_state(column, seen, newest, checks, today) for column in COLUMNS]
    wanted = [each for each in states if each.blank or each.column.cycle]
    return sorted(wanted, key=lambda each: (not each.late, not each.blank, each.due or date.max))


def late_columns(today: date) -> list[ColumnState]:
    """What must be renewed or checked now."""
    return [each for each in column_states(today) if each.late]


def _state(
    column: Column,
    seen: navigation.Known,
    newest: Mapping[str, date | None],
    checks: Mapping[str, ColumnCheck],
    today: date,
) -> ColumnState:
    blank = not column.has(seen) or not navigation.answers(column.path)
    renewed, checked = newest.get(column.path), checks.get(column.path)
    last = _newest(renewed, checked.checked_on if checked else None)
    due = None
    if column.cycle and last and not blank:
        period = Period.parse(str(lawpack.current().parameter(column.cycle, today).value))
        due = compute(last, period, lawpack.current().calendar()).due_on
    return ColumnState(column, blank, renewed, checked, due, due is not None and due < today)


def _renewed() -> dict[str, date | None]:
    """The day of the newest content by address."""
    lists = dict(
        PublicList.objects.order_by().values("kind").annotate(day=Max("published_on")).values_list("kind", "day")
    )
    flows = PublicFlow.objects.aggregate(day=Max("published_on"))["day"]
    decided = queries.standing().values_list("published_on", flat=True).first()
    site = PublicSite.objects.first()
    return {
        "/": _newest(decided, flows, *lists.values()),
        "/lists/": _newest(*lists.values()),
        "/guides/": lists.get("guides"),
        "/officers/": lists.get("officers"),
        "/windows/": lists.get("windows"),
        "/flows/": flows,
        "/decisions/": decided,
        "/statistics/": site.counted_on if site else None,
    }


def _newest(*days: date | None) -> date | None:
    return max((day for day in days if day), default=None)
