"""Originals and papers through the browser's door: ranges, journal, strangers."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from daylight.base.journal.models import Entry
from daylight.base.permit import permit
from daylight.recording.acts import start_document
from daylight.recording.acts.custody import open_access
from daylight.recording.chores import hash_complete
from daylight.recording.models import Recording
from tests.apps.recording.bench import MP4, case_of, uploaded
from tests.cast import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.web.api_addresses")]


def signed_in(person: Any) -> Client:
    client = Client()
    with permit("fixture"):
        client.force_login(person)
    return client


@pytest.fixture
def recording(cast: Cast, now: datetime, settings: Any) -> Recording:
    settings.FIXED_NOW = now
    uploaded(cast, case_of(cast, now), now)
    hash_complete(now)
    made = Recording.objects.get()
    # Everybody who may look has said why; that nobody gets a byte before is tested in test_custody.py.
    for who in (cast.officer, cast.reviewer, cast.leader):
        for moment in (now, now + timedelta(hours=1)):
            open_access(made, "view", "handling", actor=who, now=moment)
    open_access(made, "download", "remedy", "交复议机关", actor=cast.officer, now=now)
    return made


def url(recording: Recording) -> str:
    return f"/api/v1/recordings/{recording.uuid}/content"


SIZE = len(MP4)


@pytest.mark.parametrize(
    ("asked", "status", "span"),
    [
        ("", 200, (0, SIZE)),
        ("bytes=0-99", 206, (0, 100)),
        ("bytes=100-", 206, (100, SIZE)),
        ("bytes=-10", 206, (SIZE - 10, SIZE)),
        (f"bytes={SIZE - 5}-{SIZE + 50}", 206, (SIZE - 5, SIZE)),
        ("bytes=-999999999", 206, (0, SIZE)),
        ("bytes=0-1,5-6", 200, (0, SIZE)),
        ("lines=0-1", 200, (0, SIZE)),
        (f"bytes={SIZE}-", 416, None),
        ("bytes=9-3", 416, None),
        ("bytes=-0", 416, None),
    ],
)
def test_ranges(cast: Cast, recording: Recording, asked: str, status: int, span: tuple[int, int] | None) -> None:
    answer = signed_in(cast.officer).get(url(recording), headers={"Range": asked} if asked else {})
    assert answer.status_code == status
    if span is None:
        assert answer["Content-Range"] == f"bytes */{SIZE}"
        return
    assert b"".join(answer.streaming_content) == MP4[slice(*span)]
    assert answer["Content-Length"] == str(span[1] - span[0])
    assert answer["Content-Type"] == "video/mp4"
    if status == 206:
        assert answer["Content-Range"] == f"bytes {span[0]}-{span[1] - 1}/{SIZE}"


def test_a_range_of_other_bytes_gets_the_whole(cast: Cast, recording: Recording) -> None:
    answer = signed_in(cast.officer).get(url(recording), headers={"Range": "bytes=0-1", "If-Range": '"other"'})
    assert answer.status_code == 200


def test_the_name_is_safe_and_saving_is_asked_for(cast: Cast, recording: Recording) -> None:
    client = signed_in(cast.officer)
    assert client.get(url(recording))["Content-Disposition"].startswith("inline")
    saved = client.get(url(recording) + "?download=1")["Content-Disposition"]
    assert saved.startswith("attachment")
    assert saved.endswith("%E7%8E%B0%E5%9C%BA.mp4")


def test_every_viewer_is_journaled_once_an_hour(cast: Cast, recording: Recording, now: datetime, settings: Any) -> None:
    client = signed_in(cast.reviewer)
    for _ in range(3):
        client.get(url(recording), headers={"Range": "bytes=0-9"})
    signed_in(cast.leader).get(url(recording))
    seen = Entry.objects.filter(kind="recording.media.viewed")
    assert sorted(seen.values_list("actor__username", flat=True)) == ["leader", "reviewer"]
    settings.FIXED_NOW = now + timedelta(hours=1)
    client.get(url(recording))
    assert seen.count() == 3


@pytest.mark.parametrize("who", ["stranger", "publisher", "window"])
def test_who_may_not_view_finds_nothing(cast: Cast, recording: Recording, who: str) -> None:
    assert signed_in(getattr(cast, who)).get(url(recording)).status_code == 404
    assert not Entry.objects.filter(kind="recording.media.viewed").exists()


def test_without_login_one_is_sent_to_it(recording: Recording) -> None:
    assert Client().get(url(recording)).status_code == 302


def test_papers_open_as_pdf_and_word(cast: Cast, recording: Recording, now: datetime) -> None:
    document = start_document(recording.case, "stop_order", {"party": "演示公司"}, actor=cast.officer, now=now)
    address = f"/api/v1/documents/{document.uuid}/paper"
    client = signed_in(cast.head)
    assert client.get(address + ".pdf").content.startswith(b"%PDF-")
    assert client.get(address + ".docx").content.startswith(b"PK")
    assert signed_in(cast.stranger).get(address + ".pdf").status_code == 404
