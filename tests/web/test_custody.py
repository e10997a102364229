"""Custody: no byte without a purpose, each view with its seconds, the chain on one page and as a paper."""

from __future__ import annotations

import struct
import zlib
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from daylight.base.journal.models import Entry
from daylight.core.refusal import Refused
from daylight.recording.acts.custody import joined, note_watched, open_access, save_transcript
from daylight.recording.chores import hash_complete
from daylight.recording.custody import chain_of, digest_now
from daylight.recording.models import Access, Recording
from daylight.recording.statement import statement
from tests.apps.recording.bench import MP4, case_of, uploaded
from tests.cast import Cast
from tests.refusing import codes, refused
from tests.web.desks import words
from tests.web.entering import signed_in

pytestmark = pytest.mark.django_db


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


# One white pixel.
PIXEL = (
    b"\x89PNG\r\n\x1a\n"
    + _chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    + _chunk(b"IDAT", zlib.compress(b"\x00\xff"))
    + _chunk(b"IEND", b"")
)
READERS = {"officer", "partner", "head", "reviewer", "leader"}


@pytest.fixture
def recording(cast: Cast, now: datetime, settings: Any) -> Recording:
    settings.FIXED_NOW = now
    uploaded(cast, case_of(cast, now), now, started_at=now, device="演示-01")
    hash_complete(now)
    return Recording.objects.get()


def page(recording: Recording, tail: str = "") -> str:
    return f"/office/recordings/{recording.uuid}/{tail}"


def content(recording: Recording) -> str:
    return f"/api/v1/recordings/{recording.uuid}/content"


def test_no_byte_before_a_purpose_and_none_after_it_ran_out(
    cast: Cast, recording: Recording, now: datetime, settings: Any
) -> None:
    client = signed_in(cast.reviewer)
    assert client.get(content(recording)).status_code == 409
    assert "<video" not in client.get(page(recording)).content.decode()
    blank = client.post(page(recording, "purpose/"), {"kind": "view", "purpose": "other", "why": " "})
    assert blank.status_code == 422 and "请写明用在哪里" in words(blank)
    asked = {"kind": "view", "purpose": "review", "key": "k1"}
    assert client.post(page(recording, "purpose/"), asked).status_code == 302
    assert client.post(page(recording, "purpose/"), asked).status_code == 302
    assert Access.objects.count() == 1
    body = client.get(page(recording))
    assert "<video" in body.content.decode() and "法制审核" in words(body)
    assert b"".join(client.get(content(recording)).streaming_content) == MP4
    # A purpose for looking is none for taking away, and mine is none of yours.
    assert client.get(content(recording) + "?download=1").status_code == 409
    assert signed_in(cast.leader).get(content(recording)).status_code == 409
    settings.FIXED_NOW = now + timedelta(hours=4, minutes=1)
    assert client.get(content(recording)).status_code == 409


def test_every_page_of_a_recording_is_closed_to_outsiders(cast: Cast, recording: Recording) -> None:
    for tail in ("", "custody/"):
        seen = {
            n for n, who in cast.everybody().items() if signed_in(who).get(page(recording, tail)).status_code == 200
        }
        assert seen == READERS
    for tail in ("purpose/", "watched/", "mark/", "transcript/", "point/", "frame/", "statement/"):
        assert signed_in(cast.stranger).post(page(recording, tail)).status_code == 404
        assert signed_in(cast.publisher).post(page(recording, tail)).status_code == 404


def test_the_seconds_watched_are_joined_and_written_down(cast: Cast, recording: Recording, now: datetime) -> None:
    client = signed_in(cast.officer)
    assert client.post(page(recording, "watched/"), {"spans": "0-5"}).status_code == 409
    open_access(recording, "view", "handling", actor=cast.officer, now=now)
    assert client.post(page(recording, "watched/"), {"spans": "0-12,10-15,40-41,9-3,x"}).status_code == 204
    entry = Entry.objects.get(kind="recording.media.watched")
    assert entry.data["spans"] == ["0-15", "40-41"]
    assert "0–15、40–41 秒" in words(client.get(page(recording)))
    access = Access.objects.get()
    assert codes(refused(note_watched, access, [(0, 1)], actor=cast.head, now=now)) == {"recording.access"}


@pytest.mark.parametrize(
    ("spans", "found"),
    [([], []), ([(5, 5), (9, 3)], []), ([(3, 4), (0, 3)], [(0, 4)]), ([(0, 1), (2, 3)], [(0, 1), (2, 3)])],
)
def test_joined(spans: list[tuple[int, int]], found: list[tuple[int, int]]) -> None:
    assert joined(spans) == found


def test_markers_words_and_points(cast: Cast, recording: Recording, now: datetime) -> None:
    open_access(recording, "view", "handling", actor=cast.officer, now=now)
    client = signed_in(cast.officer)
    assert client.post(page(recording, "mark/"), {"second": "1:15", "word": "出示证件"}).status_code == 302
    lost = client.post(page(recording, "mark/"), {"second": "一分", "word": "出示证件"})
    assert lost.status_code == 422 and 'value="出示证件"' in lost.content.decode()
    assert client.post(page(recording, "transcript/"), {"text": "问：看清了吗？", "version": "0"}).status_code == 302
    stale = client.post(page(recording, "transcript/"), {"text": "另一份文字", "version": "0"})
    assert stale.status_code == 422 and "另一份文字" in words(stale)
    with pytest.raises(Refused):
        save_transcript(recording, "审核人不写", 1, actor=cast.reviewer, now=now)
    assert client.post(page(recording, "point/"), {"point": "identity", "verdict": "shown"}).status_code == 422
    assert client.post(page(recording, "point/"), {"point": "nothing", "verdict": "none"}).status_code == 404
    said = {"point": "identity", "verdict": "shown", "at": "75"}
    assert client.post(page(recording, "point/"), said).status_code == 302
    shown = words(client.get(page(recording)))
    assert "1 分 15 秒 出示证件" in shown and "未经校对" in shown and "有，第 75 秒" in shown


def test_a_frame_becomes_an_original_that_names_its_source(cast: Cast, recording: Recording, now: datetime) -> None:
    client = signed_in(cast.officer)
    picture = SimpleUploadedFile("frame.png", PIXEL, "image/png")
    answer = client.post(page(recording, "frame/"), {"millisecond": "12480", "file": picture})
    assert answer.status_code == 201
    hash_complete(now)
    made = Recording.objects.order_by("-id")[0]
    assert (made.content_type, made.upload.frame.recording, made.upload.frame.millisecond) == (
        "image/png",
        recording,
        12480,
    )
    assert "12480" in words(client.get(page(made)))
    assert client.post(page(recording, "frame/"), {"millisecond": "1"}).status_code == 422
    head = signed_in(cast.head).post(
        page(recording, "frame/"), {"millisecond": "1", "file": SimpleUploadedFile("f.png", PIXEL)}
    )
    assert head.status_code == 422 and Recording.objects.count() == 2


def test_the_chain_and_the_statement(cast: Cast, recording: Recording, now: datetime) -> None:
    open_access(recording, "view", "handling", actor=cast.officer, now=now)
    found = [each.what for each in chain_of(recording)]
    assert found == ["登记音像上传", "音像已上传", "音像校验一致，已入库", "登记调阅用途"]
    assert digest_now(recording) == recording.sha256
    answer = signed_in(cast.head).post(page(recording, "statement/"))
    assert answer.status_code == 200 and answer.content.startswith(b"%PDF-")
    assert Entry.objects.get(kind="recording.statement.made").data["current_sha256"] == recording.sha256
    assert "出具音像资料真实性说明" in words(signed_in(cast.head).get(page(recording, "custody/")))
    recording.uploader.name = "演示甲"
    changed = statement(recording, chain_of(recording), "0" * 64, now)
    assert changed.startswith(b"%PDF-") and changed != answer.content
