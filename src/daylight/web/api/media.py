"""Originals and papers out of the vault: byte ranges for players, every playback journaled, outsiders 404."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, BinaryIO
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from daylight.base.access import may
from daylight.base.orgs.models import Person
from daylight.base.present import present
from daylight.base.vault import store
from daylight.base.vault.models import Blob
from daylight.cases.scopes import scope_of
from daylight.core.refusal import Refused
from daylight.recording import papers
from daylight.recording.acts.dock import note_dock_view
from daylight.recording.acts.media import note_view, view_key
from daylight.recording.custody import open_access_of
from daylight.recording.dockqueries import visible_files
from daylight.recording.models import Access, Document, Recording
from daylight.recording.playback.making import derived_of, folder_of
from daylight.web.api.problems import problem, refused

PIECE = 256 * 1024
SINGLE_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ENDINGS = {
    "video/mp4": ".mp4",
    "video/quicktime": ".mov",
    "video/webm": ".webm",
    "audio/mp4": ".m4a",
    "audio/mpeg": ".mp3",
    "audio/ogg": ".ogg",
    "audio/wav": ".wav",
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "application/pdf": ".pdf",
}


@require_safe
@login_required
def recording_content(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """The original, playable in the page; ``?download=1`` saves it; ``?copy=1`` is the playback copy and ``?thumb=0`` a
    thumbnail, where they were made. Only under an open access of that kind, whose purpose
    was stated before; each person and hour leaves one further journal entry."""
    recording = Recording.objects.select_related("case__agency", "blob").filter(uuid=uuid).first()
    person = _person(request)
    if recording is None or not may(person, "recording.view", scope_of(recording.case)):
        return _unknown()
    now = present()
    kind = Access.DOWNLOAD if request.GET.get("download") == "1" else Access.VIEW
    if recording.state == "sealed" and open_access_of(recording, person, kind, now) is None:
        return problem(409, "recording.purpose", f"{dict(Access.KINDS)[kind]}之前请先写明用途，用途有效期内不用再写。")
    try:
        note_view(recording, actor=person, now=now, idempotency_key=view_key(recording, now))
    except Refused as error:
        return refused(error, 409)
    stem = recording.title.rsplit(".", 1)[0] or "音像记录"
    if "thumb" in request.GET or request.GET.get("copy") == "1":
        return _derived(request, recording.blob, stem)
    return _stream(request, recording.blob, recording.content_type, stem + ENDINGS[recording.content_type])


@require_safe
@login_required
def docked_content(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """A file of a docking station nobody has claimed yet, for those whose it may be; journaled like a recording."""
    person, now = _person(request), present()
    found = visible_files(person).filter(uuid=uuid).first()
    if found is None:
        return _unknown()
    try:
        note_dock_view(
            found, actor=person, now=now, idempotency_key=f"dock:{found.uuid}:{int(now.timestamp()) // 3600}"
        )
    except Refused as error:
        return refused(error, 409)
    return _stream(request, found.blob, found.content_type, found.title)


@require_safe
@login_required
def document_pdf(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """The final or issued paper from the vault; a draft is drawn now and marked 草稿."""
    document = _document(request, uuid)
    if document is None:
        return _unknown()
    if document.pdf is not None:
        return _stream(request, document.pdf, "application/pdf", f"{document.title}.pdf")
    try:
        body = papers.preview(document, present())
    except (Refused, ValueError) as error:
        return refused(error) if isinstance(error, Refused) else _unreadable()
    return _whole(body, "application/pdf", f"{document.title}（草稿）.pdf", attachment=False)


@require_safe
@login_required
def document_word(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """The current words as an editable Word file."""
    document = _document(request, uuid)
    if document is None:
        return _unknown()
    try:
        body = papers.working_draft(document, present())
    except ValueError:
        return _unreadable()
    return _whole(body, WORD, f"{document.title}.docx", attachment=True)


def _derived(request: HttpRequest, blob: Blob, stem: str) -> HttpResponseBase:
    made = derived_of(blob)
    wanted = request.GET.get("thumb", "")
    if wanted:
        exists = made is not None and wanted.isdigit() and int(wanted) < made.thumbnails
        path, kind = folder_of(blob.sha256) / f"thumb-{wanted}.jpg", "image/jpeg"
    else:
        exists = made is not None and bool(made.copy_type)
        path, kind = folder_of(blob.sha256) / "copy.webm", made.copy_type if made else ""
    if not exists or not path.is_file():
        return _unknown()
    part = Part(path.stat().st_size, f"{blob.sha256}-{path.stem}", lambda: path.open("rb"))
    return _pieces_of(request, part, kind, f"{stem}（播放副本）{path.suffix}")


def _document(request: HttpRequest, uuid: UUID) -> Document | None:
    found = Document.objects.select_related("case__agency", "pdf", "corrects").filter(uuid=uuid).first()
    return found if found is not None and may(_person(request), "case.read", scope_of(found.case)) else None


def _whole(body: bytes, kind: str, name: str, attachment: bool) -> HttpResponse:
    response = HttpResponse(body, content_type=kind)
    response["Content-Disposition"] = content_disposition_header(attachment, name) or ""
    return response


@dataclass(frozen=True, slots=True)
class Part:
    """Bytes to be sent, whole or in ranges: their size, what names them, how they are opened."""

    size: int
    tag: str
    opened: Callable[[], AbstractContextManager[BinaryIO]]


def _stream(request: HttpRequest, blob: Blob, kind: str, name: str) -> HttpResponseBase:
    return _pieces_of(request, Part(blob.size, blob.sha256, lambda: store.reading(blob)), kind, name)


def _pieces_of(request: HttpRequest, blob: Part, kind: str, name: str) -> HttpResponseBase:
    etag = f'"{blob.tag}"'
    if request.headers.get("If-None-Match") == etag:
        return HttpResponse(status=304, headers={"ETag": etag})
    first, last, status = 0, blob.size - 1, 200
    asked = request.headers.get("Range", "")
    # An If-Range for other bytes, or several ranges at once, gets the whole: both are allowed (RFC 9110 §14).
    if asked and request.headers.get("If-Range", etag) == etag and (match := SINGLE_RANGE.fullmatch(asked.strip())):
        found = _range(match[1], match[2], blob.size)
        if found is None:
            response: HttpResponseBase = problem(416, "http.range", "请求的片段超出文件范围。")
            response["Content-Range"] = f"bytes */{blob.size}"
            return response
        (first, last), status = found, 206
    body: Any = () if request.method == "HEAD" else _pieces(blob, first, last)
    response = StreamingHttpResponse(body, status=status, content_type=kind)
    response["Content-Length"] = str(last - first + 1)
    response["Accept-Ranges"] = "bytes"
    response["ETag"] = etag
    if status == 206:
        response["Content-Range"] = f"bytes {first}-{last}/{blob.size}"
    save = request.GET.get("download") == "1"
    response["Content-Disposition"] = content_disposition_header(save, name) or "inline"
    return response


def _range(first: str, last: str, size: int) -> tuple[int, int] | None:
    if not first:
        tail = int(last) if last else 0
        return (max(size - tail, 0), size - 1) if tail and size else None
    start = int(first)
    end = min(int(last), size - 1) if last else size - 1
    return (start, end) if start <= end else None


def _pieces(blob: Part, first: int, last: int) -> Iterator[bytes]:
    with blob.opened() as stream:
        stream.seek(first)
        left = last - first + 1
        while left and (piece := stream.read(min(PIECE, left))):
            left -= len(piece)
            yield piece


def _person(request: HttpRequest) -> Person:
    user: Any = request.user
    return user


def _unknown() -> HttpResponse:
    return problem(404, "record.unknown", "没有这份材料，请回到案件页面重新选择。")


def _unreadable() -> HttpResponse:
    return problem(422, "document.value", "文书中有不能识别的日期、金额或者面积，请核对后再预览。")
