"""A scratch office for a journey: agency, people and published lists without a single case, and the server as installed."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.faults.harness import Room, Server

PASSWORD = "演示口令-只在本机"


@dataclass
class Office(Room):
    """``site``: its address; ``public``: the directory any web server could serve."""

    def environment(self) -> dict[str, str]:
        return super().environment() | {"DAYLIGHT_DEMO_PASSWORD": PASSWORD}

    @property
    def site(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def public(self) -> Path:
        return self.home / "public"


@contextmanager
def office(home: Path) -> Iterator[Office]:
    """Site and worker running on ``home`` until the end."""
    room = Office(home)
    room.run("daylight.config.command", "migrate")
    room.run("daylight.config.command", "demo", "--without-cases")
    server = Server(room)
    try:
        server.ready()
        yield room
    finally:
        server.kill(signal.SIGTERM)
        server.gone()
