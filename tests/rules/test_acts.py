"""Acts: one name everywhere, a right that exists, a sentence for the timeline, one shape."""

from __future__ import annotations

import ast
import inspect
import re
import sys
from collections import Counter

from django.apps import apps

from daylight.base.access.rights import RIGHTS, ROLES
from tests.rules.tree import SRC, acts_of_the_house, parsed, python_files, shown, texts

ACTS = acts_of_the_house()
NAME = re.compile(r"[a-z]+\.[a-z_]+\.[a-z_]+")


def _act_files():
    return [p for p in python_files("src") if p.name == "acts.py" or p.parent.name == "acts"]


def _is_act(node: ast.AST) -> bool:
    return isinstance(node, ast.FunctionDef) and any(
        isinstance(d, ast.Call) and isinstance(d.func, ast.Name) and d.func.id == "act" for d in node.decorator_list
    )


def _sentences() -> dict[str, str]:
    found: dict[str, str] = {}
    for config in apps.get_app_configs():
        module = sys.modules.get(f"{config.name}.events")
        for table in ("SENTENCES", "TITLES"):
            found.update(getattr(module, table, {}))
    return found


def test_every_event_begins_with_its_room():
    wrong = {e: f.__module__ for e, f in ACTS.items() if f.__module__.split(".")[1] != e.split(".")[0]}
    assert not wrong
    assert not [event for event in ACTS if not NAME.fullmatch(event)]


def test_every_act_has_its_own_event():
    declared = {p: sum(_is_act(node) for node in ast.walk(parsed(p))) for p in python_files("src")}
    assert not [shown(p) for p, count in declared.items() if count and p not in _act_files()]
    assert sum(declared.values()) == len(ACTS), "two acts declare the same event"


def test_every_event_has_a_sentence():
    sentences = _sentences()
    assert not [event for event in ACTS if event not in sentences]
    assert all(sentence and not sentence.endswith("。") for sentence in sentences.values())


def test_every_act_takes_actor_and_now_by_name():
    wrong = []
    for event, function in ACTS.items():
        parameters = inspect.signature(function).parameters
        for name in ("actor", "now"):
            if name not in parameters or parameters[name].kind is not inspect.Parameter.KEYWORD_ONLY:
                wrong.append((event, name))
    assert not wrong


def test_every_act_says_what_it_does():
    assert not [event for event, function in ACTS.items() if not inspect.getdoc(function)]


def test_acts_never_call_acts():
    names = {f.__name__ for f in ACTS.values()}
    calls = [
        f"{shown(p)}:{call.lineno} {call.func.id}"
        for p in _act_files()
        for node in ast.walk(parsed(p))
        if _is_act(node)
        for call in ast.walk(node)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in names
    ]
    assert not calls


def test_every_right_is_used_and_every_used_right_exists():
    used = Counter(
        text for p in python_files("src") if p != SRC / "base" / "access" / "rights.py" for _, text in texts(p)
    )
    moves = "\n".join(p.read_text("utf-8") for p in (SRC.parents[1] / "lawpacks").rglob("*.toml"))
    assert not [right for right in RIGHTS if not used[right] and f'"{right}"' not in moves]
    asked = {
        node.args[1].value
        for p in python_files("src")
        for node in ast.walk(parsed(p))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in {"may", "require"}
        and len(node.args) > 1
        and isinstance(node.args[1], ast.Constant)
    }
    assert asked <= RIGHTS.keys()


def test_rights_are_in_order_and_name_known_roles():
    assert list(RIGHTS) == sorted(RIGHTS)
    assert {role for granted in RIGHTS.values() for role in granted} <= ROLES.keys()


def test_no_fault_is_swallowed():
    silent = [
        f"{shown(p)}:{node.lineno}"
        for p in python_files("src", "verifier", "tests")
        for node in ast.walk(parsed(p))
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or (isinstance(node.type, ast.Name) and node.type.id in {"Exception", "BaseException"}))
        and all(isinstance(inner, ast.Pass) for inner in node.body)
    ]
    assert not silent
