"""No legal number in Python: they stand in lawpacks/, with their article and their dates."""

from __future__ import annotations

import ast
import re
import tomllib

from daylight.base import lawpack
from tests.rules.tree import ROOT, parsed, python_files, shown, texts

PERIOD = re.compile(r"[1-9]\d{0,3}(?:wd|d|m|y|h)")
# Time that is no legal period: retries, leases, sessions, how far a calendar or a screen looks.
TECHNICAL = {"seconds", "milliseconds", "microseconds", "minutes"}
# Files whose days are no law, with the reason.
NO_LAW = {
    "src/daylight/recording/acts/media.py": "how long an unfinished upload is kept before it is cleared away",
    "src/daylight/recording/acts/custody.py": "how long a stated purpose stays good before it is asked again",
    "src/daylight/recording/acts/devices.py": "a clock a year off is a slip of the keys",
    "src/daylight/recording/devices.py": "how far back the register looks when it counts devices in use",
}
LEGAL_PACKAGES = ("core", "lists", "cases", "recording", "review", "decisions", "disclosure", "oversight")


def _legal_files():
    return [
        p for package in LEGAL_PACKAGES for p in python_files(f"src/daylight/{package}") if "migrations" not in p.parts
    ]


def test_no_period_of_days_is_written_in_code():
    found = [
        f"{shown(p)}:{node.lineno} {ast.unparse(node)}"
        for p in _legal_files()
        if shown(p) not in NO_LAW
        for node in ast.walk(parsed(p))
        if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] == "timedelta"
        for value, name in [*((a, "days") for a in node.args[:1]), *((k.value, k.arg) for k in node.keywords)]
        if name not in TECHNICAL and isinstance(value, ast.Constant) and abs(value.value) > 1
    ]
    assert not found


def test_no_legal_period_is_written_in_code():
    found = [f"{shown(p)}:{line} {text}" for p in _legal_files() for line, text in texts(p) if PERIOD.fullmatch(text)]
    assert not found


def test_no_amount_is_written_in_code():
    """Decimal(…) of a sum, a rate or a threshold. One, ten, hundred … are units and roundings, not law."""
    units = {"0", "1", "2", "10", "100", "1000", "10000", "100000000", "0.01", "0.1", "0.001", "0.0001"}
    found = [
        f"{shown(p)}:{node.lineno} {ast.unparse(node)}"
        for p in _legal_files()
        for node in ast.walk(parsed(p))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func).split(".")[-1] == "Decimal"
        and node.args
        and isinstance(node.args[0], ast.Constant)
        and str(node.args[0].value).replace("_", "") not in units
    ]
    assert not found


def test_every_rule_says_where_it_stands_and_since_when():
    pack = lawpack.load(ROOT / "lawpacks")
    assert pack is not None
    bare = []
    for path in sorted((ROOT / "lawpacks").rglob("*.toml")):
        for table, rules in tomllib.loads(path.read_text("utf-8")).items():
            if not isinstance(rules, list):
                continue
            for rule in rules:
                if isinstance(rule, dict) and "in_force_from" in rule and not rule.get("cite"):
                    bare.append(f"{shown(path)} {table}")
    assert not bare


def test_the_lawpacks_are_read_nowhere_else():
    """Only the loader opens the law, so only one place can get dates and overlays wrong."""
    readers = {
        shown(p)
        for p in python_files("src")
        for node in ast.walk(parsed(p))
        if isinstance(node, ast.Import) and any(name.name == "tomllib" for name in node.names)
    }
    assert readers == {"src/daylight/base/lawpack.py"}
