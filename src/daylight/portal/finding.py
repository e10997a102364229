"""Questions to the index: how many, which page of them, and how many of each facet value.

Facet sets are kept in memory and refreshed by what changed since; the sets of terms are read for each question. A word of one
or two characters is answered by the index alone. A longer word is first narrowed by its pairs, then read through in the text
when few are left; when many are left the number shown is an upper bound (``about``) and each shown row is read through.
"""

from __future__ import annotations

import heapq
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from daylight.portal import bits, search, searchwords
from daylight.portal.facetsets import FacetSets
from daylight.portal.leaf import LOST
from daylight.portal.queries import STANDING, Filter

# Candidates read through for certainty; more would be slower than a reader waits.
READ = 300
# Rows read at a time.
CHUNK = 500
MOST = 5_000
# Values counted of one facet, and shown of it.
COUNTED, SHOWN = 40, 12
FACETS = {
    "category": "类别",
    "year": "年度",
    "agency": "执法机关",
    "unit": "承办机构",
    "status": "状态",
    "item": "事项",
}


@dataclass(frozen=True, slots=True)
class Found:
    """``pks`` in the order of the list; ``facets``: facet → (value, how many), as if the facet itself were not asked for."""

    total: int
    pks: list[int]
    about: bool = False
    facets: dict[str, list[tuple[str, int]]] = field(default_factory=dict)


_sets = FacetSets()


def ask(asked: Filter, skip: int, take: int, counted: bool = True) -> Found:
    """Rows ``skip`` … ``skip + take`` of the answer, newest publication first. Raises ``search.Unready``."""
    words = searchwords.words(asked.q)
    if asked.q and not words:
        return Found(0, [])
    with search.opened() as connection:
        connection.execute("BEGIN")
        _sets.refresh(connection)
        text, certain = _text(connection, words)
        chosen = _chosen(connection, asked)
        every = _every(text, chosen)
        if not certain and every.bit_count() <= READ:
            wrong = every & ~_read(connection, every, words)
            text, every, certain = text & ~wrong, every & ~wrong, True
        pks = _page(connection, every, skip, take)
        if not certain:
            pks = _certain(connection, pks, words)
        facets = _facets(text, chosen, asked) if counted else {}
        return Found(every.bit_count(), [pk for _, pk in pks], not certain, facets)


def newest(text: str) -> list[int]:
    """Primary keys of the newest decisions with every word of ``text``, at most ``MOST``; empty while the index is made."""
    try:
        return ask(Filter(q=text), 0, MOST, counted=False).pks if text else []
    except search.Unready:
        return []


def _all() -> int:
    found = 0
    for status in STANDING:
        found |= _sets.get(f"status:{status}")
    return found


def _chosen(connection: sqlite3.Connection, asked: Filter) -> dict[str, int]:
    """Facet → the set it leaves; ``""`` holds what is no facet."""
    found = {"status": _sets.get(f"status:{asked.status}") if asked.status else _all()}
    for name in ("category", "year", "agency", "unit", "item"):
        if value := getattr(asked, name):
            found[name] = _sets.get(f"{name}:{value}")
    if asked.category and asked.status == "withdrawn":
        found["category"] = _sets.get(f"{LOST}:{asked.category}")
    if asked.since or asked.until:
        found[""] = _decided(connection, asked.since or date.min, asked.until or date.max)
    return found


def _every(text: int | None, chosen: dict[str, int], but: str = "-") -> int:
    """What is left of ``text`` after every choice ``but`` one."""
    found = text
    for name, each in chosen.items():
        if name != but:
            found = each if found is None else found & each
    return found if found is not None else _all() | _sets.get("status:withdrawn")


def _facets(text: int | None, chosen: dict[str, int], asked: Filter) -> dict[str, list[tuple[str, int]]]:
    found: dict[str, list[tuple[str, int]]] = {}
    for facet in FACETS:
        shown = [*STANDING, "withdrawn"] if facet == "status" else _sets.values(facet)[:COUNTED]
        if text is None and not set(chosen) - {"status"} and not asked.status:
            # Nothing asked: the sizes are kept, nothing is counted.
            pairs = [(value, _sets.sizes.get(f"{facet}:{value}", 0)) for value in shown]
        else:
            kept = chosen
            if facet == "status" and asked.category:
                either = _sets.get(f"category:{asked.category}") | _sets.get(f"{LOST}:{asked.category}")
                kept = chosen | {"category": either}
            base = _every(text, kept, facet)
            raw = base.to_bytes(_sets.blocks * bits.BYTES, "little")
            under = LOST if facet == "category" and asked.status == "withdrawn" else facet
            pairs = [(value, _sets.count(f"{under}:{value}", base, raw)) for value in shown]
        if facet == "year":
            pairs.sort(reverse=True)
        elif facet != "status":
            pairs.sort(key=lambda each: (-each[1], each[0]))
        found[facet] = [each for each in pairs if each[0] and each[1]][:SHOWN]
    return found


def _decided(connection: sqlite3.Connection, since: date, until: date) -> int:
    """Decided in a range: whole years from memory, then months, then days."""
    years = [int(year) for year in _sets.values("year") if since.year < int(year) < until.year]
    found = 0
    for year in years:
        found |= _sets.get(f"year:{year}")
    # A day or a month is one row per block; the two years at the ends are read by months, their ends by days.
    ends = [(since, min(until, date(since.year, 12, 31)))]
    if until.year > since.year:
        ends.append((date(until.year, 1, 1), until))
    names = [name for start, end in ends for name in _names(start, end)]
    for first in range(0, len(names), 200):
        part = names[first : first + 200]
        sql = f"SELECT block, bits FROM span WHERE name IN ({','.join('?' * len(part))})"
        blocks: dict[int, int] = {}
        for block, raw in connection.execute(sql, part):
            blocks[block] = blocks.get(block, 0) | int.from_bytes(bits.unpack(raw), "little")
        joined = ((block, each.to_bytes(bits.BYTES, "little")) for block, each in blocks.items())
        found |= bits.join(joined, _sets.blocks)
    return found


def _names(start: date, end: date) -> list[str]:
    """Months and days that make up a range within one year."""
    found, day = [], start
    while day <= end:
        after = (
            date(day.year + day.month // 12, day.month % 12 + 1, 1) if (day.year, day.month) < (9999, 12) else date.max
        )
        if day.day == 1 and after - timedelta(days=1) <= end:
            found.append(f"month:{day.isoformat()[:7]}")
            day = after
        else:
            found.append(f"day:{day.isoformat()}")
            day += timedelta(days=1)
        if day == date.max:
            break
    return found


def _text(connection: sqlite3.Connection, words: list[str]) -> tuple[int | None, bool]:
    """Slots with every word, and whether that is certain; None when no word is asked for."""
    if not words:
        return None, True
    (settled,) = connection.execute("SELECT settled FROM state").fetchone()
    found, certain = _indexed(connection, words, settled // bits.BLOCK)
    has = " AND ".join(["instr(body, ?) > 0"] * len(words))
    for (slot,) in connection.execute(f"SELECT slot FROM doc WHERE slot >= ? AND {has}", (settled, *words)):
        found |= 1 << slot
    return found, certain


def _indexed(connection: sqlite3.Connection, words: list[str], blocks: int) -> tuple[int, bool]:
    if not blocks:
        return 0, True
    found: int | None = None
    few = False
    for word in words:
        for term in searchwords.asked_terms(word):
            each = _posting(connection, term, blocks)
            found = each if found is None else found & each
            if found.bit_count() <= READ:
                few = True
                break
        if few:
            break
    assert found is not None
    if few:
        return _read(connection, found, words), True
    return found, all(len(word) <= 2 for word in words)


def _posting(connection: sqlite3.Connection, term: str, blocks: int) -> int:
    sql = "SELECT block, bits FROM posting WHERE shelf=? AND term=?"
    shelves = range(-(-blocks // search.SHELF))
    return bits.join((row for shelf in shelves for row in connection.execute(sql, (shelf, term))), blocks)


def _read(connection: sqlite3.Connection, candidates: int, words: list[str]) -> int:
    """Those of ``candidates`` whose text has every word."""
    slots = bits.from_top(candidates, 0, candidates.bit_count())
    return sum(1 << slot for slot in _read_all(connection, slots, words))


def _read_all(connection: sqlite3.Connection, slots: list[int], words: list[str]) -> set[int]:
    has = " AND ".join(["instr(body, ?) > 0"] * len(words))
    found: set[int] = set()
    for first in range(0, len(slots), CHUNK):
        part = slots[first : first + CHUNK]
        sql = f"SELECT slot FROM doc WHERE slot IN ({','.join('?' * len(part))}) AND {has}"
        found.update(slot for (slot,) in connection.execute(sql, (*part, *words)))
    return found


def _certain(connection: sqlite3.Connection, pks: list[tuple[int, int]], words: list[str]) -> list[tuple[int, int]]:
    right = _read_all(connection, [slot for slot, _ in pks], words)
    return [each for each in pks if each[0] in right]


def stream(asked: Filter) -> Iterator[int]:
    """Every answer in the order of the list, by primary key; the set is that of the moment of the first."""
    with search.opened() as connection:
        connection.execute("BEGIN")
        _sets.refresh(connection)
        words = searchwords.words(asked.q)
        if asked.q and not words:
            return
        text, certain = _text(connection, words)
        every = _every(text, _chosen(connection, asked))
        late = every & _sets.get(search.LATE)
        came_late = _keys(connection, bits.from_top(late, 0, late.bit_count()))
        in_order = _in_order(connection, every & ~late, words if not certain else [])
        if not certain:
            sure = _read_all(connection, [slot for _, _, slot in came_late], words)
            came_late = [each for each in came_late if each[2] in sure]
        for _, pk, _ in heapq.merge(in_order, sorted(came_late, reverse=True), reverse=True):
            yield pk


def _in_order(connection: sqlite3.Connection, slots: int, words: list[str]) -> Iterator[tuple[str, int, int]]:
    left = bits.from_top(slots, 0, slots.bit_count())
    for first in range(0, len(left), CHUNK):
        part = left[first : first + CHUNK]
        sure = _read_all(connection, part, words) if words else set(part)
        yield from (each for each in sorted(_keys(connection, part), reverse=True) if each[2] in sure)


def _keys(connection: sqlite3.Connection, slots: list[int]) -> list[tuple[str, int, int]]:
    """(day, pk, slot) of ``slots``."""
    found: list[tuple[str, int, int]] = []
    for first in range(0, len(slots), CHUNK):
        part = slots[first : first + CHUNK]
        sql = f"SELECT day, pk, slot FROM doc WHERE slot IN ({','.join('?' * len(part))})"
        found += connection.execute(sql, part)
    return found


def _page(connection: sqlite3.Connection, every: int, skip: int, take: int) -> list[tuple[int, int]]:
    """(slot, pk) of the rows shown. Those that came late are sorted in by their day."""
    late = every & _sets.get(search.LATE)
    if not late:
        slots = bits.from_top(every, skip, take)
    else:
        slots = bits.from_top(every & ~late, 0, skip + take) + bits.from_top(late, 0, late.bit_count())
    rows = sorted(_keys(connection, slots), reverse=True)
    return [(slot, pk) for _, pk, slot in (rows[skip : skip + take] if late else rows)]
