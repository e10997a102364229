"""A room of its own for a test that kills or races: a data directory, people, cases, and processes that can be ended.

The journal refuses every DELETE, so such tests cannot clean up behind themselves inside pytest's own database.
"""

from __future__ import annotations

import json
import os
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "演示口令-loopback-only"
START_SECONDS = 90


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Room:
    """One data directory and, when ``database_url`` is given, one PostgreSQL database instead of SQLite."""

    home: Path
    database_url: str = ""
    port: int = field(default_factory=free_port)

    def environment(self) -> dict[str, str]:
        kept = {key: value for key, value in os.environ.items() if not key.startswith("DAYLIGHT_")}
        # Hundreds of processes start here: they share compiled modules, and leave none in the tree.
        kept.pop("PYTHONDONTWRITEBYTECODE", None)
        return kept | {
            "PYTHONPYCACHEPREFIX": str(self.home / "compiled"),
            "DAYLIGHT_DATA_DIR": str(self.home),
            "DAYLIGHT_DATABASE_URL": self.database_url,
            "DAYLIGHT_DERIVE": "no",
            "DAYLIGHT_BASE_URL": f"http://127.0.0.1:{self.port}",
            "DJANGO_SETTINGS_MODULE": "daylight.config.settings",
            "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
        }

    def run(self, *command: str) -> str:
        """Run ``python -m command`` to its end; its output. Raises when it fails."""
        done = subprocess.run(
            [sys.executable, "-m", *command], env=self.environment(), cwd=ROOT, capture_output=True, text=True
        )
        if done.returncode:
            raise RuntimeError(f"{command} ended with {done.returncode}\n{done.stdout[-2000:]}\n{done.stderr[-4000:]}")
        return done.stdout

    def stage(self, *steps: str) -> dict[str, Any]:
        """Tables, people, lists, legacy records, and one case per step walked to it (tests/faults/stage.py)."""
        found: dict[str, Any] = json.loads(self.run("tests.faults.stage", *steps).splitlines()[-1])
        return found


class Process:
    """A process in a session of its own, so that it can be killed with all its children."""

    def __init__(self, room: Room, *command: str, **options: Any) -> None:
        self.running = subprocess.Popen(
            [sys.executable, "-m", *command], env=room.environment(), cwd=ROOT, start_new_session=True, **options
        )

    def kill(self, number: int = signal.SIGKILL) -> None:
        """End the whole group; afterwards nobody of it writes any more."""
        with suppress(ProcessLookupError):
            os.killpg(self.running.pid, number)

    def gone(self) -> None:
        """Wait until no member of the group is left."""
        self.running.wait(timeout=60)
        for _ in range(600):
            try:
                os.killpg(self.running.pid, 0)
            except ProcessLookupError:
                return
            time.sleep(0.05)
        raise RuntimeError("a killed group still lives")


class Server(Process):
    """``daylight serve``: site and worker as installed."""

    def __init__(self, room: Room, workers: int = 2) -> None:
        self.port = room.port
        log = (room.home / "server.log").open("ab")
        super().__init__(
            room, "daylight.config.command", "serve", "--port", str(room.port), "--workers", str(workers),
            stdout=log, stderr=log,
        )  # fmt: skip

    def ready(self) -> None:
        """Wait until it answers. Raises when it ends or stays silent."""
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until:
            if self.running.poll() is not None:
                raise RuntimeError(f"the server ended with {self.running.returncode}")
            with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), timeout=5) as line:
                line.sendall(b"GET /office/login/ HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
                if line.recv(64).startswith(b"HTTP/1.1 200"):
                    return
            time.sleep(0.05)
        raise RuntimeError("the server did not start")


class Driver(Process):
    """A process that performs acts: one JSON command per line in, one answer per line out, after the commit."""

    def __init__(self, room: Room) -> None:
        errors = (room.home / "driver.log").open("ab")
        super().__init__(
            room, "tests.faults.driver", stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors, bufsize=0
        )

    def ready(self) -> None:
        if not self.answer():
            raise RuntimeError("the driver did not start")

    def send(self, command: Mapping[str, Any]) -> bool:
        """False when the process is dead."""
        assert self.running.stdin is not None
        try:
            self.running.stdin.write((json.dumps(command, ensure_ascii=False) + "\n").encode())
        except (BrokenPipeError, OSError):
            return False
        return True

    def answer(self, seconds: float = START_SECONDS) -> dict[str, Any]:
        """The next answer; empty when the process died before it answered."""
        assert self.running.stdout is not None
        ready, _, _ = select.select([self.running.stdout], [], [], seconds)
        line = self.running.stdout.readline() if ready else b""
        if not line.endswith(b"\n"):
            return {}
        found: dict[str, Any] = json.loads(line)
        return found

    def ask(self, command: Mapping[str, Any]) -> dict[str, Any]:
        return self.answer() if self.send(command) else {}


def together(drivers: list[Driver], commands: list[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Give each driver one command at the same moment; their answers in the same order."""
    for driver, command in zip(drivers, commands, strict=True):
        driver.send(command)
    return [driver.answer() for driver in drivers]
