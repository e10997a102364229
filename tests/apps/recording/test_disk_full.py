"""The disk is full at the first, second, … last write, sync, move and row: a clear refusal, then everything goes on."""

from __future__ import annotations

import base64
import errno
import io
import os
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client

from daylight.base.permit import permit
from daylight.base.vault import store
from daylight.cases.models import Case
from daylight.recording import sealing, staging
from daylight.recording.acts.media import RecordingMeta, register_recording
from daylight.recording.chores import hash_complete
from daylight.recording.models import Recording, Upload
from tests.apps.recording.bench import MP4, case_of
from tests.cast import Cast

pytestmark = pytest.mark.django_db
STEPS = 12


class Disk:
    """Counts what reaches the disk and refuses the ``full``-th; afterwards there is space again."""

    def __init__(self, full: int) -> None:
        self.full, self.count = full, 0

    def use(self) -> None:
        self.count += 1
        if self.count == self.full:
            raise OSError(errno.ENOSPC, "no space")


class Stream:
    def __init__(self, real: Any, disk: Disk) -> None:
        self.real, self.disk = real, disk

    def write(self, piece: bytes) -> int:
        self.disk.use()
        # Half of it, as a disk that is nearly full does.
        return int(self.real.write(piece[: max(1, len(piece) // 2)] if self.disk.count % 3 == 0 else piece))

    def __enter__(self) -> Stream:
        return self

    def __exit__(self, *_: object) -> None:
        self.real.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self.real, name)


@pytest.fixture(autouse=True)
def small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, size in (("PIECE", 2048), ("PART", 4096), ("STRIDE", 4096)):
        monkeypatch.setattr(staging, name, size)


@pytest.fixture
def case(cast: Cast, now: datetime, settings: Any) -> Case:
    settings.FIXED_NOW = now
    return case_of(cast, now)


def uploaded_with(disk: Disk, cast: Cast, case: Case, now: datetime, monkeypatch: pytest.MonkeyPatch) -> int:
    """Send MP4 until it is complete, asking for the offset after each refusal; how often it was refused."""
    real_open, real_fdopen, real_sync = os.open, os.fdopen, os.fsync

    def opened(*args: Any, **kwargs: Any) -> int:
        if Path(str(args[0])).parent.name == "uploads":
            disk.use()
        return real_open(*args, **kwargs)

    def synced(number: int) -> None:
        disk.use()
        real_sync(number)

    upload = register_recording(case, len(MP4), RecordingMeta(title="现场.mp4"), actor=cast.officer, now=now)
    refused = 0
    with monkeypatch.context() as patched:
        patched.setattr(os, "open", opened)
        patched.setattr(os, "fsync", synced)
        patched.setattr(os, "fdopen", lambda *args, **more: Stream(real_fdopen(*args, **more), disk))
        while upload.state == Upload.RECEIVING:
            rest = io.BytesIO(MP4[upload.offset :])
            try:
                left = len(MP4) - upload.offset
                staging.receive(upload, rest.read, upload.offset, left, None, actor=cast.officer, now=now)
            except staging.StorageFull:
                refused += 1
            upload.refresh_from_db()
    return refused


@pytest.mark.parametrize("step", range(1, STEPS + 1))
def test_full_while_receiving(
    cast: Cast, case: Case, now: datetime, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    disk = Disk(step)
    assert uploaded_with(disk, cast, case, now, monkeypatch) == 1
    hash_complete(now)
    recording = Recording.objects.get()
    assert (recording.state, store.read_bytes(recording.blob)) == ("sealed", MP4)


def test_the_steps_above_are_all_there_are(
    cast: Cast, case: Case, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = Disk(0)
    assert uploaded_with(disk, cast, case, now, monkeypatch) == 0
    assert disk.count == STEPS


@pytest.mark.parametrize("step", range(1, 4))
def test_full_while_sealing(cast: Cast, case: Case, now: datetime, monkeypatch: pytest.MonkeyPatch, step: int) -> None:
    uploaded_with(Disk(0), cast, case, now, monkeypatch)
    disk = Disk(step)
    with monkeypatch.context() as patched:
        for name in ("mkdir", "replace"):
            real = getattr(Path, name)
            patched.setattr(Path, name, lambda *args, real=real, **more: (disk.use(), real(*args, **more))[1])
        real_sync = os.fsync
        patched.setattr(os, "fsync", lambda number: (disk.use(), real_sync(number))[1])
        assert hash_complete(now) == 0
    assert not Recording.objects.exists()
    later = now + sealing.LEASE + timedelta(minutes=2)
    assert hash_complete(later) == 1
    assert store.read_bytes(Recording.objects.get().blob) == MP4


def test_a_full_database_is_said(cast: Cast, case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    client = Client()
    with permit("fixture"):
        client.force_login(cast.officer)

    def full(*_: object, **__: object) -> None:
        raise OperationalError("database or disk is full")

    monkeypatch.setattr("daylight.web.api.uploads.register_recording", full)
    said = "case " + base64.b64encode(str(case.uuid).encode()).decode()
    headers = {"Tus-Resumable": "1.0.0", "Upload-Length": "5", "Upload-Metadata": said}
    answer = client.post("/api/v1/uploads", headers=headers, content_type="text/plain")
    assert answer.status_code == 507 and "空间不足" in answer.json()["detail"]
