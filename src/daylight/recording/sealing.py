"""From a complete upload to an original in the vault: read back, compare, recognise, move, enter. Safe to die anywhere.

Each step leaves a state from which the same steps run again: the digest is kept before the bytes move, moving twice finds
them moved, and one transaction makes the recording, ends the upload and writes the journal.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from daylight.base.journal.writing import record
from daylight.base.orgs.models import Person
from daylight.base.permit import permit
from daylight.base.vault import store
from daylight.base.vault.models import Blob
from daylight.recording import scanning, soundness, staging
from daylight.recording.models import Recording, Upload
from daylight.recording.sniff import HEAD, media_type

PERMIT = "chore:recording.hash"
# A worker that dies gives its upload back after this long and the time a slow disk needs to read it.
LEASE = timedelta(seconds=20)
SLOW_BYTES_PER_SECOND = 20 * 1024**2
SM3 = "sm3" in hashlib.algorithms_available


@dataclass(frozen=True, slots=True)
class ReadBack:
    """The whole file read once: digests, first bytes, and the parts that differ from what was received (0-based)."""

    sha256: str
    sm3: str
    size: int
    head: bytes
    parts: tuple[str, ...]


def claim(now: datetime) -> Upload | None:
    """The next complete upload, claimed for this worker, or None."""
    free = Q(state=Upload.COMPLETE) & (Q(claimed_until=None) | Q(claimed_until__lt=now))
    for upload in Upload.objects.filter(free).order_by("id")[:5]:
        with permit(PERMIT):
            scan = scanning.SECONDS if scanning.available() else 0
            until = now + LEASE + timedelta(seconds=upload.length / SLOW_BYTES_PER_SECOND + scan)
            if Upload.objects.filter(free, pk=upload.pk).update(claimed_until=until):
                return upload
    return None


def seal(upload: Upload, now: datetime) -> Recording | None:
    """Take a claimed upload to its end. None when the bytes are lost or somebody else ended it."""
    source = staging.path_of(upload)
    if not source.exists():
        return _resume_moved(upload, now)
    back = read_back(upload)
    said = scanning.scan(source)
    reason = soundness.found(said) or _doubt(upload, back)
    kind = media_type(back.head) if not reason else soundness.UNKNOWN
    with permit(PERMIT):
        Upload.objects.filter(pk=upload.pk).update(
            sha256=back.sha256, sm3=back.sm3, content_type=kind, reason=reason[:300], scan=said.as_data()
        )
        blob = store.adopt(source, kind, now, back.sha256, back.size)
    recording = _enter(upload, blob, now)
    # Equal bytes were in the vault before: the copy that waited here is not needed.
    source.unlink(missing_ok=True)
    return recording


def read_back(upload: Upload) -> ReadBack:
    """Read the waiting file from disk once, in pieces, with every digest."""
    whole, chinese = hashlib.sha256(), hashlib.new("sm3") if SM3 else None
    head, size, parts = b"", 0, []
    with staging.path_of(upload).open("rb") as stream:
        while part := stream.read(staging.PART):
            head = head or part[:HEAD]
            size += len(part)
            whole.update(part)
            if chinese is not None:
                chinese.update(part)
            parts.append(hashlib.sha256(part).hexdigest())
    return ReadBack(whole.hexdigest(), chinese.hexdigest() if chinese else "", size, head, tuple(parts))


def _doubt(upload: Upload, back: ReadBack) -> str:
    """Why this file goes to quarantine; empty when it is sound."""
    if back.size != upload.length:
        return f"入库前复核为 {back.size} 字节，与收到的 {upload.length} 字节不符，请重新上传。"
    received = list(upload.parts.order_by("index").values_list("sha256", flat=True))
    for position, (then, today) in enumerate(zip(received, back.parts, strict=True), 1):
        if then != today:
            return f"第 {position} 段与接收时的校验值不符，请重新上传。"
    declared = upload.meta["sha256"]
    if declared and declared != back.sha256:
        return "收到的文件与设备登记的校验值不符，请核对是否选错文件后重新上传。"
    return soundness.look(staging.path_of(upload), upload.meta["title"])[1]


def _resume_moved(upload: Upload, now: datetime) -> Recording | None:
    """The bytes are no longer waiting: an earlier worker moved them, or they are lost."""
    upload.refresh_from_db()
    if upload.sha256 and store.holds(upload.sha256):
        with permit(PERMIT):
            blob = store.adopt(staging.path_of(upload), upload.content_type, now, upload.sha256, upload.length)
        return _enter(upload, blob, now)
    _enter_lost(upload, now)
    return None


def _enter(upload: Upload, blob: Blob, now: datetime) -> Recording | None:
    with permit(PERMIT), transaction.atomic(durable=True):
        row = Upload.objects.select_related("case__agency", "person").get(pk=upload.pk)
        state = Upload.QUARANTINED if row.reason else Upload.SEALED
        if not Upload.objects.filter(pk=row.pk, state=Upload.COMPLETE).update(state=state, claimed_until=None):
            return None
        said = row.meta
        first = Recording.objects.filter(sha256=row.sha256, case__agency_id=row.case.agency_id).order_by("id").first()
        recording = Recording.objects.create(
            case=row.case,
            upload=row,
            step=said["step"],
            item_code=said["item_code"],
            title=said["title"],
            officers=said["officers"],
            device=said["device"],
            started_at=_moment(said["started_at"]),
            ended_at=_moment(said["ended_at"]),
            clock_offset_seconds=said["clock_offset_seconds"],
            uploader=row.person,
            received_at=row.completed_at,
            sealed_at=now,
            blob=blob,
            sha256=row.sha256,
            sm3=row.sm3,
            size=row.length,
            content_type=row.content_type,
            state=state,
            reason=row.reason,
        )
        kind = "recording.media.quarantined" if row.reason else "recording.media.sealed"
        data = {
            "item_code": recording.item_code,
            "step": recording.step,
            "same_bytes_as": str(first.uuid) if first else "",
        }
        _record(kind, row, f"recording:{recording.uuid}", now, data)
    return recording


def _enter_lost(upload: Upload, now: datetime) -> None:
    reason = "服务器上找不到已收到的文件，请重新上传，并请系统管理员检查存储。"
    with permit(PERMIT), transaction.atomic(durable=True):
        row = Upload.objects.select_related("case__agency", "person").get(pk=upload.pk)
        lost = Upload.objects.filter(pk=row.pk, state=Upload.COMPLETE)
        if lost.update(state=Upload.QUARANTINED, reason=reason, claimed_until=None):
            row.reason = reason
            _record("recording.media.quarantined", row, f"upload:{row.uuid}", now, {})
    upload.refresh_from_db()


def _record(kind: str, upload: Upload, subject: str, now: datetime, data: dict[str, object]) -> None:
    uploader: Person = upload.person
    record(
        kind,
        agency=upload.case.agency,
        actor=None,
        now=now,
        subject=subject,
        case_uuid=upload.case.uuid,
        data={
            **data,
            "upload": upload.uuid,
            "uploader": uploader.uuid,
            "sha256": upload.sha256,
            "sm3": upload.sm3,
            "size": upload.length,
            "reason": upload.reason,
            "scan": upload.scan,
        },
    )


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
