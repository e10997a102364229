"""From complete upload to original in the vault, with a death at every step."""

from __future__ import annotations

import errno
import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from daylight.base.journal.models import Entry
from daylight.base.permit import permit
from daylight.base.vault import store
from daylight.base.vault.models import Blob
from daylight.cases.models import Case
from daylight.core.refusal import Refused
from daylight.recording import sealing, staging
from daylight.recording.acts.media import (
    LIFETIME,
    RecordingMeta,
    excuse_missing_recording,
    note_view,
    register_recording,
    terminate_upload,
    view_key,
)
from daylight.recording.chores import expire_abandoned, hash_complete
from daylight.recording.models import Recording, Upload
from daylight.recording.queries import recording_facts, required_recordings, same_as, sealed_things
from tests.apps.recording.bench import MP4, PNG, case_of, send, uploaded
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(cast: Cast, now: datetime) -> Case:
    return case_of(cast, now)


def test_a_sound_upload_becomes_an_original(cast: Cast, case: Case, now: datetime) -> None:
    upload = uploaded(cast, case, now, item_code="YX1", device="DSJ-7", clock_offset_seconds=3, started_at=now)
    assert hash_complete(now) == 1
    recording = Recording.objects.get()
    assert (recording.state, recording.content_type, recording.size) == ("sealed", "video/mp4", len(MP4))
    assert recording.sha256 == hashlib.sha256(MP4).hexdigest()
    assert (recording.step, recording.item_code, recording.device) == ("P3", "YX1", "DSJ-7")
    assert recording.officers[0]["certificate"] == cast.officer.certificate_number
    assert recording.started_at == now
    assert store.read_bytes(recording.blob) == MP4
    assert not staging.path_of(upload).exists()
    upload.refresh_from_db()
    assert upload.state == "sealed"
    sealed = Entry.objects.get(kind="recording.media.sealed")
    assert (sealed.actor, sealed.data["sha256"]) == (None, recording.sha256)
    assert hash_complete(now) == 0


@pytest.mark.parametrize(
    ("body", "declared", "words"),
    [
        (MP4, "0" * 64, "设备登记的校验值"),
        (b"MZ" + b"\x00" * 100, None, "可识别"),
        (b"<html><script>", None, "可识别"),
    ],
)
def test_doubtful_bytes_are_kept_apart_not_deleted(
    cast: Cast, case: Case, now: datetime, body: bytes, declared: str | None, words: str
) -> None:
    uploaded(cast, case, now, body, sha256=declared)
    hash_complete(now)
    recording = Recording.objects.get()
    assert (recording.state, recording.upload.state) == ("quarantined", "quarantined")
    assert words in recording.reason
    assert store.read_bytes(recording.blob) == body
    assert Entry.objects.filter(kind="recording.media.quarantined").count() == 1
    with pytest.raises(Refused):
        note_view(recording, actor=cast.officer, now=now)


@pytest.mark.parametrize("change", [lambda b: b[:-1], lambda b: b"X" + b[1:]])
def test_bytes_changed_on_the_disk_are_noticed(
    cast: Cast, case: Case, now: datetime, change: Callable[[bytes], bytes]
) -> None:
    upload = uploaded(cast, case, now, sha256="")
    path = staging.path_of(upload)
    path.write_bytes(change(MP4))
    hash_complete(now)
    assert Recording.objects.get().state == "quarantined"


class Dead(BaseException):
    """The worker is killed."""


STEPS = {
    "before reading": (sealing, "read_back", True),
    "after reading": (store, "adopt", True),
    "bytes moved, row missing": (store, "_row", True),
    "after moving": (sealing, "_enter", True),
    "inside the last transaction": (sealing, "_record", True),
    "after the last transaction": (sealing, "_enter", False),
}


@pytest.mark.parametrize("step", STEPS)
def test_a_killed_worker_loses_and_doubles_nothing(
    cast: Cast, case: Case, now: datetime, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    module, name, before = STEPS[step]
    upload = uploaded(cast, case, now)
    real = getattr(module, name)

    def die(*args: Any, **kwargs: Any) -> Any:
        if not before:
            real(*args, **kwargs)
        raise Dead

    with monkeypatch.context() as patched:
        patched.setattr(module, name, die)
        with pytest.raises(Dead):
            hash_complete(now)
    # The dead worker's claim holds for a while, then another worker takes over.
    assert hash_complete(now) == 0
    later = now + sealing.LEASE + timedelta(seconds=1)
    hash_complete(later)
    expire_abandoned(later)
    recording = Recording.objects.get()
    assert (recording.state, store.read_bytes(recording.blob)) == ("sealed", MP4)
    assert Blob.objects.count() == 1
    assert Entry.objects.filter(kind="recording.media.sealed").count() == 1
    assert not staging.path_of(upload).exists()


def test_bytes_lost_before_sealing_are_admitted(cast: Cast, case: Case, now: datetime) -> None:
    upload = uploaded(cast, case, now)
    staging.discard(upload)
    hash_complete(now)
    upload.refresh_from_db()
    assert upload.state == "quarantined"
    assert "重新上传" in upload.reason
    assert not Recording.objects.exists()


def test_equal_bytes_twice_are_two_recordings_of_one_original(cast: Cast, case: Case, now: datetime) -> None:
    uploads = [uploaded(cast, case, now), uploaded(cast, case, now)]
    assert [hash_complete(now), hash_complete(now), hash_complete(now)] == [1, 1, 0]
    assert (Recording.objects.count(), Blob.objects.count()) == (2, 1)
    first, second = Recording.objects.order_by("id")
    assert (same_as(first), same_as(second)) == (None, first)
    told = [each.data["same_bytes_as"] for each in Entry.objects.filter(kind="recording.media.sealed").order_by("id")]
    assert told == ["", str(first.uuid)]
    assert not any(staging.path_of(each).exists() for each in uploads)


@pytest.mark.parametrize("change", ["update", "delete"])
def test_an_original_refuses_change(cast: Cast, case: Case, now: datetime, change: str) -> None:
    uploaded(cast, case, now)
    hash_complete(now)
    rows = Recording.objects.all()
    with permit("test"), pytest.raises(DatabaseError), transaction.atomic():
        rows.update(title="别的") if change == "update" else rows._raw_delete(rows.db)


def test_abandoned_uploads_expire_and_leave_no_bytes(cast: Cast, case: Case, now: datetime) -> None:
    upload = register_recording(case, 100, RecordingMeta(), actor=cast.officer, now=now)
    send(upload, b"x" * 10, cast, now)
    assert expire_abandoned(now) == 0
    assert expire_abandoned(now + LIFETIME) == 1
    upload.refresh_from_db()
    assert (upload.state, staging.path_of(upload).exists()) == ("expired", False)


def test_no_termination_while_being_sealed(cast: Cast, case: Case, now: datetime) -> None:
    upload = uploaded(cast, case, now)
    sealing.claim(now)
    with pytest.raises(Refused):
        terminate_upload(upload, actor=cast.officer, now=now)


def test_complete_but_unsealed_may_be_terminated(cast: Cast, case: Case, now: datetime) -> None:
    upload = uploaded(cast, case, now)
    terminate_upload(upload, actor=cast.officer, now=now)
    assert hash_complete(now) == 0
    assert Upload.objects.get().state == "terminated"


@pytest.mark.parametrize(
    ("meta", "code"),
    [
        (RecordingMeta(officers=("nobody",)), "upload.officers"),
        (RecordingMeta(sha256="xyz"), "upload.sha256"),
        (
            RecordingMeta(
                started_at=datetime.fromisoformat("2026-11-23T09:00+08:00"),
                ended_at=datetime.fromisoformat("2026-11-23T08:00+08:00"),
            ),
            "recording.times",
        ),
    ],
)
def test_what_is_said_must_be_possible(cast: Cast, case: Case, now: datetime, meta: RecordingMeta, code: str) -> None:
    with pytest.raises(Refused) as caught:
        register_recording(case, 10, meta, actor=cast.officer, now=now)
    assert [each.code for each in caught.value.refusals] == [code]


def test_officers_of_another_agency_are_not_recorders(cast: Cast, case: Case, now: datetime) -> None:
    with pytest.raises(Refused):
        register_recording(case, 10, RecordingMeta(officers=(str(cast.stranger.uuid),)), actor=cast.officer, now=now)


def test_one_person_one_hour_one_view(cast: Cast, case: Case, now: datetime) -> None:
    uploaded(cast, case, now)
    hash_complete(now)
    recording = Recording.objects.get()
    for moment in (now, now + timedelta(minutes=20), now + timedelta(hours=1)):
        note_view(recording, actor=cast.head, now=moment, idempotency_key=view_key(recording, moment))
    assert Entry.objects.filter(kind="recording.media.viewed", actor=cast.head).count() == 2


ROWS = [
    {"code": "YX1", "step": "现场勘测", "steps": ["P3"], "recording": "site_inspection"},
    {"code": "YX2", "step": "询问", "steps": ["P3"], "recording": "inquiry"},
    {"code": "YX3", "step": "送达", "steps": ["P12"], "recording": ""},
    {"code": "YX4", "step": "不录", "steps": [], "recording": ""},
]


def test_the_list_names_what_is_there_excused_and_missing(cast: Cast, case: Case, now: datetime) -> None:
    uploaded(cast, case, now, item_code="YX1")
    hash_complete(now)
    found = {each.item_code: each for each in required_recordings(case, ROWS)}
    assert {code: each.missing for code, each in found.items()} == {"YX1": False, "YX2": True}
    assert found["YX2"].name == "询问"
    excuse_missing_recording(case, "YX2", "记录仪电池故障，已送修", actor=cast.officer, now=now)
    facts = recording_facts(case, ROWS)
    assert (facts.present, dict(facts.excused)) == ({"YX1"}, {"YX2": "记录仪电池故障，已送修"})
    assert [each.item_code for each in required_recordings(case, ROWS, ["P12"])] == ["YX3"]


def test_a_quarantined_recording_fills_no_demand(cast: Cast, case: Case, now: datetime) -> None:
    uploaded(cast, case, now, PNG, sha256="0" * 64, item_code="YX1")
    hash_complete(now)
    assert required_recordings(case, ROWS)[0].missing


def test_an_excuse_states_its_reason(cast: Cast, case: Case, now: datetime) -> None:
    with pytest.raises(Refused):
        excuse_missing_recording(case, "YX2", "  ", actor=cast.officer, now=now)
    with pytest.raises(Refused):
        excuse_missing_recording(case, "YX2", "故障", actor=cast.stranger, now=now)


def test_a_vault_on_another_file_system_gets_a_checked_copy(
    cast: Cast, case: Case, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload = uploaded(cast, case, now)
    real, source = Path.replace, staging.path_of(upload)

    def replace(self: Path, target: Path) -> Path:
        if self == source:
            raise OSError(errno.EXDEV, "another file system")
        return real(self, target)

    monkeypatch.setattr(Path, "replace", replace)
    hash_complete(now)
    recording = Recording.objects.get()
    assert store.read_bytes(recording.blob) == MP4
    assert not source.exists()


def test_a_changed_original_is_seen(cast: Cast, case: Case, now: datetime) -> None:
    uploaded(cast, case, now)
    hash_complete(now)
    path = store.path_of(Recording.objects.get().sha256)
    (sound,) = sealed_things(case)
    assert sound.sealed_sha256 == sound.current_sha256
    path.chmod(0o644)
    path.write_bytes(b"other")
    assert sealed_things(case)[0].current_sha256 != sound.sealed_sha256
    path.unlink()
    assert sealed_things(case)[0].current_sha256 == ""
