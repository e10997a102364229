"""Opening an original and working with it: no byte without a purpose, no view without a row (law.md §1.2.5; trust.md §1)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from daylight.base.access import require
from daylight.base.act import act
from daylight.base.journal.writing import record
from daylight.base.orgs.models import Person
from daylight.cases.scopes import scope_of
from daylight.core.refusal import Refusal, Refused, refuse
from daylight.recording.acts.media import DUTY
from daylight.recording.models import Access, FrameOrigin, Marker, PointTick, Recording, Transcript, Upload, Watched

PURPOSES = {
    "handling": "办理本案",
    "review": "法制审核",
    "inspection": "案卷评查、监督检查",
    "remedy": "复议、诉讼举证",
    "party": "当事人查阅",
    "discipline": "投诉、问责核查",
    "other": "其他（写明）",
}
# How long one stated purpose stays good; afterwards it is asked again.
OPEN = {Access.VIEW: timedelta(hours=4), Access.DOWNLOAD: timedelta(minutes=30), Access.EXPORT: timedelta(minutes=30)}
# A day of recording; what a player reports beyond it is no second of a file.
LAST_SECOND = 86_400
SPANS = 500


@act("recording.access.opened")
def open_access(
    recording: Recording, kind: str, purpose: str, why: str = "", *, actor: Person, now: datetime
) -> Access:
    """State why one opens an original, before any byte is shown. ``kind``: view · download · export."""
    require(actor, "recording.view", scope_of(recording.case))
    faults = []
    if kind not in OPEN:
        faults.append(Refusal("recording.access", "请选择查看、下载原件或者导出副本。", DUTY, "kind"))
    if purpose not in PURPOSES:
        faults.append(Refusal("recording.purpose", "请选择调阅用途。", DUTY, "purpose"))
    elif (purpose == "other" or kind != Access.VIEW) and not why.strip():
        faults.append(Refusal("recording.purpose", "请写明用在哪里、交给谁。", DUTY, "why"))
    if recording.state != "sealed":
        faults.append(Refusal("recording.quarantined", f"这份音像已隔离，不能调阅：{recording.reason}", DUTY))
    if faults:
        raise Refused(faults)
    access = Access.objects.create(
        recording=recording, person=actor, kind=kind, purpose=purpose, why=why.strip()[:200], at=now,
        until=now + OPEN[kind],
    )  # fmt: skip
    _record("recording.access.opened", recording, actor, now, {
        "access": str(access.uuid), "way": kind, "purpose": purpose, "why": access.why, "sha256": recording.sha256,
    })  # fmt: skip
    return access


@act("recording.media.watched")
def note_watched(access: Access, spans: Iterable[tuple[int, int]], *, actor: Person, now: datetime) -> Access:
    """The seconds a player says it showed; neighbouring spans are joined. Only for one's own access."""
    if access.person_id != actor.pk:
        raise refuse("recording.access", "这次调阅不是您登记的，请先登记自己的用途。", DUTY)
    found = joined(spans)
    if not found:
        raise refuse("recording.times", "没有可以登记的时段，请刷新页面后再看。", DUTY)
    Watched.objects.bulk_create(
        Watched(access=access, from_second=first, to_second=last, at=now) for first, last in found
    )
    _record("recording.media.watched", access.recording, actor, now, {
        "access": str(access.uuid), "spans": [f"{first}-{last}" for first, last in found],
    })  # fmt: skip
    return access


@act("recording.marker.set")
def set_marker(recording: Recording, second: int, word: str, *, actor: Person, now: datetime) -> Marker:
    """打点: name a second, so that the next reader finds it."""
    require(actor, "recording.view", scope_of(recording.case))
    if faults := [*_second(second), *_word(word, "请写一两个词，说明这里录到了什么。", "word")]:
        raise Refused(faults)
    marker = Marker.objects.create(recording=recording, second=second, word=word.strip()[:80], by=actor, at=now)
    _record("recording.marker.set", recording, actor, now, {"second": second, "word": marker.word})
    return marker


@act("recording.transcript.saved")
def save_transcript(recording: Recording, text: str, version: int, *, actor: Person, now: datetime) -> Transcript:
    """A person's writing-down of what is said, 未经校对. ``version``: the one it was written over (0: none)."""
    require(actor, "recording.seal", scope_of(recording.case))
    last = recording.transcripts.order_by("-version").first()
    if (last.version if last else 0) != version:
        who = last.by.name if last else ""
        raise refuse("recording.version", f"您打开后{who}保存了新的文字，请合并后再保存。", DUTY, "text")
    if faults := _word(text, "请写下录音的文字。", "text"):
        raise Refused(faults)
    saved = Transcript.objects.create(recording=recording, version=version + 1, text=text.strip(), by=actor, at=now)
    _record("recording.transcript.saved", recording, actor, now, {"version": saved.version, "length": len(saved.text)})
    return saved


@act("recording.frame.taken")
def take_frame(recording: Recording, upload: Upload, millisecond: int, *, actor: Person, now: datetime) -> FrameOrigin:
    """Where a picture comes from: the upload it became and the millisecond of the original it shows."""
    require(actor, "recording.seal", scope_of(recording.case))
    if upload.case_id != recording.case_id or upload.person_id != actor.pk:
        raise refuse("recording.frame", "截图没有存进本案，请重新截取。", DUTY)
    if faults := _second(millisecond // 1000):
        raise Refused(faults)
    origin = FrameOrigin.objects.create(recording=recording, upload=upload, millisecond=millisecond, by=actor, at=now)
    _record("recording.frame.taken", recording, actor, now, {
        "upload": str(upload.uuid), "millisecond": millisecond, "sha256": recording.sha256,
    })  # fmt: skip
    return origin


@act("recording.points.ticked")
def tick_point(
    recording: Recording, point: str, verdict: str, second: int | None, note: str = "", *, actor: Person, now: datetime
) -> PointTick:
    """One point of the checklist: shown (at which second), not concerned, or lacking; the last tick counts."""
    require(actor, "recording.view", scope_of(recording.case))
    faults = []
    if verdict not in ("shown", "none", "lacks"):
        faults.append(Refusal("recording.verdict", "请选择有、不涉及或者缺。", DUTY, "verdict"))
    if verdict == "shown" and second is None:
        faults.append(Refusal("recording.times", "请写明在第几秒。", DUTY, "second"))
    if second is not None:
        faults += _second(second)
    if faults:
        raise Refused(faults)
    tick = PointTick.objects.create(
        recording=recording, point=point, verdict=verdict, second=second if verdict == "shown" else None,
        note=note.strip()[:200], by=actor, at=now,
    )  # fmt: skip
    _record("recording.points.ticked", recording, actor, now, {"point": point, "verdict": verdict, "second": second})
    return tick


@act("recording.statement.made")
def make_statement(recording: Recording, current_sha256: str, *, actor: Person, now: datetime) -> Recording:
    """A 真实性说明 leaves the house: what the vault's bytes hash to at that moment is part of the record."""
    require(actor, "recording.view", scope_of(recording.case))
    _record("recording.statement.made", recording, actor, now, {
        "sha256": recording.sha256, "current_sha256": current_sha256,
    })  # fmt: skip
    return recording


def joined(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """In order, overlapping and touching spans as one; what lies outside a day or backwards is dropped."""
    found: list[tuple[int, int]] = []
    for first, last in sorted((f, t) for f, t in spans if 0 <= f < t <= LAST_SECOND)[:SPANS]:
        if found and first <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], last))
        else:
            found.append((first, last))
    return found


def _second(second: int) -> list[Refusal]:
    if 0 <= second <= LAST_SECOND:
        return []
    return [Refusal("recording.times", "秒数不在录音录像的长度之内，请核对。", DUTY, "second")]


def _word(text: str, message: str, field: str) -> list[Refusal]:
    return [] if text.strip() else [Refusal("field.required", message, DUTY, field)]


def _record(kind: str, recording: Recording, actor: Person, now: datetime, data: dict[str, object]) -> None:
    record(
        kind,
        agency=recording.case.agency,
        actor=actor,
        now=now,
        subject=f"recording:{recording.uuid}",
        case_uuid=recording.case.uuid,
        data=data,
    )
