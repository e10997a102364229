"""A large film by tus on loopback, with its digest, against @tus/server (node) and against ``cp`` and ``sha256sum``."""

from __future__ import annotations

import base64
import hashlib
import http.client
import os
import subprocess
import threading
import time
from pathlib import Path

from bench.figures import Figure, Plain, median, say, seconds
from tests.faults.clients import HEAD, Promises, Uploader
from tests.faults.harness import Room, Server, free_port
from tests.foreign import installed

CHUNK = 16 * 1024 * 1024
RUNS = 3


def _make(path: Path, size: int) -> None:
    """Random bytes that begin like a film."""
    with path.open("wb") as stream:
        stream.write(HEAD)
        stream.flush()
        subprocess.run(["head", "-c", str(size - len(HEAD)), "/dev/urandom"], stdout=stream, check=True)


class Sender(Uploader):
    """One person's upload in order, with a checksum on every chunk; no deaths."""

    def send(self, path: Path) -> tuple[float, float]:
        """Seconds until the last chunk was acknowledged, and until it was sealed in the vault."""
        began = time.perf_counter()
        asked = self._tus(
            Upload_Length=str(path.stat().st_size),
            Upload_Metadata=f"case {base64.b64encode(self.case.encode()).decode()}",
        )
        status, headers, body = self.ask("POST", "/api/v1/uploads", headers=asked)
        if status != 201:
            raise RuntimeError(f"{status} {body!r}")
        place, at = headers["Location"], 0
        with path.open("rb") as stream:
            while chunk := stream.read(CHUNK):
                more = self._tus(Upload_Offset=str(at), Content_Type="application/offset+octet-stream")
                more["Upload-Checksum"] = "sha256 " + base64.b64encode(hashlib.sha256(chunk).digest()).decode()
                status, headers, body = self.ask("PATCH", place, chunk, more)
                if status != 204:
                    raise RuntimeError(f"{status} {body!r}")
                at = int(headers["Upload-Offset"])
        acknowledged = time.perf_counter() - began
        while b'"sealed"' not in (state := self.ask("GET", place)[2]):
            if b'"quarantined"' in state:
                raise RuntimeError(state.decode())
            time.sleep(0.1)
        return acknowledged, time.perf_counter() - began


class Peer:
    """@tus/server in a process of its own; the same chunks by the same client code."""

    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        folder.mkdir()
        self.running = subprocess.Popen(
            ["node", "server.mjs", str(folder), str(self.port)], cwd=installed(), stdout=subprocess.PIPE, text=True
        )
        assert self.running.stdout is not None
        if self.running.stdout.readline().strip() != "ready":
            raise RuntimeError("@tus/server did not start")

    def ask(self, method: str, path: str, body: bytes = b"", **headers: str) -> http.client.HTTPResponse:
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=300)
        sent = {"Tus-Resumable": "1.0.0", **{key.replace("_", "-"): value for key, value in headers.items()}}
        line.request(method, path, body, sent)
        answer = line.getresponse()
        answer.read()
        line.close()
        return answer

    def send(self, path: Path) -> float:
        """Seconds until the last chunk was acknowledged and the stored file hashed. Raises on another digest."""
        began, whole = time.perf_counter(), hashlib.sha256()
        made = self.ask("POST", "/files", Upload_Length=str(path.stat().st_size))
        place, at = "/files/" + made.headers["Location"].rsplit("/", 1)[1], 0
        with path.open("rb") as stream:
            while chunk := stream.read(CHUNK):
                # Ours hashes every chunk on the client's side too.
                whole.update(chunk)
                kind = "application/offset+octet-stream"
                answer = self.ask("PATCH", place, chunk, Upload_Offset=str(at), Content_Type=kind)
                if answer.status != 204:
                    raise RuntimeError(f"@tus/server answered {answer.status}")
                at += len(chunk)
        seconds_taken = time.perf_counter() - began
        if answer.headers.get("X-Sha256") != whole.hexdigest():
            raise RuntimeError("@tus/server stored other bytes")
        return seconds_taken

    def stop(self) -> None:
        self.running.kill()
        self.running.wait()


def peak_megabytes(group: int) -> float:
    """The largest peak of resident memory among the processes of ``group``."""
    found = 0
    for each in Path("/proc").iterdir():
        try:
            if each.name.isdigit() and os.getpgid(int(each.name)) == group:
                lines = (each / "status").read_text().splitlines()
                found = max(found, *(int(line.split()[1]) for line in lines if line.startswith("VmHWM")), 0)
        except (OSError, ValueError):
            continue
    return found / 1024


def run(room: Room, case: str, size: int) -> list[Figure | Plain]:
    film, copy = room.home / "film.mp4", room.home / "copy.mp4"
    server = Server(room)
    ours, sealed, peer, node = [], [], [], []
    before = memory = 0.0
    peers = Peer(room.home / "tus-node")
    try:
        server.ready()
        before = peak_megabytes(server.running.pid)
        up = threading.Event()
        up.set()
        for number in range(RUNS):
            _make(film, size)
            script = f"cp '{film}' '{copy}' && sync '{copy}' && sha256sum '{copy}' > /dev/null"
            peer.append(seconds(lambda script=script: subprocess.run(["sh", "-c", script], check=True)))
            copy.unlink()
            node.append(peers.send(film))
            for left in (room.home / "tus-node").iterdir():
                left.unlink()
            sender = Sender(room, Promises(), up, f"bench{number}", case=case)
            sender.insist(sender.sign_in)
            acknowledged, whole = sender.send(film)
            ours.append(acknowledged)
            sealed.append(whole)
            say(
                f"upload {acknowledged:.2f} s, sealed {whole:.2f} s, cp + sync + sha256sum {peer[-1]:.2f} s, @tus/server {node[-1]:.2f} s"
            )
        memory = peak_megabytes(server.running.pid)
    finally:
        peers.stop()
        server.kill()
        server.gone()
        film.unlink(missing_ok=True)
    name = f"{size / 1024**3:g} GiB upload by tus"
    note = f"{CHUNK // 1024**2} MiB chunks, each with SHA-256, synced before it is acknowledged; client and server share the processors"
    return [
        Figure(f"{name}, last chunk acknowledged", "`cp` + `sync` + `sha256sum`", median(ours), median(peer), "s", RUNS, note),
        Figure(f"{name}, last chunk acknowledged", "@tus/server on node, hashed, not synced", median(ours), median(node), "s", RUNS, note),
        Plain(f"{name}: peak memory of a server process", memory, "MB", f"{before:.0f} MB before the first byte"),
        Plain(f"{name}, read back, SHA-256 and SM3, in the vault", median(sealed), "s", "from the first request; in the background"),
    ]  # fmt: skip
