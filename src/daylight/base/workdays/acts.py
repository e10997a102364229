"""录入放假通知: a further row for the year; the calendar of the whole platform follows it from then on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from daylight.base import lawpack
from daylight.base.access import Scope, require
from daylight.base.act import act
from daylight.base.journal.writing import record
from daylight.base.orgs.models import Person
from daylight.base.workdays import events, queries
from daylight.base.workdays.models import YearNotice
from daylight.core.moment import local_date
from daylight.core.refusal import Refusal, Refused, refuse
from daylight.core.yearnotice import NamedDay

CITE = "全国年节及纪念日放假办法"
# Before this year the platform holds no notices; a mistyped year is caught here.
FIRST_YEAR = 2004


@act(events.ENTERED)
def enter_year(
    year: int, days: Sequence[NamedDay], title: str, link: str = "", *, actor: Person, now: datetime
) -> YearNotice:
    """Enter or change the notice of ``year``; limits that still run are counted again by the chore of each room."""
    require(actor, "calendar.keep", Scope(actor.agency_id))
    written = [[each.day.isoformat(), each.kind, each.name] for each in sorted(days, key=lambda one: one.day)]
    if problems := _problems(year, written, title, link, now):
        raise Refused(problems)
    table = queries.table_of(written)
    before = lawpack.current().notice_of(year)
    last = queries.newest(year)
    if last is not None and (last.days, last.title, last.link) == (written, title.strip(), link.strip()):
        raise refuse("calendar.same", f"{year} 年的内容与已录入的一致，请改动后再保存。", CITE)
    try:
        lawpack.current().with_notice(year, table)
    except ValueError as clash:
        raise refuse("calendar.clash", f"{clash}。", CITE, "days") from clash
    row = YearNotice.objects.create(
        year=year, title=title.strip(), link=link.strip(), days=written, entered_by=actor, entered_at=now
    )
    queries.forget()
    record(
        events.ENTERED,
        agency=actor.agency,
        actor=actor,
        now=now,
        subject=f"calendar_year:{year}",
        data={"year": year, "title": row.title, "link": row.link, "before": before, "after": written},
    )
    return row


def _problems(year: int, days: list[list[str]], title: str, link: str, now: datetime) -> list[Refusal]:
    found = []
    latest = local_date(now).year + 1
    if not FIRST_YEAR <= year <= latest:
        found.append(Refusal("calendar.year", f"年度请填 {FIRST_YEAR} 至 {latest} 之间的年份。", CITE, "year"))
    if not title.strip():
        found.append(Refusal("field.required", "请填写放假通知的名称或者文号。", CITE, "title"))
    if not days:
        found.append(Refusal("field.required", "请列出放假和调休上班的日子，每行一天或者一段。", CITE, "days"))
    if link.strip() and not link.strip().startswith(("https://", "http://")):
        found.append(Refusal("field.link", "通知网址请以 https:// 开头，没有的可以不填。", "", "link"))
    return found
