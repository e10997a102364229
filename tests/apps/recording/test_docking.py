"""A docking station's folder: rest, copy, match, claim; a death at every step; equal bytes."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from daylight.base.journal.models import Entry
from daylight.base.permit import permit
from daylight.base.vault import store
from daylight.base.vault.models import Blob
from daylight.cases.models import Case, Handler
from daylight.core.refusal import Refused
from daylight.recording import docking
from daylight.recording.acts.dock import claim_docked, note_dock_view, reject_docked
from daylight.recording.acts.media import officer_line
from daylight.recording.chores import expire_abandoned, hash_complete, match_docked
from daylight.recording.dockqueries import visible_files, waiting_files
from daylight.recording.models import Device, DeviceCheck, DeviceLoan, DockFile, Document, DocumentVersion, Recording
from tests.apps.recording.bench import MP4, case_of, uploaded
from tests.cast import Cast

pytestmark = pytest.mark.django_db
STATION = "采集站1"


@pytest.fixture
def case(cast: Cast, now: datetime) -> Case:
    return case_of(cast, now)


@pytest.fixture
def dock(tmp_path: Path) -> Path:
    folder = tmp_path / "dock"
    folder.mkdir()
    return folder


def put(dock: Path, name: str, now: datetime, body: bytes = MP4, age: float = 60) -> Path:
    path = dock / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(body)
    then = now.timestamp() - age
    os.utime(path, (then, then))
    return path


def run(cast: Cast, dock: Path, now: datetime) -> list[DockFile]:
    found = [each for each in docking.resting(dock, now, 10) if not docking.known(cast.agency, STATION, each)]
    taken = [docking.take(cast.agency, STATION, each, now) for each in found]
    return [each for each in taken if each is not None]


def named(cast: Cast, at: datetime, sequence: int = 1) -> str:
    return f"DSJ-A7_{cast.officer.certificate_number}_{at:%Y%m%d%H%M%S}_{sequence:04}.mp4"


def was_there(cast: Cast, case: Case, at: datetime, now: datetime) -> None:
    """A final 现场勘测笔录 of officer and partner from ``at``, one hour."""
    said = {
        "started_at": at.isoformat(),
        "ended_at": (at + timedelta(hours=1)).isoformat(),
        "officers": [officer_line(cast.officer), officer_line(cast.partner)],
    }
    with permit("fixture"):
        pdf = store.put_bytes(b"%PDF-1.7 %%EOF", "application/pdf", now)
        document = Document.objects.create(
            case=case, code="site_record", title="现场勘测笔录", state="final", version=1, author=cast.officer,
            pdf=pdf, created_at=now, finalised_at=now,
        )  # fmt: skip
        DocumentVersion.objects.create(document=document, version=1, fields=said, saved_at=now, saved_by=cast.officer)


@pytest.mark.parametrize(
    ("minutes", "linked"), [(-31, False), (-30, True), (0, True), (59, True), (90, True), (91, False)]
)
def test_officer_and_time_lead_to_the_case(
    cast: Cast, case: Case, now: datetime, dock: Path, minutes: int, linked: bool
) -> None:
    began = now - timedelta(hours=3)
    was_there(cast, case, began, now)
    put(dock, named(cast, began + timedelta(minutes=minutes)), now)
    (row,) = run(cast, dock, now)
    assert (row.state, row.officer, row.device) == ("linked" if linked else "waiting", cast.officer, "DSJ-A7")
    if linked:
        recording = Recording.objects.get()
        assert (recording.case, recording.started_at, recording.uploader) == (case, row.started_at, cast.officer)
        assert store.read_bytes(recording.blob) == MP4
        assert "当时在场" in row.reason
    else:
        assert not Recording.objects.exists()


def test_who_had_the_device_then_is_who_filmed(cast: Cast, now: datetime, dock: Path) -> None:
    began = now - timedelta(hours=3)
    with permit("fixture"):
        device = Device.objects.create(
            agency=cast.agency, section=cast.section, number="DSJ-A7", kind="recorder", model="演示",
            registered_by=cast.head, registered_at=now,
        )  # fmt: skip
        check = DeviceCheck.objects.create(
            device=device, battery_percent=90, storage_ok=True, device_at=now, at=now, offset_seconds=0, by=cast.partner
        )
        DeviceLoan.objects.create(
            device=device, check_before=check, person=cast.partner, purpose="检查", out_at=began, out_by=cast.head
        )
    for minutes in (-1, 1):
        put(
            dock,
            f"DSJ-A7_000000_{began + timedelta(minutes=minutes):%Y%m%d%H%M%S}_0001.mp4",
            now,
            MP4 + bytes([minutes % 7]),
        )
    assert [each.officer for each in run(cast, dock, now)] == [None, cast.partner]


def test_two_possible_cases_are_left_to_a_person(cast: Cast, case: Case, now: datetime, dock: Path) -> None:
    began = now - timedelta(hours=3)
    for each in (case, case_of(cast, now)):
        was_there(cast, each, began, now)
    put(dock, named(cast, began), now)
    assert [each.state for each in run(cast, dock, now)] == ["waiting"]


def test_a_record_finished_later_draws_the_film_to_its_case(cast: Cast, case: Case, now: datetime, dock: Path) -> None:
    began = now - timedelta(hours=3)
    put(dock, named(cast, began), now)
    assert [each.state for each in run(cast, dock, now)] == ["waiting"]
    assert match_docked(now) == 0
    was_there(cast, case, began, now)
    assert (match_docked(now), match_docked(now)) == (1, 0)
    assert Recording.objects.get().case == case


def test_only_what_rests_and_is_whole_is_taken_and_once(cast: Cast, case: Case, now: datetime, dock: Path) -> None:
    put(dock, "still.mp4", now, age=3)
    put(dock, "half.mp4.part", now)
    put(dock, ".hidden/a.mp4", now)
    put(dock, "empty.mp4", now, b"")
    (dock / "link.mp4").symlink_to(put(dock, "sub/VID_20261123_080000.mp4", now))
    before = {path: path.read_bytes() for path in dock.rglob("*") if path.is_file()}
    assert [each.path for each in run(cast, dock, now)] == ["sub/VID_20261123_080000.mp4"]
    assert run(cast, dock, now) == []
    assert before == {path: path.read_bytes() for path in dock.rglob("*") if path.is_file()}
    assert not list((dock.parent / "uploads").iterdir())


def test_equal_bytes_are_one_original_and_the_second_says_so(cast: Cast, case: Case, now: datetime, dock: Path) -> None:
    uploaded(cast, case, now)
    hash_complete(now)
    put(dock, "a.mp4", now)
    put(dock, "b.mp4", now, MP4 + b"more")
    put(dock, "c.mp4", now, MP4 + b"more")
    assert [each.state for each in run(cast, dock, now)] == ["duplicate", "waiting", "duplicate"]
    assert Blob.objects.count() == 2


def test_a_cut_film_is_kept_apart(cast: Cast, case: Case, now: datetime, dock: Path) -> None:
    put(dock, "a.mp4", now, MP4[:20])
    (row,) = run(cast, dock, now)
    assert row.state == "quarantined" and "截断" in row.reason
    with pytest.raises(Refused):
        note_dock_view(row, actor=cast.officer, now=now)
    with pytest.raises(Refused):
        claim_docked(row, case, actor=cast.officer, now=now)


def test_a_file_that_changes_while_it_is_read_waits(
    cast: Cast, now: datetime, dock: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = put(dock, "a.mp4", now)
    (found,) = docking.resting(dock, now, 10)
    path.write_bytes(MP4 + b"more")
    with pytest.raises(docking.Moving):
        docking.take(cast.agency, STATION, found, now)
    assert not DockFile.objects.exists() and not Blob.objects.exists()


class Dead(BaseException):
    """The agent is killed."""


STEPS = {
    "copied": (docking.soundness, "look", True),
    "looked into": (store, "adopt", True),
    "in the vault, no row": (docking, "_enter", True),
    "inside the transaction": (docking, "record", True),
    "entered": (docking, "_enter", False),
}


@pytest.mark.parametrize("step", STEPS)
def test_a_killed_agent_loses_and_doubles_nothing(
    cast: Cast, case: Case, now: datetime, dock: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    began = now - timedelta(hours=3)
    was_there(cast, case, began, now)
    blobs = Blob.objects.count()
    path = put(dock, named(cast, began), now)
    module, name, before = STEPS[step]
    real: Callable[..., Any] = getattr(module, name)

    def die(*args: Any, **kwargs: Any) -> Any:
        if not before:
            real(*args, **kwargs)
        raise Dead

    with monkeypatch.context() as patched:
        patched.setattr(module, name, die)
        with pytest.raises(Dead):
            run(cast, dock, now)
    run(cast, dock, now)
    expire_abandoned(now)
    assert DockFile.objects.get().state == "linked"
    assert store.read_bytes(Recording.objects.get().blob) == path.read_bytes()
    assert Blob.objects.count() == blobs + 1
    assert Entry.objects.filter(kind="recording.dock.received").count() == 1
    assert not list((dock.parent / "uploads").iterdir())


def test_a_person_claims_for_his_own_case_only(cast: Cast, case: Case, now: datetime, dock: Path) -> None:
    put(dock, "现场.mp4", now)
    (row,) = run(cast, dock, now)
    assert list(waiting_files(cast.officer)) == [row]
    other = case_of(cast, now)
    with permit("fixture"):
        Handler.objects.filter(case=other).delete()
    for wrong in (None, other):
        with pytest.raises(Refused):
            claim_docked(row, wrong, actor=cast.officer, now=now)
    claim_docked(row, case, "YX1", actor=cast.officer, now=now)
    recording = Recording.objects.get()
    assert (recording.case, recording.item_code, recording.uploader) == (case, "YX1", cast.officer)
    with pytest.raises(Refused):
        claim_docked(row, case, actor=cast.officer, now=now)
    assert not waiting_files(cast.officer).exists()


def test_a_rejection_says_why_and_can_be_taken_back(cast: Cast, case: Case, now: datetime, dock: Path) -> None:
    put(dock, "测试.mp4", now)
    (row,) = run(cast, dock, now)
    with pytest.raises(Refused):
        reject_docked(row, " ", actor=cast.officer, now=now)
    reject_docked(row, "设备测试", actor=cast.officer, now=now)
    assert (DockFile.objects.get().state, Blob.objects.count()) == ("rejected", 1)
    claim_docked(row, case, actor=cast.officer, now=now)
    assert DockFile.objects.get().state == "linked"


def test_a_file_of_somebody_else_is_not_shown(cast: Cast, case: Case, now: datetime, dock: Path) -> None:
    put(dock, named(cast, now), now)
    (row,) = run(cast, dock, now)
    assert list(visible_files(cast.officer)) == list(visible_files(cast.head)) == [row]
    for person in (cast.partner, cast.reviewer, cast.stranger):
        assert not visible_files(person).exists()
        with pytest.raises(Refused):
            claim_docked(row, case, actor=person, now=now)
