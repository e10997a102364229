"""kill -9 of the running platform, again and again, while people work on it.

    python -m tests.faults.kill_nine --cycles 200 --seed 7

Starts site and worker as installed on a loopback port over a data directory of its own, lets a clerk, a reviewer and three
uploaders work, kills every process at a random moment (one time in seven while it is still starting), looks at what is left,
starts again. Clients repeat what was not acknowledged under the same key. PostgreSQL: DAYLIGHT_FAULTS_DATABASE_URL, an
empty database. Ends with exit code 1 when a promise was broken.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path

from tests.faults.checks import Inspector
from tests.faults.clients import Clerk, Client, Film, Promises, Reviewer, Uploader
from tests.faults.harness import Driver, Process, Room, Server

# A life ends after so many acknowledgements, drawn anew each time, and a moment; on a busy machine after so many seconds.
MOST_WORK = 60
LONGEST_LIFE = 8
# Deaths while everything is still starting.
EARLY = 0.15
# The worker looks every few seconds; a busy machine needs more.
SETTLE_SECONDS = 120


class Killing:
    """One run: ``cycles`` deaths from one ``seed``."""

    def __init__(self, room: Room, seed: int) -> None:
        self.room = room
        self.luck = random.Random(seed)
        staged = room.stage("fill", "assign", "published", "investigate")
        self.promises, self.up = Promises(), threading.Event()
        self.inspector = Inspector(room, self.promises, staged["public"])
        drafted, reviewed, _, filmed = staged["cases"]
        told = (room, self.promises, self.up)
        self.clerk = Clerk(*told, f"k9-{seed}-clerk", case=drafted["case"], legacy=staged["legacy"])
        self.clients: list[Client] = [
            self.clerk,
            Reviewer(*told, f"k9-{seed}-reviewer", dossier=reviewed["dossier"], elements=reviewed["elements"]),
            Uploader(*told, f"k9-{seed}-film0", case=filmed["case"]),
            Uploader(*told, f"k9-{seed}-film1", case=drafted["case"]),
            Uploader(*told, f"k9-{seed}-film2", case=drafted["case"]),
        ]
        self.processes: list[Process] = []
        self.deaths: Counter[str] = Counter()

    def run(self, cycles: int, say: bool) -> None:
        for client in self.clients:
            client.start()
        self._ready(self._start())
        for client in self.clients:
            client.signed_in.wait(SETTLE_SECONDS)
        self._die()
        for cycle in range(1, cycles + 1):
            self._live(early=self.luck.random() < EARLY)
            self._die()
            self._look()
            if say and (cycle % 10 == 0 or cycle == cycles):
                print(f"  {cycle} deaths, {self._line()}", flush=True)
            if cycle % 40 == 0:
                self._settle()
        self._finish()

    def _start(self) -> Server:
        server = Server(self.room)
        self.clerk.driver = Driver(self.room)
        self.processes = [server, self.clerk.driver]
        return server

    def _ready(self, server: Server) -> None:
        server.ready()
        assert self.clerk.driver is not None
        self.clerk.driver.ready()
        self.up.set()

    def _live(self, early: bool) -> None:
        server = self._start()
        if early:
            self.deaths["starting"] += 1
            time.sleep(self.luck.random() * 2)
            return
        self._ready(server)
        self.deaths["working"] += 1
        # Half of the looks happen on a live server, which has recovered the database by itself.
        if self.luck.random() < 0.5:
            self._database()
        until, enough = time.monotonic() + LONGEST_LIFE, self._work() + self.luck.randrange(MOST_WORK)
        while self._work() < enough and time.monotonic() < until:
            time.sleep(0.002)
        time.sleep(self.luck.random() * 0.1)

    def _work(self) -> int:
        return len(self.promises.acked) + self.promises.chunks

    def _die(self) -> None:
        self.up.clear()
        victims = list(self.processes)
        self.luck.shuffle(victims)
        for process in victims:
            process.kill()
        for process in victims:
            # Its pipes are closed when the clerk lets go of them: closing here would pull them from under his feet.
            process.gone()

    def _look(self) -> None:
        self.inspector.log(settled=False)
        if self.luck.random() < 0.5:
            self._database()

    def _database(self) -> None:
        promised = self.promises.snapshot()
        with self.promises.lock:
            films: list[tuple[Film, str, int]] = [
                (each, each.path, each.acked) for each in self.promises.films if each.path and not each.sealed
            ]
        self.inspector.database(promised, films)

    def _settle(self) -> None:
        """Let the worker catch up and demand a clean verification."""
        self._ready(self._start())
        self._wait_settled()
        self._die()

    def _wait_settled(self) -> None:
        until = time.monotonic() + SETTLE_SECONDS
        while not self.inspector.settled() and time.monotonic() < until:
            time.sleep(0.5)
        self.inspector.log(settled=True)

    def _finish(self) -> None:
        """Everybody finishes what he began; then every key asked for is answered and every film is sealed."""
        self._ready(self._start())
        for client in self.clients:
            client.stopping.set()
        for client in self.clients:
            client.join(timeout=SETTLE_SECONDS)
            if client.is_alive():
                self.promises.wrong(f"{client.name} could not finish")
        for film in self.promises.films:
            if not film.sealed:
                self.promises.wrong(f"{film.key} was never sealed")
        for key in self.promises.asked - self.promises.acked.keys():
            self.promises.wrong(f"{key} was never answered")
        self._wait_settled()
        self._die()
        self._database()
        # Every entry opens its leaf, every original in the vault is whole.
        said = self.room.run("daylight.config.command", "verify")
        if "有问题" in said:
            self.promises.wrong(said)

    def _line(self) -> str:
        p = self.promises
        return (
            f"{len(p.acked)} acts acknowledged, {p.chunks} chunks, {len(p.films)} films, {p.resent} resent, "
            f"{p.repeated} repeated on purpose, {self.inspector.entries} entries, log {self.inspector.size}, "
            f"{len(p.violations)} violations"
        )

    def summary(self) -> str:
        late = sum(film.kept for film in self.promises.films)
        deaths = ", ".join(f"{count} while {when}" for when, count in sorted(self.deaths.items()))
        return f"deaths: {deaths}\n{self._line()}\n{late} bytes had been kept though their answer was lost"


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="kill -9 under load")
    parser.add_argument("--cycles", type=int, default=200)
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--quiet", action="store_true")
    given = parser.parse_args(argv)
    seed = random.SystemRandom().randrange(10**6) if given.seed is None else given.seed
    home = Path(tempfile.mkdtemp(prefix="daylight-kill-"))
    url = os.environ.get("DAYLIGHT_FAULTS_DATABASE_URL", "")
    print(f"seed {seed}, {given.cycles} cycles, {'PostgreSQL' if url else 'SQLite'}", flush=True)
    began = time.monotonic()
    # So that nothing is left running when the run itself is stopped.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    killing = Killing(Room(home, url), seed)
    try:
        killing.run(given.cycles, not given.quiet)
    finally:
        for process in killing.processes:
            process.kill()
    print(f"seed {seed}: {given.cycles} deaths in {time.monotonic() - began:.0f} s\n{killing.summary()}")
    violations = list(dict.fromkeys(killing.promises.violations))
    print("\n".join(f"VIOLATION {each}" for each in violations[:50]) or "no promise was broken")
    if violations:
        print(f"left for inspection: {home}")
    else:
        shutil.rmtree(home, ignore_errors=True)
    return 1 if violations else 0


if __name__ == "__main__":
    sys.exit(main())
