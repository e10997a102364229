"""One meaning, one word: docs/glossary.md and the code speak the same language."""

from __future__ import annotations

import ast
import re
from collections import Counter

from django.apps import apps

from daylight.base.access import ROLES
from daylight.core.listkinds import KINDS
from tests.rules.tree import ROOT, acts_of_the_house, parsed, python_files, texts

ACTS = acts_of_the_house()
CELL = re.compile(r"`([^`]+)`")


def _rows() -> list[list[str]]:
    lines = (ROOT / "docs" / "glossary.md").read_text("utf-8").splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("|")]
    return [row for row in rows if row[0] != "中文" and not set(row[0]) <= {"-"}]


ROWS = _rows()
NAMES = [name for row in ROWS for name in CELL.findall(row[3])]
MEANINGS = {name: row[0] for row in ROWS for name in CELL.findall(row[3])}
MODELS = [m for m in apps.get_models() if m.__module__.startswith("daylight.")]


def _code_names() -> set[str]:
    """Identifiers that are defined, module and package names, and texts used as codes."""
    found: set[str] = set()
    for path in python_files("src"):
        found |= {path.stem, path.parent.name}
        found |= {n.name for n in ast.walk(parsed(path)) if isinstance(n, ast.ClassDef | ast.FunctionDef)}
        found |= {text for _, text in texts(path)}
    for path in (ROOT / "lawpacks").rglob("*.toml"):
        found |= set(re.findall(r'^id = "(\w+)"', path.read_text("utf-8"), re.MULTILINE))
    return found


def test_every_row_has_a_word_in_both_languages_a_source_and_a_code_name():
    assert len(ROWS) > 100
    for row in ROWS:
        assert len(row) == 4, row
        assert re.search(r"[\u4e00-\u9fff]", row[0]), row
        assert re.fullmatch(r"[A-Za-z ,()-]+", row[1]), row
        assert row[2], row
        assert CELL.findall(row[3]), row


def test_every_code_name_exists():
    known = _code_names()
    assert not [name for name in NAMES if name not in known]


def test_one_word_for_one_meaning():
    assert not [word for word, times in Counter(row[0] for row in ROWS).items() if times > 1]
    assert not [name for name, times in Counter(NAMES).items() if times > 1]


def test_every_table_is_explained():
    assert not sorted({m.__name__ for m in MODELS} - set(NAMES))


def test_a_table_is_called_in_the_browser_what_it_is_called_here():
    titles = {m.__name__: str(m._meta.verbose_name) for m in MODELS}
    wrong = {name: (said, MEANINGS[name]) for name, said in titles.items() if said not in MEANINGS.get(name, said)}
    assert not wrong


def test_every_act_is_explained():
    assert not sorted({function.__name__ for function in ACTS.values()} - set(NAMES))


def test_every_list_and_role_is_explained():
    assert not sorted({*KINDS, *ROLES} - set(NAMES))
    assert {code: MEANINGS[code] for code in ROLES} == ROLES
    assert {code: MEANINGS[code] for code in KINDS} == {code: kind.title for code, kind in KINDS.items()}
