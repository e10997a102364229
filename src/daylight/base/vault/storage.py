"""Where originals lie: five verbs over content addresses, so that an object store can take the folder's place (0016).

No verb changes or removes anything: an address, once filled, keeps its bytes.
"""

from __future__ import annotations

import errno
import hashlib
import os
import secrets
import shutil
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

PIECE = 1024 * 1024


class VaultFault(RuntimeError):
    """The vault does not hold what the database says it holds."""


class Storage(Protocol):
    """``sha256``: 64 hexadecimal digits, the address. Filling a filled address again changes nothing."""

    def holds(self, sha256: str) -> bool: ...

    def put(self, body: bytes, sha256: str) -> None:
        """Durable when it returns."""

    def adopt(self, source: Path, sha256: str) -> None:
        """Take over a file whose digest was read back; durable when it returns. ``source`` may be gone afterwards."""

    def opened(self, sha256: str) -> AbstractContextManager[BinaryIO]:
        """A stream that can seek. Raises VaultFault where nothing lies."""

    def read_back(self, sha256: str) -> tuple[str, int] | None:
        """SHA-256 and size of what lies there now, read whole; None where nothing lies."""


@dataclass(frozen=True, slots=True)
class Folder:
    """``ab/cd/<sha256>`` below ``root``: temp file, fsync, rename, fsync of the directory, mode 0444."""

    root: Path

    def path_of(self, sha256: str) -> Path:
        """Where the bytes of ``sha256`` lie. The name is checked: nothing a client sends reaches the disk."""
        if len(sha256) != 64 or not all(c in "0123456789abcdef" for c in sha256):
            raise VaultFault("原件编号须为 64 位十六进制数")
        return self.root / sha256[:2] / sha256[2:4] / sha256

    def holds(self, sha256: str) -> bool:
        return self.path_of(sha256).exists()

    def put(self, body: bytes, sha256: str) -> None:
        final = self.path_of(sha256)
        if final.exists():
            return
        final.parent.mkdir(parents=True, exist_ok=True)
        temporary = final.parent / f".{secrets.token_hex(8)}"
        with temporary.open("xb") as stream:
            stream.write(body)
            stream.flush()
            os.fsync(stream.fileno())
        _settle(temporary, final)

    def adopt(self, source: Path, sha256: str) -> None:
        final = self.path_of(sha256)
        if final.exists():
            return
        final.parent.mkdir(parents=True, exist_ok=True)
        with source.open("rb") as stream:
            os.fsync(stream.fileno())
        try:
            _settle(source, final)
        except OSError as error:
            if error.errno != errno.EXDEV:
                raise
            _carry(source, final, sha256)

    def opened(self, sha256: str) -> AbstractContextManager[BinaryIO]:
        path = self.path_of(sha256)
        if not path.exists():
            raise VaultFault(f"证据库缺少原件 {sha256[:12]}，请从备份恢复后再查看")
        return path.open("rb")

    def read_back(self, sha256: str) -> tuple[str, int] | None:
        path = self.path_of(sha256)
        return digest_of(path) if path.exists() else None


def digest_of(path: Path) -> tuple[str, int]:
    """SHA-256 and size of a file, read in pieces."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest(), os.fstat(stream.fileno()).st_size


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
