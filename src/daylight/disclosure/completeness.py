"""公示完成情况: decisions made = published + withdrawn + withheld + not listed by law + still in time + late.

Counted from the issued papers themselves, so that one without a task shows as still to come or late. Per month of the
decision, section and category; months without any decision are rows of nothing, never left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, F, Q
from django.db.models.functions import TruncMonth

from daylight.base import lawpack
from daylight.base.orgs.models import Agency
from daylight.cases.models import Case
from daylight.core.lawpublication import Publication, Unpublished
from daylight.core.moment import local_date
from daylight.core.workcalendar import WorkCalendar
from daylight.decisions.models import Decision
from daylight.disclosure.kinds import due_from, paper_of, rule_of
from daylight.disclosure.models import Task
from daylight.disclosure.queries import RUNNING
from daylight.recording.models import Document

# A row of nothing is of no category.
NONE = ""
PARTS = ("published", "withdrawn", "withheld", "exempt", "waiting", "late")


@dataclass(slots=True)
class Cell:
    """One month, section and category. ``withheld`` and ``exempt``: reason → count; ``late``: working days over → count."""

    month: date
    section: str
    category: str
    published: int = 0
    published_late: int = 0
    withdrawn: int = 0
    waiting: int = 0
    withheld: Counter[str] = field(default_factory=Counter)
    exempt: Counter[str] = field(default_factory=Counter)
    late: Counter[int] = field(default_factory=Counter)

    @property
    def made(self) -> int:
        """Every decision is in exactly one of the parts."""
        whole = self.published + self.withdrawn + self.waiting
        return whole + self.withheld.total() + self.exempt.total() + self.late.total()


Cells = dict[tuple[date, str, str], Cell]


def cells(agency: Agency, today: date) -> list[Cell]:
    """Every month from the first decision to this one, newest first; a section's month without a decision has one empty
    cell."""
    found: Cells = {}
    calendar = lawpack.current().calendar()
    _count_tasks(found, agency, today, calendar)
    _count_unopened(found, agency, today, calendar)
    _count_exempt(found, agency, today)
    if not found:
        return []
    sections = sorted({section for _, section, _ in found})
    for month in months(min(month for month, _, _ in found), today):
        for section in sections:
            if not any(key[:2] == (month, section) for key in found):
                _cell(found, month, section, NONE)
    return sorted(found.values(), key=lambda each: (-each.month.toordinal(), each.section, each.category))


def months(first: date, last: date) -> Iterator[date]:
    """First days of the months from ``first`` to ``last``."""
    for number in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
        yield date(number // 12, number % 12 + 1, 1)


def message_rows(counted: list[Cell]) -> list[dict[str, Any]]:
    """The cells as the public site takes them; no case, no party, no number is in them."""
    cites = _cites()
    return [
        {
            "month": f"{each.month:%Y-%m}",
            "unit": each.section,
            "category": each.category,
            "made": each.made,
            "published": each.published,
            "published_late": each.published_late,
            "withdrawn": each.withdrawn,
            "withheld": [{"reason": r, "cite": cites.get(r, ""), "count": n} for r, n in sorted(each.withheld.items())],
            "exempt": [{"reason": r, "cite": cites.get(r, ""), "count": n} for r, n in sorted(each.exempt.items())],
            "waiting": each.waiting,
            "late": [{"overdue_workdays": days, "count": n} for days, n in sorted(each.late.items(), reverse=True)],
        }
        for each in counted
    ]


def _cell(found: Cells, month: date, section: str, category: str) -> Cell:
    return found.setdefault((month, section, category), Cell(month, section, category))


def _count_tasks(found: Cells, agency: Agency, today: date, calendar: WorkCalendar) -> None:
    categories = _categories()
    reasons = {each.id: each.name for each in lawpack.current().disclosure_reasons("withhold", today)}
    rows = (
        Task.objects.filter(agency=agency)
        .annotate(month=TruncMonth("started_on"), section=F("case__section__name"))
        .values("month", "section", "kind", "state", "withheld_code")
        .annotate(count=Count("id"), after=Count("id", filter=Q(published_on__gt=F("due_on"))))
        .order_by()
    )
    for row in rows.exclude(state__in=RUNNING):
        cell = _cell(found, row["month"], row["section"], categories.get(row["kind"], row["kind"]))
        if row["state"] == "published":
            cell.published += row["count"]
            cell.published_late += row["after"]
        elif row["state"] == "withdrawn":
            cell.withdrawn += row["count"]
        else:
            cell.withheld[reasons.get(row["withheld_code"], row["withheld_code"])] += row["count"]
    running = rows.filter(state__in=RUNNING).values("month", "section", "kind", "due_on").annotate(count=Count("id"))
    for row in running:
        cell = _cell(found, row["month"], row["section"], categories.get(row["kind"], row["kind"]))
        _still_open(cell, row["due_on"], row["count"], today, calendar)


def _still_open(cell: Cell, due_on: date, count: int, today: date, calendar: WorkCalendar) -> None:
    if due_on < today:
        cell.late[calendar.workdays_between(due_on, today)] += count
    else:
        cell.waiting += count


def _count_unopened(found: Cells, agency: Agency, today: date, calendar: WorkCalendar) -> None:
    """Issued papers whose task is not opened yet; the chore leaves none for long."""
    pack = lawpack.current()
    decided = Decision.objects.filter(case__agency=agency, issued_at__isnull=False, decided_on__isnull=False)
    decided = decided.filter(publication=None).select_related("case__section", "case__agency", "document")
    papers = [code for rule in pack.all(Publication, today) for code in rule.papers]
    loose = Document.objects.filter(case__agency=agency, state=Document.ISSUED, code__in=papers, publication=None)
    loose = loose.exclude(pk__in=Decision.objects.exclude(document=None).values("document"))
    waiting = [(each.case, each.decided_on, paper_of(each)) for each in decided if each.decided_on]
    waiting += [
        (each.case, local_date(each.issued_at), each.code)
        for each in loose.select_related("case__section", "case__agency")
        if each.issued_at
    ]
    for case, on, paper in waiting:
        if (rule := pack.publication_of(paper, on)) is not None:
            cell = _cell(found, on.replace(day=1), case.section.name, rule.category)
            _still_open(cell, due_from(rule, case, on)[1].due_on, 1, today, calendar)


def _count_exempt(found: Cells, agency: Agency, today: date) -> None:
    """Papers that end a matter and by rule are not made public."""
    rules = {code: rule for rule in lawpack.current().all(Unpublished, today) if rule.decides for code in rule.papers}
    issued = Document.objects.filter(
        case__agency=agency, state=Document.ISSUED, code__in=rules, issued_at__isnull=False
    )
    rows = (
        issued.annotate(month=TruncMonth("issued_at"), section=F("case__section__name"))
        .values("month", "section", "code")
        .annotate(count=Count("id"))
        .order_by()
    )
    for row in rows:
        rule = rules[row["code"]]
        cell = _cell(found, local_date(row["month"]), row["section"], rule.category)
        cell.exempt[_why(rule)] += row["count"]


def _why(rule: Unpublished) -> str:
    return f"{rule.name}：{rule.because}"


def _categories() -> Mapping[str, str]:
    versions = lawpack.current().rules["publication"].items()
    return {key: str(rules[-1].category) for key, rules in versions if isinstance(rules[-1], Publication)}


def _cites() -> Mapping[str, str]:
    """Reason as it is said → its article."""
    pack = lawpack.current()
    found = {str(rules[-1].name): rules[-1].cite for rules in pack.rules["disclosure_reason"].values()}
    return found | {_why(rules[-1]): rules[-1].cite for rules in pack.rules["unpublished"].values()}


@dataclass(frozen=True, slots=True)
class Behind:
    """One case behind a figure. ``task`` is None where nothing is published by rule."""

    number: str
    case: Case
    decided_on: date
    task: Task | None
    name: str
    why: str = ""


def behind(agency: Agency, today: date, part: str, month: date, section: str, category: str = "") -> list[Behind]:
    """The cases of one figure: ``part`` of ``PARTS``, the decisions of one section and month."""
    if part == "exempt":
        return _exempt_behind(agency, today, month, section, category)
    states = {"published": ("published",), "withdrawn": ("withdrawn",), "withheld": ("withheld",)}.get(part, RUNNING)
    tasks = Task.objects.filter(agency=agency, case__section__name=section, state__in=states)
    tasks = tasks.filter(started_on__year=month.year, started_on__month=month.month)
    if part == "late":
        tasks = tasks.filter(due_on__lt=today)
    elif part == "waiting":
        tasks = tasks.filter(due_on__gte=today)
    reasons = {each.id: each.name for each in lawpack.current().disclosure_reasons("withhold", today)}
    named = [(each, rule_of(each)) for each in tasks.select_related("case").order_by("started_on", "pk")]
    return [
        Behind(each.number, each.case, each.started_on, each, rule.name, reasons.get(each.withheld_code, ""))
        for each, rule in named
        if category in ("", rule.category)
    ]


def _exempt_behind(agency: Agency, today: date, month: date, section: str, category: str) -> list[Behind]:
    rules = {code: rule for rule in lawpack.current().all(Unpublished, today) if rule.decides for code in rule.papers}
    papers = Document.objects.filter(case__agency=agency, case__section__name=section, code__in=rules)
    papers = papers.filter(state=Document.ISSUED, issued_at__isnull=False).select_related("case").order_by("pk")
    rows = [(each, rules[each.code], local_date(each.issued_at)) for each in papers if each.issued_at]
    return [
        Behind(each.number, each.case, on, None, each.title, rule.because)
        for each, rule, on in rows
        if on.replace(day=1) == month and category in ("", rule.category)
    ]
