"""公示对象: which papers become a public record and how, which never do and why. Rules of the lawpacks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar

from daylight.core.lawentry import Entry, LawError, Rule, as_flag, as_texts

# What a gist may name.
GIST = frozenset({"party", "matter"})
# Kinds of field a 履行情况 sentence may quote: nothing a person words.
QUOTABLE = frozenset({"money", "date", "choice"})
_SLOT = re.compile(r"\{([a-z_]*)\}")


def slots(text: str) -> frozenset[str]:
    """The names in braces of a sentence."""
    return frozenset(_SLOT.findall(text))


@dataclass(frozen=True, slots=True, kw_only=True)
class Follow(Entry):
    """履行情况: a later paper of the same case and the fixed sentence the public reads of it.

    ``text`` may name money, dates and choices of the paper in braces, never what a person wrote; ``on`` is the paper's
    field with the day, empty for the day it was made.
    """

    paper: str
    text: str
    on: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside(Entry):
    """Fields of another paper of the case that belong to the record, such as the draw before an inspection."""

    READ: ClassVar[Mapping[str, Any]] = {"fields": as_texts}

    paper: str
    fields: tuple[str, ...]


def _follows(value: Any) -> tuple[Follow, ...]:
    return tuple(Follow.read(each, f"follows {each.get('paper', '?')}") for each in value)


def _beside(value: Any) -> tuple[Beside, ...]:
    return tuple(Beside.read(each, f"beside {each.get('paper', '?')}") for each in value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication(Rule):
    """公示对象: the issue of one of ``papers`` starts the limit ``term`` (a 公开期限).

    ``matter``, ``facts``, ``basis``, ``remedy`` name the field of the paper each public column takes (``matter`` empty:
    the matter of the case; a field the paper does not have gives nothing); ``result`` and ``details`` list fields.
    ``composed``: the record is composed from a penalty's draft. ``impact_test``: whether it has a certain social effect is
    judged first (行政处罚法第48条). ``ends``: papers after which it is no longer shown. ``keep``: the parameter with the
    years it stands; for a person ``keep_person``.
    """

    READ: ClassVar[Mapping[str, Any]] = {
        **Rule.READ,
        "papers": as_texts,
        "result": as_texts,
        "details": as_texts,
        "ends": as_texts,
        "follows": _follows,
        "beside": _beside,
        "composed": as_flag,
        "impact_test": as_flag,
    }

    name: str
    category: str
    term: str
    papers: tuple[str, ...]
    gist: str = ""
    matter: str = ""
    facts: str = ""
    basis: str = "basis"
    remedy: str = "remedy"
    result: tuple[str, ...] = ()
    details: tuple[str, ...] = ()
    beside: tuple[Beside, ...] = field(default_factory=tuple)
    follows: tuple[Follow, ...] = field(default_factory=tuple)
    ends: tuple[str, ...] = ()
    composed: bool = False
    impact_test: bool = False
    keep: str = "public_keep"
    keep_person: str = "public_keep_person"

    @classmethod
    def read(cls, raw: Mapping[str, Any], where: str) -> Publication:
        """Raises LawError for a gist that names what a gist cannot know."""
        built: Publication = super(Publication, cls).read(raw, where)
        if strange := slots(built.gist) - GIST:
            raise LawError(f"{where} 的 gist 里有不认识的 {'、'.join(sorted(strange))}，只能写 party、matter")
        if not built.composed and not (built.gist and built.result):
            raise LawError(f"{where} 请写明摘要（gist）和决定内容取自哪些栏目（result）")
        return built

    @property
    def named_papers(self) -> tuple[str, ...]:
        """Every paper the rule mentions."""
        others = (*(each.paper for each in self.beside), *(each.paper for each in self.follows))
        return (*self.papers, *others, *self.ends)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unpublished(Rule):
    """不列入公示的文书: ``because`` says why. ``decides``: it ends a matter, so the completeness line counts it under
    ``category``."""

    READ: ClassVar[Mapping[str, Any]] = {**Rule.READ, "papers": as_texts, "decides": as_flag}

    name: str
    papers: tuple[str, ...]
    because: str
    decides: bool = False
    category: str = ""

    @classmethod
    def read(cls, raw: Mapping[str, Any], where: str) -> Unpublished:
        """Raises LawError for a deciding paper of no category."""
        built: Unpublished = super(Unpublished, cls).read(raw, where)
        if built.decides and not built.category:
            raise LawError(f"{where} 结束一件事项（decides），请写明执法类别（category）")
        return built


def of_paper(rules: tuple[Any, ...], paper: str, on: date) -> Any:
    """The rule of ``rules`` that speaks of ``paper`` on a day, or None."""
    return next((each for each in rules if paper in each.papers and each.in_force(on)), None)
