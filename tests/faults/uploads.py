"""Uploads under faults, counted: cut lines, killed servers, repeated and reordered chunks, two clients on one upload.

    python -m tests.faults.uploads --cuts 300 --resets 50 --kills 200 --rivals 50 --seed 7

Every film is random bytes behind a sound head, so a lost, doubled or misplaced byte changes its digest. Each ends sealed in
the vault or the run ends with exit code 1. Prints the figures of docs/reliability.md.
"""

from __future__ import annotations

import argparse
import hashlib
import http.client
import os
import random
import shutil
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from tests.films import HEAD
from tests.web.live_server import ROOT, Server, command, environment, prepared

Trouble = (OSError, http.client.HTTPException)
CUT_FILM = 64 * 1024**2
CUTS_IN_A_FILM = 30
KILL_FILM = 64 * 1024**2
# What is under way when the server dies is sent again: 32 KiB is what a telephone hands over at a time on a thin line.
UNDER_WAY = 32 * 1024
KILLS_IN_A_FILM = 20
RIVAL_FILM = 3 * 1024**2
ENOUGH_SECONDS = 60


@dataclass
class Counted:
    """What one kind of fault did. ``sent``: bytes of bodies handed to the network; ``whole``: bytes of the films."""

    name: str
    faults: int = 0
    films: int = 0
    whole: int = 0
    sent: int = 0
    refused: int = 0
    # Bytes sent twice on purpose are no loss; they are refused or recognised.
    on_purpose: bool = False
    # What was in the buffers of the two kernels when the line was reset reached nobody.
    in_flight: bool = False
    wrong: list[str] = field(default_factory=list)

    @property
    def resent(self) -> float:
        return (self.sent - self.whole) / self.whole if self.whole else 0.0

    def line(self) -> str:
        again = "sent twice on purpose" if self.on_purpose else f"{100 * self.resent:.2f} % resent"
        return (
            f"{self.name}: {self.faults} faults, {self.films} films, {self.whole / 1024**2:.0f} MiB, "
            f"{again}, {self.refused} refusals, {len(self.wrong)} lost or doubled"
        )


class Lives:
    """The application under test, forked anew after every death (tests/faults/lives.py)."""

    def __init__(self, server: Server) -> None:
        line = [sys.executable, "-m", "tests.faults.lives", str(server.port)]
        self.server = server
        self.running = subprocess.Popen(line, env=environment(server.home), cwd=ROOT, stdout=subprocess.PIPE, text=True)
        self.life = 0
        self.next()

    def kill(self) -> None:
        os.kill(self.life, signal.SIGKILL)

    def next(self) -> None:
        """Wait for the next life to answer."""
        assert self.running.stdout is not None
        self.life = int(self.running.stdout.readline())
        for _ in range(3000):
            with suppress(*Trouble):
                self.server.ask("OPTIONS", "/api/v1/uploads")
                return
            time.sleep(0.01)
        raise RuntimeError("the next life does not answer")

    def stop(self) -> None:
        self.running.terminate()
        self.kill()
        self.running.wait()


class Trial:
    """One server process and the films sent to it."""

    lives: Lives

    def __init__(self, home: Path, seed: int) -> None:
        self.server = prepared(home)
        self.luck = random.Random(seed)
        self.sent: dict[str, str] = {}

    def film(self, size: int) -> bytes:
        return HEAD + self.luck.randbytes(size - len(HEAD))

    def begin(self, body: bytes, counted: Counted) -> str:
        path = self.server.create(len(body))
        self.sent[path] = hashlib.sha256(body).hexdigest()
        counted.films += 1
        counted.whole += len(body)
        return path

    def offset(self, path: str) -> int:
        """Where the server stands, asked until it answers."""
        until = time.monotonic() + ENOUGH_SECONDS
        while True:
            with suppress(*Trouble):
                answer = self.server.ask("HEAD", path)
                if answer.status == 200:
                    return int(answer.headers["Upload-Offset"])
            if time.monotonic() > until:
                raise RuntimeError("the server does not say where it stands")
            time.sleep(0.05)

    def rest(self, path: str, body: bytes, at: int, counted: Counted) -> None:
        """Send what is missing; a lock still held by a dying request is waited for."""
        while at < len(body):
            counted.sent += len(body) - at
            answer = self.server.patch(path, at, body[at:])
            if answer.status in (204, 409):
                at = int(answer.headers["Upload-Offset"])
            else:
                counted.sent -= len(body) - at
                time.sleep(0.1)

    def cuts(self, count: int, reset: bool = False) -> Counted:
        """The line breaks after a random number of bytes; ``reset``: without delivering what the server has not read yet."""
        counted = Counted("connection resets" if reset else "connection cuts", in_flight=reset)
        while counted.faults < count:
            body, at = self.film(CUT_FILM), 0
            path = self.begin(body, counted)
            for _ in range(min(CUTS_IN_A_FILM, count - counted.faults)):
                upto = min(at + self.luck.randrange(1, 2 * CUT_FILM // CUTS_IN_A_FILM), len(body) - 1)
                if upto <= at:
                    break
                self._cut(path, at, body, upto, reset)
                counted.faults += 1
                counted.sent += upto - at
                kept = self._settled(path, upto)
                if not at <= kept <= upto:
                    counted.wrong.append(f"{path}: at {kept} after bytes {at} to {upto}")
                at = kept
            self.rest(path, body, at, counted)
        return counted

    def _cut(self, path: str, at: int, body: bytes, upto: int, reset: bool) -> None:
        lines = [f"PATCH {path} HTTP/1.1", "Host: 127.0.0.1", "Tus-Resumable: 1.0.0", f"Upload-Offset: {at}"]
        lines += ["Content-Type: application/offset+octet-stream", f"Content-Length: {len(body) - at}"]
        lines += [f"{key}: {value}" for key, value in self.server.headers.items()]
        with socket.create_connection(("127.0.0.1", self.server.port)) as line:
            if reset:
                line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            line.sendall(("\r\n".join(lines) + "\r\n\r\n").encode() + body[at:upto])

    def _settled(self, path: str, upto: int) -> int:
        """The offset once the broken request is over: nobody else holds the upload any more."""
        last, since = -1, time.monotonic()
        while True:
            now = self.offset(path)
            if now == upto:
                return now
            if now != last:
                last, since = now, time.monotonic()
            elif time.monotonic() - since > 0.5:
                return now
            time.sleep(0.02)

    def kills(self, count: int) -> Counted:
        """kill -9 of every server process at a random moment of a chunk."""
        counted = Counted("process kills")
        while counted.faults < count:
            body, at = self.film(KILL_FILM), 0
            path = self.begin(body, counted)
            for _ in range(min(KILLS_IN_A_FILM, count - counted.faults)):
                for _ in range(self.luck.randrange(1, 5)):
                    upto = at + self.luck.randrange(1, KILL_FILM // KILLS_IN_A_FILM // 3)
                    counted.sent += upto - at
                    if self.server.patch(path, at, body[at:upto]).status != 204:
                        counted.wrong.append(f"{path}: refused between two deaths at {at}")
                    at = upto
                size = self.luck.randrange(1, UNDER_WAY)
                sound = self._killed(path, at, body[at : at + size])
                counted.faults += 1
                kept = self.offset(path)
                # An unanswered chunk may count in part; an answered one counts whole.
                if not (at + size if sound else at) <= kept <= at + size:
                    counted.wrong.append(f"{path}: at {kept} after bytes {at} to {at + size}, answered: {sound}")
                counted.sent += size
                at = kept
                if counted.faults % 20 == 0:
                    print(f"  {counted.line()}", flush=True)
            self.rest(path, body, at, counted)
        return counted

    def _killed(self, path: str, at: int, chunk: bytes) -> bool:
        timer = threading.Timer(self.luck.random() * 0.06, self.lives.kill)
        timer.start()
        answered = False
        with suppress(*Trouble):
            answered = self.server.patch(path, at, chunk).status == 204
        timer.join()
        self.lives.next()
        return answered

    def rivals(self, count: int) -> Counted:
        """Two clients send the same upload at once, each chunk twice and some too early."""
        counted = Counted("rivals, repeated and reordered chunks", on_purpose=True)
        for _ in range(count):
            body = self.film(RIVAL_FILM)
            path = self.begin(body, counted)
            statuses: list[int] = []
            plans = [self._plan(len(body)) for _ in range(2)]
            threads = [threading.Thread(target=self._send, args=(path, body, plan, statuses)) for plan in plans]
            for each in threads:
                each.start()
            for each in threads:
                each.join()
            counted.faults += sum(len(plan) for plan in plans)
            counted.refused += sum(status in (409, 423) for status in statuses)
            counted.wrong += [
                f"{path}: a chunk was answered {each}" for each in statuses if each not in (204, 409, 423)
            ]
            self.rest(path, body, self.offset(path), Counted(""))
            counted.sent += len(body)
        return counted

    def _plan(self, length: int) -> list[tuple[int, int]]:
        bounds = sorted({0, length, *(self.luck.randrange(1, length) for _ in range(4))})
        chunks = [*pairwise(bounds)] * 2
        self.luck.shuffle(chunks)
        return sorted(chunks, key=lambda each: each[0] + self.luck.randrange(length // 3))

    def _send(self, path: str, body: bytes, plan: list[tuple[int, int]], statuses: list[int]) -> None:
        for at, upto in plan:
            with suppress(*Trouble):
                statuses.append(self.server.patch(path, at, body[at:upto]).status)

    def judge(self, counted: list[Counted]) -> None:
        """Seal everything and compare every film with what was sent."""
        command(self.server.home, "work")
        found_rows = self.server.rows("SELECT token, state, sha256 FROM recording_upload")
        rows = {str(token): (state, sha256) for token, state, sha256 in found_rows}
        for path, sha256 in self.sent.items():
            found = rows.get(path.rsplit("/", 1)[1])
            if found != ("sealed", sha256):
                counted[-1].wrong.append(f"{path}: {found}, sent {sha256}")
        ((originals,),) = self.server.rows("SELECT COUNT(*) FROM recording_recording")
        if originals != len(self.sent):
            counted[-1].wrong.append(f"{originals} originals of {len(self.sent)} films")


def run(home: Path, cuts: int, resets: int, kills: int, rivals: int, seed: int) -> list[Counted]:
    """The kinds of fault against one server, then the verdict on every film."""
    trial = Trial(home, seed)
    trial.lives = Lives(trial.server)
    try:
        counted = [trial.kills(kills)]
    finally:
        trial.lives.stop()
    trial.server.start()
    try:
        counted += [trial.cuts(cuts), trial.cuts(resets, reset=True), trial.rivals(rivals)]
    finally:
        trial.server.stop(signal.SIGKILL)
    for each in counted:
        print(each.line(), flush=True)
    trial.judge(counted)
    return counted


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="uploads under faults")
    for name, count in (("cuts", 300), ("resets", 50), ("kills", 200), ("rivals", 50), ("seed", 7)):
        parser.add_argument(f"--{name}", type=int, default=count)
    given = parser.parse_args(argv)
    home = Path(tempfile.mkdtemp(prefix="daylight-uploads-"))
    began = time.monotonic()
    counted = run(home, given.cuts, given.resets, given.kills, given.rivals, given.seed)
    wrong = [each for one in counted for each in one.wrong]
    late = [each.name for each in counted if each.resent > 0.01 and not each.in_flight]
    print(f"seed {given.seed}, {time.monotonic() - began:.0f} s, {sum(each.films for each in counted)} films sealed")
    print("\n".join(f"VIOLATION {each}" for each in wrong) or "every film byte-identical, none lost, none doubled")
    if late:
        print(f"more than 1 % resent: {'、'.join(late)}")
    if not wrong:
        shutil.rmtree(home, ignore_errors=True)
    return 1 if wrong or late else 0


if __name__ == "__main__":
    sys.exit(main())
