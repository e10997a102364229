"""Files: short, named after one idea, finished."""

from __future__ import annotations

import re

from tests.rules.tree import ROOT, SRC, WRITTEN, parsed, python_files, shown

# A name that says nothing collects everything.
SAY_NOTHING = {"utils", "util", "helpers", "helper", "common", "misc", "services", "managers", "handlers", "constants"}
UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")  # the words themselves stand only here
SKIPPED = re.compile(r"pytest\.(skip|importorskip)|mark\.(skip|skipif|xfail)|unittest\.skip")


def _lines(path):
    return len(path.read_text("utf-8").splitlines())


def test_no_file_is_longer_than_one_can_read():
    limits = [(python_files("src", "verifier", "scripts", "bench"), 400), (python_files("tests"), 600)]
    long = {shown(p): n for files, limit in limits for p in files if (n := _lines(p)) > limit}
    assert not long, "split these by idea"


def test_no_file_has_a_name_that_says_nothing():
    named = [p for folder in WRITTEN for p in (ROOT / folder).rglob("*") if "__pycache__" not in p.parts]
    assert not [shown(p) for p in named if p.stem in SAY_NOTHING]


def test_every_package_says_what_it_owns():
    packages = [p for p in SRC.rglob("__init__.py") if "migrations" not in p.parts and p.parent.name != "templatetags"]
    silent = [shown(p) for p in packages if not (parsed(p).body and p.read_text().lstrip().startswith('"""'))]
    assert not silent


def test_nothing_is_left_for_later():
    mine = ROOT / "tests" / "rules" / "test_files.py"
    written = [p for p in python_files("src", "tests", "verifier", "scripts") if p != mine]
    assert not [shown(p) for p in written if UNFINISHED.search(p.read_text("utf-8"))]


def test_no_test_is_skipped_or_expected_to_fail():
    mine = ROOT / "tests" / "rules" / "test_files.py"
    assert not [shown(p) for p in python_files("tests") if p != mine and SKIPPED.search(p.read_text("utf-8"))]


def test_nothing_names_the_machine_it_was_written_on():
    places = re.compile(r"/(?:work|root|home/\w+)/")
    endings = {".py", ".md", ".toml", ".sh", ".html", ".css", ".js", ".csv", ".yaml", ".typ", ""}
    files = [p for folder in (*WRITTEN, ".ci") for p in (ROOT / folder).rglob("*") if p.is_file()]
    mine = {ROOT / "tests" / "rules" / "test_files.py"}
    named = [
        shown(p)
        for p in {*files, *ROOT.glob("[!.]*.*"), ROOT / "Makefile"} - mine
        if p.is_file()
        and p.suffix in endings
        and "__pycache__" not in p.parts
        and places.search(p.read_text("utf-8", "ignore"))
    ]
    assert not named
