"""年审 of many certificates at once: all or none, never one's own, each journalled, told to the public page."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from django.urls import reverse

from daylight.base.journal.models import Entry
from daylight.base.orgs import acts
from daylight.base.orgs.certificates import state_on
from daylight.base.orgs.models import Certificate, Person
from daylight.base.outbox.models import Message
from tests.cast import Cast
from tests.refusing import codes, refused
from tests.web.desks import words
from tests.web.entering import signed_in as enter

pytestmark = pytest.mark.django_db
ISSUED = date(2024, 3, 1)


def held(cast: Cast, now: datetime, person: Person) -> Certificate:
    typed = acts.CertificateInput("enforcement", person.certificate_number, ISSUED)
    return acts.add_certificate(person, typed, actor=cast.keeper, now=now)


@pytest.fixture
def two(cast: Cast, now: datetime, settings: Any) -> tuple[Certificate, Certificate]:
    settings.FIXED_NOW = now
    return held(cast, now, cast.officer), held(cast, now, cast.partner)


def test_those_that_passed_are_recorded_together(two: tuple[Certificate, ...], cast: Cast, now: datetime) -> None:
    assert {state_on(each, now.date()) for each in two} == {"unaudited"}
    page, sent = reverse("office:audits"), {"certificate": [str(each.uuid) for each in two], "year": "2026"}
    assert "未年审" in words(enter(cast.head).get(page))
    missing = enter(cast.head).post(page, sent | {"audited_on": ""})
    assert missing.status_code == 422 and missing.content.decode().count("checked") == 2
    early = enter(cast.head).post(page, sent | {"audited_on": "2027-01-01"})
    assert early.status_code == 422 and "演示甲的" in words(early) and "演示乙的" in words(early)
    assert enter(cast.head).post(page, {"year": "2026", "audited_on": "今天"}).status_code == 422
    assert enter(cast.head).post(page, sent | {"audited_on": "今天"}).status_code == 302
    again = Certificate.objects.prefetch_related("audits", "changes")
    assert {state_on(each, now.date()) for each in again} == {"valid"}
    assert Entry.objects.filter(kind="base.certificate.audited").count() == 2
    assert len(Entry.objects.get(kind="base.audit.recorded").data["numbers"]) == 2
    told = [each.body for each in Message.objects.filter(key__startswith="certificate.changed").order_by("id")]
    assert [(each["event"], each["audit_due"]) for each in told[2:]] == [("audited", "2027-11-23")] * 2


def test_all_or_none_and_never_ones_own(two: tuple[Certificate, ...], cast: Cast, now: datetime) -> None:
    own = held(cast, now, cast.head)
    found = refused(acts.audit_certificates, [*two, own], 2026, now.date(), actor=cast.head, now=now)
    assert codes(found) == {"certificate.own"} and "演示丙的" in found[0].message
    assert not Entry.objects.filter(kind="base.certificate.audited").exists()
    label = f"{own.number} 年审合格"
    assert label not in enter(cast.head).get(reverse("office:audits")).content.decode()
    assert label in enter(cast.reviewer).get(reverse("office:audits")).content.decode()


def test_who_may_audit(two: tuple[Certificate, ...], cast: Cast, now: datetime) -> None:
    page = reverse("office:audits")
    seen = {name: enter(person).get(page).status_code for name, person in cast.everybody().items()}
    allowed = {"head", "reviewer", "keeper", "stranger"}
    assert {name for name, status in seen.items() if status == 200} == allowed
    assert set(seen.values()) == {200, 404}
    assert "没有需要您年审的证件" in words(enter(cast.stranger).get(page))
    assert codes(refused(acts.audit_certificates, two, 2026, now.date(), actor=cast.stranger, now=now)) == {
        "right.missing"
    }
