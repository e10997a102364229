"""tus 1.0 as a client sees it: statuses, offsets, header errors, cuts, replays, strangers."""

from __future__ import annotations

import base64
import hashlib
import io
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.contrib import messages
from django.test import Client

from daylight.base.journal.models import Entry
from daylight.base.permit import permit
from daylight.cases.models import Case
from daylight.recording import staging
from daylight.recording.acts import media
from daylight.recording.models import Upload
from tests.apps.recording.bench import MP4, case_of, send
from tests.cast import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.web.api_addresses")]
CHUNK = "application/offset+octet-stream"
URL = "/api/v1/uploads"


@pytest.fixture
def case(cast: Cast, now: datetime, settings: Any) -> Case:
    settings.FIXED_NOW = now
    return case_of(cast, now)


@pytest.fixture
def client(cast: Cast, case: Case) -> Client:
    return _signed_in(cast.officer)


def _signed_in(person: Any) -> Client:
    client = Client()
    with permit("fixture"):
        client.force_login(person)
    return client


def b64(text: str | bytes) -> str:
    return base64.b64encode(text.encode() if isinstance(text, str) else text).decode()


def tus(client: Client, method: str, url: str, body: bytes = b"", **headers: str) -> Any:
    sent = {"Tus-Resumable": "1.0.0"} | {k.replace("_", "-"): v for k, v in headers.items()}
    return client.generic(method, url, body, content_type=sent.pop("Content-Type", CHUNK), headers=sent)


def create(client: Client, case: Case, length: int = len(MP4), **headers: str) -> Any:
    headers = {"Upload-Metadata": f"case {b64(str(case.uuid))},filename {b64('现场.mp4')}"} | headers
    return tus(client, "POST", URL, **{"Upload-Length": str(length), "Content-Type": "text/plain"} | headers)


@pytest.fixture
def address(client: Client, case: Case) -> str:
    return str(create(client, case)["Location"])


def test_options_advertises_without_login() -> None:
    answer = Client().options(URL)
    assert answer.status_code == 204
    assert answer["Tus-Version"] == "1.0.0"
    assert set(answer["Tus-Extension"].split(",")) == {
        "creation",
        "creation-with-upload",
        "checksum",
        "termination",
        "expiration",
    }
    assert answer["Tus-Checksum-Algorithm"] == "sha1,sha256"
    assert int(answer["Tus-Max-Size"]) > 4 * 1024**3


def test_creation_names_a_capability_and_an_end(client: Client, case: Case) -> None:
    answer = create(client, case)
    assert answer.status_code == 201
    token = answer["Location"].rsplit("/", 1)[1]
    assert len(bytes.fromhex(token)) == 16
    assert answer["Upload-Expires"].endswith("GMT")
    upload = Upload.objects.get(token=token)
    assert (upload.length, upload.offset, upload.state) == (len(MP4), 0, "receiving")
    assert Entry.objects.get().kind == "recording.upload.created"


@pytest.mark.parametrize(
    ("status", "headers"),
    [
        (412, {"Tus-Resumable": "0.2.2"}),
        (400, {"Upload-Length": "-1"}),
        (400, {"Upload-Length": "１２"}),
        (400, {"Upload-Length": "0"}),
        (400, {"Upload-Defer-Length": "1"}),
        (413, {"Upload-Length": str(media.MAX_BYTES + 1)}),
        (400, {"Upload-Metadata": "case !!!"}),
        (400, {"Upload-Metadata": "filename " + b64("a")}),
        (400, {"Upload-Metadata": "case " + b64("not-a-uuid")}),
        (400, {"Upload-Metadata": "case YQ==,case YQ=="}),
        (400, {"Upload-Metadata": "filename " + b64("a\r\nSet-Cookie: x")}),
        (400, {"Upload-Metadata": "filename " + b64(b"\xff\xfe")}),
        (404, {"Upload-Metadata": "case " + b64("7b0a4dfc-6a55-4f8e-9b5e-2a5f3f0d1c11")}),
    ],
)
def test_creation_refuses(client: Client, case: Case, status: int, headers: dict[str, str]) -> None:
    answer = create(client, case, **headers)
    assert answer.status_code == status
    assert answer["Content-Type"] == "application/problem+json"
    assert not Upload.objects.exists()


def test_open_uploads_of_one_person_are_limited(client: Client, case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(media, "OPEN_UPLOADS", 2)
    assert [create(client, case).status_code for _ in range(3)] == [201, 201, 429]


def test_a_replayed_creation_makes_one_upload_and_keeps_its_bytes(client: Client, case: Case) -> None:
    same = {"Idempotency-Key": "k1", "Content-Type": CHUNK}
    head = {"Upload-Length": str(len(MP4)), "Upload-Metadata": f"case {b64(str(case.uuid))}"}
    first = tus(client, "POST", URL, MP4[:100], **head, **same)
    again = tus(client, "POST", URL, MP4[:100], **head, **same)
    assert (first.status_code, first["Upload-Offset"]) == (201, "100")
    assert (again.status_code, again["Upload-Offset"], again["Location"]) == (409, "100", first["Location"])
    assert Upload.objects.get().offset == 100


def test_creation_with_upload_takes_the_whole_file(client: Client, case: Case) -> None:
    answer = tus(
        client,
        "POST",
        URL,
        MP4,
        **{"Upload-Length": str(len(MP4)), "Upload-Metadata": f"case {b64(str(case.uuid))}", "Content-Type": CHUNK},
    )
    assert (answer.status_code, answer["Upload-Offset"]) == (201, str(len(MP4)))
    assert Upload.objects.get().state == "complete"


def test_chunks_in_order_complete_the_upload(client: Client, address: str) -> None:
    for start in range(0, len(MP4), 4000):
        answer = tus(client, "PATCH", address, MP4[start : start + 4000], **{"Upload-Offset": str(start)})
        assert (answer.status_code, answer["Upload-Offset"]) == (204, str(min(start + 4000, len(MP4))))
    upload = Upload.objects.get()
    assert staging.path_of(upload).read_bytes() == MP4
    assert upload.state == "complete"
    assert list(upload.parts.values_list("sha256", flat=True)) == [hashlib.sha256(MP4).hexdigest()]
    assert Entry.objects.filter(kind="recording.media.received").count() == 1


def test_head_tells_offset_length_and_clean_metadata(client: Client, address: str) -> None:
    tus(client, "PATCH", address, MP4[:10], **{"Upload-Offset": "0"})
    answer = tus(client, "HEAD", address)
    assert (answer.status_code, answer["Upload-Offset"], answer["Upload-Length"]) == (200, "10", str(len(MP4)))
    assert answer["Cache-Control"] == "no-store"
    assert f"filename {b64('现场.mp4')}" in answer["Upload-Metadata"]


@pytest.mark.parametrize(
    ("status", "headers", "body"),
    [
        (412, {"Tus-Resumable": ""}, b"x"),
        (415, {"Content-Type": "application/octet-stream"}, b"x"),
        (400, {"Upload-Offset": "x"}, b"x"),
        (409, {"Upload-Offset": "5"}, b"x"),
        (413, {}, MP4 + b"x"),
        (400, {"Upload-Checksum": "md5 AAAA"}, b"x"),
        (400, {"Upload-Checksum": "sha256 AAAA"}, b"x"),
        (460, {"Upload-Checksum": "sha256 " + b64(hashlib.sha256(b"other").digest())}, b"x"),
    ],
)
def test_a_chunk_is_refused_and_nothing_kept(
    client: Client, address: str, status: int, headers: dict[str, str], body: bytes
) -> None:
    answer = tus(client, "PATCH", address, body, **{"Upload-Offset": "0"} | headers)
    assert answer.status_code == status
    if status == 409:
        assert answer["Upload-Offset"] == "0"
    upload = Upload.objects.get()
    assert upload.offset == 0
    assert not staging.path_of(upload).exists() or staging.path_of(upload).read_bytes() == b""


@pytest.mark.parametrize("algorithm", ["sha1", "sha256"])
def test_a_checksummed_chunk_is_taken(client: Client, address: str, algorithm: str) -> None:
    digest = b64(hashlib.new(algorithm, MP4[:500]).digest())
    given = {"Upload-Offset": "0", "Upload-Checksum": f"{algorithm} {digest}"}
    assert tus(client, "PATCH", address, MP4[:500], **given).status_code == 204


def test_a_replayed_chunk_is_not_doubled(client: Client, address: str) -> None:
    answers = [tus(client, "PATCH", address, MP4[:100], **{"Upload-Offset": "0"}) for _ in range(2)]
    assert [a.status_code for a in answers] == [204, 409]
    assert answers[1]["Upload-Offset"] == "100"
    assert staging.path_of(Upload.objects.get()).read_bytes() == MP4[:100]


def test_patch_may_come_as_post(client: Client, address: str) -> None:
    answer = tus(client, "POST", address, MP4[:7], **{"Upload-Offset": "0", "X-HTTP-Method-Override": "PATCH"})
    assert (answer.status_code, answer["Upload-Offset"]) == (204, "7")


class Cut(io.BytesIO):
    """A request body whose connection dies when the bytes run out."""

    def read(self, size: int | None = -1) -> bytes:
        piece = super().read(size)
        if not piece:
            raise OSError("connection reset")
        return piece


@pytest.mark.parametrize("checksummed", [False, True])
def test_a_cut_connection_keeps_what_arrived_unless_it_cannot_be_verified(
    client: Client, address: str, checksummed: bool
) -> None:
    sent = MP4[:3000]
    more = {"Upload-Checksum": "sha256 " + b64(hashlib.sha256(MP4[:5000]).digest())} if checksummed else {}
    answer = client.generic(
        "PATCH",
        address,
        sent,
        content_type=CHUNK,
        headers={"Tus-Resumable": "1.0.0", "Upload-Offset": "0"} | more,
        **{"wsgi.input": Cut(sent), "CONTENT_LENGTH": "5000"},
    )
    kept = 0 if checksummed else 3000
    assert answer["Upload-Offset"] == str(kept)
    assert tus(client, "HEAD", address)["Upload-Offset"] == str(kept)
    rest = tus(client, "PATCH", address, MP4[kept:], **{"Upload-Offset": str(kept)})
    assert rest.status_code == 204
    assert staging.path_of(Upload.objects.get()).read_bytes() == MP4


def test_the_body_must_say_its_length(client: Client, address: str) -> None:
    answer = client.generic(
        "PATCH",
        address,
        b"abc",
        content_type=CHUNK,
        headers={"Tus-Resumable": "1.0.0", "Upload-Offset": "0", "Transfer-Encoding": "chunked"},
    )
    assert answer.status_code == 411


def test_a_second_writer_waits(client: Client, address: str, cast: Cast, now: datetime) -> None:
    upload = Upload.objects.get()
    with staging._writing(upload):
        assert tus(client, "PATCH", address, b"x", **{"Upload-Offset": "0"}).status_code == 423
    assert tus(client, "PATCH", address, b"x", **{"Upload-Offset": "0"}).status_code == 204


@pytest.mark.parametrize("who", ["partner", "head", "reviewer", "stranger"])
@pytest.mark.parametrize("method", ["HEAD", "PATCH", "DELETE", "GET"])
def test_everybody_else_finds_nothing(cast: Cast, address: str, who: str, method: str) -> None:
    answer = tus(_signed_in(getattr(cast, who)), method, address, b"x", **{"Upload-Offset": "0"})
    assert answer.status_code == 404
    assert Upload.objects.get().offset == 0


def test_a_stranger_cannot_tell_whether_a_case_exists(cast: Cast, case: Case) -> None:
    client = _signed_in(cast.stranger)
    known = create(client, case)
    unknown = create(client, case, **{"Upload-Metadata": f"case {b64('7b0a4dfc-6a55-4f8e-9b5e-2a5f3f0d1c11')}"})
    assert known.status_code == unknown.status_code == 404
    assert known.content == unknown.content


def test_who_may_read_but_does_not_handle_the_case_may_not_upload(cast: Cast, case: Case) -> None:
    assert create(_signed_in(cast.reviewer), case).status_code == 403


def test_without_login_or_token_nothing_happens(cast: Cast, case: Case, address: str) -> None:
    assert tus(Client(), "HEAD", address).status_code == 401
    strict = Client(enforce_csrf_checks=True)
    with permit("fixture"):
        strict.force_login(cast.officer)
    assert tus(strict, "PATCH", address, b"x", **{"Upload-Offset": "0"}).status_code == 403
    assert Upload.objects.get().offset == 0


def test_termination_before_sealing_only(client: Client, address: str, case: Case, cast: Cast, now: datetime) -> None:
    tus(client, "PATCH", address, MP4[:100], **{"Upload-Offset": "0"})
    upload = Upload.objects.get()
    assert tus(client, "DELETE", address).status_code == 204
    assert not staging.path_of(upload).exists()
    assert [tus(client, m, address).status_code for m in ("HEAD", "DELETE")] == [410, 410]
    assert tus(client, "PATCH", address, b"x", **{"Upload-Offset": "100"}).status_code == 410


def test_an_expired_upload_is_gone(client: Client, address: str, settings: Any, now: datetime) -> None:
    settings.FIXED_NOW = now + media.LIFETIME + timedelta(seconds=1)
    assert tus(client, "PATCH", address, b"x", **{"Upload-Offset": "0"}).status_code == 410


def test_bytes_beyond_the_promise_are_cut_off(client: Client, address: str, cast: Cast, now: datetime) -> None:
    upload = Upload.objects.get()
    send(upload, MP4[:100], cast, now)
    with staging.path_of(upload).open("ab") as stream:
        stream.write(b"never acknowledged")
    assert tus(client, "PATCH", address, MP4[100:], **{"Upload-Offset": "100"}).status_code == 204
    assert staging.path_of(upload).read_bytes() == MP4


def test_lost_bytes_are_admitted(client: Client, address: str, cast: Cast, now: datetime) -> None:
    upload = Upload.objects.get()
    send(upload, MP4[:100], cast, now)
    staging.path_of(upload).write_bytes(MP4[:50])
    assert tus(client, "PATCH", address, MP4[100:], **{"Upload-Offset": "100"}).status_code == 500
    assert Upload.objects.get().offset == 100


def test_the_plain_form_uploads_in_one_go(client: Client, case: Case) -> None:
    said = {"case": str(case.uuid), "item": "YX1", "started_at": "2026-11-23T08:30", "next": "/office/cases/1/"}
    file = io.BytesIO(MP4)
    file.name = "../现场.mp4"
    answer = client.post(f"{URL}/form", {**said, "file": file})
    assert (answer.status_code, answer["Location"]) == (302, "/office/cases/1/")
    upload = Upload.objects.get()
    assert (upload.state, upload.meta["title"], upload.meta["item_code"]) == ("complete", "现场.mp4", "YX1")
    assert staging.path_of(upload).read_bytes() == MP4


def test_the_plain_form_does_not_send_people_elsewhere(client: Client, case: Case) -> None:
    file = io.BytesIO(MP4)
    file.name = "a.mp4"
    answer = client.post(f"{URL}/form", {"case": str(case.uuid), "next": "https://example.com/", "file": file})
    assert answer["Location"] == "/office/"


@pytest.mark.parametrize("body", [None, b""])
def test_the_plain_form_says_what_is_wrong_and_goes_back(client: Client, case: Case, body: bytes | None) -> None:
    said: dict[str, Any] = {"case": str(case.uuid), "next": "/office/cases/1/"}
    if body is not None:
        said["file"] = io.BytesIO(body)
        said["file"].name = "a.mp4"
    answer = client.post(f"{URL}/form", said)
    assert (answer.status_code, answer["Location"]) == (302, "/office/cases/1/")
    assert [m.level_tag for m in messages.get_messages(answer.wsgi_request)] == ["error"]
    assert not Upload.objects.exists()
