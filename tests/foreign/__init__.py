"""Upload clients and a server written by others. Their packages lie below build/, installed once for each lock file."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent
NAMES = ("package.json", "package-lock.json")


def installed() -> Path:
    """The folder from which node finds the pinned packages and our scripts. node itself comes from scripts/packages."""
    stamp = hashlib.sha256(b"".join((HERE / name).read_bytes() for name in NAMES)).hexdigest()[:16]
    home = ROOT / "build" / "foreign"
    if not (home / stamp).exists():
        program = shutil.which("npm")
        if program is None:
            raise RuntimeError("npm is missing: run scripts/packages test")
        shutil.rmtree(home, ignore_errors=True)
        home.mkdir(parents=True)
        for name in NAMES:
            shutil.copy(HERE / name, home)
        subprocess.run([program, "ci", "--no-audit", "--no-fund", "--silent"], cwd=home, check=True)
        (home / stamp).touch()
    for script in HERE.glob("*.mjs"):
        shutil.copy(script, home)
    return home
