"""Reading what docking stations delivered: whose it may be, what waits, what was kept apart."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from daylight.base.access import roles_of
from daylight.base.orgs.models import Person
from daylight.recording.models import DockFile


def visible_files(person: Person) -> QuerySet[DockFile]:
    """Docked files of the agency: an officer's own and those that name nobody known; a section head's are all."""
    roles = roles_of(person)
    own = DockFile.objects.filter(agency_id=person.agency_id).select_related("officer", "blob", "agency")
    if "section_head" in roles:
        return own
    return own.filter(Q(officer=person) | Q(officer=None)) if "officer" in roles else own.none()


def waiting_files(person: Person) -> QuerySet[DockFile]:
    """待认领音像, newest first."""
    return visible_files(person).filter(state=DockFile.WAITING).order_by("-id")
