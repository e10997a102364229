"""证件: the list gives, the register only takes away; every day has one answer."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from daylight.base.journal.models import Entry
from daylight.base.orgs import acts
from daylight.base.orgs.certificates import audit_due, held_on, legal_qualification, state_on
from daylight.base.orgs.models import Certificate, Person
from daylight.base.permit import permit
from daylight.cases import acts as cases
from daylight.cases.certification import certified_on, expiring
from daylight.cases.gathering import officer_facts
from daylight.core.moment import local_date
from tests.cast import Cast
from tests.refusing import codes, fields, refused
from tests.story import begin

ISSUED = date(2026, 1, 5)


def enter(cast: Cast, now: datetime, **more: Any) -> Certificate:
    typed = {"kind": "enforcement", "number": "演示370687001", "issued_on": ISSUED} | more
    return acts.add_certificate(cast.officer, acts.CertificateInput(**typed), actor=cast.keeper, now=now)


def host(cast: Cast, now: datetime, **more: Any) -> Certificate:
    return enter(cast, now, kind="hearing_host", number="听演示001", valid_until=date(2028, 1, 4), **more)


def test_a_certificate_is_entered_once_and_by_whom(cast: Cast, now: datetime) -> None:
    made = enter(cast, now, issuer="演示省人民政府")
    assert (made.recorded_by, made.person, state_on(made, local_date(now))) == (cast.keeper, cast.officer, "valid")
    entry = Entry.objects.get(kind="base.certificate.added")
    assert entry.data["number"] == made.number and entry.subject == f"certificate:{made.uuid}"
    assert codes(refused(enter, cast, now)) == {"certificate.number"}
    for who in (cast.officer, cast.head, cast.leader, cast.stranger):
        typed = acts.CertificateInput("hearing_host", "听演示009", ISSUED, valid_until=date(2028, 1, 4))
        assert codes(refused(acts.add_certificate, cast.officer, typed, actor=who, now=now)) == {"right.missing"}


WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "no kind": ({"kind": "licence"}, "kind"),
    "no number": ({"number": " "}, "number"),
    "another number than the account's": ({"number": "演示370687099"}, "number"),
    "issued tomorrow": ({"issued_on": date(2026, 11, 24)}, "issued_on"),
    "an end that stands on the list": ({"valid_until": date(2029, 12, 31)}, "valid_until"),
    "areas that stand on the list": ({"areas": ["370687"]}, "valid_until"),
    "no end": ({"kind": "supervision", "number": "督001"}, "valid_until"),
    "an end before the beginning": (
        {"kind": "supervision", "number": "督001", "valid_until": date(2026, 1, 4)}, "valid_until",
    ),
}  # fmt: skip


@pytest.mark.parametrize("wrong", WRONG)
def test_a_certificate_with_a_fault_is_not_entered(cast: Cast, now: datetime, wrong: str) -> None:
    changes, field = WRONG[wrong]
    assert fields(refused(enter, cast, now, **changes)) == {field}
    assert not Certificate.objects.exists()


def test_each_day_has_its_state(cast: Cast, now: datetime) -> None:
    made = host(cast, now)
    acts.audit_certificate(made, 2026, date(2026, 6, 1), True, actor=cast.keeper, now=now)
    acts.suspend_certificate(made, date(2026, 7, 1), "被投诉，调查期间暂扣。", actor=cast.keeper, now=now)
    acts.restore_certificate(made, date(2026, 8, 1), "查无实据。", actor=cast.keeper, now=now)
    fresh = Certificate.objects.get()
    table = {
        date(2026, 1, 4): "early", date(2026, 1, 5): "valid", date(2026, 6, 30): "valid",
        date(2026, 7, 1): "suspended", date(2026, 7, 31): "suspended", date(2026, 8, 1): "valid",
        date(2027, 6, 1): "valid", date(2027, 6, 2): "unaudited", date(2028, 1, 5): "expired",
    }  # fmt: skip
    assert {day: state_on(fresh, day) for day in table} == table
    assert audit_due(fresh, date(2026, 5, 1)) == date(2027, 1, 5)
    assert held_on(cast.officer, "hearing_host", date(2026, 6, 30)) == fresh
    assert held_on(cast.officer, "hearing_host", date(2026, 7, 2)) is None
    acts.cancel_certificate(made, date(2026, 11, 1), "调离。", actor=cast.keeper, now=now)
    assert state_on(Certificate.objects.get(), date(2026, 11, 1)) == "cancelled"
    for act in (acts.suspend_certificate, acts.restore_certificate, acts.cancel_certificate):
        assert codes(refused(act, made, date(2026, 11, 2), "再", actor=cast.keeper, now=now)) == {
            "certificate.cancelled"
        }


def test_changes_in_their_order(cast: Cast, now: datetime) -> None:
    made = host(cast, now)
    found = refused(acts.restore_certificate, made, ISSUED, "恢复", actor=cast.keeper, now=now)
    assert codes(found) == {"certificate.state"}
    acts.suspend_certificate(made, date(2026, 7, 1), "调查。", actor=cast.keeper, now=now)
    found = refused(acts.suspend_certificate, made, date(2026, 7, 2), " ", actor=cast.keeper, now=now)
    assert codes(found) == {"certificate.state", "field.required"}
    for on in (date(2026, 6, 30), date(2026, 11, 24)):
        found = refused(acts.restore_certificate, made, on, "恢复", actor=cast.keeper, now=now)
        assert fields(found) == {"on"}
    for who in (cast.head, cast.stranger):
        found = refused(acts.restore_certificate, made, date(2026, 8, 1), "恢复", actor=who, now=now)
        assert codes(found) == {"right.missing"}


def test_an_audit_is_complete(cast: Cast, now: datetime) -> None:
    made = host(cast, now)
    for year, on, passed, field in (
        (2026, date(2026, 11, 24), True, "audited_on"), (2026, date(2026, 1, 4), True, "audited_on"),
        (2027, date(2026, 6, 1), True, "year"), (2025, date(2026, 6, 1), True, "year"),
        (2026, date(2026, 6, 1), False, "note"),
    ):  # fmt: skip
        found = refused(acts.audit_certificate, made, year, on, passed, actor=cast.keeper, now=now)
        assert fields(found) == {field}, (year, on)
    acts.audit_certificate(made, 2026, date(2026, 6, 1), False, "学时不足", actor=cast.keeper, now=now)
    assert state_on(made, date(2026, 6, 1)) == "unaudited"
    acts.audit_certificate(made, 2026, date(2026, 6, 20), True, "补足学时", actor=cast.keeper, now=now)
    assert state_on(Certificate.objects.get(), date(2026, 6, 20)) == "valid"
    legal = enter(cast, now, kind="legal", number="演示A20260001")
    found = refused(acts.audit_certificate, legal, 2026, date(2026, 6, 1), True, actor=cast.keeper, now=now)
    assert codes(found) == {"certificate.audit"}


def test_the_legal_qualification_of_the_register_counts_once_it_is_there(cast: Cast, now: datetime) -> None:
    today = local_date(now)
    assert legal_qualification(cast.reviewer, today) == "演示A20200001"
    typed = acts.CertificateInput("legal", "演示A20200001", date(2020, 3, 1))
    made = acts.add_certificate(cast.reviewer, typed, actor=cast.keeper, now=now)
    assert legal_qualification(cast.reviewer, today) == "演示A20200001"
    acts.cancel_certificate(made, today, "被吊销。", actor=cast.keeper, now=now)
    assert legal_qualification(cast.reviewer, today) == ""


@pytest.mark.parametrize("fault", ["suspended", "cancelled", "unaudited"])
def test_g01_refuses_who_may_not_be_sent_out(cast: Cast, now: datetime, fault: str) -> None:
    """停派: the same opening goes through with the same list once the certificate is in order."""
    story = begin(cast, now).to("request")
    made = enter(cast, now)
    today = local_date(story.now)
    if fault == "suspended":
        acts.suspend_certificate(made, today, "调查。", actor=cast.keeper, now=story.now)
    elif fault == "cancelled":
        acts.cancel_certificate(made, today, "调离。", actor=cast.keeper, now=story.now)
    else:
        acts.audit_certificate(made, 2026, today, False, "学时不足", actor=cast.keeper, now=story.now)
    assert officer_facts(cast.officer, today).status == fault
    assert officer_facts(cast.officer, today - timedelta(days=1)).status == "valid"
    found = refused(cases.open_case, story.case, actor=cast.head, now=story.now)
    assert codes(found) == {"G01"} and cast.officer.name in found[0].message
    assert {"suspended": "暂扣", "cancelled": "注销", "unaudited": "未年审"}[fault] in found[0].message
    if fault == "suspended":
        acts.restore_certificate(made, today, "查无实据。", actor=cast.keeper, now=story.now)
    elif fault == "unaudited":
        acts.audit_certificate(made, 2026, today, True, actor=cast.keeper, now=story.now)
    else:
        return
    cases.open_case(story.case, actor=cast.head, now=story.now)


def test_the_register_lifts_nothing_the_list_says(cast: Cast, now: datetime) -> None:
    begin(cast, now)
    enter(cast, now)
    assert officer_facts(cast.officer, local_date(now)).status == "valid"
    assert officer_facts(cast.officer, date(2025, 6, 1)).certificate_number == ""  # no list stood on that day
    cast.stranger.certificate_number = "演示370687001"
    assert officer_facts(cast.stranger, local_date(now)).certificate_number == ""


def test_was_he_certified_on_that_day(cast: Cast, now: datetime) -> None:
    begin(cast, now)
    made = enter(cast, now)
    acts.suspend_certificate(made, date(2026, 7, 1), "调查。", actor=cast.keeper, now=now)
    acts.restore_certificate(made, date(2026, 8, 1), "查无实据。", actor=cast.keeper, now=now)
    said = {day: certified_on(cast.officer, day) for day in (date(2026, 6, 30), date(2026, 7, 2), date(2026, 8, 1))}
    assert [each.certified for each in said.values()] == [True, False, True]
    assert "暂扣" in said[date(2026, 7, 2)].why and said[date(2026, 6, 30)].list_number
    assert not certified_on(cast.leader, date(2026, 6, 30)).certified
    assert "清单" in certified_on(cast.officer, date(2025, 6, 30)).why


def test_who_has_to_be_reminded(cast: Cast, now: datetime) -> None:
    begin(cast, now)
    last = officer_facts(cast.officer, local_date(now)).valid_until
    assert last is not None
    assert expiring(cast.agency, cast.section, last - timedelta(days=400)) == []
    near = expiring(cast.agency, cast.section, last - timedelta(days=20))
    assert {each.person for each in near} >= {cast.officer, cast.partner} and all(
        each.until == last and not each.stopped for each in near
    )
    assert all(each.stopped for each in expiring(cast.agency, cast.section, last + timedelta(days=1)))
    assert expiring(cast.agency, cast.legal, last) == []
    made = enter(cast, now)
    acts.suspend_certificate(made, date(2026, 7, 1), "调查。", actor=cast.keeper, now=now)
    stopped = expiring(cast.agency, cast.section, date(2026, 7, 2))
    assert [(each.person, each.until, each.stopped) for each in stopped] == [(cast.officer, None, True)]


def test_a_cancelled_certificate_reminds_nobody(cast: Cast, now: datetime) -> None:
    begin(cast, now)
    made = host(cast, now)
    later = date(2027, 12, 20)
    assert {each.what for each in expiring(cast.agency, cast.section, later)} == {
        "听证主持人证有效期",
        "听证主持人证年审",
    }
    acts.cancel_certificate(made, local_date(now), "调离。", actor=cast.keeper, now=now)
    assert expiring(cast.agency, cast.section, later) == []


def test_reminding_asks_no_more_for_more_people(cast: Cast, now: datetime, django_assert_max_num_queries: Any) -> None:
    begin(cast, now)
    with permit("fixture"):
        for n in range(12):
            person = Person.objects.create(
                agency=cast.agency,
                section=cast.section,
                username=f"more{n}",
                name="演示某",
                certificate_number=f"证{n}",
            )
            Certificate.objects.create(
                person=person, kind="supervision", number=f"督{n}", issued_on=ISSUED, valid_until=ISSUED,
                recorded_by=cast.keeper, recorded_at=now,
            )  # fmt: skip
    with django_assert_max_num_queries(8):
        assert len(expiring(cast.agency, cast.section, local_date(now))) == 12
