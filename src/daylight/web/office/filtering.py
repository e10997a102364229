"""Choosing cases by procedure and step: what a select offers and what its value means."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from daylight.base import lawpack
from daylight.cases.models import Case
from daylight.core.definition import Definition

# Between the procedure and its step in the address of a list.
SLASH = "/"


def procedures_shown(today: date) -> list[tuple[str, str]]:
    """Procedures in force, by id and name; one that is no longer in force is still found under its id."""
    return [(each.id, each.name) for each in _in_force(today)]


def steps_shown(today: date, procedure: str = "") -> list[tuple[str, str]]:
    """Steps of every procedure in force, or of one; the procedure's name is written where there are several."""
    found = [each for each in _in_force(today) if procedure in ("", each.id)]
    return [
        (f"{each.id}{SLASH}{step.code}", step.name if len(found) == 1 else f"{each.name}：{step.name}")
        for each in found
        for step in each.steps
    ]


def at_step(cases: QuerySet[Case], step: str) -> QuerySet[Case]:
    """``step`` as ``steps_shown`` offers it, or a bare code of any procedure; empty: every step."""
    procedure, slash, code = step.partition(SLASH)
    if slash:
        return cases.filter(procedure=procedure, step=code)
    return cases.filter(step=step) if step else cases


def _in_force(today: date) -> list[Definition]:
    known = lawpack.current().procedures.values()
    return [
        each
        for versions in known
        for each in versions
        if each.in_force_from <= today and (each.until is None or today < each.until)
    ]
