"""Uploads over a real socket to a real server process: a foreign client, cuts, a race, a killed server."""

from __future__ import annotations

import base64
import hashlib
import http.client
import json
import os
import random
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
from tusclient.client import TusClient

ROOT = Path(__file__).resolve().parents[2]
CSRF = "a" * 32
OPTIONS = "--interface wsgi --host 127.0.0.1 --no-log --blocking-threads 4 --port"
BODY = b"\x00\x00\x00\x20ftypisom" + random.Random(7).randbytes(3_000_000)


@dataclass
class Server:
    home: Path
    port: int
    session: str
    case: str
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/api/v1/uploads"

    @property
    def headers(self) -> dict[str, str]:
        return {"Cookie": f"sessionid={self.session}; csrftoken={CSRF}", "X-CSRFToken": CSRF}

    def start(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "granian", "tests.web.live_wsgi:application", *f"{OPTIONS} {self.port}".split()],
            env=_environment(self.home),
            cwd=ROOT,
            start_new_session=True,
        )
        for _ in range(300):
            try:
                self.ask("OPTIONS", "/api/v1/uploads")
                return
            except OSError:
                time.sleep(0.1)
        raise RuntimeError("the server under test did not start")

    def stop(self, number: int = 15) -> None:
        assert self.process is not None
        os.killpg(self.process.pid, number)
        self.process.wait(timeout=30)

    def ask(self, method: str, path: str, body: bytes = b"", **headers: str) -> http.client.HTTPResponse:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        sent = {"Tus-Resumable": "1.0.0", **self.headers, **{k.replace("_", "-"): v for k, v in headers.items()}}
        connection.request(method, path, body, sent)
        answer = connection.getresponse()
        answer.read()
        return answer

    def create(self, length: int = len(BODY)) -> str:
        said = f"case {base64.b64encode(self.case.encode()).decode()}"
        answer = self.ask("POST", "/api/v1/uploads", Upload_Length=str(length), Upload_Metadata=said)
        assert answer.status == 201
        return answer.headers["Location"]

    def patch(self, path: str, start: int, body: bytes) -> http.client.HTTPResponse:
        kind = {"Content-Type": "application/offset+octet-stream", "Upload-Offset": str(start)}
        return self.ask("PATCH", path, body, **kind)

    def offset(self, path: str) -> int:
        return int(self.ask("HEAD", path).headers["Upload-Offset"])

    def rows(self, sql: str) -> list[tuple[object, ...]]:
        with sqlite3.connect(self.home / "daylight.sqlite3") as database:
            return database.execute(sql).fetchall()

    def stored(self, path: str) -> bytes:
        token = path.rsplit("/", 1)[1]
        ((name,),) = self.rows(f"SELECT uuid FROM recording_upload WHERE token = '{token}'")
        return (self.home / "uploads" / str(name).replace("-", "")).read_bytes()

    def cut(self, path: str, start: int, promised: int, body: bytes) -> None:
        """Send less than promised, then break the line."""
        lines = [f"PATCH {path} HTTP/1.1", "Host: 127.0.0.1", "Tus-Resumable: 1.0.0", f"Upload-Offset: {start}"]
        lines += ["Content-Type: application/offset+octet-stream", f"Content-Length: {promised}"]
        lines += [f"{key}: {value}" for key, value in self.headers.items()]
        with socket.create_connection(("127.0.0.1", self.port)) as line:
            line.sendall(("\r\n".join(lines) + "\r\n\r\n").encode() + body)
            # The server is given the bytes before the line breaks; closing at once may drop them unread.
            line.settimeout(0.5)
            with suppress(TimeoutError):
                line.recv(1)

    def settled(self, path: str) -> int:
        """The offset once the server has noticed the broken line."""
        last = -1
        for _ in range(100):
            now = self.offset(path)
            if now == last:
                return now
            last = now
            time.sleep(0.2)
        raise RuntimeError("the offset does not settle")


def _environment(home: Path) -> dict[str, str]:
    return {
        **os.environ,
        "DAYLIGHT_DATA_DIR": str(home),
        "DJANGO_SETTINGS_MODULE": "tests.web.live_settings",
        "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
    }


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    home = tmp_path_factory.mktemp("live")
    made = subprocess.run(
        [sys.executable, "-m", "tests.web.live"], env=_environment(home), cwd=ROOT, check=True, capture_output=True
    )
    said = json.loads(made.stdout.splitlines()[-1])
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    running = Server(home, port, said["session"], said["case"])
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
    path = server.create()
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
    path = server.create()
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
    path, at, luck = server.create(), 0, random.Random(3)
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
