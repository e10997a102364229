"""Content-addressed files: ``ab/cd/<sha256>``, written by temp file, fsync, link and directory fsync, mode 0444."""

from __future__ import annotations

import errno
import hashlib
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from daylight.base.permit import current_permit
from daylight.base.vault.models import Blob

PIECE = 1024 * 1024


class VaultFault(RuntimeError):
    """The vault does not hold what the database says it holds."""


def path_of(sha256: str) -> Path:
    """Where the bytes of ``sha256`` lie. The name is checked: nothing a client sends reaches the disk."""
    if len(sha256) != 64 or not all(c in "0123456789abcdef" for c in sha256):
        raise VaultFault("原件编号须为 64 位十六进制数")
    return Path(settings.VAULT_DIR) / sha256[:2] / sha256[2:4] / sha256


def digest_of(path: Path) -> tuple[str, int]:
    """SHA-256 and size of a file, read in pieces."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest(), os.fstat(stream.fileno()).st_size


def put_bytes(body: bytes, content_type: str, now: datetime) -> Blob:
    """Store ``body`` and its row; storing the same bytes twice gives the same blob."""
    sha256 = hashlib.sha256(body).hexdigest()
    final = path_of(sha256)
    if not final.exists():
        final.parent.mkdir(parents=True, exist_ok=True)
        temporary = final.parent / f".{secrets.token_hex(8)}"
        with temporary.open("xb") as stream:
            stream.write(body)
            stream.flush()
            os.fsync(stream.fileno())
        _settle(temporary, final)
    return _row(sha256, len(body), content_type, now)


def adopt(source: Path, content_type: str, now: datetime, sha256: str, size: int) -> Blob:
    """Move a finished upload into the vault. ``sha256`` and ``size`` were read back from ``source`` by the caller."""
    final = path_of(sha256)
    if not final.exists():
        final.parent.mkdir(parents=True, exist_ok=True)
        with source.open("rb") as stream:
            os.fsync(stream.fileno())
        try:
            _settle(source, final)
        except OSError as error:
            if error.errno != errno.EXDEV:
                raise
            _carry(source, final, sha256)
    return _row(sha256, size, content_type, now)


def _carry(source: Path, final: Path, sha256: str) -> None:
    """The upload folder and the vault are on different file systems: copy, read back, settle. The source stays."""
    temporary = final.parent / f".{secrets.token_hex(8)}"
    with source.open("rb") as stream, temporary.open("xb") as copy:
        shutil.copyfileobj(stream, copy, PIECE)
        copy.flush()
        os.fsync(copy.fileno())
    if digest_of(temporary)[0] != sha256:
        temporary.unlink()
        raise VaultFault(f"原件 {sha256[:12]} 移入证据库时读写不一致，请检查磁盘后再试")
    _settle(temporary, final)


def _settle(temporary: Path, final: Path) -> None:
    temporary.chmod(0o444)
    temporary.replace(final)
    directory = os.open(final.parent, os.O_RDONLY)
    try:
        os.fsync(directory)
    finally:
        os.close(directory)


def _row(sha256: str, size: int, content_type: str, now: datetime) -> Blob:
    current_permit()
    blob, _ = Blob.objects.get_or_create(
        sha256=sha256, defaults={"size": size, "content_type": content_type, "stored_at": now}
    )
    return blob


@contextmanager
def reading(blob: Blob) -> Iterator[BinaryIO]:
    """Open a blob's bytes."""
    path = path_of(blob.sha256)
    if not path.exists():
        raise VaultFault(f"证据库缺少原件 {blob.sha256[:12]}，请从备份恢复后再查看")
    with path.open("rb") as stream:
        yield stream


def read_bytes(blob: Blob) -> bytes:
    """All bytes of a small blob (documents), checked against the address."""
    with reading(blob) as stream:
        body = stream.read()
    if hashlib.sha256(body).hexdigest() != blob.sha256:
        raise VaultFault(f"原件 {blob.sha256[:12]} 与其校验值不符，已停止提供，请查明后从备份恢复")
    return body
