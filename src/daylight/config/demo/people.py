"""The demonstration agency and its accounts: obviously fictitious people, one per role, passwords made on the spot."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass

from daylight.base import lawpack
from daylight.base.access import ROLES
from daylight.base.orgs.models import Agency, Person, RoleGrant, Section
from daylight.base.permit import current_permit
from daylight.base.present import present
from daylight.core.moment import local_date

# username, name, 承办机构, 职务, roles, 执法证号, 法律职业资格证号
ACCOUNTS = (
    ("officer", "演示甲", "zfdd", "执法人员", ("officer",), "演示370687001", ""),
    ("partner", "演示乙", "zfdd", "执法人员", ("officer",), "演示370687002", ""),
    ("third", "演示子", "zfdd", "执法人员", ("officer",), "演示370687004", ""),
    ("head", "演示丙", "zfdd", "大队长", ("section_head",), "演示370687003", ""),
    ("reviewer", "演示丁", "zcfg", "法制审核人员", ("reviewer",), "", "演示A20200001"),
    ("leader", "演示戊", "bgs", "分管负责人", ("leader",), "", ""),
    ("publisher", "演示己", "bgs", "公示审核人员", ("publisher",), "", ""),
    ("keeper", "演示庚", "zcfg", "清单管理员", ("list_keeper",), "", ""),
    ("window", "演示辛", "bgs", "窗口人员", ("window",), "", ""),
    ("supervisor", "演示丑", "", "监督人员", ("supervisor",), "", ""),
    ("sysadmin", "演示癸", "bgs", "系统管理员", ("system_admin",), "", ""),
)
SECTIONS = {"zfdd": "执法大队", "zcfg": "政策法规科", "bgs": "办公室"}


@dataclass
class Troupe:
    """The demonstration people by role, as the storyteller calls on them."""

    agency: Agency
    officer: Person
    partner: Person
    third: Person
    head: Person
    reviewer: Person
    leader: Person
    publisher: Person
    keeper: Person
    window: Person
    supervisor: Person
    sysadmin: Person


def settle(code: str = "haiyang") -> tuple[Troupe, list[str]]:
    """Create agency, sections and accounts inside an open permit. Returns the troupe and lines to show a person."""
    current_permit()
    law = lawpack.current().agency(local_date(present()))
    agency = Agency.objects.create(
        code=code,
        name=law.name,
        word=law.symbol,
        region=law.region,
        government=law.government,
        court=law.court,
        address="演示地址",
        phone="演示电话",
        demonstration=True,
    )
    sections = {key: Section.objects.create(agency=agency, code=key, name=name) for key, name in SECTIONS.items()}
    given = os.environ.get("DAYLIGHT_DEMO_PASSWORD", "")
    office = Agency.objects.create(
        code=f"{code}-sfj",
        name=f"{law.government.removesuffix('人民政府')}司法局",
        word="演示司",
        region=law.region,
        government=law.government,
        court=law.court,
        supervises=True,
        demonstration=True,
    )
    people, lines = {}, []
    for username, name, section, title, roles, certificate, qualification in ACCOUNTS:
        password = given or secrets.token_urlsafe(9)
        person = Person(
            agency=agency if section else office,
            section=sections.get(section),
            username=username,
            name=name,
            title=title,
            certificate_number=certificate,
            legal_qualification=qualification,
        )
        person.set_password(password)
        person.save()
        RoleGrant.objects.bulk_create(RoleGrant(person=person, role=role) for role in roles)
        people[username] = person
        lines.append(
            f"{username:<10} {password:<14} {name} {'、'.join(ROLES[r] for r in roles)}（{SECTIONS.get(section, office.name)}）"
        )
    return Troupe(agency=agency, **people), lines
