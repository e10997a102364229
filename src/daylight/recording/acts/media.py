"""Acts on uploads and recordings (law.md §1.2). Byte chunks are no acts; opening and completing an upload are."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q

from daylight.base.access import require
from daylight.base.act import act
from daylight.base.journal.writing import plain, record
from daylight.base.orgs.models import Person
from daylight.cases.models import Case
from daylight.cases.scopes import scope_of
from daylight.core.refusal import Refusal, Refused, refuse
from daylight.recording.models import Excuse, Recording, Upload, UploadPart

MAX_BYTES = 16 * 1024**3
OPEN_UPLOADS = 20
LIFETIME = timedelta(days=7)
DUTY = "行政处罚法第四十七条"


@dataclass(frozen=True, slots=True)
class RecordingMeta:
    """What the officer says about a recording. Times as the device shows them; ``sha256`` of the file, hex, if known.

    ``officers`` are uuids of persons of the agency; empty means the uploader.
    """

    step: str = ""
    item_code: str = ""
    title: str = ""
    officers: tuple[str, ...] = ()
    device: str = ""
    started_at: datetime | None = None
    ended_at: datetime | None = None
    clock_offset_seconds: int | None = None
    sha256: str = ""


@act("recording.upload.created")
def register_recording(case: Case, length: int, meta: RecordingMeta, *, actor: Person, now: datetime) -> Upload:
    """Open an upload of ``length`` bytes for ``case``; nothing is stored before length and number are allowed."""
    require(actor, "recording.seal", scope_of(case))
    officers = _officers(case, meta, actor)
    problems = _faults(length, meta)
    if officers is None:
        problems.append(Refusal("upload.officers", "记录人不在本机关人员名录中，请重新选择。", DUTY, "officers"))
    if Upload.objects.filter(person=actor, state=Upload.RECEIVING, expires_at__gt=now).count() >= OPEN_UPLOADS:
        problems.append(
            Refusal("upload.limit", f"您有 {OPEN_UPLOADS} 个文件还没有传完，请先传完或者取消其中几个，再上传新的。")
        )
    if problems:
        raise Refused(problems)
    said = plain(asdict(meta)) | {"officers": officers, "step": meta.step or case.step, "title": _title(meta.title)}
    upload = Upload.objects.create(
        token=secrets.token_hex(16),
        person=actor,
        case=case,
        meta=said,
        length=length,
        created_at=now,
        expires_at=now + LIFETIME,
    )
    _record("recording.upload.created", upload, actor, now, {"length": length, "meta": said})
    return upload


@act("recording.media.received")
def receive_media(
    upload: Upload, start: int, parts: tuple[tuple[int, str], ...], *, actor: Person, now: datetime
) -> Upload:
    """The last bytes, from ``start`` on, are on disk: the upload is complete and waits for its read-back."""
    mine = Upload.objects.filter(pk=upload.pk, state=Upload.RECEIVING, offset=start, person=actor)
    if not mine.update(offset=upload.length, state=Upload.COMPLETE, completed_at=now):
        raise refuse("upload.moved", "这次上传已由另一个请求继续，请刷新进度后再试。")
    UploadPart.objects.bulk_create(UploadPart(upload=upload, index=index, sha256=sha256) for index, sha256 in parts)
    upload.refresh_from_db()
    digests = "".join(upload.parts.order_by("index").values_list("sha256", flat=True))
    _record(
        "recording.media.received",
        upload,
        actor,
        now,
        {
            "length": upload.length,
            "parts_sha256": hashlib.sha256(bytes.fromhex(digests)).hexdigest(),
            "declared_sha256": upload.meta["sha256"],
        },
    )
    return upload


@act("recording.upload.terminated")
def terminate_upload(upload: Upload, *, actor: Person, now: datetime) -> Upload:
    """Give up an upload before it is sealed; afterwards it is an original and stays (G26)."""
    require(actor, "recording.seal", scope_of(upload.case))
    free = Q(state=Upload.RECEIVING) | (
        Q(state=Upload.COMPLETE) & (Q(claimed_until=None) | Q(claimed_until__lt=now)) & Q(sha256="")
    )
    if not Upload.objects.filter(free, pk=upload.pk, person=actor).update(state=Upload.TERMINATED):
        raise refuse(
            "upload.sealed", "文件已经传完并在校验入库，原件不能删除；传错的请在案件中说明。", "行政处罚法第四十七条"
        )
    upload.refresh_from_db()
    _record("recording.upload.terminated", upload, actor, now, {"offset": upload.offset, "length": upload.length})
    return upload


@act("recording.media.excused")
def excuse_missing_recording(
    case: Case, item_code: str, reason: str, *, step: str = "", actor: Person, now: datetime
) -> Excuse:
    """State the technical reason why a demanded recording does not exist (G25)."""
    require(actor, "recording.seal", scope_of(case))
    problems = []
    if not item_code.strip():
        problems.append(Refusal("field.required", "请选择未录音像的事项。", DUTY, "item_code"))
    if not reason.strip():
        problems.append(
            Refusal("recording.reason", "请写明没有录音像的技术原因，例如设备故障的时间和处理情况。", DUTY, "reason")
        )
    if problems:
        raise Refused(problems)
    excuse = Excuse.objects.create(
        case=case, item_code=item_code, step=step or case.step, reason=reason.strip(), by=actor, at=now
    )
    record(
        "recording.media.excused",
        agency=case.agency,
        actor=actor,
        now=now,
        subject=f"excuse:{excuse.uuid}",
        case_uuid=case.uuid,
        data={"item_code": item_code, "step": excuse.step, "reason": excuse.reason},
    )
    return excuse


@act("recording.media.viewed")
def note_view(recording: Recording, *, actor: Person, now: datetime) -> Recording:
    """Journal that ``actor`` looks at ``recording``. Pass ``view_key`` as idempotency key: one entry per hour."""
    require(actor, "recording.view", scope_of(recording.case))
    if recording.state != "sealed":
        raise refuse("recording.quarantined", f"这份音像已隔离，不能播放：{recording.reason}")
    record(
        "recording.media.viewed",
        agency=recording.case.agency,
        actor=actor,
        now=now,
        subject=f"recording:{recording.uuid}",
        case_uuid=recording.case.uuid,
        data={"sha256": recording.sha256},
    )
    return recording


def view_key(recording: Recording, now: datetime) -> str:
    """Idempotency key of a playback: the ranges a player asks for within one hour are one view."""
    return f"view:{recording.uuid}:{int(now.timestamp()) // 3600}"


def _faults(length: int, meta: RecordingMeta) -> list[Refusal]:
    found = []
    if length <= 0:
        found.append(Refusal("upload.empty", "文件是空的，请重新选择。", "", "file"))
    if length > MAX_BYTES:
        found.append(
            Refusal("upload.quota", f"单个文件不能超过 {MAX_BYTES // 1024**3} GB，请分段录制后再上传。", "", "file")
        )
    if meta.sha256 and (len(meta.sha256) != 64 or set(meta.sha256) - set("0123456789abcdef")):
        found.append(Refusal("upload.sha256", "文件校验值应为 64 位十六进制小写字符，请核对。", "", "sha256"))
    if meta.started_at and meta.ended_at and meta.ended_at < meta.started_at:
        found.append(Refusal("recording.times", "结束时间早于开始时间，请按设备显示的时间核对。", "", "ended_at"))
    return found


def _officers(case: Case, meta: RecordingMeta, actor: Person) -> list[dict[str, str]] | None:
    if not meta.officers:
        return [officer_line(actor)]
    try:
        wanted = {UUID(each) for each in meta.officers}
    except ValueError:
        return None
    found = list(Person.objects.filter(agency_id=case.agency_id, uuid__in=wanted).order_by("id"))
    return [officer_line(person) for person in found] if len(found) == len(wanted) else None


def officer_line(person: Person) -> dict[str, str]:
    """A person as a record keeps him: the name and certificate of that day, with the uuid."""
    return {"uuid": str(person.uuid), "name": person.name, "certificate": person.certificate_number}


def _title(name: str) -> str:
    # A client's file name is shown, never used as a path.
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(c for c in last if c.isprintable())[:120].strip() or "音像记录"


def _record(kind: str, upload: Upload, actor: Person, now: datetime, data: dict[str, object]) -> None:
    record(
        kind,
        agency=upload.case.agency,
        actor=actor,
        now=now,
        subject=f"upload:{upload.uuid}",
        case_uuid=upload.case.uuid,
        data=data,
    )
