"""The index of the site: full text, facets and order, in a side file that can be rebuilt from the tables at any time.

Each decision has a slot, numbered in the order of publication. Of every character, every pair of characters and every facet
value the file keeps which slots have it, as bits (``bits``); a question is an AND of such sets (``finding``). The newest
slots, fewer than a block, are not yet cut into terms: their text is read through, so a publication writes one row.

Names of natural persons are never indexed (个人信息保护法第34条): searching a full name finds nothing, published or not.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from daylight.portal import bits, searchwords
from daylight.portal.leaf import Leaf, leaf
from daylight.portal.models import PublicDecision

EDITION = 4
# Blocks whose terms lie together on disk; a shelf is written in one go.
SHELF = 16
# So many decisions are indexed while a reader waits; more is left to the worker.
AT_ONCE = 20_000
LATE = "late:"
_TABLES = """
DROP TABLE IF EXISTS page; DROP TABLE IF EXISTS place; DROP TABLE IF EXISTS doc; DROP TABLE IF EXISTS posting;
DROP TABLE IF EXISTS facet; DROP TABLE IF EXISTS span; DROP TABLE IF EXISTS state;
CREATE TABLE doc(slot INTEGER PRIMARY KEY, pk INTEGER UNIQUE NOT NULL, day TEXT NOT NULL, facets TEXT NOT NULL, body TEXT NOT NULL);
CREATE TABLE posting(shelf INTEGER, term TEXT, block INTEGER, bits BLOB NOT NULL, PRIMARY KEY(shelf, term, block)) WITHOUT ROWID;
CREATE TABLE facet(name TEXT, block INTEGER, bits BLOB NOT NULL, generation INTEGER NOT NULL, PRIMARY KEY(name, block)) WITHOUT ROWID;
CREATE INDEX facet_new ON facet(generation);
CREATE TABLE span(name TEXT, block INTEGER, bits BLOB NOT NULL, PRIMARY KEY(name, block)) WITHOUT ROWID;
CREATE TABLE state(settled INTEGER NOT NULL, generation INTEGER NOT NULL, top TEXT NOT NULL);
INSERT INTO state VALUES (0, 1, '')
"""


class Unready(RuntimeError):
    """The index of a large site is being made anew."""


def path() -> Path:
    return Path(settings.DATA_DIR) / "search.sqlite3"


@contextmanager
def opened() -> Iterator[sqlite3.Connection]:
    """The side file, made from the tables when it is missing or of another edition. Raises ``Unready``."""
    connection = _connect()
    try:
        if _edition(connection) != EDITION:
            last = PublicDecision.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
            if last > AT_ONCE:
                raise Unready
            _rebuild(connection, once=True)
        yield connection
    finally:
        connection.close()


def _connect() -> sqlite3.Connection:
    path().parent.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(path(), timeout=20, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")
    return connection


@contextmanager
def _writing(connection: sqlite3.Connection) -> Iterator[None]:
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def _edition(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def ready(progress: Callable[[int], None] | None = None) -> None:
    """Make the index when it is missing or of another edition, however long that takes."""
    connection = _connect()
    try:
        if _edition(connection) != EDITION:
            _rebuild(connection, once=False, progress=progress)
    finally:
        connection.close()


def update(decisions: Iterable[PublicDecision]) -> None:
    """Put the present state of ``decisions`` into the index; what no longer stands is removed."""
    leaves = [(decision.pk, leaf(decision)) for decision in decisions]
    connection = _connect()
    try:
        if _edition(connection) != EDITION:
            _rebuild(connection, once=False)
        with _writing(connection):
            for pk, new in leaves:
                _change(connection, pk, new)
            connection.execute("UPDATE state SET generation = generation + 1")
        while _settle(connection):
            pass
    finally:
        connection.close()


def _change(connection: sqlite3.Connection, pk: int, new: Leaf | None) -> None:
    held = connection.execute("SELECT slot, day, facets, body FROM doc WHERE pk=?", (pk,)).fetchone()
    settled, generation, top = connection.execute("SELECT settled, generation, top FROM state").fetchone()
    if held is None:
        if new is None:
            return
        slot = connection.execute("SELECT coalesce(max(slot) + 1, 0) FROM doc").fetchone()[0]
        slot = max(slot, settled)
        connection.execute("INSERT INTO doc VALUES (?, ?, ?, ?, ?)", (slot, pk, new.day, new.names, new.body))
        before: set[str] = set()
    else:
        slot = held[0]
        before = set(held[2].split("\t"))
        if new is None:
            connection.execute("DELETE FROM doc WHERE slot=?", (slot,))
        else:
            row = (new.day, new.names, new.body, slot)
            connection.execute("UPDATE doc SET day=?, facets=?, body=? WHERE slot=?", row)
        if slot < settled:
            _reword(connection, slot, held[3], new.body if new else "")
    after = set(new.names.split("\t")) if new else set()
    if new is not None and (LATE in before or new.key < top or (held is not None and held[1] != new.day)):
        # Its slot does not tell its place in the list: it is sorted in when it is shown.
        after.add(LATE)
        connection.execute("UPDATE doc SET facets=? WHERE slot=?", (f"{LATE}\t{new.names}", slot))
    if new is not None and new.key > top:
        connection.execute("UPDATE state SET top=?", (new.key,))
    for name in before ^ after:
        if name:
            _mark(connection, name, slot, name in after, generation + 1)


def _mark(connection: sqlite3.Connection, name: str, slot: int, wanted: bool, generation: int) -> None:
    table = "span" if name.startswith(("month:", "day:")) else "facet"
    block, place = divmod(slot, bits.BLOCK)
    row = connection.execute(f"SELECT bits FROM {table} WHERE name=? AND block=?", (name, block)).fetchone()
    raw = bits.changed(row[0] if row else None, place, wanted)
    if table == "facet":
        connection.execute("REPLACE INTO facet VALUES (?, ?, ?, ?)", (name, block, raw, generation))
    else:
        connection.execute("REPLACE INTO span VALUES (?, ?, ?)", (name, block, raw))


def _reword(connection: sqlite3.Connection, slot: int, old: str, new: str) -> None:
    """Terms of a slot that is already cut into terms."""
    block, place = divmod(slot, bits.BLOCK)
    had, has = searchwords.terms(old), searchwords.terms(new)
    for term in had ^ has:
        key = (block // SHELF, term, block)
        row = connection.execute("SELECT bits FROM posting WHERE shelf=? AND term=? AND block=?", key).fetchone()
        raw = bits.changed(row[0] if row else None, place, term in has)
        if raw:
            connection.execute("REPLACE INTO posting VALUES (?, ?, ?, ?)", (*key, raw))
        else:
            connection.execute("DELETE FROM posting WHERE shelf=? AND term=? AND block=?", key)


def _settle(connection: sqlite3.Connection) -> bool:
    """Cut the oldest uncut block into terms when it is full."""
    with _writing(connection):
        settled = connection.execute("SELECT settled FROM state").fetchone()[0]
        last = connection.execute("SELECT max(slot) FROM doc").fetchone()[0]
        if last is None or last + 1 < settled + bits.BLOCK:
            return False
        rows = connection.execute(
            "SELECT slot, body FROM doc WHERE slot>=? AND slot<?", (settled, settled + bits.BLOCK)
        )
        connection.executemany("INSERT INTO posting VALUES (?, ?, ?, ?)", sorted(_cut(settled // bits.BLOCK, rows)))
        connection.execute("UPDATE state SET settled=?", (settled + bits.BLOCK,))
    return True


def _cut(block: int, rows: Iterable[tuple[int, str]]) -> list[tuple[int, str, int, bytes]]:
    """Rows of ``posting`` for one block."""
    found: dict[str, list[int]] = defaultdict(list)
    for slot, body in rows:
        place = slot % bits.BLOCK
        for term in searchwords.terms(body):
            found[term].append(place)
    return [(block // SHELF, term, block, bits.pack(places)) for term, places in found.items()]


def rebuild(progress: Callable[[int], None] | None = None) -> None:
    """Make the index anew from the tables. ``progress`` is told how many decisions are in."""
    connection = _connect()
    try:
        _rebuild(connection, once=False, progress=progress)
    finally:
        connection.close()


def _rebuild(connection: sqlite3.Connection, *, once: bool, progress: Callable[[int], None] | None = None) -> None:
    """``once``: in one transaction. Otherwise shelf by shelf, and nobody reads before the end."""
    with _writing(connection):
        if once and _edition(connection) == EDITION:
            return
        for statement in _TABLES.split(";"):
            connection.execute(statement)
        connection.execute("PRAGMA user_version=0")
        if once:
            _fill(connection, progress)
    if not once:
        _fill(connection, progress, apart=True)
    # Only a finished index is of this edition.
    connection.execute(f"PRAGMA user_version={EDITION}")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _fill(connection: sqlite3.Connection, progress: Callable[[int], None] | None, apart: bool = False) -> None:
    slot, size = 0, bits.BLOCK * SHELF
    for leaves in _shelves(size):
        if apart:
            with _writing(connection):
                _shelve(connection, slot, leaves)
        else:
            _shelve(connection, slot, leaves)
        slot += len(leaves)
        if progress:
            progress(slot)


def _shelves(size: int) -> Iterator[list[Leaf]]:
    """Every leaf, oldest publication first, in shelves."""
    leaves: list[Leaf] = []
    for decision in PublicDecision.objects.order_by("published_on", "id").defer("proof").iterator(chunk_size=2000):
        if (found := leaf(decision)) is not None:
            leaves.append(found)
        if len(leaves) == size:
            yield leaves
            leaves = []
    if leaves:
        yield leaves


def _shelve(connection: sqlite3.Connection, first: int, leaves: list[Leaf]) -> None:
    top = connection.execute("SELECT top FROM state").fetchone()[0]
    rows: list[tuple[int, int, str, str, str]] = []
    marks: dict[tuple[str, int], list[int]] = defaultdict(list)
    for slot, each in enumerate(leaves, first):
        names = each.names if each.key > top else f"{LATE}\t{each.names}"
        top = max(top, each.key)
        rows.append((slot, each.pk, each.day, names, each.body))
        for name in filter(None, names.split("\t")):
            marks[name, slot // bits.BLOCK].append(slot % bits.BLOCK)
    connection.executemany("INSERT INTO doc VALUES (?, ?, ?, ?, ?)", rows)
    for (name, block), places in marks.items():
        raw = bits.pack(places)
        if name.startswith(("month:", "day:")):
            connection.execute("INSERT INTO span VALUES (?, ?, ?)", (name, block, raw))
        else:
            connection.execute("INSERT INTO facet VALUES (?, ?, ?, 1)", (name, block, raw))
    full = len(leaves) // bits.BLOCK
    postings: list[tuple[int, str, int, bytes]] = []
    for number in range(full):
        part = rows[number * bits.BLOCK : (number + 1) * bits.BLOCK]
        postings += _cut(first // bits.BLOCK + number, ((row[0], row[4]) for row in part))
    connection.executemany("INSERT INTO posting VALUES (?, ?, ?, ?)", sorted(postings))
    connection.execute("UPDATE state SET settled=?, top=?", (first + full * bits.BLOCK, top))
