"""The scanner's word: clean, found, or honestly not scanned."""

from __future__ import annotations

import shutil
import socket
import threading
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from daylight.recording import scanning
from daylight.recording.chores import hash_complete
from daylight.recording.models import Recording
from tests.apps.recording.bench import MP4, case_of, uploaded
from tests.cast import Cast

LINES = [
    ("stream: OK", "clean"),
    ("stream: Win.Test.EICAR_HDB-1 FOUND", "infected"),
    ("stream: Heuristics.Limits.Exceeded.MaxFileSize FOUND", "unscanned"),
    ("INSTREAM size limit exceeded. ERROR", "unscanned"),
    ("", "unscanned"),
]
Clamd = Callable[[str], str]


@pytest.fixture
def clamd(tmp_path: Path, settings: Any) -> Iterator[Clamd]:
    """A daemon that speaks clamd's protocol and answers as told; the bytes it was given come back in ``seen``."""
    address = str(tmp_path / "clamd.ctl")
    listening = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    listening.bind(address)
    listening.listen()
    settings.CLAMD_SOCKET = address
    answer = {"line": "stream: OK"}

    def one(line: socket.socket) -> None:
        with line, line.makefile("rb") as stream:
            command = b""
            while not command.endswith(b"\0"):
                command += stream.read(1)
            if command == b"zVERSION\0":
                line.sendall(b"ClamAV 1.4.1/27500/Mon Nov 23\0")
                return
            while size := int.from_bytes(stream.read(4), "big"):
                stream.read(size)
            line.sendall(answer["line"].encode() + b"\0")

    def serve() -> None:
        while True:
            try:
                line, _ = listening.accept()
            except OSError:
                return
            one(line)

    threading.Thread(target=serve, daemon=True).start()

    def set_answer(said: str) -> str:
        answer["line"] = said
        return address

    yield set_answer
    listening.shutdown(socket.SHUT_RDWR)
    listening.close()


@pytest.mark.parametrize(("line", "verdict"), LINES)
def test_the_daemons_line_is_understood(clamd: Clamd, tmp_path: Path, line: str, verdict: str) -> None:
    clamd(line)
    path = tmp_path / "film"
    path.write_bytes(MP4)
    said = scanning.scan(path)
    assert (said.verdict, said.engine) == (verdict, "ClamAV 1.4.1/27500/Mon Nov 23")
    assert said.scanned == (0 if verdict == "unscanned" else len(MP4))


def test_what_is_larger_than_the_limit_is_not_called_scanned(clamd: Clamd, tmp_path: Path, settings: Any) -> None:
    settings.SCAN_BYTES = 1024**2
    path = tmp_path / "film"
    path.write_bytes(bytes(1024**2 + 1))
    said = scanning.scan(path)
    assert (said.verdict, said.words) == ("unscanned", "文件超过扫描上限 1 MB")


@pytest.mark.parametrize(
    ("script", "verdict"),
    [
        ('echo "$6: OK"', "clean"),
        ('echo "$6: Win.Test.EICAR_HDB-1 FOUND"; exit 1', "infected"),
        ("echo broken; exit 2", "unscanned"),
    ],
)
def test_the_program_serves_when_no_daemon_runs(
    tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch, script: str, verdict: str
) -> None:
    settings.CLAMD_SOCKET = ""
    program = tmp_path / "clamscan"
    program.write_text(f'#!/bin/sh\n[ "$1" = --version ] && echo "ClamAV 1.4.1" && exit 0\n{script}\n')
    program.chmod(0o755)
    monkeypatch.setattr(shutil, "which", lambda name: str(program))
    path = tmp_path / "film"
    path.write_bytes(MP4)
    assert scanning.scan(path).verdict == verdict


@pytest.mark.django_db
def test_what_was_found_is_quarantined_and_the_rest_says_how_it_was_scanned(
    clamd: Clamd, cast: Cast, now: datetime
) -> None:
    case = case_of(cast, now)
    clamd("stream: Win.Test.EICAR_HDB-1 FOUND")
    uploaded(cast, case, now)
    hash_complete(now)
    clamd("stream: OK")
    uploaded(cast, case, now)
    hash_complete(now)
    bad, good = Recording.objects.select_related("upload").order_by("id")
    assert (bad.state, bad.upload.scan["verdict"]) == ("quarantined", "infected")
    assert "恶意代码" in bad.reason
    assert (good.state, good.upload.scan["verdict"]) == ("sealed", "clean")


@pytest.mark.django_db
def test_without_a_scanner_the_original_says_unscanned(
    cast: Cast, now: datetime, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.CLAMD_SOCKET = ""
    monkeypatch.setattr(shutil, "which", lambda name: None)
    uploaded(cast, case_of(cast, now), now)
    hash_complete(now)
    assert Recording.objects.get().upload.scan == {
        "verdict": "unscanned", "engine": "", "scanned": 0, "words": "服务器没有安装 ClamAV",
    }  # fmt: skip
