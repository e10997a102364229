"""安排、更换、在岗登记、取消."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from daylight.base import lawpack
from daylight.base.access import Scope, require
from daylight.base.act import act
from daylight.base.journal.writing import record
from daylight.base.orgs.models import Agency, Person
from daylight.core.moment import local_date, local_time
from daylight.core.refusal import Refusal, Refused, refuse
from daylight.lists import queries as lists
from daylight.lists.roster.models import AWAY, CANCELLED, ON, Shift
from daylight.lists.roster.publication import announce

CITE = "海国土资发〔2017〕90号一（一）9"
RIGHT = "window.keep"
# A plan further ahead than this is a wish.
LONGEST_DAYS = 92


@act("lists.shift.assigned")
def assign_shifts(
    window: str,
    person: Person,
    first: date,
    last: date,
    begins: time,
    ends: time,
    *,
    actor: Person,
    now: datetime,
) -> Shift:
    """``person`` at ``window`` on every working day from ``first`` to ``last`` (both included); a single day may also be a
    day of rest. Returns the first shift."""
    agency, today = actor.agency, local_date(now)
    require(actor, RIGHT, Scope(agency.pk))
    problems = []
    if last < first or first < today:
        problems.append(Refusal("shift.days", "结束日期不能早于开始日期，开始日期不能早于今天。", CITE, "last"))
    elif (last - first).days > LONGEST_DAYS:
        problems.append(Refusal("shift.days", "一次最多安排三个月，请分次安排。", CITE, "last"))
    if ends <= begins:
        problems.append(Refusal("shift.hours", "结束时间须晚于开始时间。", CITE, "ends"))
    if person.agency_id != agency.pk or not person.is_active:
        problems.append(Refusal("shift.person", "请选择本机关在职的人员。", CITE, "person"))
    if problems:
        raise Refused(problems)
    calendar = lawpack.current().calendar()
    span = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    days = [day for day in span if first == last or calendar.is_workday(day)]
    if not days:
        raise refuse("shift.days", "所选的日子都不是工作日，请核对；节假日值班请一天一天安排。", CITE, "first")
    for day in days:
        if lists.row(agency, "windows", window, day) is None:
            said = f"{day} 施行的窗口清单里没有 {window} 号窗口，请先更新窗口清单。"
            raise refuse("shift.window", said, CITE, "window")
        _demand_free(agency, window, day, begins, ends, person)
    made = [
        Shift.objects.create(agency=agency, window=window, on=day, begins=begins, ends=ends, person=person)
        for day in days
    ]
    _tell("lists.shift.assigned", made[0], days, actor, now, first=first, last=days[-1], workdays=len(days))
    return made[0]


@act("lists.shift.replaced")
def replace_on_shift(shift: Shift, person: Person, note: str = "", *, actor: Person, now: datetime) -> Shift:
    """Somebody else sits there; whose shift it was stays to be read."""
    fresh = _running(shift, actor, now)
    if person.agency_id != fresh.agency_id or not person.is_active:
        raise refuse("shift.person", "请选择本机关在职的人员。", CITE, "person")
    if person.pk == fresh.person_id:
        raise refuse("shift.person", f"已经是{person.name}值班，不用更换。", CITE, "person")
    _demand_free(fresh.agency, fresh.window, fresh.on, fresh.begins, fresh.ends, person, fresh)
    first = fresh.stands_in_for or fresh.person
    fresh.stands_in_for = None if first.pk == person.pk else first
    fresh.person, fresh.state, fresh.note = person, ON, note.strip()[:100]
    fresh.save(update_fields=["person", "stands_in_for", "state", "note"])
    _tell("lists.shift.replaced", fresh, [fresh.on], actor, now, note=fresh.note)
    return fresh


@act("lists.shift.marked")
def mark_duty(shift: Shift, away: bool, note: str = "", *, actor: Person, now: datetime) -> Shift:
    """暂时离开, with what the waiting should know, or back again. The person himself may mark it too."""
    fresh = _running(shift, actor, now, himself=True)
    if fresh.on != local_date(now):
        raise refuse("shift.day", "在岗情况只能登记当天的值班。", CITE)
    if away and not note.strip():
        raise refuse("field.required", "请写明几点回来，或者到哪个窗口办理。", CITE, "note")
    if (fresh.state == AWAY) == away and fresh.note == note.strip():
        raise refuse("shift.state", "在岗情况没有变化，不用登记。", CITE)
    fresh.state, fresh.note = (AWAY, note.strip()[:100]) if away else (ON, "")
    fresh.save(update_fields=["state", "note"])
    _tell("lists.shift.marked", fresh, [fresh.on], actor, now, away=away, note=fresh.note)
    return fresh


@act("lists.shift.cancelled")
def cancel_shift(shift: Shift, reason: str, *, actor: Person, now: datetime) -> Shift:
    """The window stays closed for this shift."""
    fresh = _running(shift, actor, now)
    if not reason.strip():
        raise refuse("field.required", "请写明取消的原因。", CITE, "reason")
    fresh.state, fresh.note = CANCELLED, reason.strip()[:100]
    fresh.save(update_fields=["state", "note"])
    _tell("lists.shift.cancelled", fresh, [fresh.on], actor, now, reason=fresh.note)
    return fresh


def _running(shift: Shift, actor: Person, now: datetime, *, himself: bool = False) -> Shift:
    """The shift, locked, if it is not over and the actor may change it."""
    shifts = Shift.objects.select_for_update(of=("self",)).select_related("agency", "person", "stands_in_for")
    fresh = shifts.get(pk=shift.pk)
    if not (himself and fresh.person_id == actor.pk):
        require(actor, RIGHT, Scope(fresh.agency_id))
    if fresh.state == CANCELLED:
        raise refuse("shift.cancelled", "这次值班已经取消，请另行安排。", CITE)
    at = local_time(now)
    if (fresh.on, fresh.ends) <= (at.date(), at.time()):
        raise refuse("shift.over", "这次值班已经结束，不能再改。", CITE)
    return fresh


def _demand_free(
    agency: Agency, window: str, day: date, begins: time, ends: time, person: Person, but: Shift | None = None
) -> None:
    """One chair at a window, one person in one place."""
    at_once = Shift.objects.filter(agency=agency, on=day, begins__lt=ends, ends__gt=begins).exclude(state=CANCELLED)
    if but is not None:
        at_once = at_once.exclude(pk=but.pk)
    for other in at_once.select_related("person"):
        hours = f"{other.begins:%H:%M}至{other.ends:%H:%M}"
        if other.person_id == person.pk:
            said = f"{person.name} {day} {hours}已安排在 {other.window} 号窗口，请换人或者改时间。"
            raise refuse("shift.person", said, CITE, "person")
        if other.window == window and but is None:
            said = f"{window} 号窗口 {day} {hours}已由{other.person.name}值班，请改时间，或者在原来的值班上更换人员。"
            raise refuse("shift.window", said, CITE, "begins")


def _tell(event: str, shift: Shift, days: list[date], actor: Person, now: datetime, **data: Any) -> None:
    body = {"window": shift.window, "person": str(shift.person.uuid), "on": shift.on, **data}
    entry = record(event, agency=shift.agency, actor=actor, now=now, subject=f"shift:{shift.uuid}", data=body)
    announce(shift.agency, days, entry, now)
