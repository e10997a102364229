"""A large film by tus on loopback against ``cp`` and ``sha256sum`` of the same file."""

from __future__ import annotations

import base64
import hashlib
import subprocess
import threading
import time
from pathlib import Path

from bench.figures import Figure, Plain, median, say, seconds
from tests.faults.clients import HEAD, Promises, Uploader
from tests.faults.harness import Room, Server

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


def run(room: Room, case: str, size: int) -> list[Figure | Plain]:
    film, copy = room.home / "film.mp4", room.home / "copy.mp4"
    server = Server(room)
    ours, sealed, peer = [], [], []
    try:
        server.ready()
        up = threading.Event()
        up.set()
        for number in range(RUNS):
            _make(film, size)
            script = f"cp '{film}' '{copy}' && sync '{copy}' && sha256sum '{copy}' > /dev/null"
            peer.append(seconds(lambda script=script: subprocess.run(["sh", "-c", script], check=True)))
            copy.unlink()
            sender = Sender(room, Promises(), up, f"bench{number}", case=case)
            sender.insist(sender.sign_in)
            acknowledged, whole = sender.send(film)
            ours.append(acknowledged)
            sealed.append(whole)
            say(f"upload {acknowledged:.2f} s, sealed {whole:.2f} s, cp + sync + sha256sum {peer[-1]:.2f} s")
    finally:
        server.kill()
        server.gone()
        film.unlink(missing_ok=True)
    name = f"{size / 1024**3:g} GiB upload by tus"
    note = f"{CHUNK // 1024**2} MiB chunks, each with SHA-256, synced before it is acknowledged; client and server share the processors"
    return [
        Figure(f"{name}, last chunk acknowledged", "`cp` + `sync` + `sha256sum`", median(ours), median(peer), "s", RUNS, note),
        Plain(f"{name}, read back, SHA-256 and SM3, in the vault", median(sealed), "s", "from the first request; in the background"),
    ]  # fmt: skip
