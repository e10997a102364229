"""Originals by their SHA-256: bytes go to the storage, the row to the database. Where they lie is ``storage.py``'s matter."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from daylight.base.permit import current_permit
from daylight.base.vault.models import Blob
from daylight.base.vault.storage import Folder, VaultFault

__all__ = ["VaultFault", "adopt", "current_digest", "holds", "path_of", "put_bytes", "read_bytes", "reading", "storage"]


def storage() -> Folder:
    """The storage of this installation (DAYLIGHT_STORAGE_URL)."""
    return Folder(Path(settings.VAULT_DIR))


def path_of(sha256: str) -> Path:
    """The file of an original, for a decoder that needs one. An object store would lay a copy into a cache."""
    return storage().path_of(sha256)


def holds(sha256: str) -> bool:
    """Whether the bytes lie in the vault."""
    return storage().holds(sha256)


def current_digest(sha256: str) -> str:
    """The digest of what lies at this address now, every byte read; empty where nothing lies."""
    found = storage().read_back(sha256)
    return found[0] if found else ""


def put_bytes(body: bytes, content_type: str, now: datetime) -> Blob:
    """Store ``body`` and its row; storing the same bytes twice gives the same blob."""
    sha256 = hashlib.sha256(body).hexdigest()
    storage().put(body, sha256)
    return _row(sha256, len(body), content_type, now)


def adopt(source: Path, content_type: str, now: datetime, sha256: str, size: int) -> Blob:
    """Move a finished upload into the vault. ``sha256`` and ``size`` were read back from ``source`` by the caller."""
    storage().adopt(source, sha256)
    return _row(sha256, size, content_type, now)


def _row(sha256: str, size: int, content_type: str, now: datetime) -> Blob:
    current_permit()
    blob, _ = Blob.objects.get_or_create(
        sha256=sha256, defaults={"size": size, "content_type": content_type, "stored_at": now}
    )
    return blob


@contextmanager
def reading(blob: Blob) -> Iterator[BinaryIO]:
    """Open a blob's bytes."""
    with storage().opened(blob.sha256) as stream:
        yield stream


def read_bytes(blob: Blob) -> bytes:
    """All bytes of a small blob (documents), checked against the address."""
    with reading(blob) as stream:
        body = stream.read()
    if hashlib.sha256(body).hexdigest() != blob.sha256:
        raise VaultFault(f"原件 {blob.sha256[:12]} 与其校验值不符，已停止提供，请查明后从备份恢复")
    return body
