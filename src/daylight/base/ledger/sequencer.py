"""Rows, files, root derived again, signature: one step of the log, safe to kill anywhere.

The tree in the database is appended first, in short transactions. Files are derived from rows, so a run that died is
simply taken up again: what is published on disk says where to go on. Nothing is signed before the root has been
recomputed from the bytes on disk (one flipped bit in a leaf hash ended the Yeti 2022 log).
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Max

from daylight.base.ledger import keys
from daylight.base.ledger.faults import LedgerFault
from daylight.base.ledger.files import LogFiles, TileStore
from daylight.base.ledger.models import Checkpoint, LeafRow, Node
from daylight.base.ledger.queries import Rows, log_files, log_size, unsequenced
from daylight.base.permit import permit
from daylight.core import merkle, notes, tiles
from daylight.core.moment import local_date

BATCH = 1000
# An entry may commit after one with a higher id. No act lives this long, so older gaps are rolled-back acts;
# the first run of each day looks at every entry all the same.
LATE_COMMIT = timedelta(hours=1)
_ADVISORY_LOCK = 0x6461796C67

Source = Callable[[int, int], Sequence[tuple[int, bytes]]]


def sequence(now: datetime, source: Source = unsequenced) -> int:
    """Append every waiting entry and publish a signed checkpoint; returns how many entries were appended.

    ``source(limit, floor)`` gives ``(entry id, leaf)`` of entries without a leaf row, above ``floor``, by id. One run at
    a time on one data directory: a second one returns 0. Raises :class:`LedgerFault` and signs nothing when the files,
    the key or the database contradict what was published before.
    """
    with _single_writer() as mine:
        if not mine:
            return 0
        with permit("chore:ledger.sequence"):
            return _sequence(now, source)


def _sequence(now: datetime, source: Source) -> int:
    files, last, size = log_files(), Checkpoint.objects.last(), log_size()
    note = files.read("checkpoint")
    signer = keys.signer(may_create=last is None and note is None)
    published = _own_head(note, signer) if note is not None else None
    _refuse_rollback(size, published, last)
    fresh_day = last is None or local_date(last.at) != local_date(now)
    moved = _append_all(source, 0 if fresh_day else _floor(now))
    size += moved
    settled = published is not None and last is not None and published.size == last.size == size
    if settled and not fresh_day:
        return 0
    start = published.size if published else 0
    _publish_tree(files, size, start)
    root = _derived_root(files, size, 0 if fresh_day else start, published, last)
    text = notes.sign_note(notes.checkpoint_text(signer.key.name, size, root), signer.key, signer.sign)
    if fresh_day or last is None or last.text != text:
        through = LeafRow.objects.aggregate(top=Max("entry_id"))["top"] or 0
        Checkpoint.objects.create(size=size, root=root, text=text, at=now, through_entry_id=through)
    files.write("key", f"{signer.key}\n".encode())
    files.write("checkpoint", text.encode("utf-8"))
    files.drop_partials(size, start)
    return moved


def _own_head(note: bytes, signer: keys.Signer) -> notes.Checkpoint:
    try:
        text = notes.verify_note(note.decode("utf-8"), signer.key, keys.verify_ed25519)
        head = notes.parse_checkpoint(text)
    except (notes.NoteFault, UnicodeDecodeError):
        raise LedgerFault(
            "已公开的登记簿签名不是本机密钥签的或已被改动，已停止签名，请核对 log/checkpoint 与签名私钥。"
        ) from None
    if head.origin != signer.key.name:
        raise LedgerFault("已公开的登记簿名称与签名私钥的名称不同，已停止签名，请核对数据目录。")
    return head


def _refuse_rollback(size: int, published: notes.Checkpoint | None, last: Checkpoint | None) -> None:
    known = max(published.size if published else 0, last.size if last else 0)
    if known > size:
        raise LedgerFault(
            f"已公开的登记簿有 {known} 条，数据库只有 {size} 条，数据库可能由旧备份恢复，已停止签名，"
            "请先从公开副本和最新备份补回缺少的记录。"
        )


def _floor(now: datetime) -> int:
    settled = Checkpoint.objects.filter(at__lte=now - LATE_COMMIT).last()
    return settled.through_entry_id if settled else 0


def _append_all(source: Source, floor: int) -> int:
    moved = 0
    while True:
        with transaction.atomic():
            appended = _append(source(BATCH, floor))
        if not appended:
            return moved
        moved += appended


def _append(entries: Sequence[tuple[int, bytes]]) -> int:
    size, store = log_size(), Rows()
    rows, nodes = [], []
    for index, (entry_id, raw) in enumerate(entries, start=size):
        leaf = bytes(raw)
        if len(leaf) != 33:
            raise LedgerFault(f"第 {entry_id} 号留痕的登记值不是 33 字节，已停止登记，请核对该条记录。")
        rows.append(LeafRow(index=index, entry_id=entry_id, leaf=leaf))
        for level, place, value in merkle.append(store, index, merkle.hash_leaf(leaf)):
            store.known[level, place] = value
            nodes.append(Node(level=level, index=place, hash=value))
    LeafRow.objects.bulk_create(rows)
    Node.objects.bulk_create(nodes)
    return len(rows)


def _publish_tree(files: LogFiles, size: int, start: int) -> None:
    for index, width in tiles.bundles(size, start):
        low = index * tiles.TILE_WIDTH
        span = LeafRow.objects.filter(index__gte=low, index__lt=low + width).order_by("index")
        files.write_bundle(index, [bytes(leaf) for leaf in span.values_list("leaf", flat=True)])
    for level, index, width in tiles.tiles(size, start):
        low = index * tiles.TILE_WIDTH
        nodes = Node.objects.filter(level=level * tiles.TILE_HEIGHT, index__gte=low, index__lt=low + width)
        files.write_tile(
            level, index, [bytes(value) for value in nodes.order_by("index").values_list("hash", flat=True)]
        )


def _derived_root(
    files: LogFiles, size: int, since: int, published: notes.Checkpoint | None, last: Checkpoint | None
) -> bytes:
    root = files.derive_root(size, since)
    store = TileStore(files, size)
    earlier = [(published.size, published.root)] if published else []
    earlier += [(last.size, bytes(last.root))] if last else []
    for old_size, old_root in earlier:
        if merkle.root(store, old_size) != old_root:
            raise LedgerFault(f"登记簿前 {old_size} 条与已公开的签名不符，已停止签名，请从公开副本核对是哪一条被改动。")
    if merkle.root(Rows(), size) != root:
        raise LedgerFault("登记簿文件与数据库算出的根值不同，已停止签名，请核对数据库与存储设备。")
    return root


@contextmanager
def _single_writer() -> Iterator[bool]:
    """Whether this run may write: a file lock for the files, an advisory lock for a shared PostgreSQL."""
    folder = Path(settings.DATA_DIR)
    folder.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(folder / "ledger.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        if connection.vendor != "postgresql":
            yield True
            return
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [_ADVISORY_LOCK])
            mine = bool(cursor.fetchone()[0])
        try:
            yield mine
        finally:
            if mine:
                with connection.cursor() as cursor:
                    cursor.execute("SELECT pg_advisory_unlock(%s)", [_ADVISORY_LOCK])
    finally:
        os.close(descriptor)
