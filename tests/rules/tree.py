"""The repository as the house rules see it: tracked or new files, parsed once."""

from __future__ import annotations

import ast
import functools
import importlib
import pkgutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import daylight
from daylight.base.act import ACTS
from daylight.config.reference import SPEAKS

ROOT = Path(__file__).resolve().parents[2]
SRC = ROOT / "src" / "daylight"
WRITTEN = ("src", "tests", "verifier", "scripts", "bench", "lawpacks", "demo", "docs")


def python_files(*folders: str) -> list[Path]:
    """Python files below ``folders`` of the repository, without what tools leave behind."""
    found = [p for folder in folders for p in (ROOT / folder).rglob("*.py")]
    return sorted(p for p in found if "__pycache__" not in p.parts)


def templates() -> list[Path]:
    return sorted(SRC.rglob("templates/**/*.html"))


@functools.cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"), filename=str(path))


def shown(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def texts(path: Path) -> Iterator[tuple[int, str]]:
    """Every string of a Python file that is not a docstring, with its line."""
    tree = parsed(path)
    docs = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            yield node.lineno, node.value


@functools.cache
def acts_of_the_house() -> dict[str, Callable[..., Any]]:
    """Event → act, without the acts that tests declare; loads what registers acts or says their sentences."""
    for module in pkgutil.walk_packages(daylight.__path__, "daylight."):
        if SPEAKS.search(module.name):
            importlib.import_module(module.name)
    return {event: act for event, act in ACTS.items() if act.__module__.startswith("daylight.")}
