"""The supervising office of the government: a 司法局 and its 监督人员, for tests that need them."""

from __future__ import annotations

from daylight.base.orgs.models import Agency, Person, RoleGrant
from daylight.base.permit import permit
from tests.cast import Cast


def supervisor_for(cast: Cast) -> Person:
    """A 监督人员 of the 司法局 that oversees the agency of the cast."""
    with permit("fixture"):
        office = Agency.objects.create(
            code="sfj",
            name="海阳市司法局",
            word="海司",
            region=cast.agency.region,
            government=cast.agency.government,
            court=cast.agency.court,
            supervises=True,
            demonstration=True,
        )
        person = Person(agency=office, username="supervisor", name="演示丑")
        person.set_unusable_password()
        person.save()
        RoleGrant.objects.create(person=person, role="supervisor")
    return person
