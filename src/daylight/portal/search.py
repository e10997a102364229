"""Full text over published decisions: Chinese bigrams as FTS5 phrases in a side file that can be rebuilt at any time.

Names of natural persons are never indexed (个人信息保护法第34条): searching a full name finds nothing, published or not.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from daylight.portal.models import PublicDecision
from daylight.portal.queries import standing

EDITION = 1
LIMIT = 5000
_TABLE = "CREATE VIRTUAL TABLE page USING fts5(body, tokenize=\"unicode61 remove_diacritics 0 tokenchars '_'\")"
_RUN = re.compile(r"([\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+)|([A-Za-z0-9.]+)")


def path() -> Path:
    return Path(settings.DATA_DIR) / "search.sqlite3"


def tokens(text: str) -> list[str]:
    """``非法占地 640.0`` → ``非法 法占 占地 地 640.0``. The last character stands alone so that it can be found too."""
    made: list[str] = []
    for run in _RUN.finditer(text):
        if chinese := run.group(1):
            made += [_token(chinese[n : n + 2]) for n in range(len(chinese))]
        else:
            made.append(run.group(2).lower().replace(".", "_"))
    return made


def _token(characters: str) -> str:
    """Rare characters (names of places and firms) by number: SQLite's tables are older than their code points."""
    return "".join(c if ord(c) < 0x10000 else f"u{ord(c):x}" for c in characters)


def query(text: str) -> str:
    """An FTS5 expression: every run is a phrase, all runs must occur; empty when nothing can be searched."""
    parts: list[str] = []
    for run in _RUN.finditer(text):
        if chinese := run.group(1):
            if len(chinese) == 1:
                parts.append(f'"{_token(chinese)}"*')
            else:
                parts.append('"' + " ".join(_token(chinese[n : n + 2]) for n in range(len(chinese) - 1)) + '"')
        else:
            word = run.group(2).lower().replace(".", "_").strip("_")
            if word:
                # Three signs and more may be the beginning of a credit code.
                parts.append(f'"{word}"*' if len(word) >= 3 else f'"{word}"')
    return " ".join(parts)


def indexed_text(decision: PublicDecision) -> str:
    """What may be found of a decision; the shown name of a natural person is cut out wherever it stands."""
    fields = [decision.number, decision.title, decision.violation, decision.gist, decision.basis, decision.penalty_text]
    fields += [decision.agency_name, decision.category]
    record = decision.record or {}
    fields.append(str(record.get("facts", "")))
    if decision.party_kind == "organisation":
        fields += [decision.party_display, decision.credit_code]
        return "\n".join(fields)
    text = "\n".join(fields)
    return text.replace(decision.party_display, " ") if decision.party_display else text


@contextmanager
def _opened() -> Iterator[sqlite3.Connection]:
    path().parent.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(path(), timeout=20)
    try:
        connection.execute("PRAGMA journal_mode=WAL")
        if connection.execute("PRAGMA user_version").fetchone()[0] != EDITION:
            _rebuild(connection)
        with connection:
            yield connection
    finally:
        connection.close()


def _rebuild(connection: sqlite3.Connection) -> None:
    with connection:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("DROP TABLE IF EXISTS page")
        connection.execute("DROP TABLE IF EXISTS place")
        connection.execute("CREATE TABLE place(id INTEGER PRIMARY KEY, uuid TEXT UNIQUE NOT NULL)")
        connection.execute(_TABLE)
        for decision in standing().iterator(chunk_size=200):
            _insert(connection, decision)
        connection.execute(f"PRAGMA user_version={EDITION}")


def _insert(connection: sqlite3.Connection, decision: PublicDecision) -> None:
    place = connection.execute("INSERT INTO place(uuid) VALUES (?)", (str(decision.uuid),)).lastrowid
    body = " ".join(tokens(indexed_text(decision)))
    connection.execute("INSERT INTO page(rowid, body) VALUES (?, ?)", (place, body))


def update(decisions: Iterable[PublicDecision]) -> None:
    """Put the present state of ``decisions`` into the index; what no longer stands is removed."""
    with _opened() as connection:
        for decision in decisions:
            row = connection.execute("SELECT id FROM place WHERE uuid=?", (str(decision.uuid),)).fetchone()
            if row:
                connection.execute("DELETE FROM page WHERE rowid=?", row)
                connection.execute("DELETE FROM place WHERE id=?", row)
            if decision.status in {"published", "corrected"}:
                _insert(connection, decision)


def rebuild() -> None:
    """Make the index anew from the tables."""
    with _opened() as connection:
        connection.execute("PRAGMA user_version=0")
    with _opened():
        pass


def find(text: str) -> list[str]:
    """uuids of decisions that contain every run of ``text``; an empty list when nothing can be searched."""
    expression = query(text)
    if not expression:
        return []
    with _opened() as connection:
        sql = "SELECT place.uuid FROM page JOIN place ON place.id = page.rowid WHERE page MATCH ? ORDER BY page.rowid DESC LIMIT ?"
        return [row[0] for row in connection.execute(sql, (expression, LIMIT))]
