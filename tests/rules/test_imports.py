"""The import law runs, bites, and cannot be walked around."""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.rules.tree import ROOT, SRC, parsed, python_files, shown


def _lint(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()"]
    path = {"PYTHONPATH": str(folder / "src"), "PATH": "/usr/bin:/bin", "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(
        [*command, "--no-cache", "--no-logo"], cwd=folder, env=path, capture_output=True, text=True, check=False
    )


def test_the_law_is_kept():
    done = _lint(ROOT)
    assert done.returncode == 0, done.stdout


PLANTED = [
    ("portal/feed.py", "import daylight.cases.models", "The public site cannot reach an original"),
    ("base/present.py", "import daylight.lists.models", "Rooms in data order"),
    ("review/queries.py", "import daylight.decisions.models", "Review does not know drafts"),
    ("core/moment.py", "import django.utils.timezone", "The core is pure"),
    ("web/api/urls.py", "import daylight.web.office.menu", "The faces are independent"),
    ("newroom/__init__.py", '"""A room in no layer."""', "Rooms in data order"),
]


@pytest.mark.parametrize(("file", "line", "contract"), PLANTED, ids=[p[0] for p in PLANTED])
def test_a_planted_violation_is_found(tmp_path, file, line, contract):
    shutil.copytree(
        SRC, tmp_path / "src" / "daylight", ignore=shutil.ignore_patterns("__pycache__", "static", "templates")
    )
    shutil.copy(ROOT / ".importlinter", tmp_path)
    planted = tmp_path / "src" / "daylight" / file
    planted.parent.mkdir(exist_ok=True)
    with planted.open("a") as stream:
        stream.write(f"\n{line}\n")
    done = _lint(tmp_path)
    assert done.returncode == 1
    broken = [row for row in done.stdout.splitlines() if contract in row and "BROKEN" in row]
    assert broken, done.stdout + done.stderr


def test_no_import_hides_inside_a_function():
    hidden = [
        f"{shown(p)}:{inner.lineno}"
        for p in python_files("src", "verifier")
        for node in ast.walk(parsed(p))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        for inner in ast.walk(node)
        if isinstance(inner, ast.Import | ast.ImportFrom)
    ]
    assert not hidden


def test_the_verifier_needs_nothing_but_python():
    roots = {
        name.split(".")[0]
        for node in ast.walk(parsed(ROOT / "verifier" / "daylight_verify.py"))
        for name in (
            [a.name for a in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    assert roots <= sys.stdlib_module_names


def test_no_signals():
    """A signal is a call nobody can see; the one exception stands in config/apps.py with its reason."""
    allowed = {SRC / "config" / "apps.py"}
    users = [
        shown(p)
        for p in python_files("src")
        if p not in allowed
        and any(isinstance(n, ast.ImportFrom) and (n.module or "").endswith("signals") for n in ast.walk(parsed(p)))
    ]
    assert not users


def test_core_takes_time_and_chance_as_arguments():
    clocks = {"now", "today", "utcnow", "token_bytes", "token_hex", "urandom", "uuid4", "time", "monotonic"}
    found = [
        f"{shown(p)}:{node.lineno}"
        for p in python_files("src/daylight/core")
        for node in ast.walk(parsed(p))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in clocks
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id in {"datetime", "date", "uuid", "secrets", "os", "time", "random"}
    ]
    assert not found
