"""Whose case it is, as ``may()`` wants to know it."""

from __future__ import annotations

from daylight.base.access import Scope
from daylight.base.orgs.models import Person
from daylight.cases.models import Case


def scope_of(case: Case) -> Scope:
    """Agency, 承办机构 and handlers of ``case``."""
    return Scope(case.agency_id, case.section_id, frozenset(case.handlers.values_list("person_id", flat=True)))


def home_of(person: Person) -> Scope:
    """The scope of a thing that does not exist yet: whoever registers it, registers it for his own section."""
    return Scope(person.agency_id, person.section_id, frozenset({person.pk}))
