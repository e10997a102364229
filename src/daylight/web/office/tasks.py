"""我的待办: what waits for a person, by the nearest limit. Only the rows of the page shown are read, however many wait."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from daylight.base.orgs.models import Person
from daylight.cases.models import NO_LIMIT, Clock
from daylight.cases.turns import binds, onward
from daylight.web.office.limits import Limit, limit_of, protects_party
from daylight.web.office.sources import Source, filled, sources_for
from daylight.web.office.waiting import Waiting, desk_link, party_of

__all__ = [
    "Queue",
    "Waiting",
    "desk_link",
    "onward",
    "party_of",
    "queue_for",
    "tightest",
    "waiting_count",
]

# Counted one by one up to here; beyond it the page says 以上 instead of counting on.
CAP = 300
SIZE = 20


@dataclass(frozen=True, slots=True)
class Queue:
    """One page. ``total`` and ``late`` count to ``CAP``; ``more`` and ``more_late``: there are still more than that."""

    rows: tuple[Waiting, ...]
    number: int
    pages: int
    total: int
    late: int
    more: bool = False
    more_late: bool = False


def queue_for(person: Person, today: date, number: int = 1, size: int = SIZE) -> Queue:
    """Page ``number`` of everything that waits for ``person``, the nearest limit first, then the oldest."""
    ranges = sources_for(person, today)
    wanted = number * size + 1
    heads = [_head(each, wanted) for each in ranges]
    total = sum(_total(each, head, wanted) for each, head in zip(ranges, heads, strict=True))
    late = sum(_late(each, head, wanted, today) for each, head in zip(ranges, heads, strict=True))
    pages = max(1, -(-min(total, CAP) // size))
    if number > pages:
        return queue_for(person, today, pages, size)
    keys = sorted(((due, pk, index) for index, head in enumerate(heads) for due, pk in head), key=lambda each: each[:2])
    shown = keys[(number - 1) * size : number * size]
    found = filled([(ranges[index], pk) for _, pk, index in shown], person, today)
    return Queue(tuple(found), number, pages, min(total, CAP), min(late, CAP), total > CAP, late > CAP)


def waiting_count(person: Person, today: date, cap: int = CAP) -> int:
    """How many things wait, counted to ``cap``; one more than that when there are more."""
    return min(cap + 1, sum(_count(each, cap) for each in sources_for(person, today)))


def _count(source: Source, cap: int) -> int:
    return len(source.ready) or source.rows.order_by()[: cap + 1].count()


def _head(source: Source, wanted: int) -> list[tuple[date, int]]:
    if source.ready:
        return [(each.limit.due_on if each.limit else NO_LIMIT, place) for place, each in enumerate(source.ready)]
    if not source.due:
        return [(NO_LIMIT, pk) for pk in source.rows.values_list(source.key, flat=True)[:wanted]]
    return list(source.rows.values_list(source.due, source.key)[:wanted])


def _total(source: Source, head: Sequence[Any], wanted: int) -> int:
    return len(head) if source.ready or len(head) < wanted else source.rows.order_by()[: CAP + 1].count()


def _late(source: Source, head: Sequence[tuple[date, int]], wanted: int, today: date) -> int:
    """The rows are in order of their limits: the page in hand answers unless all of it is late."""
    if source.ready or not source.due or len(head) < wanted or head[-1][0] >= today:
        return sum(due < today for due, _ in head)
    return source.rows.filter(**{f"{source.due}__lt": today}).order_by()[: CAP + 1].count()


def tightest(clocks: Iterable[Clock], today: date) -> Limit | None:
    """The running limit of the authority that ends first; what protects the party (陈述申辩、听证) is no limit of ours."""
    running = [
        each for each in clocks if each.stopped_on is None and binds(each) != "nobody" and not protects_party(each)
    ]
    return limit_of(min(running, key=lambda each: each.due_on), today) if running else None
