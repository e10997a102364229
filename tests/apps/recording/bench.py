"""A case under investigation and small true media for the recording tests."""

from __future__ import annotations

import hashlib
from datetime import datetime

from daylight.base.permit import permit
from daylight.cases.models import Case, Handler
from daylight.recording import staging
from daylight.recording.acts.media import RecordingMeta, register_recording
from daylight.recording.models import Upload
from tests.cast import Cast
from tests.films import HEAD

MP4 = HEAD + bytes(range(256)) * 40
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 50


def case_of(cast: Cast, now: datetime) -> Case:
    """At P3, handled by officer and partner."""
    with permit("fixture"):
        case = Case.objects.create(
            agency=cast.agency,
            section=cast.section,
            title="演示公司非法占地案",
            procedure="penalty_ordinary",
            procedure_version="2021",
            lawpack_digest="0" * 64,
            step="P3",
            item_code="A1",
            item_name="非法占用土地",
            source="巡查",
            lead="巡查发现占地",
            place="演示镇演示村",
            registered_at=now,
        )
        Handler.objects.create(case=case, person=cast.officer, lead=True)
        Handler.objects.create(case=case, person=cast.partner)
    return case


def uploaded(
    cast: Cast, case: Case, now: datetime, body: bytes = MP4, *, sha256: str | None = None, **said: str
) -> Upload:
    """A complete upload of ``body`` by the officer, with its true digest declared unless another is given."""
    declared = hashlib.sha256(body).hexdigest() if sha256 is None else sha256
    meta = RecordingMeta(title="现场.mp4", sha256=declared, **said)  # type: ignore[arg-type]
    upload = register_recording(case, len(body), meta, actor=cast.officer, now=now)
    send(upload, body, cast, now)
    return upload


def send(upload: Upload, body: bytes, cast: Cast, now: datetime, start: int = 0) -> bool:
    """Put ``body`` at ``start`` as one request would."""
    at = 0

    def read(count: int) -> bytes:
        nonlocal at
        piece = body[at : at + count]
        at += len(piece)
        return piece

    return staging.receive(upload, read, start, len(body), None, actor=cast.officer, now=now)
