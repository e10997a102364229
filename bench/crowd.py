"""Rooms with 1,000 and with 100,000 cases, measured beside each other (bench/queues.py works inside them)."""

from __future__ import annotations

import json
import shutil
import time
from pathlib import Path

from bench.figures import Figure, median, say
from tests.faults.harness import Room

# One case walked to each of these, then copied.
STEPS = (
    "register", "request", "open", "conclude", "hear", "notice", "draft", "send", "pass", "approve", "issue", "serve",
    "pay", "close", "archive",
)  # fmt: skip
FEW, MANY = 1_000, 100_000
RUNS, ROUNDS = 15, 5
PEOPLE = {
    "officer": "执法人员", "head": "科室负责人", "reviewer": "法制审核人员", "leader": "机关负责人", "publisher": "公示审核人员",
    "window": "窗口人员",
}  # fmt: skip


def run(home: Path, many: int = MANY) -> list[Figure]:
    """Two rooms beside each other, measured in turns, so that a busy machine is busy for both."""
    few_room = Room(home / "few")
    few_room.home.mkdir()
    few_room.stage(*STEPS)
    few_room.run("bench.queues", "load", str(FEW))
    shutil.copytree(few_room.home, home / "many")
    many_room = Room(home / "many")
    began = time.perf_counter()
    many_room.run("bench.queues", "load", str(many))
    say(f"{many:,} cases loaded in {time.perf_counter() - began:.0f} s")
    rounds = [[_measured(room) for room in (few_room, many_room)] for _ in range(ROUNDS)]
    return figures(rounds, many)


def figures(rounds: list[list[dict[str, list[float]]]], many: int) -> list[Figure]:
    """Medians over the rounds, page by page, in milliseconds of processor; the wall clock stands in the note."""
    found = []
    for name, first in rounds[0][0].items():
        wall, busy = ([median([each[side][name][kind] for each in rounds]) for side in (0, 1)] for kind in (0, 1))
        page, who = name.split()
        note = f"wall {wall[1]:.0f} against {wall[0]:.0f} ms"
        if page == "home":
            note = f"{first[2]:.0f} rows a page; {note}"
        what = f"{'我的待办' if page == 'home' else 'case page'}, {PEOPLE[who]}, {many:,} cases"
        runs = len(rounds) * RUNS
        found.append(Figure(what, f"the same with {FEW:,}", busy[1], busy[0], "ms", runs, note))
        say(f"{name}: {busy[1]:.1f} / {busy[0]:.1f} ms = {busy[1] / busy[0]:.2f}; {note}")
    return found


def _measured(room: Room) -> dict[str, list[float]]:
    found: dict[str, list[float]] = json.loads(room.run("bench.queues", "measure").splitlines()[-1])
    return found
