"""The cast of test people: obviously fictitious, one per role, plus a stranger from another county."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.core.management.color import no_style
from django.db import connection

from daylight.base.orgs.models import Agency, Person, RoleGrant, Section


@dataclass
class Cast:
    """Everybody a test may call on."""

    agency: Agency
    section: Section
    legal: Section
    officer: Person
    partner: Person
    head: Person
    reviewer: Person
    leader: Person
    publisher: Person
    keeper: Person
    window: Person
    stranger: Person  # an officer with every case role, but in another agency

    def everybody(self) -> dict[str, Person]:
        return {k: v for k, v in vars(self).items() if isinstance(v, Person)}


def _person(agency: Agency, section: Section | None, username: str, name: str, *roles: str, **more: str) -> Person:
    known = uuid.uuid5(uuid.NAMESPACE_DNS, username)
    person = Person(agency=agency, section=section, username=username, name=name, uuid=known, **more)
    person.set_unusable_password()
    person.save()
    RoleGrant.objects.bulk_create(RoleGrant(person=person, role=role) for role in roles)
    return person


def assemble() -> Cast:
    """Create the cast, the same in every test; the caller holds a permit."""
    _count_from_one()
    agency = Agency.objects.create(
        uuid=uuid.uuid5(uuid.NAMESPACE_DNS, "haiyang"),
        code="haiyang",
        name="海阳市自然资源和规划局",
        word="海自然资规",
        region="370687",
        government="海阳市人民政府",
        court="海阳市人民法院",
        demonstration=True,
    )
    section = Section.objects.create(agency=agency, code="zfdd", name="执法大队")
    legal = Section.objects.create(agency=agency, code="zcfg", name="政策法规科")
    office = Section.objects.create(agency=agency, code="bgs", name="办公室")
    other = Agency.objects.create(
        code="elsewhere",
        name="演示县自然资源局",
        word="演自然资",
        region="370000",
        government="演示县人民政府",
        court="演示县人民法院",
        demonstration=True,
    )
    far = Section.objects.create(agency=other, code="zfdd", name="执法大队")
    certificate, qualification = "certificate_number", "legal_qualification"
    return Cast(
        agency=agency,
        section=section,
        legal=legal,
        officer=_person(agency, section, "officer", "演示甲", "officer", **{certificate: "演示370687001"}),
        partner=_person(agency, section, "partner", "演示乙", "officer", **{certificate: "演示370687002"}),
        head=_person(agency, section, "head", "演示丙", "section_head", **{certificate: "演示370687003"}),
        reviewer=_person(agency, legal, "reviewer", "演示丁", "reviewer", **{qualification: "演示A20200001"}),
        leader=_person(agency, office, "leader", "演示戊", "leader"),
        publisher=_person(agency, office, "publisher", "演示己", "publisher"),
        keeper=_person(agency, legal, "keeper", "演示庚", "list_keeper"),
        window=_person(agency, office, "window", "演示辛", "window"),
        stranger=_person(
            other,
            far,
            "stranger",
            "演示壬",
            "officer",
            "section_head",
            "reviewer",
            "leader",
            "publisher",
            "list_keeper",
        ),
    )


def _count_from_one() -> None:
    """PostgreSQL goes on counting where the last test was rolled back; SQLite begins anew by itself."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [Agency, Section, Person, RoleGrant]):
            cursor.execute(statement)
