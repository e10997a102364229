"""法规变更 as the office sees it: list items whose articles have fallen, and the open cases that stand on them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.db.models import Q, QuerySet

from daylight.base import lawpack
from daylight.base.access import may
from daylight.base.orgs.models import Agency, Person
from daylight.cases.models import Case
from daylight.cases.moving import definition_of
from daylight.cases.queries import visible_cases
from daylight.cases.scopes import scope_of
from daylight.core.lawdata import LawPack
from daylight.core.lawimpact import Article, fallen, fallen_basis, items_using
from daylight.core.lawrecords import Item, Repeal, Statute
from daylight.core.listvalues import Row
from daylight.lists import queries as lists

ITEMS = "items"


@dataclass(frozen=True, slots=True)
class Touched:
    """One open case on a fallen item. ``readable``: the person may open its page."""

    case: Case
    step: str
    why: str
    readable: bool

    @property
    def ended(self) -> date | None:
        found: date | None = self.case.act_ended_on
        return found


@dataclass(frozen=True, slots=True)
class Repealed:
    """One repeal entered, with the items that rest on the article."""

    rule: Repeal
    law: str
    gone: bool
    items: tuple[Item, ...]


def fallen_items(agency: Agency, on: date) -> list[tuple[dict[str, Any], str]]:
    """Rows of the 事项清单 in force whose lawpack item no longer stands, each with why."""
    pack = lawpack.current()
    found = [(each, _why(pack, each, on)) for each in lists.items(agency, on)]
    return [(row, why) for row, why in found if why]


def _why(pack: LawPack, row: Mapping[str, Any], on: date) -> str:
    """By the articles of its lawpack item, or by those its row names in words."""
    law_item = str(row.get("law_item") or "")
    if law_item:
        return fallen(pack, law_item, on)
    return fallen_basis(pack, str(row.get("item") or ""), row.get("legal_basis") or (), on)


def fallen_rows(kind: str, rows: Iterable[Row], on: date) -> dict[str, str]:
    """Code → why, for the rows of one version of the 事项清单."""
    if kind != ITEMS:
        return {}
    pack = lawpack.current()
    found = {row.code: _why(pack, row.values, on) for row in rows}
    return {code: why for code, why in found.items() if why}


def with_standing(table: dict[str, Any], kind: str, rows: Iterable[Row], on: date) -> dict[str, Any]:
    """The table of a list with a red word on every item whose articles have fallen."""
    gone = fallen_rows(kind, rows, on)
    if not gone:
        return table
    column = {"code": "_standing", "title": "依据"}
    red = {"text": "依据失效", "kind": "late"}
    return {
        **table,
        "columns": [table["columns"][0], column, *table["columns"][1:]],
        "rows": [{**row, "_standing": red if row["_code"] in gone else ""} for row in table["rows"]],
    }


def touched_cases(person: Person, on: date) -> list[Touched]:
    """The open cases within this person's reach whose item has fallen, the oldest first."""
    gone, named = _gone(lawpack.current().digest, on), _gone_rows(person.agency, on)
    if not gone and not named:
        return []
    return [
        Touched(
            case,
            definition_of(case).step(case.step).name,
            gone.get(case.law_item) or named[case.item_code],
            may(person, "case.read", scope_of(case)),
        )
        for case in _standing_on(person, gone, named).order_by("id")
    ]


def touched_count(person: Person, on: date, cap: int) -> int:
    """How many they are, counted to ``cap``: the menu asks it on every page."""
    gone, named = _gone(lawpack.current().digest, on), _gone_rows(person.agency, on)
    return int(_standing_on(person, gone, named).order_by()[:cap].count()) if gone or named else 0


def _standing_on(person: Person, items: Mapping[str, str], rows: Mapping[str, str]) -> QuerySet[Case]:
    cases = visible_cases(person, "law.impact").filter(closed_on=None)
    return cases.filter(Q(law_item__in=list(items)) | Q(law_item="", item_code__in=list(rows)))


def _gone_rows(agency: Agency, on: date) -> Mapping[str, str]:
    """Code → why, for rows of the list that name their articles in words."""
    version = lists.in_force(agency, ITEMS, on)
    return _gone_of(agency, version.pk, lawpack.current().digest, on) if version else {}


@lru_cache(maxsize=16)
def _gone_of(agency: Agency, version: int, digest: str, on: date) -> Mapping[str, str]:
    """A published version never changes, so it is read once a day and lawpack."""
    return {row["code"]: why for row, why in fallen_items(agency, on) if not row["law_item"]}


@lru_cache(maxsize=4)
def _gone(digest: str, on: date) -> Mapping[str, str]:
    """The items of the lawpack in use that have fallen, with the reason: few, and found without looking at the cases."""
    pack = lawpack.current()
    return {key: why for key in pack.rules["item"] if (why := fallen(pack, key, on))}


def repeals(on: date) -> list[Repealed]:
    """Every repeal entered, the latest first."""
    pack = lawpack.current()
    names = {key: versions[-1] for key, versions in pack.rules["statute"].items()}
    found = [each for versions in pack.rules["repeal"].values() for each in versions if isinstance(each, Repeal)]
    rows = []
    for rule in sorted(found, key=lambda each: each.in_force_from, reverse=True):
        law = names[rule.law]
        items = {each.id: each for each in items_using(pack, Article(rule.law, rule.article))}
        name = law.name if isinstance(law, Statute) else rule.law
        rows.append(Repealed(rule, name, rule.in_force(on), tuple(items.values())))
    return rows
