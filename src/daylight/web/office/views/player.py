"""What one does with a recording: state the purpose, report what was watched, mark, write down, take a frame, tick the
points, read its custody, hand out the 真实性说明."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from daylight.base import lawpack
from daylight.base.access import may
from daylight.base.present import present
from daylight.cases.scopes import scope_of
from daylight.core.coverage import told
from daylight.core.lawrecords import RecordingPoint
from daylight.core.moment import local_date
from daylight.core.refusal import Refusal, Refused
from daylight.recording import staging
from daylight.recording.acts.custody import (
    PURPOSES,
    make_statement,
    note_watched,
    open_access,
    save_transcript,
    set_marker,
    take_frame,
    tick_point,
)
from daylight.recording.acts.media import RecordingMeta, register_recording
from daylight.recording.custody import chain_of, digest_now, open_access_of
from daylight.recording.models import Access, Recording
from daylight.recording.queries import same_as
from daylight.recording.statement import statement
from daylight.web.office.acting import answer, case_or_404, done, office_required, perform, person_of
from daylight.web.office.filming import labelled
from daylight.web.office.measured import measured
from daylight.web.office.place import Place
from daylight.web.office.views.workspace import frame

ACCESSES_SHOWN = 20
MOST_FRAME_BYTES = 30 * 1024 * 1024
VERDICTS = (("shown", "有"), ("none", "不涉及"), ("lacks", "缺"))


def shown(request: HttpRequest, recording: Recording, more: dict[str, Any], faults: Any = ()) -> HttpResponse:
    """The page of a recording: the player under an open access, the purpose form without one."""
    person, now = person_of(request), present()
    place = Place(recording.case, person, local_date(now))
    access = open_access_of(recording, person, Access.VIEW, now)
    transcript = recording.transcripts.select_related("by").order_by("-version").first()
    context = {
        **frame(place),
        "recording": recording,
        "kind": recording.content_type.split("/")[0],
        "made_for": labelled(place, [recording])[0][1],
        "access": access,
        "download": open_access_of(recording, person, Access.DOWNLOAD, now),
        "purposes": list(PURPOSES.items()),
        "purpose_word": PURPOSES[access.purpose] if access else "",
        "accesses": [
            (each, PURPOSES.get(each.purpose, each.purpose), "、".join(f"{w.from_second}–{w.to_second}" for w in each.watched.all()))
            for each in recording.accesses.select_related("person").prefetch_related("watched")[:ACCESSES_SHOWN]
        ],
        "markers": [(each, told(each.second)) for each in recording.markers.select_related("by")],
        "transcript": transcript,
        "points": _points(recording, place),
        "verdicts": VERDICTS,
        "frames": recording.frames.select_related("by", "upload__recording"),
        "origin": getattr(recording.upload, "frame", None),
        "scan": recording.upload.scan,
        "first": _first_of(recording, place),
        "may_seal": may(person, "recording.seal", scope_of(recording.case)),
        "typed": {name: request.POST.get(name, "") for name in ("kind", "purpose", "why", "second", "word", "text")},
        **measured(recording),
        **more,
    }  # fmt: skip
    return answer(request, "office/recording.html", context, tuple(faults))


@require_safe
@office_required
def recording(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One recording. The bytes come from the record's own address, under the purpose stated here."""
    return shown(request, the_recording(request, uuid), {})


@require_POST
@office_required
def ask(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """State the purpose of viewing or downloading."""
    found = the_recording(request, uuid)
    said = (request.POST.get(name, "") for name in ("kind", "purpose", "why"))
    outcome = perform(request, open_access, found, *said)
    if outcome:
        return done(request, "用途已登记，本次调阅会留痕。", "office:recording", found.uuid)
    return shown(request, found, {}, outcome.refusals)


@require_POST
@office_required
def watched(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The player's report: ``spans`` as ``0-12,15-30`` in seconds. Answers 204; nothing on the screen waits for it."""
    found = the_recording(request, uuid)
    person, now = person_of(request), present()
    access = open_access_of(found, person, Access.VIEW, now)
    spans = [_pair(each) for each in request.POST.get("spans", "")[:8000].split(",")]
    if access is None or not any(spans):
        return HttpResponse(status=409)
    outcome = perform(request, note_watched, access, [each for each in spans if each])
    return HttpResponse(status=204 if outcome else 409)


@require_POST
@office_required
def mark(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """打点."""
    found = the_recording(request, uuid)
    second = _seconds(request.POST.get("second", ""))
    if second is None:
        return shown(request, found, {}, [Refusal("recording.times", "请填写时刻，如 75 或者 1:15。", "", "second")])
    outcome = perform(request, set_marker, found, second, request.POST.get("word", ""))
    return _back(request, found, outcome, "打点已保存。")


@require_POST
@office_required
def write(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The transcript a person types."""
    found = the_recording(request, uuid)
    version = request.POST.get("version", "")
    outcome = perform(
        request, save_transcript, found, request.POST.get("text", ""), int(version) if version.isdigit() else 0
    )
    return _back(request, found, outcome, "文字已保存，标明未经校对。")


@require_POST
@office_required
def tick(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One content point."""
    found = the_recording(request, uuid)
    point, verdict = request.POST.get("point", ""), request.POST.get("verdict", "")
    if point not in {each.id for each in lawpack.current().all(RecordingPoint, local_date(present()))}:
        raise Http404
    second = _seconds(request.POST.get("at", "")) if request.POST.get("at") else None
    outcome = perform(request, tick_point, found, point, verdict, second, request.POST.get("note", ""))
    return _back(request, found, outcome, "要点核对已登记。")


@require_POST
@office_required
def take(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """A frame drawn by the browser becomes a new original of the case; the answer is one sentence for the page."""
    found = the_recording(request, uuid)
    file, moment = request.FILES.get("file"), request.POST.get("millisecond", "")
    if not isinstance(file, UploadedFile) or not moment.isdigit() or not 0 < (file.size or 0) <= MOST_FRAME_BYTES:
        return HttpResponse("没有收到截图，请重新截取。", status=422, content_type="text/plain; charset=utf-8")
    actor, now = person_of(request), present()
    seconds = int(moment) / 1000
    meta = RecordingMeta(
        step=found.step,
        title=f"{found.title.rsplit('.', 1)[0]} 第{seconds:.3f}秒截图.png",
        device=found.device,
        officers=tuple(each["uuid"] for each in found.officers if each.get("uuid")),
    )
    try:
        upload = register_recording(found.case, file.size or 0, meta, actor=actor, now=now)
        staging.receive(upload, file.read, 0, file.size or 0, None, actor=actor, now=now)
        take_frame(found, upload, int(moment), actor=actor, now=now)
    except Refused as error:
        words = "".join(str(each) for each in error.refusals)
        return HttpResponse(words, status=422, content_type="text/plain; charset=utf-8")
    except staging.StorageFull:
        words = "服务器存储空间不足，截图没有保存，请联系系统管理员。"
        return HttpResponse(words, status=507, content_type="text/plain; charset=utf-8")
    return HttpResponse("截图已存为新的材料，正在校验。", status=201, content_type="text/plain; charset=utf-8")


@require_safe
@office_required
def custody(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The whole chain on one page."""
    found = the_recording(request, uuid)
    place = Place(found.case, person_of(request), local_date(present()))
    return render(request, "office/custody.html", {**frame(place), "recording": found, "chain": chain_of(found)})


@require_POST
@office_required
def explain(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """真实性说明 as PDF: the bytes are read and hashed now, and that this was done is part of the chain."""
    found = the_recording(request, uuid)
    now_sha256 = digest_now(found)
    outcome = perform(request, make_statement, found, now_sha256)
    if not outcome:
        return shown(request, found, {}, outcome.refusals)
    body = statement(found, chain_of(found), now_sha256, present())
    response = HttpResponse(body, content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(True, f"真实性说明 {found.title}.pdf") or ""
    return response


def the_recording(request: HttpRequest, uuid: UUID) -> Recording:
    """The recording if the person may view it; to everybody else it does not exist."""
    found = Recording.objects.select_related("uploader", "blob", "upload").filter(uuid=uuid).first()
    if found is None:
        raise Http404
    found.case = case_or_404(request, found.case.uuid)
    if not may(person_of(request), "recording.view", scope_of(found.case)):
        raise Http404
    return found


def _back(request: HttpRequest, found: Recording, outcome: Any, words: str) -> HttpResponse:
    return (
        done(request, words, "office:recording", found.uuid) if outcome else shown(request, found, {}, outcome.refusals)
    )


def _points(recording: Recording, place: Place) -> list[tuple[RecordingPoint, Any]]:
    last = {each.point: each for each in recording.ticks.select_related("by").order_by("id")}
    return [(each, last.get(each.id)) for each in lawpack.current().all(RecordingPoint, place.today)]


def _first_of(recording: Recording, place: Place) -> Recording | None:
    """The earlier recording with the same bytes, when this person may see it."""
    first = same_as(recording)
    return first if first is not None and may(place.person, "recording.view", scope_of(first.case)) else None


def _pair(text: str) -> tuple[int, int] | None:
    first, _, last = text.partition("-")
    return (int(first), int(last)) if first.isdigit() and last.isdigit() else None


def _seconds(text: str) -> int | None:
    """``75``, ``1:15``, ``0:01:15`` → seconds."""
    parts = text.strip().replace("：", ":").split(":")
    if not 1 <= len(parts) <= 3 or not all(each.isdigit() and len(each) < 6 for each in parts):
        return None
    total = 0
    for each in parts:
        total = total * 60 + int(each)
    return total
