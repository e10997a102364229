"""Reading cases: which a person may see, one of them, and what runs in it."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from daylight.base.access.rights import AGENCY, RIGHTS, SECTION, TEAM, roles_of
from daylight.base.orgs.models import Person
from daylight.cases.models import Case, Handler


def visible_cases(person: Person, right: str = "case.read") -> QuerySet[Case]:
    """The cases on which ``person`` may use ``right``, as ``may()`` would answer for each; none outside the agency."""
    cases = Case.objects.filter(agency_id=person.agency_id).select_related("agency", "section")
    wanted = reach_of(person, right)
    return cases.none() if wanted is None else cases.filter(wanted)


def reach_of(person: Person, right: str, case: str = "") -> Q | None:
    """The condition under which a case of his agency is within the reach of ``right``; None: no case is.

    ``case``: how the filtered row leads to its case, ``case__`` for a row that belongs to one.
    """
    reaches = {RIGHTS[right].get(role) for role in roles_of(person)} if person.is_active else set()
    if AGENCY in reaches:
        return Q()
    wanted = None
    if SECTION in reaches and person.section_id is not None:
        wanted = Q(**{f"{case}section_id": person.section_id})
    if reaches & {SECTION, TEAM}:
        if wanted is None and not case:
            return Q(pk__in=person.handling.values("case_id"))
        # Beside another condition a look at one case's handlers is cheaper than the list of all his cases.
        own = Q(Exists(Handler.objects.filter(person=person, case_id=OuterRef(f"{case}pk"))))
        wanted = own if wanted is None else wanted | own
    return wanted


def within(person: Person, right: str, case: str) -> Q:
    """The condition on rows that belong to a case (``case``: ``case__``): it is one on which ``right`` may be used.

    For few rows among many cases, where ``case__in=visible_cases(…)`` would list all cases first.
    """
    wanted = reach_of(person, right, case)
    return Q(pk__in=[]) if wanted is None else Q(**{f"{case}agency_id": person.agency_id}) & wanted


def case_for(person: Person, uuid: UUID | str) -> Case | None:
    """The case, or None where the person may not know that it exists."""
    return visible_cases(person).filter(uuid=uuid).first()
