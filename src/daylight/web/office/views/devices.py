"""执法记录设备: the register with the ratio, one device with its checks and its ledger, lending and giving back."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from daylight.base.access import Scope, may
from daylight.base.orgs.models import Person
from daylight.base.present import present
from daylight.core.moment import local_date, local_time
from daylight.core.refusal import Refusal
from daylight.recording.acts.devices import (
    CheckInput,
    change_device,
    check_device,
    lend_device,
    may_lend,
    register_device,
    return_device,
)
from daylight.recording.devices import equipment_of, ratio_rule, sections_of, tolerance, visible_devices
from daylight.recording.models import Device
from daylight.web.office.acting import answer, done, office_required, perform, person_of
from daylight.web.office.filmstrip import ahead
from daylight.web.office.views.timeline import read_exact

SHOWN = 50
MOMENT = "如 2026-11-22 09:30:15；只写 09:30:15 的算今天"
CHECK = ("battery_percent", "device_at", "standard_at")


@require_http_methods(["GET", "POST"])
@office_required
def devices(request: HttpRequest) -> HttpResponse:
    """The devices this person may see, by section; a section head enters new ones."""
    me, now = person_of(request), present()
    sections = sections_of(me)
    if not sections:
        raise Http404
    keeps = sections_of(me, "device.keep")
    typed = {name: request.POST.get(name, "") for name in ("section", "number", "kind", "model")}
    faults: tuple[Refusal, ...] = ()
    if request.method == "POST":
        section = next((each for each in keeps if str(each.pk) == typed["section"]), None)
        if section is None:
            raise Http404
        outcome = perform(request, register_device, section, typed["number"], typed["kind"], typed["model"])
        if outcome:
            return done(request, f"设备 {outcome.result.number} 已登记。", "office:devices")
        faults = outcome.refusals
    today = local_date(now)
    context = {
        "rows": [_row(each) for each in visible_devices(me)],
        "equipment": equipment_of(me.agency, sections, now, today),
        "ratio": ratio_rule(today),
        "keeps": [(str(each.pk), each.name) for each in keeps],
        "kinds": Device.KINDS,
        "typed": typed,
    }
    return answer(request, "office/devices.html", context, faults)


@require_safe
@office_required
def device(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One device."""
    return _page(request, _device(request, uuid), {})


@require_POST
@office_required
def lend(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Out, after the check; or the check alone."""
    found = _device(request, uuid)
    if not may_lend(person_of(request), found):
        raise Http404
    said, faults = _check(request)
    alone = request.POST.get("do") == "check"
    person = Person.objects.filter(agency_id=found.agency_id, pk=_number(request.POST.get("person", "")) or 0).first()
    if person is None and not alone:
        faults.append(Refusal("device.person", "请选择领用人。", "", "person"))
    if said is None or faults:
        return _page(request, found, {}, faults)
    if alone:
        outcome = perform(request, check_device, found, said)
    else:
        outcome = perform(request, lend_device, found, person, request.POST.get("purpose", ""), said)
    if outcome:
        return done(request, "检查已登记。" if alone else "领用已登记。", "office:device", found.uuid)
    return _page(request, found, {}, outcome.refusals)


@require_POST
@office_required
def give_back(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """In."""
    found = _device(request, uuid)
    loan = found.loans.select_related("device__agency").filter(in_at=None).first()
    if loan is None or not may_lend(person_of(request), found):
        raise Http404
    outcome = perform(request, return_device, loan, request.POST.get("recorded", ""))
    if outcome:
        return done(request, "交还已登记。", "office:device", found.uuid)
    return _page(request, found, {}, outcome.refusals)


@require_POST
@office_required
def change(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """In use, repair, out of use."""
    found = _device(request, uuid)
    if not may(person_of(request), "device.keep", Scope(found.agency_id, found.section_id)):
        raise Http404
    outcome = perform(request, change_device, found, request.POST.get("state", ""), request.POST.get("note", ""))
    if outcome:
        return done(request, "设备状态已变更。", "office:device", found.uuid)
    return _page(request, found, {}, outcome.refusals)


def _device(request: HttpRequest, uuid: UUID) -> Device:
    found = visible_devices(person_of(request)).filter(uuid=uuid).first()
    if found is None:
        raise Http404
    return found


def _row(each: Device) -> dict[str, Any]:
    loan = each.loans.filter(in_at=None).select_related("person").first()
    check = each.checks.first()
    return {"device": each, "loan": loan, "check": check, "clock": ahead(check.offset_seconds) if check else ""}


def _page(request: HttpRequest, found: Device, more: dict[str, Any], faults: Any = ()) -> HttpResponse:
    me, now = person_of(request), present()
    today = local_date(now)
    people = Person.objects.filter(agency_id=found.agency_id, is_active=True).exclude(certificate_number="")
    limit = tolerance(today)
    checks = [
        (each, ahead(each.offset_seconds), abs(each.offset_seconds) > int(limit.value))
        for each in found.checks.select_related("by")[:SHOWN]
    ]
    context = {
        **_row(found),
        "checks": checks,
        "loans": found.loans.select_related("person", "out_by", "in_by")[:SHOWN],
        "limit": limit,
        "may_lend": may_lend(me, found),
        "may_keep": may(me, "device.keep", Scope(found.agency_id, found.section_id)),
        "people": [(str(each.pk), each.name) for each in people.order_by("section_id", "id")],
        "states": Device.STATES,
        "typed": {
            "person": str(me.pk),
            "standard_at": f"{local_time(now):%Y-%m-%d %H:%M:%S}",
            **{k: v for k, v in request.POST.items() if isinstance(v, str)},
        },
        "hint": MOMENT,
        **more,
    }
    return answer(request, "office/device.html", context, tuple(faults))


def _check(request: HttpRequest) -> tuple[CheckInput | None, list[Refusal]]:
    battery = _number(request.POST.get("battery_percent", ""))
    moments = {name: _moment(request.POST.get(name, "")) for name in CHECK[1:]}
    faults = []
    if battery is None:
        faults.append(Refusal("device.battery", "电量请填写 0 到 100 的整数。", "", "battery_percent"))
    faults += [
        Refusal("device.clock", "请填写到秒的时间。", "", name) for name, value in moments.items() if value is None
    ]
    if battery is None or moments["device_at"] is None or moments["standard_at"] is None:
        return None, faults
    storage = request.POST.get("storage_ok") == "on"
    return CheckInput(battery, storage, moments["device_at"], moments["standard_at"]), faults


def _moment(text: str) -> datetime | None:
    typed = text.strip()
    return read_exact(typed) or read_exact(f"{local_date(present())} {typed}")


def _number(text: str) -> int | None:
    return int(text) if text.strip().isdecimal() and len(text) < 10 else None
