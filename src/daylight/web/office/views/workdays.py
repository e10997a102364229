"""工作日历: a year as it counts, which years are entered, and the form with which a system administrator enters one."""

from __future__ import annotations

from calendar import Calendar
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_POST, require_safe

from daylight.base import lawpack
from daylight.base.access import may
from daylight.base.present import present
from daylight.base.workdays import queries
from daylight.base.workdays.acts import FIRST_YEAR, enter_year
from daylight.base.workdays.files import LARGEST, UnreadableFile, read_file
from daylight.core.moment import local_date
from daylight.core.refusal import Refusal
from daylight.core.workcalendar import WorkCalendar
from daylight.core.yearnotice import NamedDay, Row, read_notice, rows_of, text_of
from daylight.web.office.acting import answer, done, office_required, perform, person_of
from daylight.web.office.desks.entering import desk_or_404, home_scope

RIGHT = "calendar.keep"
WEEKDAYS = "一二三四五六日"
TYPED = ("title", "link", "days")


@require_safe
@office_required
def workdays(request: HttpRequest, year: int = 0) -> HttpResponse:
    """The calendar of ``year``, of the present one when left out."""
    return _page(request, year or local_date(present()).year)


@require_POST
@office_required
def enter(request: HttpRequest, year: int) -> HttpResponse:
    """Enter or change the notice of ``year``: from the lines typed, or from the file when one was chosen."""
    desk_or_404(request, RIGHT)
    _demand_shown(year)
    typed = {name: request.POST.get(name, "") for name in TYPED}
    file = request.FILES.get("file")
    where = "file" if file else "days"
    rows: tuple[Row, ...] = ()
    if file is None:
        rows = rows_of(typed["days"])
    elif (file.size or 0) > LARGEST:
        return _page(
            request, year, typed, (_refusal("文件超过 1 MB，不像一年的放假安排，请核对是否选错了文件。", where),)
        )
    else:
        try:
            rows = read_file(file.name or "", file.read())
        except UnreadableFile as fault:
            return _page(request, year, typed, (_refusal(str(fault), where),))
    days, faults = read_notice(rows, year)
    if faults:
        if file:
            # The good rows are kept, so that the faulty ones can be mended by hand instead of in the file.
            typed["days"] = text_of(days)
        return _page(request, year, typed, tuple(_refusal(str(each), where) for each in faults))
    if file:
        typed["days"] = text_of(days)
    outcome = perform(request, enter_year, year, days, typed["title"], typed["link"])
    if not outcome:
        return _page(request, year, typed, outcome.refusals)
    if lacking := _lacking(year, days):
        messages.warning(request, f"没有列出{'、'.join(lacking)}，请对照通知核对。")
    said = f"已录入 {year} 年放假通知，没有停止的期限正在按新的日历重新计算。"
    return done(request, said, "office:workdays-year", year)


def _refusal(message: str, where: str) -> Refusal:
    return Refusal("calendar.row", message, "", where)


def _demand_shown(year: int) -> None:
    if not FIRST_YEAR <= year <= local_date(present()).year + 1:
        raise Http404


def _page(
    request: HttpRequest, year: int, typed: dict[str, str] | None = None, refusals: tuple[Refusal, ...] = ()
) -> HttpResponse:
    _demand_shown(year)
    person, today = person_of(request), local_date(present())
    pack = lawpack.current()
    calendar, row, shipped = pack.calendar(), queries.newest(year), pack.notices.get(year, {})
    named = _named(year)
    links = [row.link] if row and row.link else ([] if row else list(shipped.get("notices", ())))
    context = {
        "year": year,
        "today": today,
        "known": year in calendar.known_years,
        "years": [(each, each in calendar.known_years) for each in range(today.year + 1, FIRST_YEAR - 1, -1)],
        "months": [_month(year, number, calendar) for number in range(1, 13)],
        "weekdays": WEEKDAYS,
        "title": row.title if row else shipped.get("cite", ""),
        "links": links,
        "entry": row,
        "lines": text_of(named).splitlines(),
        "history": queries.history(year),
        "may_keep": may(person, RIGHT, home_scope(person)),
        "typed": typed
        or {"title": row.title if row else shipped.get("cite", ""), "link": (links or [""])[0], "days": text_of(named)},
    }
    return answer(request, "office/workdays.html", context, refusals)


def _named(year: int) -> list[NamedDay]:
    notice = lawpack.current().notice_of(year)
    return [NamedDay(date.fromisoformat(day), kind == queries.OFF, name) for day, kind, name in notice]


def _month(year: int, number: int, calendar: WorkCalendar) -> dict[str, Any]:
    """Weeks of seven cells; a cell is empty outside the month."""
    weeks = Calendar().monthdatescalendar(year, number)
    return {"name": f"{number}月", "weeks": [[_cell(day, number, calendar) for day in week] for week in weeks]}


def _cell(day: date, month: int, calendar: WorkCalendar) -> dict[str, Any] | None:
    if day.month != month:
        return None
    if day in calendar.work:
        kind, word = "work", "班"
    elif day in calendar.off:
        kind, word = "off", "休"
    else:
        kind, word = ("", "") if calendar.is_workday(day) else ("rest", "")
    return {"day": day, "kind": kind, "word": word, "name": calendar.names.get(day, "")}


def _lacking(year: int, days: tuple[NamedDay, ...]) -> list[str]:
    """Holidays that the year before named and this notice does not: forgotten lines are found by their name."""

    def names(found: Iterator[NamedDay]) -> dict[str, None]:
        return {part: None for each in found if each.off for part in each.name.split("、")}

    said = names(iter(days))
    return [name for name in names(iter(_named(year - 1))) if name not in said]
