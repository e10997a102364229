"""服务指南的材料: which material is asked of whom (行政许可法第三十条), for guide, wizard, intake form and gate alike.

A material of the list may end in a condition: ``授权委托书（委托办理的提交）`` is asked of those who answer so,
``…（视情形提交）`` is offered and never missed. Words that no question declares belong to the name of the material.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from daylight.core.lawentry import LawError

OPEN = "视情形"
_TAIL = re.compile(r"[（(]([^（()）]+?)(?:的)?提交[）)]$")
_BETWEEN = re.compile(r"[、，,]|或者|或|和|及")


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer; ``words``: every way a list may write it, the shown one first."""

    code: str
    words: tuple[str, ...]

    @property
    def word(self) -> str:
        return self.words[0]


@dataclass(frozen=True, slots=True)
class Question:
    code: str
    title: str
    cite: str
    answers: tuple[Answer, ...]
    in_force_from: date
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Material:
    """``text`` as listed, ``name`` without its condition. ``when``: question → the answers that ask for it, all questions
    to be met; empty: asked of everybody. ``open``: 视情形."""

    text: str
    name: str
    when: Mapping[str, frozenset[str]]
    open: bool = False

    def asked(self, answers: Mapping[str, str]) -> bool | None:
        """Whether it is asked of somebody who answers so; None while an answer is missing, or where it depends."""
        given = {code: answers[code] for code in self.when if answers.get(code)}
        if any(given[code] not in self.when[code] for code in given):
            return False
        return None if self.open or len(given) < len(self.when) else True


@dataclass(frozen=True, slots=True)
class Bring:
    """What to bring: ``needed``; ``perhaps`` (视情形, or a question is open); ``spared`` because of the answers."""

    needed: tuple[Material, ...]
    perhaps: tuple[Material, ...]
    spared: tuple[Material, ...]


def read_questions(tables: Iterable[Mapping[str, Any]], on: date) -> tuple[Question, ...]:
    """The questions in force on ``on``; a later pack replaces one of the same id. Raises ``LawError``."""
    found: dict[str, Question] = {}
    for table in tables:
        for row in table.get("question", ()):
            try:
                answers = tuple(Answer(a["id"], (a["word"], *a.get("also", ()))) for a in row["answers"])
                question = Question(
                    row["id"], row["title"], row["cite"], answers, row["in_force_from"], row.get("until")
                )
            except (KeyError, TypeError) as error:
                raise LawError(f"guide_questions：问题 {row.get('id', '')} 缺少 {error}") from error
            if question.in_force_from <= on and (question.until is None or on < question.until):
                found[question.code] = question
    words = [word for q in found.values() for a in q.answers for word in a.words]
    if doubled := sorted({word for word in words if words.count(word) > 1}):
        raise LawError(f"guide_questions：{'、'.join(doubled)} 是两个回答的写法，请改为不同的词")
    return tuple(found.values())


def read_material(text: str, questions: Sequence[Question]) -> Material:
    """One entry of the list. A condition with an undeclared word is no condition: the whole stays the name."""
    tail = _TAIL.search(text.strip())
    if tail is None:
        return Material(text, text.strip(), {})
    name = text.strip()[: tail.start()].strip()
    if tail[1] == OPEN:
        return Material(text, name, {}, True)
    known = {word: (q.code, a.code) for q in questions for a in q.answers for word in a.words}
    # “法人或者其他组织” is one answer although it holds a joining word: the whole is tried before its parts.
    parts = [tail[1]] if tail[1] in known else _parts(tail[1], known)
    pairs = [known.get(part) for part in parts]
    when: dict[str, frozenset[str]] = {}
    for pair in pairs:
        if pair is None:
            return Material(text, text.strip(), {})
        when[pair[0]] = when.get(pair[0], frozenset()) | {pair[1]}
    return Material(text, name, when)


def _parts(text: str, known: Mapping[str, object]) -> list[str]:
    """The words of a condition: declared ones as they stand, longest first, what is between them by its separators."""
    for word in sorted(known, key=len, reverse=True):
        before, found, after = text.partition(word)
        if found and (not before or _BETWEEN.search(before[-2:])) and (not after or _BETWEEN.match(after)):
            return [*_parts(before, known), word, *_parts(after, known)]
    return [part for part in _BETWEEN.split(text) if part.strip()]


def read_materials(texts: Iterable[str], questions: Sequence[Question]) -> tuple[Material, ...]:
    return tuple(read_material(each, questions) for each in texts)


def questions_for(materials: Iterable[Material], questions: Sequence[Question]) -> tuple[Question, ...]:
    """The questions whose answer changes what these materials ask for."""
    named = {code for each in materials for code in each.when}
    return tuple(each for each in questions if each.code in named)


def to_bring(materials: Iterable[Material], answers: Mapping[str, str]) -> Bring:
    """Sort the materials for somebody who answers ``answers`` (question → answer; absent: not answered)."""
    sorted_out: dict[bool | None, list[Material]] = {True: [], None: [], False: []}
    for each in materials:
        sorted_out[each.asked(answers)].append(each)
    return Bring(tuple(sorted_out[True]), tuple(sorted_out[None]), tuple(sorted_out[False]))
