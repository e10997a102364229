"""Reading cases: which a person may see, one of them, and what runs in it."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q, QuerySet

from daylight.base.access.rights import AGENCY, RIGHTS, SECTION, TEAM, roles_of
from daylight.base.orgs.models import Person
from daylight.cases.models import Case


def visible_cases(person: Person, right: str = "case.read") -> QuerySet[Case]:
    """The cases on which ``person`` may use ``right``, as ``may()`` would answer for each; none outside the agency."""
    reaches = {RIGHTS[right].get(role) for role in roles_of(person)} if person.is_active else set()
    cases = Case.objects.filter(agency_id=person.agency_id).select_related("agency", "section")
    if AGENCY in reaches:
        return cases
    wanted = Q()
    if SECTION in reaches and person.section_id is not None:
        wanted |= Q(section_id=person.section_id)
    if reaches & {SECTION, TEAM}:
        wanted |= Q(pk__in=person.handling.values("case_id"))
    return cases.filter(wanted) if wanted else cases.none()


def case_for(person: Person, uuid: UUID | str) -> Case | None:
    """The case, or None where the person may not know that it exists."""
    return visible_cases(person).filter(uuid=uuid).first()
