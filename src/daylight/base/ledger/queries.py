"""Reading the ledger: what waits, where an entry stands, and the proof an outsider can check alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Exists, Max, OuterRef

from daylight.base.journal.models import Entry
from daylight.base.journal.writing import committed_fields
from daylight.base.ledger.files import LogFiles
from daylight.base.ledger.models import Checkpoint, LeafRow, Node
from daylight.core import merkle
from daylight.core.commitment import commit, opening

PROOF_FORMAT = "daylight-proof-1"


class Rows(merkle.NodeStore):
    """The tree in the database; ``known`` holds nodes that are not stored yet, and those already read."""

    def __init__(self) -> None:
        self.known: dict[tuple[int, int], bytes] = {}

    def get(self, level: int, index: int) -> bytes:
        if (level, index) not in self.known:
            row = Node.objects.filter(level=level, index=index).values_list("hash", flat=True).first()
            if row is None:
                raise KeyError((level, index))
            self.known[level, index] = bytes(row)
        return self.known[level, index]


def log_files() -> LogFiles:
    """The published files: ``PUBLIC_DIR/log``."""
    return LogFiles(Path(settings.PUBLIC_DIR) / "log")


def log_size() -> int:
    """How many entries the tree in the database holds."""
    top = LeafRow.objects.aggregate(top=Max("index"))["top"]
    return 0 if top is None else int(top) + 1


def unsequenced(limit: int, floor: int = 0) -> list[tuple[int, bytes]]:
    """``(id, leaf)`` of journal entries above ``floor`` that are not in the tree, by id.

    "Has no leaf row" and not "id above the last one": PostgreSQL may commit a smaller id later.
    """
    taken = LeafRow.objects.filter(entry_id=OuterRef("pk"))
    waiting = Entry.objects.filter(~Exists(taken), pk__gt=floor).order_by("pk").values_list("pk", "leaf")
    return [(pk, bytes(leaf)) for pk, leaf in waiting[:limit]]


def proof(entry_id: int) -> dict[str, Any] | None:
    """Inclusion of a journal entry under the newest checkpoint; None until it has been signed for.

    ``{"leaf": hex, "index", "size", "root": hex, "path": [hex, …], "checkpoint": text}``
    """
    row = LeafRow.objects.filter(entry_id=entry_id).first()
    head = Checkpoint.objects.last()
    if row is None or head is None or head.size <= row.index:
        return None
    path = merkle.prove_inclusion(Rows(), row.index, head.size)
    return {
        "leaf": bytes(row.leaf).hex(),
        "index": row.index,
        "size": head.size,
        "root": bytes(head.root).hex(),
        "path": [part.hex() for part in path],
        "checkpoint": head.text,
    }


def proof_document(entry: Entry, reveal: Iterable[str], published_file: str = "index.json") -> dict[str, Any] | None:
    """What is written as ``decisions/<uuid>/proof.json`` (docs/reference-leaf-format.md); None while not signed for.

    ``reveal`` names fields of the entry: for a publication at least ``kind``, ``uuid``, ``published_sha256``; for a
    withdrawal ``kind``, ``uuid``, ``reason``, ``withdrawn_on`` and ``published_file="withdrawn.json"``.
    """
    inclusion = proof(entry.pk)
    if inclusion is None:
        return None
    fields = committed_fields(entry)
    shown = opening(fields, bytes(entry.salt), bytes(entry.field_secret), reveal)
    body: dict[str, Any] = {"format": PROOF_FORMAT, "published_file": published_file, "opening": shown, **inclusion}
    if "published_sha256" in fields and "published_sha256" in set(reveal):
        body["published_sha256"] = fields["published_sha256"]
    return body


def consistency(old_size: int) -> dict[str, Any] | None:
    """Proof that the newest checkpoint extends the one of ``old_size``: ``{"old_size", "size", "root", "path"}``."""
    head = Checkpoint.objects.last()
    if head is None or not 0 < old_size <= head.size:
        return None
    path = merkle.prove_consistency(Rows(), old_size, head.size)
    return {
        "old_size": old_size,
        "size": head.size,
        "root": bytes(head.root).hex(),
        "path": [part.hex() for part in path],
    }


def row_faults() -> Iterator[str]:
    """Walk journal and tree side by side; one Chinese sentence for each entry that no longer opens its leaf."""
    entries = Entry.objects.select_related("agency", "actor").order_by("pk")
    leaves = dict(LeafRow.objects.values_list("entry_id", "leaf").iterator())
    for entry in entries.iterator(chunk_size=500):
        leaf = leaves.pop(entry.pk, None)
        if leaf is not None and bytes(leaf) != bytes(entry.leaf):
            yield f"第 {entry.pk} 号留痕的登记值与登记簿不同。"
        made = commit(committed_fields(entry), bytes(entry.salt), bytes(entry.field_secret))
        if made.leaf != bytes(entry.leaf):
            yield f"第 {entry.pk} 号留痕的内容已不是登记时的内容。"
    for entry_id in leaves:
        yield f"登记簿中第 {entry_id} 号留痕已不在数据库里。"
