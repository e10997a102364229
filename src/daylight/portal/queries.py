"""Reading the public tables: what stands in public today, filtered, counted, newest first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Max, Min, QuerySet, Sum

from daylight.portal.models import DecisionVersion, PublicDecision, PublicFlow, PublicList, PublicSite, PublicTally

PAGE_SIZE = 20
STANDING = ("published", "corrected")
# Filter words of the list; a withdrawn decision is listed only when asked for, and then without content.
LISTED = {"published": "公示中", "corrected": "已更正", "withdrawn": "已撤回"}


@dataclass(frozen=True, slots=True)
class Filter:
    """What the reader asks for; ``faults`` says in Chinese which part could not be understood."""

    q: str = ""
    category: str = ""
    since: date | None = None
    until: date | None = None
    status: str = ""
    year: str = ""
    agency: str = ""
    unit: str = ""
    item: str = ""
    page: int = 1
    faults: dict[str, str] = field(default_factory=dict)


def read_filter(values: Mapping[str, str]) -> Filter:
    """From a query string: ``q category from to status year agency unit item page``. What cannot be understood is named in ``faults``."""
    faults: dict[str, str] = {}

    def day(name: str, word: str) -> date | None:
        text = values.get(name, "").strip()
        if not text:
            return None
        try:
            return date.fromisoformat(text)
        except ValueError:
            faults[name] = f"{word}“{text[:20]}”看不懂，请写成 2026-11-20 的样子。"
            return None

    since, until = day("from", "起始日期"), day("to", "截止日期")
    if since and until and since > until:
        faults["to"] = "截止日期早于起始日期，请核对。"
    page = values.get("page", "1")
    status = values.get("status", "").strip()
    if status and status not in LISTED:
        known = "、".join(f"{code}（{word}）" for code, word in LISTED.items())
        faults["status"] = f"状态“{status[:20]}”看不懂，可选 {known}。"
    year = values.get("year", "").strip()
    if year and not (year.isdecimal() and len(year) == 4):
        faults["year"] = f"年度“{year[:20]}”看不懂，请写成 2026 的样子。"
    return Filter(
        q=values.get("q", "").strip()[:100],
        category=values.get("category", "").strip()[:32],
        since=since,
        until=until,
        status=status if status in LISTED else "",
        year=year if "year" not in faults else "",
        agency=values.get("agency", "").strip()[:32],
        unit=values.get("unit", "").strip()[:64],
        item=values.get("item", "").strip()[:500],
        page=max(1, int(page)) if page.isdecimal() and len(page) < 7 else 1,
        faults=faults,
    )


def standing() -> QuerySet[PublicDecision]:
    """Decisions whose content stands in public."""
    return PublicDecision.objects.filter(status__in=STANDING, version__gt=0)


def rows_of(pks: Sequence[int]) -> list[PublicDecision]:
    """The decisions with these keys, in this order, without their long columns."""
    found = PublicDecision.objects.defer("record", "proof").in_bulk(list(pks))
    return [found[pk] for pk in pks if pk in found]


def newest(count: int, statuses: Sequence[str] = STANDING) -> list[PublicDecision]:
    """The ``count`` newest with content in one of ``statuses``, read along the order of the list: never more than needed."""
    found: list[PublicDecision] = []
    rows = PublicDecision.objects.order_by("-published_on", "-id").defer("proof")
    start, size = 0, count + 10
    while part := list(rows[start : start + size]):
        found += [row for row in part if row.version and row.status in statuses]
        if len(found) >= count:
            break
        start += size
    return found[:count]


# So many of the newest are looked through for what this platform decided itself.
LOOKED = 5_000


def latest(count: int) -> list[PublicDecision]:
    """The ``count`` newest for the home page: decisions made here first, then what was taken over from before."""
    rows = PublicDecision.objects.order_by("-published_on", "-id").values_list("pk", "legacy", "version", "status")
    shown = [(legacy, pk) for pk, legacy, version, status in rows[:LOOKED] if version and status in STANDING]
    # Sorting keeps the order of publication within each kind.
    return rows_of([pk for _, pk in sorted(shown, key=lambda each: each[0])[:count]])


def withdrawn() -> QuerySet[PublicDecision]:
    """Withdrawn decisions in the order of withdrawal, found by their day and not by looking at every row."""
    rows = PublicDecision.objects.filter(status="withdrawn", withdrawn_on__isnull=False)
    return rows.order_by("withdrawn_on", "id")


def any_standing() -> bool:
    return PublicTally.objects.filter(status__in=STANDING, count__gt=0).exists()


def categories() -> list[str]:
    """Categories that have content: an empty column is not shown (国办秘函〔2019〕19号)."""
    rows = PublicTally.objects.filter(status__in=STANDING, count__gt=0).order_by()
    return sorted(rows.values_list("category", flat=True).distinct())


def agency_names(codes: Sequence[str]) -> dict[str, str]:
    """Code → name of agencies, as named in their newest decisions; read from the newest months backwards."""
    rows = PublicTally.objects.order_by("-month")
    named = {code: rows.filter(agency_code=code).values_list("agency_name", flat=True)[:1] for code in codes}
    return {code: name for code, found in named.items() for name in found}


def by_uuid(uuid: UUID) -> PublicDecision | None:
    return PublicDecision.objects.filter(uuid=uuid).first()


def by_code(code: str) -> PublicDecision | None:
    return PublicDecision.objects.filter(code=code).order_by("id").first()


def versions(decision: PublicDecision) -> list[DecisionVersion]:
    """Every version, newest first."""
    return list(DecisionVersion.objects.filter(uuid=decision.uuid).order_by("-version"))


def year_counts(year: int) -> dict[str, Any]:
    """Counts for the home page: decisions made in ``year`` that stand in public, their fines, and what was withdrawn."""
    rows = PublicTally.objects.filter(month__year=year, dated=True)
    made = rows.filter(status__in=STANDING).aggregate(count=Sum("count"), fines=Sum("fines_yuan"))
    withdrawn = rows.filter(status="withdrawn").aggregate(count=Sum("count"))["count"]
    return {"year": year, "count": made["count"] or 0, "fines": made["fines"] or None, "withdrawn": withdrawn or 0}


@dataclass(frozen=True, slots=True)
class Span:
    """One version of a list and the days it stands: from ``start`` to the day before ``end`` (None: open)."""

    version: PublicList
    start: date
    end: date | None

    def holds(self, on: date) -> bool:
        return self.start <= on and (self.end is None or on < self.end)


def list_spans(kind: str, agency_code: str) -> list[Span]:
    """Versions that stood or will stand, oldest first; each ends where the next starts or where the feed said."""
    rows = PublicList.objects.filter(kind=kind, agency_code=agency_code).exclude(in_force_from=None)
    stood = [r for r in rows.order_by("version") if not (r.in_force_until and r.in_force_until <= r.in_force_from)]
    spans: list[Span] = []
    for row, after in zip(stood, [*stood[1:], None], strict=True):
        ends = [d for d in (row.in_force_until, after.in_force_from if after else None) if d]
        spans.append(Span(row, row.in_force_from, min(ends) if ends else None))
    return spans


def lists_on(on: date) -> list[Span]:
    """Every list in force on ``on``."""
    pairs = PublicList.objects.order_by("kind", "agency_code").values_list("kind", "agency_code").distinct()
    return [span for kind, agency in pairs for span in list_spans(kind, agency) if span.holds(on)]


def flows_on(on: date) -> list[PublicFlow]:
    """Of each flow chart the version in force on ``on``; before its first day, the version that is to come."""
    found: dict[str, PublicFlow] = {}
    for row in PublicFlow.objects.order_by("name", "in_force_from", "pk"):
        if row.name not in found or row.in_force_from <= on:
            found[row.name] = row
    return list(found.values())


def site() -> PublicSite:
    """Who runs the site; an unsaved empty row when nobody has said so yet."""
    return PublicSite.objects.first() or PublicSite()


def agencies_with(kind: str) -> list[str]:
    """Codes of the agencies that ever published this kind of list, the first to do so first: an address once given to one
    is not taken over by a later one."""
    rows = PublicList.objects.filter(kind=kind).order_by().values("agency_code").annotate(first=Min("id"))
    return [row["agency_code"] for row in rows.order_by("first")]


def column_titles(kind: str, agency_code: str) -> dict[str, str]:
    """Column code → title, as the newest version of the list says."""
    newest = PublicList.objects.filter(kind=kind, agency_code=agency_code).order_by("-version").first()
    return {column["code"]: column["title"] for column in newest.columns} if newest else {}


def list_known(kind: str) -> bool:
    """Whether a list of this kind has a page."""
    return PublicList.objects.filter(kind=kind).exclude(in_force_from=None).exists()


def item_figures(agency_code: str, name: str) -> dict[str, Any]:
    """Decisions of an agency under one item that stand in public: how many, the first and the last day."""
    rows = standing().filter(agency_code=agency_code, violation=name)
    return rows.aggregate(count=Count("id"), first=Min("decided_on"), last=Max("decided_on"), fines=Sum("fine_yuan"))
