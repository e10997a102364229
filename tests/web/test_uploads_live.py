"""Uploads over a real socket to a real server process: a foreign client, cuts, a race, a killed server."""

from __future__ import annotations

import hashlib
import http.client
import random
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from tusclient.client import TusClient

from tests.films import HEAD
from tests.web.live_server import Server, prepared

BODY = HEAD + random.Random(7).randbytes(3_000_000)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    running = prepared(tmp_path_factory.mktemp("live"))
    running.start()
    yield running
    running.stop()


def test_a_foreign_client_uploads_with_checksums(server: Server, tmp_path: Path) -> None:
    file = tmp_path / "现场.mp4"
    file.write_bytes(BODY)
    uploader = TusClient(server.url, headers=server.headers).uploader(
        str(file), chunk_size=700_000, metadata={"case": server.case, "filename": "现场.mp4"}, upload_checksum=True
    )
    uploader.upload()
    path = "/" + uploader.url.split("/", 3)[3]
    assert server.offset(path) == len(BODY)
    assert server.stored(path) == BODY


def test_a_foreign_client_resumes(server: Server, tmp_path: Path) -> None:
    file = tmp_path / "a.mp4"
    file.write_bytes(BODY)
    client = TusClient(server.url, headers=server.headers)
    first = client.uploader(str(file), chunk_size=500_000, metadata={"case": server.case}, upload_checksum=True)
    first.upload(stop_at=1_000_000)
    again = client.uploader(str(file), chunk_size=900_000, url=first.url, upload_checksum=True)
    assert again.offset == 1_000_000
    again.upload()
    assert server.stored("/" + first.url.split("/", 3)[3]) == BODY


def test_a_broken_line_keeps_what_arrived(server: Server) -> None:
    path = server.create(len(BODY))
    at, luck = 0, random.Random(11)
    for _ in range(5):
        upto = min(at + luck.randrange(1, 600_000), len(BODY) - 1)
        server.cut(path, at, len(BODY) - at, BODY[at:upto])
        kept = server.settled(path)
        assert at <= kept <= upto
        at = kept
    assert at > 0
    for _ in range(50):
        answer = server.patch(path, at, BODY[at:])
        if answer.status != 423:
            break
        time.sleep(0.2)
    assert answer.status == 204
    assert server.stored(path) == BODY


def test_of_two_writers_one_wins(server: Server) -> None:
    path = server.create(len(BODY))
    statuses: list[int] = []
    gate = threading.Barrier(4)

    def write() -> None:
        gate.wait()
        statuses.append(server.patch(path, 0, BODY).status)

    writers = [threading.Thread(target=write) for _ in range(4)]
    for each in writers:
        each.start()
    for each in writers:
        each.join()
    assert statuses.count(204) == 1
    assert set(statuses) <= {204, 409, 423}
    assert server.stored(path) == BODY


def test_a_killed_server_keeps_its_promises(server: Server) -> None:
    path, at, luck = server.create(len(BODY)), 0, random.Random(3)
    while at < len(BODY) - 1:
        upto = min(at + luck.randrange(200_000, 700_000), len(BODY) - 1)
        assert server.patch(path, at, BODY[at:upto]).status == 204
        acknowledged = upto
        threading.Timer(luck.random() * 0.05, server.stop, [9]).start()
        with suppress(OSError, http.client.HTTPException):
            answer = server.patch(path, upto, BODY[upto : upto + 500_000])
            acknowledged = min(upto + 500_000, len(BODY)) if answer.status == 204 else upto
        assert server.process is not None
        server.process.wait(timeout=30)
        server.start()
        at = server.offset(path)
        assert at >= acknowledged
        if at == len(BODY):
            break
    if at < len(BODY):
        assert server.patch(path, at, BODY[at:]).status == 204
    assert server.stored(path) == BODY
    whole = hashlib.sha256(BODY).hexdigest()
    token = path.rsplit("/", 1)[1]
    parts = server.rows(
        "SELECT p.sha256 FROM recording_uploadpart p JOIN recording_upload u ON u.id = p.upload_id "
        f"WHERE u.token = '{token}'"
    )
    assert parts == [(whole,)]
