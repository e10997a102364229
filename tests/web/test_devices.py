"""记录设备: registered, checked, lent once at a time, given back; the ratio; who may and who may not."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from daylight.base.journal.models import Entry
from daylight.core.moment import local_date
from daylight.recording.acts.devices import CheckInput, lend_device, register_device, return_device
from daylight.recording.devices import equipment_of
from daylight.recording.models import Device, DeviceCheck, DeviceLoan
from tests.cast import Cast
from tests.refusing import codes, refused
from tests.web.desks import words
from tests.web.entering import signed_in

pytestmark = pytest.mark.django_db
DESK = "/office/devices/"


@pytest.fixture
def device(cast: Cast, now: datetime, settings: Any) -> Device:
    settings.FIXED_NOW = now
    return register_device(cast.section, "演示-01", "recorder", "演示型", actor=cast.head, now=now)


def check(now: datetime, ahead: int = 0, battery: int = 90, room: bool = True) -> CheckInput:
    return CheckInput(battery, room, now + timedelta(seconds=ahead), now)


def test_lent_once_at_a_time_and_the_offset_is_kept(cast: Cast, device: Device, now: datetime) -> None:
    loan = lend_device(device, cast.officer, "现场检查", check(now, 41), actor=cast.officer, now=now)
    assert loan.check_before.offset_seconds == 41
    again = refused(lend_device, device, cast.partner, "现场检查", check(now), actor=cast.partner, now=now)
    assert codes(again) == {"device.out"} and DeviceCheck.objects.count() == 1
    assert codes(refused(return_device, loan, " ", actor=cast.officer, now=now)) == {"field.required"}
    back = return_device(loan, "现场检查一次", actor=cast.head, now=now + timedelta(hours=2))
    assert back.in_by == cast.head
    assert codes(refused(return_device, loan, "再还", actor=cast.officer, now=now)) == {"device.back"}
    found = equipment_of(cast.agency, [cast.section], now + timedelta(days=1), local_date(now))[0]
    assert (found.officers, found.devices, found.wanted, found.used, found.short) == (3, 1, 1, 1, 0)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"battery": 101}, "device.battery"),
        ({"room": False}, "device.storage"),
        ({"ahead": 367 * 86_400}, "device.clock"),
    ],
)
def test_what_the_check_shows_may_forbid_it(
    cast: Cast, device: Device, now: datetime, change: dict[str, Any], code: str
) -> None:
    found = refused(lend_device, device, cast.officer, "现场检查", check(now, **change), actor=cast.officer, now=now)
    assert codes(found) == {code}
    assert not DeviceLoan.objects.exists()


def test_the_ledger_knows_its_own_people(cast: Cast, device: Device, now: datetime) -> None:
    for actor in (cast.stranger, cast.leader, cast.publisher):
        assert codes(refused(lend_device, device, cast.officer, "用", check(now), actor=actor, now=now)) == {
            "right.missing"
        }
    for person in (cast.stranger, cast.publisher):
        found = refused(lend_device, device, person, "用", check(now), actor=cast.officer, now=now)
        assert codes(found) == {"device.person"}
    again = refused(register_device, cast.section, "演示-01", "recorder", "演示型", actor=cast.head, now=now)
    assert codes(again) == {"device.known"}
    assert codes(refused(register_device, cast.section, "", "x", "", actor=cast.head, now=now)) == {
        "field.required", "device.kind",
    }  # fmt: skip


def test_the_pages(cast: Cast, device: Device, now: datetime) -> None:
    page = f"{DESK}{device.uuid}/"
    readers = {"officer", "partner", "head", "reviewer", "leader"}
    for address in (DESK, page):
        seen = {name for name, who in cast.everybody().items() if signed_in(who).get(address).status_code == 200}
        assert seen == readers | ({"stranger"} if address == DESK else set())
    client = signed_in(cast.officer)
    assert "登记设备" not in words(client.get(DESK))
    said = {"do": "lend", "person": str(cast.partner.pk), "purpose": "巡查", "battery_percent": "80", "storage_ok": "on",
            "device_at": "09:00:41", "standard_at": "2026-11-23 09:00:00"}  # fmt: skip
    blank = client.post(f"{page}lend/", {**said, "battery_percent": "满", "device_at": "九点"})
    assert blank.status_code == 422 and 'value="九点"' in blank.content.decode()
    assert client.post(f"{page}lend/", said).status_code == 302
    shown = words(client.get(page))
    assert "比标准时间快 41 秒" in shown and "依据待核" in shown and "巡查" in shown
    assert client.post(f"{page}return/", {"recorded": "未使用"}).status_code == 302
    assert client.post(f"{page}return/", {"recorded": "未使用"}).status_code == 404
    head = signed_in(cast.head)
    assert head.post(f"{page}state/", {"state": "repair", "note": ""}).status_code == 422
    assert head.post(f"{page}state/", {"state": "repair", "note": "电池鼓包"}).status_code == 302
    assert client.post(f"{page}lend/", said).status_code == 422
    new = {"section": str(cast.section.pk), "number": "演示-02", "kind": "drone", "model": "演示机"}
    assert head.post(DESK, new).status_code == 302
    assert client.post(DESK, new).status_code == 404
    assert Entry.objects.filter(kind="recording.device.registered").count() == 2


def test_an_empty_register_says_so(cast: Cast, now: datetime, settings: Any) -> None:
    settings.FIXED_NOW = now
    assert "还没有登记设备" in words(signed_in(cast.head).get(DESK))
