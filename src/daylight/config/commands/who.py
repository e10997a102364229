"""Who a command acts for: the agency by code and a person of it with the right."""

from __future__ import annotations

import sys

from daylight.base.access import Scope, may
from daylight.base.orgs.models import Agency, Person


class NobodyFit(Exception):
    """No agency or no person for this command; the message is a Chinese sentence."""


def agency_of(code: str) -> Agency:
    """The agency with ``code``, or the only enforcing one when ``code`` is empty."""
    found = Agency.objects.filter(code=code) if code else Agency.objects.filter(supervises=False)
    if len(found) == 1:
        return found[0]
    if not found:
        raise NobodyFit(
            f"没有代码为“{code}”的机关，请先建立机关" if code else "还没有机关，请先运行 daylight demo 或建立机关"
        )
    raise NobodyFit("有多个机关，请用 --agency 指定：" + "、".join(a.code for a in found))


def person_with(agency: Agency, right: str, username: str = "") -> Person:
    """``username`` when given, else the first person of ``agency`` who has ``right``."""
    people = Person.objects.filter(agency=agency, is_active=True).order_by("id")
    if username:
        people = people.filter(username=username)
    for person in people:
        if may(person, right, Scope(agency.pk)):
            return person
    raise NobodyFit(
        f"{agency.name}没有{'账号 ' + username if username else '人员'}具备办理此项的权限，请由安全管理员授权"
    )


def complain(message: object) -> int:
    """Say on stderr why nothing was done; exit code 2."""
    print(message, file=sys.stderr)
    return 2
