"""tus 1.0 at ``/api/v1/uploads``: core, creation, creation-with-upload, checksum, termination, expiration.

The body is read in pieces from the WSGI stream, never through ``request.body``, so a cut connection keeps what arrived.
An upload's address is a 128-bit capability and still answers only its own person: everybody else gets 404.

CSRF: these requests ride on the session cookie, so Django's middleware demands ``X-CSRFToken`` on POST, PATCH and DELETE
like on any form; a foreign page cannot set that header. It never reads the body of an offset+octet-stream request.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import UTC
from email.utils import format_datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from daylight.base.access import may
from daylight.base.orgs.models import Person
from daylight.base.present import present
from daylight.cases.models import Case
from daylight.cases.scopes import scope_of
from daylight.core.refusal import Refused
from daylight.recording import staging
from daylight.recording.acts.media import MAX_BYTES, register_recording, terminate_upload
from daylight.recording.models import Upload
from daylight.recording.queries import same_as
from daylight.web.api import tus
from daylight.web.api.problems import problem, refused

# Kept free on the disk beyond the declared length: the database and the journal live there too.
RESERVE_BYTES = 256 * 1024**2
STATUS = {"upload.quota": 413, "upload.limit": 429, "upload.empty": 400, "upload.sealed": 409, "upload.moved": 409}


def collection(request: HttpRequest) -> HttpResponse:
    """OPTIONS advertises, POST creates."""
    return _answer(request, {"OPTIONS": _advertise, "POST": _create})


def one(request: HttpRequest, token: str) -> HttpResponse:
    """HEAD, PATCH, DELETE of one upload; GET is our own: its state as JSON for the page."""
    return _answer(
        request, {"OPTIONS": _advertise, "HEAD": _head, "PATCH": _patch, "DELETE": _terminate, "GET": _state}, token
    )


def _answer(request: HttpRequest, verbs: dict[str, Callable[..., HttpResponse]], *args: str) -> HttpResponse:
    method = request.method or ""
    if method == "POST" and "X-HTTP-Method-Override" in request.headers:
        method = request.headers["X-HTTP-Method-Override"].upper()
    handler = verbs.get(method)
    if handler is None:
        response: HttpResponse = problem(405, "http.method", "这个地址不支持该请求方式。")
        response["Allow"] = ", ".join(verbs)
    elif method == "OPTIONS":
        response = handler(request)
    elif method != "GET" and request.headers.get("Tus-Resumable") != tus.VERSION:
        response = problem(412, "tus.version", f"请在 Tus-Resumable 中写明版本 {tus.VERSION}。")
        response["Tus-Version"] = tus.VERSION
    elif not request.user.is_authenticated:
        response = problem(401, "login.required", "登录已过期，请重新登录后继续，已上传的部分不会丢失。")
    else:
        try:
            response = handler(request, *args)
        except Refused as error:
            response = refused(error, STATUS.get(error.refusals[0].code, 400))
        except OperationalError as error:
            if "full" not in str(error):
                raise
            response = problem(507, "upload.space", "服务器存储空间不足，这一步没有记下，请联系系统管理员后再试。")
    response["Tus-Resumable"] = tus.VERSION
    return response


def _advertise(request: HttpRequest) -> HttpResponse:
    response = HttpResponse(status=204)
    response["Tus-Version"] = tus.VERSION
    response["Tus-Extension"] = tus.EXTENSIONS
    response["Tus-Checksum-Algorithm"] = ",".join(tus.ALGORITHMS)
    response["Tus-Max-Size"] = str(MAX_BYTES)
    return response


def _create(request: HttpRequest) -> HttpResponse:
    if "Upload-Defer-Length" in request.headers:
        return problem(400, "upload.length", "请在 Upload-Length 中写明文件字节数，不支持以后再定。")
    length = tus.number(request.headers.get("Upload-Length"))
    if length is None:
        return problem(400, "upload.length", "请在 Upload-Length 中写明文件字节数。")
    asked = tus.creation(tus.metadata(request.headers.get("Upload-Metadata")))
    carries = request.content_type == tus.CHUNK_TYPE
    first = tus.checksum(request.headers.get("Upload-Checksum")) if carries else None
    case = _case_of(request, asked)
    if case is None:
        return _unknown()
    if carries and (fault := _body_fault(request, length)):
        return fault
    if length <= MAX_BYTES and _free_bytes() < length + RESERVE_BYTES:
        return problem(507, "upload.space", "服务器存储空间不足，文件没有上传，请联系系统管理员。")
    actor, now = _person(request), present()
    key = request.headers.get("Idempotency-Key", "")[:80]
    upload = register_recording(case, length, asked.meta, actor=actor, now=now, idempotency_key=key)
    if carries:
        # From 0: a replayed creation must not append its body a second time.
        taken = _take(request, upload, 0, first)
        if taken.status_code not in (204, 200):
            # The upload exists whatever became of its first bytes; the client goes on from HEAD.
            taken["Location"] = _address(upload)
            return taken
    response = HttpResponse(status=201)
    response["Location"] = _address(upload)
    response["Upload-Offset"] = str(upload.offset)
    response["Upload-Expires"] = _expires(upload)
    return response


def _head(request: HttpRequest, token: str) -> HttpResponse:
    upload = _upload_of(request, token)
    if upload is None:
        return _unknown()
    if gone := _gone(upload):
        return gone
    response = HttpResponse(status=200)
    response["Upload-Offset"] = str(upload.offset)
    response["Upload-Length"] = str(upload.length)
    response["Cache-Control"] = "no-store"
    if echo := tus.echoed(upload.meta):
        response["Upload-Metadata"] = echo
    if upload.state == Upload.RECEIVING:
        response["Upload-Expires"] = _expires(upload)
    return response


def _patch(request: HttpRequest, token: str) -> HttpResponse:
    upload = _upload_of(request, token)
    if upload is None:
        return _unknown()
    if request.content_type != tus.CHUNK_TYPE:
        return problem(415, "tus.type", f"分段内容的 Content-Type 须为 {tus.CHUNK_TYPE}。")
    start = tus.number(request.headers.get("Upload-Offset"))
    if start is None:
        return problem(400, "upload.offset", "请在 Upload-Offset 中写明本段的起始位置。")
    given = tus.checksum(request.headers.get("Upload-Checksum"))
    if gone := _gone(upload):
        return gone
    if start != upload.offset or upload.state != Upload.RECEIVING:
        return _elsewhere(upload)
    if fault := _body_fault(request, upload.length - start):
        return fault
    return _take(request, upload, start, given)


def _terminate(request: HttpRequest, token: str) -> HttpResponse:
    upload = _upload_of(request, token)
    if upload is None:
        return _unknown()
    if gone := _gone(upload):
        return gone
    terminate_upload(upload, actor=_person(request), now=present())
    staging.discard(upload)
    return HttpResponse(status=204)


def _state(request: HttpRequest, token: str) -> HttpResponse:
    upload = _upload_of(request, token)
    if upload is None:
        return _unknown()
    recording = getattr(upload, "recording", None)
    first = same_as(recording) if recording else None
    return JsonResponse(
        {
            "state": upload.state,
            "words": upload.get_state_display(),
            "offset": upload.offset,
            "length": upload.length,
            "reason": upload.reason,
            "sha256": upload.sha256,
            "recording": str(recording.uuid) if recording else "",
            "same_as": str(first.uuid) if first and first.case_id == upload.case_id else "",
            "scan": upload.scan.get("verdict", ""),
        },
        json_dumps_params={"ensure_ascii": False},
    )


def _take(request: HttpRequest, upload: Upload, start: int, given: staging.Checksum | None) -> HttpResponse:
    count = int(request.META.get("CONTENT_LENGTH") or 0)
    try:
        whole = staging.receive(upload, request.read, start, count, given, actor=_person(request), now=present())
    except staging.Busy:
        response: HttpResponse = problem(423, "upload.busy", "这次上传正由另一个请求写入，请稍候再续传。")
        response["Retry-After"] = "1"
        return response
    except staging.Elsewhere:
        return _gone(upload) or _elsewhere(upload)
    except staging.ChecksumMismatch:
        response = problem(460, "upload.mismatch", "本段校验不符，已丢弃，请重传本段。")
        response.reason_phrase = "Checksum Mismatch"
        return response
    except staging.StorageFull:
        return problem(507, "upload.space", "服务器存储空间不足，已收到的部分保留，请联系系统管理员后续传。")
    except staging.StagingLost:
        return problem(500, "upload.lost", "服务器丢失了已收到的内容，请取消这次上传后重新上传，并告知系统管理员。")
    if not whole:
        # The client is most likely gone; whoever still listens learns how far we got.
        response = problem(400, "upload.cut", "连接中断，本段没有收完，请从 Upload-Offset 处续传。")
        response["Upload-Offset"] = str(upload.offset)
        return response
    response = HttpResponse(status=204)
    response["Upload-Offset"] = str(upload.offset)
    if upload.state == Upload.RECEIVING:
        response["Upload-Expires"] = _expires(upload)
    return response


def from_form(request: HttpRequest) -> HttpResponse:
    """The plain form for browsers without script: one multipart POST, then back to ``next`` with the outcome in words."""
    if request.method != "POST" or not request.user.is_authenticated:
        return problem(405 if request.user.is_authenticated else 401, "http.method", "请在案件页面选择文件后上传。")
    file = request.FILES.get("file")
    said = {key: ";".join(each.strip() for each in request.POST.getlist(key)) for key in tus.KEYS}
    back = _back(request)
    try:
        asked = tus.creation({**said, "filename": (file.name or "") if file else ""})
        case = _case_of(request, asked)
        if case is None:
            return _unknown()
        if file is None:
            messages.error(request, "请先选择要上传的文件。")
            return back
        actor, now = _person(request), present()
        upload = register_recording(case, file.size or 0, asked.meta, actor=actor, now=now)
        staging.receive(upload, file.read, 0, file.size or 0, None, actor=actor, now=now)
    except Refused as error:
        for each in error.refusals:
            messages.error(request, str(each))
        return back
    except staging.StorageFull:
        messages.error(request, "服务器存储空间不足，文件没有上传，请联系系统管理员。")
        return back
    messages.success(request, f"“{upload.meta['title']}”已上传，正在校验。")
    return back


def _back(request: HttpRequest) -> HttpResponse:
    after = request.POST.get("next", "")
    mine = url_has_allowed_host_and_scheme(after, {request.get_host()}, require_https=request.is_secure())
    return HttpResponseRedirect(after if mine else "/office/")


def _body_fault(request: HttpRequest, left: int) -> HttpResponse | None:
    if request.META.get("HTTP_TRANSFER_ENCODING"):
        return problem(411, "http.length", "请求须写明 Content-Length。")
    count = tus.number(request.META.get("CONTENT_LENGTH") or "0")
    if count is None:
        return problem(400, "http.length", "Content-Length 不是字节数。")
    if count > left:
        return problem(413, "upload.too_long", "本段超出登记的文件长度，请核对文件是否在上传中被改动。")
    return None


def _case_of(request: HttpRequest, asked: tus.Creation) -> Case | None:
    case = Case.objects.select_related("agency").filter(uuid=asked.case).first()
    return case if case is not None and may(_person(request), "case.read", scope_of(case)) else None


def _upload_of(request: HttpRequest, token: str) -> Upload | None:
    found = Upload.objects.select_related("case__agency", "person").filter(token=token, person=_person(request)).first()
    # Re-authorised on every request: who left the case or the agency loses the address.
    return found if found is not None and may(_person(request), "recording.seal", scope_of(found.case)) else None


def _gone(upload: Upload) -> HttpResponse | None:
    over = upload.state == Upload.RECEIVING and upload.expires_at <= present()
    if over or upload.state in (Upload.EXPIRED, Upload.TERMINATED):
        return problem(410, "upload.gone", "这次上传已过期或者已取消，请重新上传。")
    return None


def _elsewhere(upload: Upload) -> HttpResponse:
    response = problem(409, "upload.offset", f"服务器已收到 {upload.offset} 字节，请从该处续传。")
    response["Upload-Offset"] = str(upload.offset)
    return response


def _unknown() -> HttpResponse:
    return problem(404, "upload.unknown", "没有这个地址，请回到案件页面重新选择。")


def _person(request: HttpRequest) -> Person:
    user: Any = request.user
    return user


def _address(upload: Upload) -> str:
    return reverse("api:upload", args=[upload.token])


def _expires(upload: Upload) -> str:
    return format_datetime(upload.expires_at.astimezone(UTC), usegmt=True)


def _free_bytes() -> int:
    folder = Path(settings.UPLOAD_DIR)
    folder.mkdir(parents=True, exist_ok=True)
    return shutil.disk_usage(folder).free
