"""``may(person, right, scope)``: the only place that knows who may do what.

A right is granted by a role within a reach: ``agency`` (anything of one's agency), ``section`` (one's own 承办机构),
``team`` (cases one handles) or ``overseen`` (the agencies of the government whose supervising office one belongs to).
三员分立: system, security and audit administrators see no case at all (等保 8.1.5).
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from daylight.base.orgs.models import Agency, Person
from daylight.core.refusal import refuse

ROLES = {
    "officer": "执法人员",
    "section_head": "科室负责人",
    "reviewer": "法制审核人员",
    "leader": "机关负责人",
    "window": "窗口人员",
    "list_keeper": "清单管理员",
    "publisher": "公示审核人员",
    "supervisor": "司法局监督人员",
    "system_admin": "系统管理员",
    "security_admin": "安全管理员",
    "audit_admin": "审计管理员",
}


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose thing it is: agency, 承办机构 and the people who handle it (ids inside the database)."""

    agency_id: int
    section_id: int | None = None
    team: frozenset[int] = frozenset()


AGENCY, SECTION, TEAM, OVERSEEN = "agency", "section", "team", "overseen"

# right → {role: reach}. Alphabetical by right; a test proves every right here is used by an act or a page and vice versa.
RIGHTS: dict[str, dict[str, str]] = {
    "application.receive": {"window": AGENCY},
    "calendar.keep": {"system_admin": AGENCY},
    "case.assign": {"section_head": SECTION, "leader": AGENCY},
    "case.close": {"section_head": SECTION, "leader": AGENCY},
    "case.hear": {"section_head": SECTION},
    "case.investigate": {"officer": TEAM},
    "case.open": {"section_head": SECTION},
    "case.read": {
        "officer": SECTION,
        "section_head": SECTION,
        "reviewer": AGENCY,
        "leader": AGENCY,
        "publisher": AGENCY,
    },
    "case.register": {"officer": AGENCY},
    "case.weigh": {"section_head": SECTION, "leader": AGENCY},
    "certificate.audit": {"list_keeper": AGENCY, "reviewer": AGENCY, "section_head": SECTION},
    "certificate.keep": {"list_keeper": AGENCY},
    "certificate.read": {
        "officer": AGENCY,
        "section_head": AGENCY,
        "reviewer": AGENCY,
        "leader": AGENCY,
        "list_keeper": AGENCY,
    },
    "channel.keep": {"system_admin": AGENCY},
    "column.check": {"publisher": AGENCY},
    "complaint.answer": {"reviewer": AGENCY, "leader": AGENCY},
    "credit.read": {"publisher": AGENCY, "leader": AGENCY},
    "credit.report": {"publisher": AGENCY},
    "decision.approve": {"leader": AGENCY},
    "decision.draft": {"officer": TEAM},
    "decision.issue": {"leader": AGENCY},
    "delivery.read": {"publisher": AGENCY, "leader": AGENCY},
    "delivery.resend": {"publisher": AGENCY},
    "device.keep": {"section_head": SECTION},
    "device.lend": {"officer": SECTION, "section_head": SECTION},
    "device.read": {"officer": SECTION, "section_head": SECTION, "reviewer": AGENCY, "leader": AGENCY},
    "disclosure.confirm": {"publisher": AGENCY, "reviewer": AGENCY},
    "disclosure.correct": {"publisher": AGENCY},
    "disclosure.prepare": {"publisher": AGENCY, "officer": TEAM},
    "disclosure.read": {"publisher": AGENCY, "reviewer": AGENCY, "leader": AGENCY},
    "disclosure.withdraw": {"publisher": AGENCY},
    "gate.override": {"leader": AGENCY, "reviewer": AGENCY},
    "identity.show": {"officer": AGENCY, "section_head": AGENCY},
    "law.impact": {"list_keeper": AGENCY, "section_head": SECTION, "leader": AGENCY, "reviewer": AGENCY},
    "list.approve": {"leader": AGENCY, "reviewer": AGENCY},
    "list.check": {"section_head": AGENCY},
    "list.confirm": {"supervisor": OVERSEEN},
    "list.draft": {"list_keeper": AGENCY},
    "list.publish": {"publisher": AGENCY, "list_keeper": AGENCY},
    "list.read": {
        "officer": AGENCY,
        "section_head": AGENCY,
        "reviewer": AGENCY,
        "leader": AGENCY,
        "window": AGENCY,
        "list_keeper": AGENCY,
        "publisher": AGENCY,
        "supervisor": OVERSEEN,
    },
    "number.read": {"officer": AGENCY, "section_head": AGENCY, "reviewer": AGENCY, "leader": AGENCY},
    "number.void": {"section_head": AGENCY, "leader": AGENCY},
    "party.read": {"officer": AGENCY, "section_head": AGENCY, "reviewer": AGENCY, "leader": AGENCY},
    "payment.register": {"window": AGENCY, "officer": TEAM},
    "plan.keep": {"section_head": AGENCY, "leader": AGENCY},
    "plan.read": {"officer": AGENCY, "section_head": AGENCY, "reviewer": AGENCY, "leader": AGENCY},
    "recording.claim": {"officer": AGENCY, "section_head": AGENCY},
    "recording.seal": {"officer": TEAM},
    "recording.view": {"officer": SECTION, "section_head": SECTION, "reviewer": AGENCY, "leader": AGENCY},
    "recusal.decide": {"leader": AGENCY},
    "review.assign": {"reviewer": AGENCY},
    "review.decide": {"reviewer": AGENCY},
    "review.extend": {"leader": AGENCY},
    "review.read": {"reviewer": AGENCY, "leader": AGENCY},
    "review.settle": {"leader": AGENCY},
    "site.describe": {"system_admin": AGENCY},
    "token.issue": {"security_admin": AGENCY},
    "window.keep": {"section_head": AGENCY, "window": AGENCY, "list_keeper": AGENCY},
    "wording.approve": {"leader": AGENCY, "reviewer": AGENCY},
    "wording.draft": {"section_head": AGENCY, "list_keeper": AGENCY, "reviewer": AGENCY},
}


def roles_of(person: Person) -> frozenset[str]:
    """Role codes held by ``person`` now."""
    return frozenset(person.grants.values_list("role", flat=True))


def may(person: Person, right: str, scope: Scope) -> bool:
    """Whether ``person`` may use ``right`` on a thing of ``scope``. An unknown right is a programming fault."""
    granted = RIGHTS[right]
    if not person.is_active:
        return False
    if person.agency_id != scope.agency_id:
        return overseen(person, right).filter(pk=scope.agency_id).exists() if OVERSEEN in granted.values() else False
    for role in roles_of(person):
        reach = granted.get(role)
        if reach == AGENCY:
            return True
        if reach == SECTION and (
            (scope.section_id is not None and person.section_id == scope.section_id) or person.pk in scope.team
        ):
            return True
        if reach == TEAM and person.pk in scope.team:
            return True
    return False


def overseen(person: Person, right: str) -> QuerySet[Agency]:
    """The agencies over which ``person`` has ``right`` as a 监督人员: those of the government of his office."""
    office = person.agency
    held = any(RIGHTS[right].get(role) == OVERSEEN for role in roles_of(person))
    if not (held and person.is_active and office.supervises):
        return Agency.objects.none()
    return Agency.objects.filter(government=office.government).exclude(pk=office.pk)


def require(person: Person, right: str, scope: Scope) -> None:
    """Raise ``Refused`` with a plain sentence when ``may`` says no."""
    if not may(person, right, scope):
        who = "、".join(ROLES[role] for role in RIGHTS[right])
        raise refuse("right.missing", f"您的账号没有办理此步骤的权限，请由{who}办理，或请安全管理员核对授权。")
