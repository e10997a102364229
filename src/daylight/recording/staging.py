"""Bytes on their way in: one file per upload, appended under a lock, synced before the offset is committed.

The row's offset is the promise: everything below it is on disk. What a crash left beyond it was never acknowledged and is
cut off before the next byte is written, so no acknowledged byte is lost or doubled.
"""

from __future__ import annotations

import errno
import fcntl
import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from daylight.base.orgs.models import Person
from daylight.base.permit import permit
from daylight.recording.acts.media import receive_media
from daylight.recording.models import Upload, UploadPart

PIECE = 1024 * 1024
PART = 8 * 1024 * 1024
# How much a killed server may lose of one long unacknowledged request.
STRIDE = 4 * PART


class Busy(Exception):
    """Another request is writing to this upload."""


class Elsewhere(Exception):
    """The client's offset is not ours; the row (refreshed) says where we are or that the upload has ended."""


class ChecksumMismatch(Exception):
    """The chunk is not what its Upload-Checksum says; it was discarded."""


class StorageFull(Exception):
    """The disk took no more; what was acknowledged is kept."""


class StagingLost(Exception):
    """The file is shorter than the acknowledged offset: the disk lost what it had promised."""


@dataclass(frozen=True, slots=True)
class Checksum:
    """``algorithm`` is sha1 or sha256."""

    algorithm: str
    digest: bytes


def path_of(upload: Upload) -> Path:
    """Where the bytes of ``upload`` wait; named by us, never by the client."""
    return Path(settings.UPLOAD_DIR) / upload.uuid.hex


def discard(upload: Upload) -> None:
    """Remove the waiting bytes of an upload that has ended."""
    path_of(upload).unlink(missing_ok=True)


def receive(
    upload: Upload,
    read: Callable[[int], bytes],
    start: int,
    count: int,
    checksum: Checksum | None,
    *,
    actor: Person,
    now: datetime,
) -> bool:
    """Take ``count`` bytes from ``read`` at offset ``start``; False when the connection was cut before they all came.

    On return ``upload.offset`` is durable. Without a checksum a cut connection keeps what arrived; with one, the chunk
    counts only whole, because part of it cannot be verified.
    """
    with _writing(upload) as stream:
        upload.refresh_from_db()
        if upload.state != Upload.RECEIVING or upload.offset != start:
            raise Elsewhere
        size = os.fstat(stream.fileno()).st_size
        if size < start:
            raise StagingLost
        if size > start:
            stream.truncate(start)
        return _Intake(upload, stream, checksum, actor, now).take(read, count)


def _full(error: OSError) -> Exception:
    """A full disk in our words; any other fault of the disk as it is."""
    return StorageFull() if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG) else error


@contextmanager
def _writing(upload: Upload) -> Iterator[Any]:
    path = path_of(upload)
    fresh = not path.exists()
    if fresh:
        path.parent.mkdir(parents=True, exist_ok=True)
    try:
        number = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise _full(error) from error
    with os.fdopen(number, "r+b", buffering=0) as stream:
        try:
            # The kernel drops the lock with the process, so a killed server leaves none behind.
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise Busy from error
        if fresh:
            try:
                directory = os.open(path.parent, os.O_RDONLY)
                try:
                    os.fsync(directory)
                finally:
                    os.close(directory)
            except OSError as error:
                # The next request begins anew and syncs the folder.
                path.unlink(missing_ok=True)
                raise _full(error) from error
        yield stream


class _Intake:
    """One request's worth of bytes going to disk."""

    def __init__(self, upload: Upload, stream: Any, checksum: Checksum | None, actor: Person, now: datetime) -> None:
        self.upload, self.stream, self.checksum, self.actor, self.now = upload, stream, checksum, actor, now
        self.at = upload.offset
        self.finished: list[tuple[int, str]] = []
        self.chunk = hashlib.new(checksum.algorithm, usedforsecurity=False) if checksum else None
        # The part under way began in an earlier request: read its beginning back.
        stream.seek(self.at - self.at % PART)
        self.part = hashlib.sha256(stream.read(self.at % PART) if self.at % PART else b"")
        stream.seek(self.at)

    def take(self, read: Callable[[int], bytes], count: int) -> bool:
        left = count
        while left:
            try:
                piece = read(min(PIECE, left))
            except OSError:
                piece = b""
            if not piece:
                break
            self._write(piece)
            left -= len(piece)
            if self.checksum is None and left and self.at - self.upload.offset >= STRIDE:
                self._commit()
        if self.checksum and (left or (self.chunk and self.chunk.digest() != self.checksum.digest)):
            self.stream.truncate(self.upload.offset)
            if not left:
                raise ChecksumMismatch
            return False
        if self.at > self.upload.offset:
            self._commit()
        return not left

    def _write(self, piece: bytes) -> None:
        view = memoryview(piece)
        try:
            while view:
                written = self.stream.write(view[: PART - self.at % PART])
                self._digest(view[:written])
                view = view[written:]
        except OSError as error:
            with suppress(OSError):
                self.stream.truncate(self.upload.offset)
            raise _full(error) from error

    def _digest(self, written: memoryview) -> None:
        if self.chunk is not None:
            self.chunk.update(written)
        self.part.update(written)
        self.at += len(written)
        if self.at % PART == 0 or self.at == self.upload.length:
            self.finished.append(((self.at - 1) // PART, self.part.hexdigest()))
            self.part = hashlib.sha256()

    def _commit(self) -> None:
        try:
            os.fsync(self.stream.fileno())
        except OSError as error:
            # What a failed sync left is not known: nothing of it counts, and it is not synced a second time.
            with suppress(OSError):
                self.stream.truncate(self.upload.offset)
            raise _full(error) from error
        if self.at == self.upload.length:
            receive_media(self.upload, self.upload.offset, tuple(self.finished), actor=self.actor, now=self.now)
        else:
            with permit("upload"), transaction.atomic():
                same = Upload.objects.filter(pk=self.upload.pk, state=Upload.RECEIVING, offset=self.upload.offset)
                if not same.update(offset=self.at):
                    self.upload.refresh_from_db()
                    raise Elsewhere
                UploadPart.objects.bulk_create(
                    UploadPart(upload=self.upload, index=index, sha256=sha256) for index, sha256 in self.finished
                )
        self.finished = []
        self.upload.offset = self.at
