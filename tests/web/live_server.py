"""A server process of our own with a client's view of it."""

from __future__ import annotations

import base64
import http.client
import json
import os
import socket
import sqlite3
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CSRF = "a" * 32
OPTIONS = "--interface wsgi --host 127.0.0.1 --no-log --blocking-threads 4 --port"


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
            env=environment(self.home),
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

    def create(self, length: int) -> str:
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


def environment(home: Path) -> dict[str, str]:
    # A server of its own over files of its own, whatever database the suite around it uses.
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith("DAYLIGHT_")},
        "DAYLIGHT_DATA_DIR": str(home),
        "DJANGO_SETTINGS_MODULE": "tests.web.live_settings",
        "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
    }


def prepared(home: Path) -> Server:
    """A server over a fresh data directory, not yet started."""
    said = command(home)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    return Server(home, port, said["session"], said["case"])


def command(home: Path, *words: str) -> dict[str, str]:
    """Run ``tests.web.live`` over the data directory; its JSON."""
    line = [sys.executable, "-m", "tests.web.live", *words]
    made = subprocess.run(line, env=environment(home), cwd=ROOT, check=True, capture_output=True)
    found: dict[str, str] = json.loads(made.stdout.splitlines()[-1])
    return found
