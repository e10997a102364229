"""执法记录设备: entered in the register, checked, lent and given back, each with who and when (law.md §1.2.5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from daylight.base.access import Scope, may, require
from daylight.base.act import act
from daylight.base.journal.writing import record
from daylight.base.orgs.models import Agency, Person, Section
from daylight.core.refusal import Refusal, Refused, refuse
from daylight.recording.models import Device, DeviceCheck, DeviceLoan

CITE = "海国土资发〔2017〕90号一（二）3"
# The two clocks are read side by side; what lies further from the server than this was not read now.
READ_NOW = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class CheckInput:
    """What is read off before use: battery in percent, room on the card, and the two clocks at one moment (aware)."""

    battery_percent: int
    storage_ok: bool
    device_at: datetime
    standard_at: datetime


@act("recording.device.registered")
def register_device(section: Section, number: str, kind: str, model: str, *, actor: Person, now: datetime) -> Device:
    """Enter a device for a section."""
    require(actor, "device.keep", Scope(section.agency_id, section.pk))
    faults = []
    if not number.strip():
        faults.append(Refusal("field.required", "请填写设备号，以机身上的编号为准。", CITE, "number"))
    elif Device.objects.filter(agency=section.agency, number=number.strip()).exists():
        faults.append(Refusal("device.known", "这个设备号已经登记，请核对机身编号。", CITE, "number"))
    if kind not in dict(Device.KINDS):
        faults.append(Refusal("device.kind", "请选择设备种类。", CITE, "kind"))
    if not model.strip():
        faults.append(Refusal("field.required", "请填写型号。", CITE, "model"))
    if faults:
        raise Refused(faults)
    device = Device.objects.create(
        agency=section.agency, section=section, number=number.strip()[:64], kind=kind, model=model.strip()[:80],
        registered_by=actor, registered_at=now,
    )  # fmt: skip
    _record("recording.device.registered", device, actor, now, {"number": device.number, "device_kind": kind})
    return device


@act("recording.device.changed")
def change_device(device: Device, state: str, note: str, *, actor: Person, now: datetime) -> Device:
    """In use, under repair or out of use, with the reason. A device that is out stays as it is."""
    require(actor, "device.keep", _scope(device))
    if state not in dict(Device.STATES):
        raise refuse("device.state", "请选择在用、送修或者停用。", CITE, "state")
    if not note.strip():
        raise refuse("field.required", "请写明原因。", CITE, "note")
    if device.loans.filter(in_at=None).exists():
        raise refuse("device.out", "设备还没有交还，请先登记交还。", CITE, "state")
    device.state, device.state_note = state, note.strip()[:200]
    device.save(update_fields=["state", "state_note"])
    _record("recording.device.changed", device, actor, now, {"state": state, "reason": device.state_note})
    return device


@act("recording.device.checked")
def check_device(device: Device, said: CheckInput, *, actor: Person, now: datetime) -> DeviceCheck:
    """A check on its own, e.g. at the dock: the measured offset is kept, nothing recorded is changed by it."""
    require(actor, "device.lend", _scope(device))
    if faults := _faults(said, now):
        raise Refused(faults)
    check = _checked(device, said, actor)
    _record("recording.device.checked", device, actor, now, _told(check))
    return check


@act("recording.device.lent")
def lend_device(
    device: Device, person: Person, purpose: str, said: CheckInput, *, actor: Person, now: datetime
) -> DeviceLoan:
    """Hand a checked device to an officer. One device is with one person at a time."""
    require(actor, "device.lend", _scope(device))
    # The row is held until the end, so that two hands cannot give the same device away.
    device = Device.objects.select_for_update().get(pk=device.pk)
    faults = _faults(said, now)
    if device.state != Device.IN_USE:
        word = device.get_state_display()
        faults.append(Refusal("device.state", f"这台设备现在{word}，不能领用，请换一台。", CITE, "device"))
    holder = device.loans.filter(in_at=None).select_related("person").first()
    if holder is not None:
        faults.append(Refusal("device.out", f"这台设备由{holder.person.name}领用未还，请先登记交还。", CITE, "device"))
    if person.agency_id != device.agency_id or not person.certificate_number:
        faults.append(Refusal("device.person", "领用人应当是本机关持执法证的人员，请重新选择。", CITE, "person"))
    if not purpose.strip():
        faults.append(Refusal("field.required", "请写明用途；非执法活动不得使用。", CITE, "purpose"))
    if not said.storage_ok:
        faults.append(Refusal("device.storage", "存储空间不够，请先导出并清空后再领用。", CITE, "storage_ok"))
    if faults:
        raise Refused(faults)
    check = _checked(device, said, actor)
    loan = DeviceLoan.objects.create(
        device=device, check_before=check, person=person, purpose=purpose.strip()[:200], out_at=now, out_by=actor
    )
    _record("recording.device.lent", device, actor, now, {
        "loan": str(loan.uuid), "person": str(person.uuid), "purpose": loan.purpose, **_told(check),
    })  # fmt: skip
    return loan


@act("recording.device.returned")
def return_device(loan: DeviceLoan, recorded: str, *, actor: Person, now: datetime) -> DeviceLoan:
    """The device is back; ``recorded``: what is on it."""
    require(actor, "device.lend", _scope(loan.device))
    if not recorded.strip():
        raise refuse("field.required", "请写明记录了什么；没有使用的写“未使用”。", CITE, "recorded")
    if not DeviceLoan.objects.filter(pk=loan.pk, in_at=None).update(
        in_at=now, in_by=actor, recorded=recorded.strip()[:300]
    ):
        raise refuse("device.back", "这次领用已经登记交还，请刷新页面。", CITE)
    loan.refresh_from_db()
    _record("recording.device.returned", loan.device, actor, now, {"loan": str(loan.uuid), "recorded": loan.recorded})
    return loan


def may_lend(person: Person, device: Device) -> bool:
    return may(person, "device.lend", _scope(device))


def _scope(device: Device) -> Scope:
    return Scope(device.agency_id, device.section_id)


def _faults(said: CheckInput, now: datetime) -> list[Refusal]:
    found = []
    if not 0 <= said.battery_percent <= 100:
        found.append(Refusal("device.battery", "电量请填写 0 到 100 的整数。", CITE, "battery_percent"))
    if abs(said.standard_at - now) > READ_NOW:
        found.append(Refusal("device.clock", "标准时间与现在相差太多，请重新对表后填写。", CITE, "standard_at"))
    if abs(said.device_at - said.standard_at) > timedelta(days=366):
        found.append(Refusal("device.clock", "设备时间与标准时间相差超过一年，请先校正设备时间。", CITE, "device_at"))
    return found


def _checked(device: Device, said: CheckInput, actor: Person) -> DeviceCheck:
    return DeviceCheck.objects.create(
        device=device, battery_percent=said.battery_percent, storage_ok=said.storage_ok, device_at=said.device_at,
        at=said.standard_at, offset_seconds=round((said.device_at - said.standard_at).total_seconds()), by=actor,
    )  # fmt: skip


def _told(check: DeviceCheck) -> dict[str, object]:
    return {"battery_percent": check.battery_percent, "offset_seconds": check.offset_seconds}


def _record(kind: str, device: Device, actor: Person, now: datetime, data: dict[str, object]) -> None:
    agency: Agency = device.agency
    record(kind, agency=agency, actor=actor, now=now, subject=f"device:{device.uuid}", data=data)
