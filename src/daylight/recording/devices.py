"""Reading the register: what a person may see, who has what, and how many devices a unit has against the ratio."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import QuerySet

from daylight.base import lawpack
from daylight.base.access import Scope, may
from daylight.base.orgs.models import Agency, Person, Section
from daylight.core.lawrecords import Parameter
from daylight.recording.models import Device, DeviceLoan

USED_WITHIN = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Equipment:
    """One section: certificate holders, devices in use, how many the ratio asks for (officers ÷ ratio, rounded up), how
    many of them somebody took out in the last 30 days."""

    section: Section
    officers: int
    devices: int
    wanted: int
    used: int

    @property
    def short(self) -> int:
        return max(0, self.wanted - self.devices)

    @property
    def short_words(self) -> str:
        return f"差 {self.short} 台"


def visible_devices(person: Person) -> QuerySet[Device]:
    """The devices of the sections ``person`` may read."""
    sections = [each.pk for each in sections_of(person)]
    return (
        Device.objects.filter(section__in=sections).select_related("section", "agency").order_by("section_id", "number")
    )


def sections_of(person: Person, right: str = "device.read") -> list[Section]:
    """The sections of his agency on whose devices ``person`` may use ``right``."""
    found = Section.objects.filter(agency_id=person.agency_id).order_by("id")
    return [each for each in found if may(person, right, Scope(each.agency_id, each.pk))]


def ratio_rule(today: date) -> Parameter:
    """每台设备对应的执法人员数; unverified for this province."""
    return lawpack.current().parameter("recording_officers_per_device", today)


def tolerance(today: date) -> Parameter:
    """Seconds a device's clock may be off before somebody should set it."""
    return lawpack.current().parameter("recording_clock_tolerance", today)


def equipment_of(agency: Agency, sections: list[Section], now: datetime, today: date) -> list[Equipment]:
    """The sections with certificate holders or devices, against the ratio."""
    per_device = int(ratio_rule(today).value)
    found = []
    for section in sections:
        officers = (
            Person.objects.filter(agency=agency, section=section, is_active=True).exclude(certificate_number="").count()
        )
        devices = Device.objects.filter(section=section, state=Device.IN_USE)
        used = (
            DeviceLoan.objects.filter(device__in=devices, out_at__gte=now - USED_WITHIN)
            .values("device")
            .distinct()
            .count()
        )
        if officers or devices.exists():
            found.append(Equipment(section, officers, devices.count(), -(-officers // per_device), used))
    return found
