"""The machine in words: processor, memory, versions. No names of hosts or people."""

from __future__ import annotations

import os
import platform
import re
import sqlite3
import subprocess
from pathlib import Path

import django
import granian
import typst


def _first(command: list[str]) -> str:
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    except (OSError, subprocess.TimeoutExpired):
        return "—"
    lines = (done.stdout + done.stderr).strip().splitlines()
    found = re.search(r"\d+(\.\d+)+", lines[0]) if lines else None
    return found[0] if found else "—"


def describe(folder: Path) -> list[tuple[str, str]]:
    """``folder``: where the measured files lay."""
    said = Path("/proc/cpuinfo").read_text() if Path("/proc/cpuinfo").exists() else ""
    model = re.search(r"model name\s*: (.+)", said)
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1024**3
    system = platform.freedesktop_os_release().get("PRETTY_NAME", platform.system())
    disk = _filesystem(folder)
    return [
        ("processor", f"{model[1].strip() if model else platform.machine()}, {os.cpu_count()} cores"),
        ("memory", f"{memory:.0f} GiB"),
        ("load before the run", f"{os.getloadavg()[0]:.1f}"),
        ("system", f"{system}, Linux {platform.release().split('-')[0]}, file system {disk}"),
        ("Python · SQLite", f"{platform.python_version()} · {sqlite3.sqlite_version}"),
        ("Django · granian · typst", f"{django.get_version()} · {granian.__version__} · {typst.__version__}"),
        ("nginx · wrk · LibreOffice", " · ".join((
            _first(["/usr/sbin/nginx", "-v"]), _first(["wrk", "-v"]), _first(["soffice", "--version"]),
        ))),
    ]  # fmt: skip


def _filesystem(folder: Path) -> str:
    done = subprocess.run(["stat", "-f", "-c", "%T", str(folder)], capture_output=True, text=True)
    return done.stdout.strip() or "—"
