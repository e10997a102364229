"""Length, thumbnails and playback copy of foreign films, made in a process that may not harm anybody."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import time
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import av
import pytest

from daylight.base.vault import store
from daylight.cases.models import Case
from daylight.config.demo.media import tone
from daylight.recording.chores import derive, hash_complete
from daylight.recording.models import Derived, Recording
from daylight.recording.playback import making
from tests.apps.recording.bench import MP4, case_of, uploaded
from tests.apps.recording.test_containers import png
from tests.cast import Cast
from tests.films import decodable


def child(work: str, body: bytes, kind: str, folder: Path, seconds: int = 60) -> tuple[int, dict[str, Any]]:
    source = folder / "source"
    source.write_bytes(body)
    done = subprocess.run(
        [sys.executable, "-m", "daylight.recording.playback.child", work, str(source), kind, str(folder), str(seconds)],
        env={"PYTHONPATH": ":".join(sys.path)},
        capture_output=True,
        timeout=60,
    )
    answer = folder / f"{work.lower()}.json"
    return done.returncode, json.loads(answer.read_text()) if answer.exists() else {}


@pytest.mark.parametrize(
    ("kind", "form", "codec", "sound", "wanted"),
    [
        ("video/mp4", "mp4", "mpeg4", "", True),
        ("video/mp4", "mp4", "mpeg4", "aac", True),
        ("video/webm", "webm", "libvpx", "libopus", False),
    ],
)
def test_a_film_is_measured_and_shown_in_small(
    tmp_path: Path, kind: str, form: str, codec: str, sound: str, wanted: bool
) -> None:
    code, told = child("LOOK", decodable(form, codec, sound), kind, tmp_path)
    assert code == 0
    assert abs(told["duration_ms"] - 2000) <= 60
    assert (told["wide"], told["high"], told["thumbnails"], told["copy_wanted"]) == (64, 48, 4, wanted)
    for number in range(4):
        with av.open(str(tmp_path / f"thumb-{number}.jpg")) as picture:
            assert next(picture.decode(video=0)).width == 64


def test_a_copy_plays_where_the_original_does_not(tmp_path: Path) -> None:
    code, told = child("COPY", decodable(sound="aac"), "video/mp4", tmp_path)
    assert (code, told["type"]) == (0, "video/webm")
    with av.open(io.BytesIO((tmp_path / "copy.webm").read_bytes())) as film:
        assert {each.codec_context.name for each in film.streams} == {"vp8", "opus"}
        assert sum(1 for _ in film.decode(video=0)) == 20


def test_a_sound_has_a_length_and_no_picture(tmp_path: Path) -> None:
    code, told = child("LOOK", tone(1.0, 440), "audio/wav", tmp_path)
    assert (code, told["duration_ms"], told["thumbnails"], told["copy_wanted"]) == (0, 1000, 0, False)


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("video/mp4", MP4),
        ("video/mp4", b"#EXTM3U\nhttp://127.0.0.1:9/a.ts\n"),
        ("image/png", png(60_000, 60_000)),
        ("audio/ogg", b"OggS" + bytes(200)),
    ],
)
def test_what_cannot_be_decoded_ends_quietly(tmp_path: Path, kind: str, body: bytes) -> None:
    code, told = child("LOOK", body, kind, tmp_path)
    assert (code, told) == (4, {}) or (code == 0 and told["thumbnails"] == 0)


def test_the_child_is_stopped_at_its_limit(tmp_path: Path) -> None:
    code, told = child("COPY", decodable(seconds=60, sound="aac"), "video/mp4", tmp_path, seconds=0)
    assert (code != 0, told) == (True, {})


@pytest.fixture
def case(cast: Cast, now: datetime, settings: Any) -> Case:
    settings.DERIVE = True
    return case_of(cast, now)


def wait(now: datetime) -> None:
    for _ in range(600):
        derive(now)
        if making._job is None and not Derived.objects.filter(state__in=[Derived.LOOK, Derived.COPY]).exists():
            return
        time.sleep(0.05)
    raise AssertionError("the queue does not empty")


@pytest.mark.django_db
def test_the_queue_looks_copies_and_leaves_the_original(cast: Cast, case: Case, now: datetime) -> None:
    body = decodable(sound="aac")
    for each in (body, MP4):
        uploaded(cast, case, now, each)
        hash_complete(now)
    wait(now)
    film, broken = Derived.objects.order_by("id")
    assert (film.state, film.seconds, film.copy_type, film.thumbnails) == ("done", 2, "video/webm", 4)
    assert (making.folder_of(film.blob.sha256) / "copy.webm").stat().st_size == film.copy_size
    assert (broken.state, broken.reason) == ("failed", "文件不能解码，可下载原件用设备厂家的软件查看")
    assert store.read_bytes(Recording.objects.order_by("id")[0].blob) == body


@pytest.mark.django_db
def test_an_answer_of_a_dead_worker_is_not_made_again(
    cast: Cast, case: Case, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    uploaded(cast, case, now, decodable())
    hash_complete(now)
    derive(now)
    assert making._job is not None
    making._job.process.wait()
    # The worker is gone, and with it the child's name; the claim runs out.
    monkeypatch.setattr(making, "_job", None)
    later = now + timedelta(seconds=making.CPU_SECONDS["LOOK"] * making.PATIENCE + 1)
    monkeypatch.setattr(making, "_start", lambda *_: pytest.fail("it was made already"))
    assert derive(later) == 1
    assert (Derived.objects.get().state, Derived.objects.get().thumbnails) == ("copy", 4)
