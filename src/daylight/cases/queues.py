"""Lists of waiting cases as ranges of an index, the nearest limit first; nothing is read but what is asked for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.db.models import Q, QuerySet

from daylight.base import lawpack
from daylight.base.access.rights import AGENCY, RIGHTS, SECTION, TEAM, roles_of
from daylight.base.orgs.models import Person
from daylight.cases.models import Case, Handler, Substitution
from daylight.cases.queries import reach_of
from daylight.cases.turns import PARTY, leads_on

# Reviewing waits on the desk of the review room, by dossier and not by case.
ELSEWHERE = "review."


@dataclass(frozen=True, slots=True)
class Stream:
    """One range. ``holder``: whose it is and for which right; ``rows`` by limit, ``case`` their column with the case's id."""

    holder: tuple[str, int, str]
    rows: QuerySet[Any]
    case: str

    @property
    def right(self) -> str:
        return self.holder[2]


def streams(person: Person, today: date) -> list[Stream]:
    """What waits for ``person`` himself: cases he handles, cases of his section, cases of his agency, by his rights."""
    held = roles_of(person) if person.is_active else frozenset()
    found: list[Stream] = []
    for right in rights_in_turn():
        reaches = _nearest(right, held)
        if AGENCY in reaches:
            rows = Case.objects.filter(agency_id=person.agency_id, turn=right)
            found.append(Stream((AGENCY, person.agency_id, right), rows.order_by("due_on", "id"), "pk"))
        elif reaches:
            found += _of_section(person, right) if SECTION in reaches else []
            found.append(_of_person(person, right, SECTION in reaches))
    if TEAM in _nearest("case.investigate", held):
        # The party's time is over and he has not done his part: it is the handlers' turn again.
        rows = Handler.objects.filter(person=person, turn=PARTY, due_on__lt=today)
        found.append(Stream((TEAM, person.pk, PARTY), rows.order_by("due_on", "case_id"), "case_id"))
    return found


def substituted(person: Person, today: date) -> list[tuple[Person, list[Stream]]]:
    """What waits for the people ``person`` stands in for today, as far as he may read it and has it not himself."""
    own = {each.holder for each in streams(person, today)}
    return [(absent, list(_lent(person, absent, own, today))) for absent in stands_in_for(person, today)]


def stands_in_for(person: Person, today: date) -> list[Person]:
    """The people whose substitute ``person`` is on that day."""
    rows = Substitution.objects.filter(substitute=person, from_on__lte=today, until_on__gte=today, ended_at=None)
    return [each.person for each in rows.select_related("person").order_by("person_id") if each.person.is_active]


def rights_in_turn() -> tuple[str, ...]:
    """Every right whose turn it can be in a procedure of this installation."""
    return _rights(lawpack.current().digest)


@lru_cache(maxsize=8)
def _rights(digest: str) -> tuple[str, ...]:
    definitions = [each for versions in lawpack.current().procedures.values() for each in versions]
    leading = (leads_on(each, step.code) for each in definitions for step in each.steps)
    found = {move.right for move in leading if move is not None}
    return tuple(sorted(each for each in found if not each.startswith(ELSEWHERE)))


def _nearest(right: str, held: frozenset[str]) -> set[str]:
    """How far the held roles reach; a right of the section's head waits for him, not for the whole agency's leader."""
    granted = RIGHTS[right]
    far = AGENCY if SECTION in granted.values() else ""
    return {reach for role, reach in granted.items() if role in held and reach != far}


def _of_section(person: Person, right: str) -> list[Stream]:
    if person.section_id is None:
        return []
    rows = Case.objects.filter(section_id=person.section_id, turn=right)
    return [Stream((SECTION, person.section_id, right), rows.order_by("due_on", "id"), "pk")]


def _of_person(person: Person, right: str, section_too: bool) -> Stream:
    rows = Handler.objects.filter(person=person, turn=right)
    if section_too and person.section_id is not None:
        rows = rows.exclude(case__section_id=person.section_id)
    return Stream((TEAM, person.pk, right), rows.order_by("due_on", "case_id"), "case_id")


def _lent(person: Person, absent: Person, own: set[tuple[str, int, str]], today: date) -> Iterable[Stream]:
    for each in streams(absent, today):
        to_case = "" if each.case == "pk" else "case__"
        readable = reach_of(person, "case.read", to_case)
        if each.holder in own or readable is None or person.agency_id != absent.agency_id:
            continue
        rows = each.rows.filter(readable)
        if (TEAM, person.pk, each.right) in own:
            rows = rows.exclude(**{f"{to_case}pk__in": person.handling.values("case_id")})
        if person.section_id is not None and (SECTION, person.section_id, each.right) in own:
            rows = rows.exclude(Q(**{f"{to_case}section_id": person.section_id}))
        yield Stream(each.holder, rows, each.case)
