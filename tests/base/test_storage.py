"""The folder of originals: equal bytes once, read-only, checked across file systems; an object store is refused honestly."""

from __future__ import annotations

import errno
import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from daylight.base.vault.storage import Folder, VaultFault

BODY = b"original"
SHA = hashlib.sha256(BODY).hexdigest()


def test_an_address_is_filled_once_and_read_only(tmp_path: Path) -> None:
    folder, source = Folder(tmp_path / "vault"), tmp_path / "waiting"
    assert (folder.holds(SHA), folder.read_back(SHA)) == (False, None)
    source.write_bytes(BODY)
    folder.adopt(source, SHA)
    folder.put(b"other bytes under a filled address", SHA)
    assert folder.read_back(SHA) == (SHA, len(BODY))
    assert folder.path_of(SHA).stat().st_mode & 0o777 == 0o444
    with folder.opened(SHA) as stream:
        stream.seek(4)
        assert stream.read() == BODY[4:]
    assert [each.name for each in (tmp_path / "vault").rglob("*") if each.is_file()] == [SHA]


@pytest.mark.parametrize("name", ["", "../" * 20, "A" * 64, SHA[:-1], f"{SHA}/.."])
def test_only_a_digest_is_an_address(tmp_path: Path, name: str) -> None:
    with pytest.raises(VaultFault):
        Folder(tmp_path).path_of(name)


def test_a_full_disk_leaves_no_original(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = Folder(tmp_path / "vault")

    def full(number: int) -> None:
        raise OSError(errno.ENOSPC, "no space")

    with monkeypatch.context() as patched, pytest.raises(OSError, match="no space"):
        patched.setattr(os, "fsync", full)
        folder.put(BODY, SHA)
    assert not folder.holds(SHA)
    folder.put(BODY, SHA)
    assert folder.read_back(SHA) == (SHA, len(BODY))


@pytest.mark.parametrize(
    ("url", "words"), [("s3://bucket/originals", "对象存储"), ("ftp://host/x", "file:///"), ("file://", "file:///")]
)
def test_a_store_we_cannot_keep_is_refused(tmp_path: Path, url: str, words: str) -> None:
    environment = {
        "PATH": os.environ["PATH"], "PYTHONPATH": ":".join(sys.path), "DAYLIGHT_DATA_DIR": str(tmp_path),
        "DAYLIGHT_STORAGE_URL": url,
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-m", "daylight.config.command", "settings"], env=environment, capture_output=True, text=True
    )
    assert done.returncode == 2 and words in done.stderr
