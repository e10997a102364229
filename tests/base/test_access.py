"""Who may do what, written down a second time from the duties of each role and compared with every answer of ``may``."""

from __future__ import annotations

from datetime import datetime

import pytest

from daylight.base.access.rights import RIGHTS, ROLES, Scope, may, require, roles_of
from daylight.base.orgs.models import Agency, Person, RoleGrant, Section
from daylight.base.permit import permit
from daylight.cases.queries import case_for, visible_cases
from tests.cast import Cast
from tests.refusing import codes, refused
from tests.story import begin

NOBODY, OWN, HOUSE, ALL = range(4)  # no case · cases one handles · those of one's section too · all of the agency
# role → what it may do and how far. 承办人办自己的案, 科室负责人管本科室, 审核、负责人、公示面向全机关.
DUTIES: dict[str, dict[str, int]] = {
    "officer": {
        "case.investigate": OWN, "case.read": HOUSE, "case.register": ALL, "certificate.read": ALL,
        "decision.draft": OWN, "device.lend": HOUSE, "device.read": HOUSE, "disclosure.prepare": OWN,
        "identity.show": ALL, "list.read": ALL, "number.read": ALL, "party.read": ALL,
        "payment.register": OWN, "plan.read": ALL,
        "recording.claim": ALL, "recording.seal": OWN,
        "recording.view": HOUSE,
    },
    "section_head": {
        "case.assign": HOUSE, "case.close": HOUSE, "case.hear": HOUSE, "case.open": HOUSE, "case.read": HOUSE,
        "case.weigh": HOUSE,
        "certificate.audit": HOUSE, "certificate.read": ALL, "device.keep": HOUSE, "device.lend": HOUSE,
        "device.read": HOUSE, "identity.show": ALL, "law.impact": HOUSE, "list.check": ALL,
        "list.read": ALL, "number.read": ALL, "number.void": ALL, "party.read": ALL, "recording.claim": ALL, "recording.view": HOUSE,
        "plan.keep": ALL, "plan.read": ALL, "window.keep": ALL, "wording.draft": ALL,
    },
    "reviewer": {
        "plan.read": ALL,
        "case.read": ALL, "certificate.audit": ALL, "certificate.read": ALL, "complaint.answer": ALL, "device.read": ALL, "disclosure.confirm": ALL,
        "disclosure.read": ALL, "gate.override": ALL, "law.impact": ALL, "list.approve": ALL, "list.read": ALL, "number.read": ALL,
        "party.read": ALL, "recording.view": ALL, "review.assign": ALL, "review.decide": ALL, "review.read": ALL,
        "wording.approve": ALL, "wording.draft": ALL,
    },
    "leader": {
        "case.assign": ALL, "case.close": ALL, "case.read": ALL, "case.weigh": ALL, "certificate.read": ALL, "credit.read": ALL,
        "complaint.answer": ALL, "decision.approve": ALL, "device.read": ALL,
        "decision.issue": ALL, "delivery.read": ALL,
        "disclosure.read": ALL, "gate.override": ALL, "law.impact": ALL, "list.approve": ALL, "list.read": ALL, "number.read": ALL,
        "number.void": ALL, "party.read": ALL, "recording.view": ALL,
        "plan.keep": ALL, "plan.read": ALL,
        "recusal.decide": ALL, "review.extend": ALL, "review.read": ALL, "review.settle": ALL, "wording.approve": ALL,
    },
    "publisher": {
        "case.read": ALL, "column.check": ALL, "credit.read": ALL, "credit.report": ALL, "delivery.read": ALL,
        "delivery.resend": ALL, "disclosure.confirm": ALL,
        "disclosure.correct": ALL, "disclosure.prepare": ALL, "disclosure.read": ALL,
        "disclosure.withdraw": ALL, "list.publish": ALL, "list.read": ALL,
    },
    "window": {"application.receive": ALL, "list.read": ALL, "payment.register": ALL, "window.keep": ALL},
    "list_keeper": {
        "certificate.audit": ALL, "certificate.keep": ALL, "certificate.read": ALL, "law.impact": ALL, "list.draft": ALL, "list.publish": ALL,
        "list.read": ALL, "window.keep": ALL, "wording.draft": ALL,
    },
    "supervisor": {},
    # 三员: they keep the system, the grants and the log, and see no case.
    "system_admin": {"calendar.keep": ALL, "channel.keep": ALL, "site.describe": ALL},
    "security_admin": {"token.issue": ALL},
    "audit_admin": {},
}  # fmt: skip


# What a 监督人员 of the 司法局 may do to the agencies of its government; inside his own office these rights mean nothing.
OVERSEEN = {"list.confirm", "list.read"}


def person(cast: Cast, role: str, *, section: Section | None, agency: Agency | None = None) -> Person:
    with permit("fixture"):
        made = Person(
            agency=agency or cast.agency, section=section, name="演示某", username=f"p{Person.objects.count()}"
        )
        made.save()
        RoleGrant.objects.create(person=made, role=role)
    return made


def test_the_second_table_names_every_role_and_right() -> None:
    assert DUTIES.keys() == ROLES.keys()
    assert {right for duties in DUTIES.values() for right in duties} | OVERSEEN == RIGHTS.keys()


@pytest.mark.parametrize("role", DUTIES)
def test_every_right_reaches_as_far_as_the_duty(cast: Cast, role: str) -> None:
    handler = person(cast, role, section=cast.legal)
    neighbour = person(cast, role, section=cast.section)
    colleague = person(cast, role, section=cast.legal)
    homeless = person(cast, role, section=None)
    foreigner = person(cast, role, section=cast.stranger.section, agency=cast.stranger.agency)
    case = Scope(cast.agency.pk, cast.section.pk, frozenset({handler.pk}))
    for right in RIGHTS:
        reach = DUTIES[role].get(right, NOBODY)
        assert may(handler, right, case) is (reach >= OWN), right
        assert may(neighbour, right, case) is (reach >= HOUSE), right
        assert may(colleague, right, case) is (reach >= ALL), right
        assert may(homeless, right, case) is (reach >= ALL), right
        assert may(foreigner, right, case) is False, right


@pytest.mark.parametrize("government", ["海阳市人民政府", "演示县人民政府"])
def test_a_supervisor_reaches_the_agencies_of_his_government(cast: Cast, government: str) -> None:
    with permit("fixture"):
        office = Agency.objects.create(
            code="sfj", name="司法局", word="司", region="370687", government=government, court="法院", supervises=True
        )
    judge, clerk = (person(cast, role, section=None, agency=office) for role in ("supervisor", "leader"))
    house, far = Scope(cast.agency.pk), Scope(cast.stranger.agency_id)
    for right in RIGHTS:
        assert may(judge, right, house) is (right in OVERSEEN and government == "海阳市人民政府"), right
        assert may(judge, right, far) is (right in OVERSEEN and government == "演示县人民政府"), right
        assert not may(clerk, right, house), right
    with permit("fixture"):
        Agency.objects.filter(pk=office.pk).update(supervises=False)
    office.refresh_from_db()
    judge.agency = office
    assert not any(may(judge, right, house) for right in RIGHTS)


@pytest.mark.parametrize("role", DUTIES)
def test_a_person_of_another_agency_has_nothing_even_as_a_handler(cast: Cast, role: str) -> None:
    foreigner = person(cast, role, section=cast.stranger.section, agency=cast.stranger.agency)
    scope = Scope(cast.agency.pk, foreigner.section_id, frozenset({foreigner.pk}))
    assert not any(may(foreigner, right, scope) for right in RIGHTS)


@pytest.mark.parametrize("role", DUTIES)
def test_who_left_has_nothing(cast: Cast, role: str) -> None:
    left = person(cast, role, section=cast.section)
    left.is_active = False
    scope = Scope(cast.agency.pk, cast.section.pk, frozenset({left.pk}))
    assert not any(may(left, right, scope) for right in RIGHTS)


def test_several_roles_add_up(cast: Cast) -> None:
    both = person(cast, "officer", section=cast.legal)
    with permit("fixture"):
        RoleGrant.objects.create(person=both, role="section_head")
    assert roles_of(both) == {"officer", "section_head"}
    mine = Scope(cast.agency.pk, cast.section.pk, frozenset({both.pk}))
    assert may(both, "case.investigate", mine) and may(both, "case.open", mine)
    theirs = Scope(cast.agency.pk, cast.section.pk)
    assert not may(both, "case.investigate", theirs) and not may(both, "case.open", theirs)


@pytest.mark.parametrize("role", ["system_admin", "security_admin", "audit_admin"])
def test_administrators_see_no_case(cast: Cast, now: datetime, role: str) -> None:
    case = begin(cast, now).to("register").case
    admin = person(cast, role, section=cast.section)
    about_cases = [
        right for right in RIGHTS if right.split(".")[0] not in ("calendar", "channel", "list", "site", "token")
    ]
    scope = Scope(cast.agency.pk, cast.section.pk, frozenset({admin.pk}))
    assert len(about_cases) > 15 and not any(may(admin, right, scope) for right in about_cases)
    assert case_for(admin, case.uuid) is None


def test_no_role_no_right(cast: Cast) -> None:
    with permit("fixture"):
        plain = Person.objects.create(agency=cast.agency, section=cast.section, name="演示某", username="plain")
    scope = Scope(cast.agency.pk, cast.section.pk, frozenset({plain.pk}))
    assert not any(may(plain, right, scope) for right in RIGHTS)


@pytest.mark.parametrize("right", RIGHTS)
def test_the_refusal_says_who_can(cast: Cast, right: str) -> None:
    admin = person(cast, "audit_admin", section=cast.section)
    found = refused(require, admin, right, Scope(cast.agency.pk))
    assert codes(found) == {"right.missing"}
    held = {role for role, duties in DUTIES.items() if right in duties} | (
        {"supervisor"} if right in OVERSEEN else set()
    )
    assert any(ROLES[role] in found[0].message for role in held)


def test_an_unknown_right_is_a_fault(cast: Cast) -> None:
    with pytest.raises(KeyError):
        may(cast.officer, "case.burn", Scope(cast.agency.pk))


def test_a_list_of_cases_shows_what_may_would_allow(cast: Cast, now: datetime) -> None:
    case = begin(cast, now).to("register").case
    people = [*cast.everybody().values()]
    people += [person(cast, role, section=section) for role in ROLES for section in (cast.section, cast.legal, None)]
    scope = Scope(case.agency_id, case.section_id, frozenset(case.handlers.values_list("person_id", flat=True)))
    for right in ("case.read", "case.investigate", "case.open", "case.close"):
        for each in people:
            assert visible_cases(each, right).filter(pk=case.pk).exists() is may(each, right, scope), (each, right)
    assert case_for(cast.stranger, case.uuid) is None and case_for(cast.window, case.uuid) is None
    assert case_for(cast.leader, case.uuid) == case
