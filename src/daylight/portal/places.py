"""Where each public file lies, and how it gets there: temp file, fsync, rename, directory fsync."""

from __future__ import annotations

import contextlib
import os
import secrets
from collections.abc import Iterable
from pathlib import Path

from daylight.portal.models import PublicDecision


def decision_folder(root: Path, decision: PublicDecision) -> Path:
    return root / "decisions" / str(decision.uuid)


def code_folder(root: Path, code: str) -> Path:
    return root / "y" / code


def list_folder(root: Path, kind: str) -> Path:
    if not kind.replace("-", "").replace("_", "").isalnum():
        raise ValueError(f"{kind!r} cannot name a folder")
    return root / "lists" / kind


def write(path: Path, body: bytes | str) -> bool:
    """Put ``body`` at ``path`` so that a reader sees the old file or the new one, never half. False when unchanged."""
    raw = body.encode("utf-8") if isinstance(body, str) else body
    with contextlib.suppress(FileNotFoundError):
        if path.read_bytes() == raw:
            return False
    path.parent.mkdir(parents=True, exist_ok=True)
    # A leading dot: the server and a mirror never hand out a file that is being written.
    temporary = path.parent / f".{secrets.token_hex(8)}"
    with temporary.open("xb") as stream:
        stream.write(raw)
        stream.flush()
        os.fsync(stream.fileno())
    temporary.replace(path)
    _settle(path.parent)
    return True


def write_stream(path: Path, pieces: Iterable[bytes]) -> None:
    """The same for a file too large for memory."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.parent / f".{secrets.token_hex(8)}"
    with temporary.open("xb") as stream:
        for piece in pieces:
            stream.write(piece)
        stream.flush()
        os.fsync(stream.fileno())
    temporary.replace(path)
    _settle(path.parent)


def keep_only(folder: Path, names: set[str]) -> None:
    """Remove every plain file of ``folder`` that is not in ``names``: old documents, withdrawn content, torn writes."""
    if not folder.is_dir():
        return
    gone = [entry for entry in folder.iterdir() if entry.is_file() and entry.name not in names]
    for entry in gone:
        entry.unlink(missing_ok=True)
    if gone:
        _settle(folder)


def _settle(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
