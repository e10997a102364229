"""A few deaths in every test run, and proof that the inspection notices what it is there for."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.faults.checks import Inspector
from tests.faults.clients import HEAD, Film, Promises
from tests.faults.harness import ROOT, Room

pytestmark = pytest.mark.faults
CYCLES = 5


def test_nothing_acknowledged_is_lost_or_doubled() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.kill_nine", "--cycles", str(CYCLES)],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr[-4000:]
    assert f"{CYCLES} deaths" in done.stdout
    assert "no promise was broken" in done.stdout


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> tuple[Room, str]:
    room = Room(tmp_path_factory.mktemp("inspected"))
    return room, str(room.stage("published")["public"])


@pytest.fixture
def inspector(stage: tuple[Room, str]) -> Inspector:
    room, public = stage
    return Inspector(room, Promises(), public)


def _edited(path: Path, edit: Callable[[bytes], bytes], look: Callable[[], None]) -> None:
    before = path.read_bytes()
    path.write_bytes(edit(before))
    try:
        look()
    finally:
        path.write_bytes(before)


def test_the_inspection_accepts_an_untouched_room(inspector: Inspector) -> None:
    inspector.log(settled=True)
    inspector.database({}, [])
    assert inspector.promises.violations == []
    assert inspector.size > 0


def test_the_inspection_misses_a_lost_act(inspector: Inspector) -> None:
    inspector.database({"k9-never": "done"}, [])
    assert inspector.promises.violations == ["acknowledged act k9-never is lost"]


def test_the_inspection_misses_a_lost_upload(inspector: Inspector) -> None:
    film = Film("k9-film", HEAD, path="/api/v1/uploads/0", acked=4)
    inspector.database({}, [(film, film.path, film.acked)])
    assert "promised 4" in inspector.promises.violations[0]


def test_the_inspection_sees_an_entry_without_a_receipt(inspector: Inspector) -> None:
    kind = "cases.case.registered"
    entries, receipts = inspector.baseline[kind]
    inspector.baseline[kind] = (entries - 1, receipts)
    inspector.database({}, [])
    assert inspector.promises.violations == [f"{kind}: 0 receipts, 1 entries"]


def test_the_inspection_sees_a_shorter_log(inspector: Inspector) -> None:
    inspector.log(settled=True)
    inspector.size += 1
    inspector.log(settled=True)
    assert "shrank" in inspector.promises.violations[0]


def test_the_inspection_sees_a_changed_leaf(inspector: Inspector) -> None:
    bundle = next(inspector.public.glob("log/tile/entries/000.p/*"))
    _edited(bundle, lambda body: body[:-1] + bytes([body[-1] ^ 1]), lambda: inspector.log(settled=False))
    assert inspector.promises.violations


def test_two_answers_to_one_key_are_a_violation() -> None:
    promises = Promises()
    promises.ack("k9-a", "one")
    promises.ack("k9-a", "one")
    assert not promises.violations
    promises.ack("k9-a", "two")
    assert promises.violations
