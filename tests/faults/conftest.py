"""One staged room for the module that asks for it; PostgreSQL as well when DAYLIGHT_FAULTS_DATABASE_URL names an empty one."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from tests.faults.harness import Driver, Room

STEPS = ("fill", "pass", "pass", "pass", "copy", "copy", "copy")


@dataclass
class Contest:
    """A room with two people's processes in it."""

    room: Room
    staged: dict[str, Any]
    drivers: list[Driver]
    count: int = 0

    def cases(self, step: str) -> list[dict[str, Any]]:
        return [each for each in self.staged["cases"] if each["step"] == step]

    def key(self) -> str:
        """A key nobody has used."""
        self.count += 1
        return f"together-{self.count}"


def _urls() -> list[str]:
    url = os.environ.get("DAYLIGHT_FAULTS_DATABASE_URL", "")
    return ["", url] if url else [""]


@pytest.fixture(scope="module", params=_urls(), ids=lambda url: "postgresql" if url else "sqlite")
def contest(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Contest]:
    room = Room(tmp_path_factory.mktemp("contest"), request.param)
    staged = room.stage(*STEPS)
    drivers = [Driver(room) for _ in range(2)]
    for each in drivers:
        each.ready()
    yield Contest(room, staged, drivers)
    for each in drivers:
        each.kill()
        each.gone()
        for pipe in (each.running.stdin, each.running.stdout):
            if pipe is not None:
                pipe.close()
