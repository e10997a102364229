"""The queue of originals to look at: one child process at a time, which the worker never waits for.

The row is claimed, the child writes its answer as a file, a later round reads it. Whoever dies in between loses a claim,
not an answer: an answer that is there is read before anything is made again.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Q

from daylight.base.permit import permit
from daylight.base.vault import store
from daylight.base.vault.models import Blob
from daylight.recording.models import Derived, DockFile, Recording
from daylight.recording.playback.child import FORMATS

PERMIT = "chore:recording.derive"
# CPU seconds a look and a copy may take; on the clock four times as long, because the child has the lowest priority.
CPU_SECONDS = {"LOOK": 60, "COPY": 3600}
PATIENCE = 4
FOUND_AT_ONCE = 20
BROKEN, NO_DECODER, NOT_DECODED = 1, 3, 4
WORDS = {
    BROKEN: "处理程序出错，请告知系统管理员",
    NO_DECODER: "服务器没有安装解码程序（av）",
    NOT_DECODED: "文件不能解码，可下载原件用设备厂家的软件查看",
}
LIMIT = "超过处理的时间或者大小限制"


@dataclass
class Job:
    """The child under way in this process."""

    row: Derived
    work: str
    process: subprocess.Popen[bytes]
    until: datetime


_job: Job | None = None


def folder_of(sha256: str) -> Path:
    """Where what was made of an original lies."""
    return Path(settings.DERIVED_DIR) / sha256[:2] / sha256


def derived_of(blob: Blob) -> Derived | None:
    """What is known and made of an original; None before its first look."""
    found: Derived | None = Derived.objects.filter(blob=blob).first()
    return found


def step(now: datetime) -> int:
    """One round: read the answer of a child that ended, else start the next. How many rows got further."""
    global _job
    if _job is not None:
        ended = _job.process.poll()
        if ended is None and now < _job.until:
            return 0
        if ended is None:
            _job.process.kill()
            _job.process.wait()
        row, work, _job = _job.row, _job.work, None
        _settle(row, work, ended, now)
        return 1
    enrol(now)
    claimed = _claim(now)
    if claimed is None:
        return 0
    work = "LOOK" if claimed.state == Derived.LOOK else "COPY"
    if _answer(claimed, work):
        _settle(claimed, work, 0, now)
        return 1
    _job = _start(claimed, work, now)
    return 0


def finish(now: datetime) -> None:
    """Wait for the child under way and for all that follows (tests, demonstrations)."""
    while step(now) or _job is not None:
        if _job is not None:
            _job.process.wait()


def enrol(now: datetime) -> None:
    """A row for every original that has none: sealed recordings and what waits to be claimed."""
    sealed = Recording.objects.filter(state="sealed", blob__derived=None, content_type__in=FORMATS)
    docked = DockFile.objects.filter(state=DockFile.WAITING, blob__derived=None, content_type__in=FORMATS)
    for rows in (sealed, docked):
        for blob, kind in rows.order_by("id").values_list("blob_id", "content_type")[:FOUND_AT_ONCE]:
            with permit(PERMIT):
                Derived.objects.get_or_create(blob_id=blob, defaults={"content_type": kind})


def _claim(now: datetime) -> Derived | None:
    free = Q(state__in=[Derived.LOOK, Derived.COPY]) & (Q(claimed_until=None) | Q(claimed_until__lt=now))
    row: Derived
    for row in Derived.objects.filter(free).select_related("blob").order_by("-state", "id")[:5]:
        seconds = CPU_SECONDS["LOOK" if row.state == Derived.LOOK else "COPY"] * PATIENCE
        with permit(PERMIT):
            if Derived.objects.filter(free, pk=row.pk).update(claimed_until=now + timedelta(seconds=seconds)):
                return row
    return None


def _start(row: Derived, work: str, now: datetime) -> Job:
    folder = folder_of(row.blob.sha256)
    folder.mkdir(parents=True, exist_ok=True)
    seconds = CPU_SECONDS[work]
    command = [
        sys.executable,
        "-m",
        "daylight.recording.playback.child",
        work,
        str(_source(row.blob)),
        row.content_type,
    ]
    process = subprocess.Popen(
        [*command, str(folder), str(seconds)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        # Into the worker's log: what the child could not do is a matter for whoever keeps the server.
        # Nothing of ours: no database address, no key.
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": ":".join(sys.path)},
    )
    return Job(row, work, process, now + timedelta(seconds=seconds * PATIENCE))


def _source(blob: Blob) -> Path:
    return store.path_of(blob.sha256)


def _answer(row: Derived, work: str) -> dict[str, Any]:
    path = folder_of(row.blob.sha256) / f"{work.lower()}.json"
    found: dict[str, Any] = json.loads(path.read_text()) if path.exists() else {}
    return found


def _settle(row: Derived, work: str, code: int | None, now: datetime) -> None:
    told = _answer(row, work) if code == 0 else {}
    if not told:
        state = Derived.DONE if work == "COPY" else Derived.FAILED
        changed: dict[str, Any] = {"state": state, "reason": WORDS.get(code or 0, LIMIT), "made_at": now}
        (folder_of(row.blob.sha256) / "copy.part").unlink(missing_ok=True)
    elif work == "LOOK":
        wanted = told.pop("copy_wanted")
        changed = {**told, "state": Derived.COPY if wanted else Derived.DONE, "made_at": None if wanted else now}
    else:
        changed = {"state": Derived.DONE, "copy_type": told["type"], "copy_size": told["size"], "made_at": now}
    with permit(PERMIT):
        Derived.objects.filter(pk=row.pk).update(claimed_until=None, **changed)


def forget(sha256: str) -> None:
    """Remove what was made of an original that is destroyed."""
    shutil.rmtree(folder_of(sha256), ignore_errors=True)
