"""重大执法决定法制审核目录: whether a case is 重大, row by row, and why (行政处罚法第五十八条；90号方案一（三）3).

A row states *scope* (category, items, procedure, field, level) and *triggers* (kinds of penalty, amount, area, land
class, hearing, revocation, circumstances). The scope must fit and every trigger stated must hold; a row that names items
or procedures and no trigger takes in all of them. A row in words only is for a person to judge.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from daylight.core.casemeasure import CaseMeasure
from daylight.core.catalogueterms import (
    ALL,
    CONFISCATION,
    FINE,
    Amount,
    Area,
    Circumstances,
    Heard,
    Kinds,
    Land,
    OfCategory,
    Ordinary,
    Revokes,
    Term,
    Within,
)

__all__ = ["ALL", "CITE", "CaseMeasure", "Catalogue", "Explanation", "Finding", "catalogue_findings", "catalogue_hits"]

CITE = "行政处罚法第五十八条"
SCOPES = (
    ("item_codes", "item_code", "事项"),
    ("procedures", "procedure", "程序"),
    ("fields", "field", "领域"),
    ("levels", "level", "机关层级"),
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One catalogue row judged. ``hit`` None: the row speaks in words only, a person must say whether it applies.
    ``outside``: the case is not of the kind the row is about at all."""

    row: Mapping[str, Any]
    hit: bool | None
    why: str
    outside: bool = False


@dataclass(frozen=True, slots=True)
class Explanation:
    """What a screen says about one case: ``reasons`` with the row each comes from, else ``misses``."""

    reasons: tuple[str, ...]
    misses: tuple[str, ...]

    @property
    def required(self) -> bool:
        return bool(self.reasons)

    @property
    def sentence(self) -> str:
        if self.reasons:
            return f"本案须审：{'；'.join(self.reasons)}"
        if self.misses:
            return f"不须审，因为{'；'.join(self.misses)}"
        return "不须审，因为审核目录里没有这一类决定"


class Line:
    """A row ready to be asked often. ``words``: what a person is asked about it."""

    __slots__ = ("row", "scope", "sweeping", "triggers", "words", "wordy")

    def __init__(self, row: Mapping[str, Any], like: Mapping[str, Any]) -> None:
        self.row = row
        self.scope: tuple[Term, ...] = tuple(_scope(row))
        triggers: list[Term] = list(_triggers(row, like))
        self.sweeping = bool(not triggers and (row.get("item_codes") or row.get("procedures")))
        self.wordy = not triggers and not self.sweeping
        self.words: tuple[str, ...] = (
            (str(row.get("item", "")),) if self.wordy else tuple(row.get("circumstances") or ())
        )
        self.triggers: tuple[Term, ...] = (Circumstances(self.words),) if self.wordy else tuple(triggers)

    def inside(self, case: CaseMeasure) -> bool:
        """Whether the case is of the kind the row is about."""
        return all(term.test(case) for term in self.scope)

    def holds(self, case: CaseMeasure) -> bool:
        """Whether the row makes the case 重大; a row in words only does so once a person has confirmed it."""
        return all(term.test(case) for term in self.scope) and all(term.test(case) for term in self.triggers)

    def judge(self, case: CaseMeasure) -> Finding:
        for term in self.scope:
            if not term.test(case):
                return Finding(self.row, False, term.say(case, False), outside=True)
        if self.sweeping:
            return Finding(self.row, True, f"目录把“{self.row['item']}”全部列入审核")
        if self.wordy and not case.judging and not self.triggers[0].test(case):
            why = f"目录只写了“{self.row['item']}”，没有可以比较的条件，由承办机构判断是否属于"
            return Finding(self.row, None, why)
        missed = next((term for term in self.triggers if not term.test(case)), None)
        if missed is not None:
            return Finding(self.row, False, missed.say(case, False))
        return Finding(self.row, True, "；".join(term.say(case, True) for term in self.triggers))


class Catalogue:
    """The rows of a version (as ``lists.queries.review_catalog`` gives them), compiled once for many cases."""

    def __init__(self, rows: Iterable[Mapping[str, Any]]) -> None:
        kept = list(rows)
        # 第1项 is the first of the same agency's list; a file may hold the lists of several.
        known = {(row.get("agency", ""), str(row[key])): row for key in ("code", "seq") for row in kept if row.get(key)}
        self.lines = [
            Line(row, known.get((row.get("agency", ""), str(row.get("threshold_like") or "")), {})) for row in kept
        ]
        self._by_category: dict[str, list[Line]] = {}

    def _of(self, category: str) -> list[Line]:
        # A case of 行政许可 never meets a row of 行政处罚.
        found = self._by_category.get(category)
        if found is None:
            found = [each for each in self.lines if each.row.get("category", "") in ("", ALL, category)]
            self._by_category[category] = found
        return found

    def major(self, case: CaseMeasure) -> bool:
        """Whether any row makes the case 重大."""
        return any(line.holds(case) for line in self._of(case.category))

    def hits(self, case: CaseMeasure) -> list[tuple[Mapping[str, Any], str]]:
        """The rows that make the case 重大, each with its reason."""
        return [(line.row, line.judge(case).why) for line in self._of(case.category) if line.holds(case)]

    def findings(self, case: CaseMeasure) -> list[Finding]:
        """Every row with its verdict and the reason."""
        return [line.judge(case) for line in self.lines]

    def explain(self, case: CaseMeasure) -> Explanation:
        """Why the case is or is not 重大, rows of other kinds of case left out."""
        found = [each for each in self.findings(case) if not each.outside]
        reasons = tuple(f"{_named(each.row)}：{each.why}" for each in found if each.hit)
        return Explanation(reasons, tuple(dict.fromkeys(each.why for each in found if not each.hit)))

    def questions(self, case: CaseMeasure) -> list[str]:
        """The words a person is asked about in a case of this kind, in the order of the list."""
        asked = [word for line in self._of(case.category) if line.inside(case) for word in line.words]
        return list(dict.fromkeys(asked))


def catalogue_hits(rows: Iterable[Mapping[str, Any]], facts: CaseMeasure) -> list[tuple[Mapping[str, Any], str]]:
    """The rows that make the case 重大, each with its reason."""
    return Catalogue(rows).hits(facts)


def catalogue_findings(rows: Iterable[Mapping[str, Any]], facts: CaseMeasure) -> list[Finding]:
    """Every row with its verdict and the reason, so that a screen can say why a case is or is not 重大."""
    return Catalogue(rows).findings(facts)


def _named(row: Mapping[str, Any]) -> str:
    return f"{row['item']}（目录 {row['code']}）" if row.get("code") else str(row["item"])


def _scope(row: Mapping[str, Any]) -> Iterator[Term]:
    category = row.get("category", "")
    if category not in ("", ALL):
        yield OfCategory(category)
    for column, name, label in SCOPES:
        if row.get(column):
            yield Within(name, label, frozenset(row[column]))


def _triggers(row: Mapping[str, Any], like: Mapping[str, Any]) -> Iterator[Term]:
    inclusive = row.get("boundary") != "不含"
    if row.get("ordinary"):
        yield Ordinary()
    kinds = tuple(row.get("penalty_kinds") or ())
    if kinds:
        yield Kinds(kinds)
    person, organisation = (
        row.get(name) if row.get(name) is not None else like.get(name)
        for name in ("threshold_person_yuan", "threshold_org_yuan")
    )
    if person is not None or organisation is not None:
        confiscation = any(CONFISCATION in kind for kind in kinds)
        fine = not kinds or any(FINE in kind for kind in kinds) or not confiscation
        raw = {"公民": row.get("threshold_person_raw"), "单位": row.get("threshold_org_raw")}
        unread = frozenset(whose for whose, text in raw.items() if text)
        yield Amount(person, organisation, inclusive, fine, confiscation, unread)
    line = row.get("threshold_area_m2")
    if row.get("land_classes"):
        yield Land(tuple(row["land_classes"]), line, inclusive)
    elif line is not None:
        yield Area(line, inclusive)
    if row.get("hearing"):
        yield Heard()
    if row.get("revocation"):
        yield Revokes()
    if row.get("circumstances"):
        yield Circumstances(tuple(row["circumstances"]))
