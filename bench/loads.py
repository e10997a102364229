"""How long the demonstration takes to load and to verify."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from bench.figures import Plain, median, say, seconds
from tests.faults.harness import ROOT, Room

VERIFY_RUNS = 3


def run(home: Path) -> list[Plain]:
    room = Room(home)
    tables = seconds(lambda: room.run("daylight.config.command", "migrate"))
    load = seconds(lambda: room.run("daylight.config.command", "demo"))
    public = home / "public"
    script = [sys.executable, str(ROOT / "verifier" / "daylight_verify.py"), str(public)]
    said = subprocess.run(script, check=True, capture_output=True, text=True).stdout
    verify = median(
        [seconds(lambda: subprocess.run(script, check=True, capture_output=True)) for _ in range(VERIFY_RUNS)]
    )
    inside = seconds(lambda: room.run("daylight.config.command", "verify"))
    pages = len(list((public / "decisions").glob("*-*/index.html")))
    say(f"tables {tables:.1f} s, demonstration {load:.1f} s, verifier {verify:.2f} s")
    log = next((line for line in said.splitlines() if line.startswith("登记簿")), "").split("，")[0]
    return [
        Plain("`daylight migrate` on nothing", tables, "s"),
        Plain("`daylight demo`", load, "s", f"{pages} decisions on the public site; each case walked through its acts"),
        Plain("`verifier/daylight_verify.py` on it", verify, "s", f"{log}; start of Python included"),
        Plain("`daylight verify` on it", inside, "s", "also every journal entry and every original"),
    ]
