"""执法记录设备: the register, checks before use, the ledger of loans."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema, Status
from pydantic import AwareDatetime, Field

from daylight.recording.acts.devices import CheckInput, check_device, lend_device, return_device
from daylight.recording.devices import visible_devices
from daylight.recording.models import Device
from daylight.web.api.faults import unknown
from daylight.web.api.preconditions import person_of, submission
from daylight.web.api.shapes import Body, Line, PersonOut, colleague, person_out

router = Router(tags=["记录设备"])


class DeviceOut(Schema):
    """``state``: in_use, repair or retired; ``held_by``: who has it now; ``offset_seconds``: of the last check."""

    uuid: UUID
    number: str
    kind: str
    model: str
    section: str
    state: str
    held_by: PersonOut | None
    checked_at: AwareDatetime | None
    offset_seconds: int | None


class CheckIn(Body):
    """The two clocks read at one moment; the server keeps the difference."""

    battery_percent: Annotated[int, Field(ge=0, le=100)]
    storage_ok: bool
    device_at: AwareDatetime
    standard_at: AwareDatetime


class LoanIn(CheckIn):
    person: UUID
    purpose: Line


class ReturnIn(Body):
    recorded: Annotated[str, Field(max_length=300)]


@router.get("/devices", response=list[DeviceOut], summary="可见的记录设备")
def list_devices(request: HttpRequest) -> Any:
    return [_shown(each) for each in visible_devices(person_of(request))]


@router.post("/devices/{uuid}/checks", response={201: DeviceOut}, summary="登记设备检查")
def add_check(request: HttpRequest, uuid: UUID, body: CheckIn) -> Any:
    by, device = submission(request), _device(request, uuid)
    by.do(check_device, device, _said(body))
    return Status(201, _shown(device))


@router.post("/devices/{uuid}/loans", response={201: DeviceOut}, summary="领用设备")
def add_loan(request: HttpRequest, uuid: UUID, body: LoanIn) -> Any:
    by, device = submission(request), _device(request, uuid)
    by.do(lend_device, device, colleague(by.actor, body.person, "person"), body.purpose, _said(body))
    return Status(201, _shown(device))


@router.post("/devices/{uuid}/return", response=DeviceOut, summary="交还设备")
def add_return(request: HttpRequest, uuid: UUID, body: ReturnIn) -> Any:
    by, device = submission(request), _device(request, uuid)
    loan = device.loans.select_related("device__agency").filter(in_at=None).first()
    # A retry after the answer was lost: the act itself says that the device is back.
    loan = loan or device.loans.select_related("device__agency").order_by("-id").first()
    if loan is None:
        raise unknown()
    by.do(return_device, loan, body.recorded)
    return _shown(device)


def _said(body: CheckIn) -> CheckInput:
    return CheckInput(body.battery_percent, body.storage_ok, body.device_at, body.standard_at)


def _device(request: HttpRequest, uuid: UUID) -> Device:
    found = visible_devices(person_of(request)).filter(uuid=uuid).first()
    if found is None:
        raise unknown()
    return found


def _shown(device: Device) -> dict[str, Any]:
    loan = device.loans.filter(in_at=None).select_related("person__section").first()
    check = device.checks.first()
    return {name: getattr(device, name) for name in ("uuid", "number", "kind", "model", "state")} | {
        "section": device.section.name,
        "held_by": person_out(loan.person) if loan else None,
        "checked_at": check.at if check else None,
        "offset_seconds": check.offset_seconds if check else None,
    }
