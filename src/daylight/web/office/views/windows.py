"""窗口排班: the week, whom to put where, substitutes, who is away, and the cards to print."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_POST, require_safe

from daylight.base import lawpack
from daylight.base.access import may
from daylight.base.orgs.models import Person
from daylight.base.present import present
from daylight.core.moment import local_date, local_time
from daylight.core.refusal import Refusal
from daylight.lists import queries as lists
from daylight.lists.roster import queries
from daylight.lists.roster.acts import assign_shifts, cancel_shift, mark_duty, replace_on_shift
from daylight.lists.roster.models import AWAY, ON, Shift
from daylight.portal.exports import address
from daylight.recording.render.cards import FORMS, Card, cards_pdf
from daylight.web.office.acting import Outcome, answer, done, office_required, perform, person_of
from daylight.web.office.desks.entering import desk_or_404, home_scope
from daylight.web.office.forms.reading import read_day

READ, KEEP = "list.read", "window.keep"
ASKED = ("window", "person", "first", "last", "begins", "ends")
SAID = {
    "window": "请选择窗口。",
    "person": "请选择值班人员。",
    "first": "请填写开始日期，如 2026-11-22。",
    "last": "请填写结束日期，如 2026-11-22。",
    "begins": "请填写开始时间，如 8:30。",
    "ends": "请填写结束时间，如 12:00。",
}


@require_safe
@office_required
def roster(request: HttpRequest) -> HttpResponse:
    """One week, ``?week=`` any day of it."""
    desk_or_404(request, READ)
    return _page(request)


@require_POST
@office_required
def assign(request: HttpRequest) -> HttpResponse:
    me, typed = desk_or_404(request, KEEP), _typed(request)
    today, calendar = local_date(present()), lawpack.current().calendar()
    person = next((p for p in queries.seatable(me.agency) if str(p.uuid) == typed["person"]), None)
    first = read_day(typed["first"], today, calendar)
    last = read_day(typed["last"], today, calendar) if typed["last"] else first
    begins, ends = _time(typed["begins"]), _time(typed["ends"])
    found = {"window": typed["window"], "person": person, "first": first, "last": last, "begins": begins, "ends": ends}
    if lacking := [name for name in ASKED if not found[name] and found[name] != time(0)]:
        return _page(request, tuple(Refusal("field.required", SAID[name], "", name) for name in lacking))
    outcome = perform(request, assign_shifts, typed["window"], person, first, last, begins, ends)
    if not outcome:
        return _page(request, outcome.refusals)
    return done(request, "已安排值班，公示网站同时更新。", f"{_home()}?week={first}")


@require_safe
@office_required
def shift(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One shift: replace, away, cancel, print."""
    return _one(request, _shift(request, uuid))


@require_POST
@office_required
def change(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """``do``: replace, away, back or cancel."""
    found, do = _shift(request, uuid), request.POST.get("do", "")
    note = request.POST.get(f"{do}_note", "")
    if do == "replace":
        wanted = request.POST.get("person", "")
        person = next((p for p in queries.seatable(found.agency) if str(p.uuid) == wanted), None)
        if person is None:
            return _one(request, found, (Refusal("field.required", "请选择替换的人员。", "", "person"),))
        outcome = perform(request, replace_on_shift, found, person, note)
    elif do in {"away", "back"}:
        outcome = perform(request, mark_duty, found, do == "away", note)
    elif do == "cancel":
        outcome = perform(request, cancel_shift, found, note)
    else:
        outcome = Outcome(refusals=(Refusal("field.choice", "请选择要办的事。"),))
    if not outcome:
        return _one(request, found, outcome.refusals, do)
    return done(request, "已更新，公示网站同时更新。", f"{_home()}?week={found.on}")


@require_safe
@office_required
def cards(request: HttpRequest, form: str) -> HttpResponse:
    """桌牌 or 胸牌 of everybody on duty on ``?on=`` (today when left out), or of one ``?shift=``."""
    me, today = desk_or_404(request, READ), local_date(present())
    if form not in FORMS:
        raise Http404
    try:
        on = date.fromisoformat(request.GET.get("on", "") or today.isoformat())
        one = UUID(request.GET["shift"]) if "shift" in request.GET else None
    except ValueError:
        raise Http404 from None
    rows = [s for s in queries.shifts_between(me.agency, date.min if one else on, date.max if one else on)
            if one is None or s.uuid == one]  # fmt: skip
    listed = {w["code"]: w for w in queries.windows_on(me.agency, rows[0].on if rows else on)}
    names = {each["code"]: each["item"] for each in lists.items(me.agency, rows[0].on if rows else on)}
    made = {(s.person_id, s.window): _card(s, listed.get(s.window, {}), names) for s in rows}
    if not made:
        raise Http404
    answered = HttpResponse(
        cards_pdf(form, list(made.values()), me.agency.name, present()), content_type="application/pdf"
    )
    answered["Content-Disposition"] = f'inline; filename="{form}-{on}.pdf"'
    return answered


def _page(request: HttpRequest, refusals: tuple[Refusal, ...] = ()) -> HttpResponse:
    me, today, typed = person_of(request), local_date(present()), _typed(request)
    day = read_day(request.GET.get("week", ""), today, lawpack.current().calendar()) or today
    days = queries.week_of(day)
    windows = queries.windows_on(me.agency, days[-1]) or queries.windows_on(me.agency, today)
    shifts = queries.shifts_between(me.agency, days[0], days[-1])
    calendar = lawpack.current().calendar()
    context = {
        "days": [{"day": each, "rest": not calendar.is_workday(each), "today": each == today} for each in days],
        "rows": [
            {"row": w, "cells": [[s for s in shifts if s.on == each and s.window == w["code"]] for each in days]}
            for w in windows
        ],
        "before": days[0] - timedelta(days=7),
        "after": days[0] + timedelta(days=7),
        "keeps": may(me, KEEP, home_scope(me)),
        "on_duty": any(s.on == today for s in shifts),
        "typed": typed,
        "windows": [("", "请选择"), *((w["code"], f"{w['code']} 号 {w['unit']}") for w in windows)],
        "people": _choices(me),
    }
    return answer(request, "office/windows.html", context, refusals)


def _one(request: HttpRequest, found: Shift, refusals: tuple[Refusal, ...] = (), do: str = "") -> HttpResponse:
    me, today = person_of(request), local_date(present())
    at = local_time(present())
    over = (found.on, found.ends) <= (at.date(), at.time())
    keeps = may(me, KEEP, home_scope(me)) and not over
    placed = tuple(
        Refusal(r.code, r.message, r.cite, f"{do}_note" if r.field in {"note", "reason"} else r.field) for r in refusals
    )
    context = {
        "shift": found,
        "keeps": keeps,
        "marks": (keeps or found.person_id == me.pk) and found.on == today and not over,
        "over": over,
        "ahead": found.state == ON and (found.on, found.begins) > (at.date(), at.time()),
        "away": found.state == AWAY,
        "people": [each for each in _choices(me) if each[0] != str(found.person.uuid)],
        "typed": {name: request.POST.get(name, "") for name in ("person", "replace_note", "away_note", "cancel_note")},
    }
    return answer(request, "office/shift.html", context, placed)


def _shift(request: HttpRequest, uuid: UUID) -> Shift:
    found = queries.shift_for(desk_or_404(request, READ), uuid)
    if found is None:
        raise Http404
    return found


def _choices(me: Person) -> list[tuple[str, str]]:
    people = queries.seatable(me.agency)
    return [("", "请选择"), *((str(p.uuid), f"{p.name}（{p.section.name if p.section else p.title}）") for p in people)]


def _card(found: Shift, row: dict[str, Any], names: dict[str, str]) -> Card:
    person = found.person
    return Card(
        name=person.name,
        title=person.title or "工作人员",
        unit=row.get("unit") or found.agency.name,
        window=found.window,
        services="、".join(names.get(each, each) for each in row.get("services") or ()),
        certificate=person.certificate_number,
        address=address("/windows/"),
    )


def _typed(request: HttpRequest) -> dict[str, str]:
    return {name: request.POST.get(name, "") for name in ASKED}


def _time(text: str) -> time | None:
    """``8:30``, ``08：30`` or ``0830``; None when it is no time."""
    digits = "".join(c for c in text if c.isdecimal())
    if len(digits) not in {3, 4} or not digits.isascii():
        return None
    hour, minute = int(digits[:-2]), int(digits[-2:])
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _home() -> str:
    return "/office/windows/"
