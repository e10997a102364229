"""What must hold in a room after a death, read with plain SQL and the outsider's verifier, not with the platform's code."""

from __future__ import annotations

import hashlib
import importlib.util
import sqlite3
from pathlib import Path
from types import ModuleType
from typing import Any

import psycopg

from tests.faults.clients import Film, Promises
from tests.faults.harness import ROOT, Room

# Events the clients cause only under a key: receipts and entries must be equally many.
KEYED = (
    "cases.case.registered",
    "decisions.draft.saved",
    "recording.document.started",
    "recording.document.saved",
    "recording.upload.created",
    "review.finding.recorded",
    "disclosure.legacy.published",
)
# A decision published a moment ago has no proof until the worker has signed once more.
YOUNG = "缺少登记凭据"


def _verifier() -> ModuleType:
    spec = importlib.util.spec_from_file_location("outside_verifier", ROOT / "verifier" / "daylight_verify.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


VERIFIER = _verifier()


class Books:
    """One consistent look into the database."""

    def __init__(self, room: Room) -> None:
        self.line: Any
        if room.database_url:
            self.line = psycopg.connect(room.database_url)
            self.line.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        else:
            self.line = sqlite3.connect(room.home / "daylight.sqlite3", timeout=30, isolation_level=None)
            self.line.execute("BEGIN")

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        found: list[tuple[Any, ...]] = self.line.execute(sql).fetchall()
        return found

    def close(self) -> None:
        self.line.close()


class Inspector:
    """Remembers what was there before, so that it sees what is missing."""

    def __init__(self, room: Room, promises: Promises, public: str) -> None:
        self.room, self.promises, self.public = room, promises, Path(public)
        self.size = 0
        self.since = room.home / "checkpoint-before"
        books = Books(room)
        self.baseline = {kind: self._count(books, kind) for kind in KEYED}
        self.entries = 0
        books.close()

    def _count(self, books: Books, kind: str) -> tuple[int, int]:
        ((entries,),) = books.rows(f"SELECT count(*) FROM journal_entry WHERE kind = '{kind}'")
        ((receipts,),) = books.rows(f"SELECT count(*) FROM journal_receipt WHERE event = '{kind}'")
        return entries, receipts

    def log(self, *, settled: bool) -> None:
        """The public files as they lie on disk. ``settled``: the worker has had time to catch up, so nothing is excused."""
        report = VERIFIER.verify(str(self.public), "", "", str(self.since) if self.since.exists() else "")
        faults = [each for each in report["faults"] if settled or YOUNG not in each["message"]]
        for each in faults:
            self.promises.wrong(f"verifier: {each['object']}: {each['message']}")
        if report["size"] < self.size:
            self.promises.wrong(f"the checkpoint shrank from {self.size} to {report['size']}")
        self.size = report["size"]
        if not faults:
            self.since.write_bytes((self.public / "log" / "checkpoint").read_bytes())

    def settled(self) -> bool:
        """Whether the worker has nothing left to do that shows in the log."""
        return bool(VERIFIER.verify(str(self.public), "", "", "")["ok"])

    def database(self, promised: dict[str, str], films: list[tuple[Film, str, int]]) -> None:
        """``promised`` and ``films`` (film, path, offset) were taken before this look, so everything in them must be there."""
        books = Books(self.room)
        try:
            self._acts(books, promised)
            self._sequences(books)
            self._uploads(books, films)
        finally:
            books.close()

    def _acts(self, books: Books, promised: dict[str, str]) -> None:
        receipts = [key for (key,) in books.rows("SELECT key FROM journal_receipt")]
        if len(receipts) != len(set(receipts)):
            self.promises.wrong("a key has two receipts")
        for key in promised.keys() - set(receipts):
            self.promises.wrong(f"acknowledged act {key} is lost")
        with self.promises.lock:
            strange = {key for key in receipts if key.startswith("k9")} - self.promises.asked
        for key in strange:
            self.promises.wrong(f"nobody asked for {key}")
        for kind, (entries, stood) in self.baseline.items():
            now, got = self._count(books, kind)
            if now - entries != got - stood:
                self.promises.wrong(f"{kind}: {got - stood} receipts, {now - entries} entries")

    def _sequences(self, books: Books) -> None:
        for column, of in (("agency_seq", "agency_id"), ("case_seq", "case_uuid")):
            for owner, lowest, highest, count, different in books.rows(
                f"SELECT {of}, min({column}), max({column}), count(*), count(DISTINCT {column}) "
                f"FROM journal_entry WHERE {column} IS NOT NULL GROUP BY {of}"
            ):
                if (lowest, highest, different) != (1, count, count):
                    self.promises.wrong(f"{column} of {owner}: {lowest}…{highest} for {count} entries")
        ((lowest, highest, count),) = books.rows('SELECT min("index"), max("index"), count(*) FROM ledger_leafrow')
        if (lowest, highest + 1) != (0, count):
            self.promises.wrong(f"log rows {lowest}…{highest} for {count} leaves")
        if self.size > count:
            self.promises.wrong(f"{self.size} leaves were published, the database holds {count}")
        ((strays,),) = books.rows(
            "SELECT count(*) FROM ledger_leafrow l LEFT JOIN journal_entry e ON e.id = l.entry_id "
            "WHERE e.id IS NULL OR e.leaf <> l.leaf"
        )
        if strays:
            self.promises.wrong(f"{strays} leaves without their entry")
        ((self.entries,),) = books.rows("SELECT count(*) FROM journal_entry")

    def _uploads(self, books: Books, films: list[tuple[Film, str, int]]) -> None:
        for uuid, received, sealed, state in books.rows(
            "SELECT u.uuid, "
            "(SELECT count(*) FROM journal_entry e WHERE e.kind = 'recording.media.received' "
            " AND e.case_uuid = c.uuid AND e.subject = 'upload:' || u_text.text), "
            "(SELECT count(*) FROM recording_recording r WHERE r.upload_id = u.id), u.state "
            "FROM recording_upload u JOIN cases_case c ON c.id = u.case_id JOIN (SELECT id, "
            + self._uuid_text()
            + " AS text FROM recording_upload) u_text ON u_text.id = u.id"
        ):
            complete = state in {"complete", "sealed"}
            if received != int(complete) or sealed != int(state == "sealed") or state == "quarantined":
                self.promises.wrong(f"upload {uuid} {state}: {received} times received, {sealed} times sealed")
        rows = {token: (str(uuid), offset, state) for token, uuid, offset, state in books.rows(
            'SELECT token, uuid, "offset", state FROM recording_upload'
        )}  # fmt: skip
        for film, path, acked in films:
            found = rows.get(path.rsplit("/", 1)[-1])
            if found is None or not acked <= found[1] <= len(film.body):
                self.promises.wrong(f"{film.key}: promised {acked}, the row says {found}")
            else:
                self._bytes(film, acked, *found)

    def _bytes(self, film: Film, acked: int, uuid: str, offset: int, state: str) -> None:
        waiting = self.room.home / "uploads" / uuid.replace("-", "")
        vault = self.room.home / "vault" / film.sha256[:2] / film.sha256[2:4] / film.sha256
        if state in {"complete", "sealed"} and vault.exists():
            if hashlib.sha256(vault.read_bytes()).hexdigest() != film.sha256:
                self.promises.wrong(f"{film.key}: other bytes in the vault")
        elif not waiting.exists() and acked:
            self.promises.wrong(f"{film.key}: {acked} bytes promised, no file")
        elif waiting.exists() and waiting.read_bytes()[:offset] != film.body[:offset]:
            self.promises.wrong(f"{film.key}: the first {offset} bytes are not those that were sent")

    def _uuid_text(self) -> str:
        if self.room.database_url:
            return "uuid::text"
        parts = [(1, 8), (9, 4), (13, 4), (17, 4), (21, 12)]
        return " || '-' || ".join(f"substr(uuid, {start}, {length})" for start, length in parts)
