"""公示完成情况 ``/completeness/``: made = published + withdrawn + withheld + not listed by law + still in time + late.

The agency counts, this site only holds and adds up. A row: ``{month: "2026-11", unit, category, made, published,
published_late, withdrawn, withheld: [{reason, cite, count}], exempt: [{reason, cite, count}], waiting, late:
[{overdue_workdays, count}]}``; a unit's month without a decision is a row of nothing with an empty category.
"""

from __future__ import annotations

from calendar import monthrange
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from daylight.portal import navigation, pages, places
from daylight.portal.exports import json_bytes
from daylight.portal.listfeed import day
from daylight.portal.models import PublicCompleteness

MONTHS = 12
FIGURES = ("made", "published", "published_late", "withdrawn", "withheld", "exempt", "waiting", "late")
COLUMNS = (
    {"code": "month", "title": "决定月份", "lead": True},
    {"code": "unit", "title": "承办机构"},
    {"code": "made", "title": "作出", "number": True},
    {"code": "published", "title": "公示中", "number": True},
    {"code": "withdrawn", "title": "公示后撤回", "number": True},
    {"code": "withheld", "title": "不予公开", "number": True},
    {"code": "exempt", "title": "依法不列入", "number": True},
    {"code": "waiting", "title": "期限内待公示", "number": True},
    {"code": "late", "title": "逾期未公示", "number": True},
)
LATE = (
    {"code": "month", "title": "决定月份", "lead": True},
    {"code": "unit", "title": "承办机构"},
    {"code": "category", "title": "类别"},
    {"code": "over", "title": "超过期限（工作日）", "number": True},
    {"code": "count", "title": "件数", "number": True},
)


class CountFault(ValueError):
    """Figures that do not add up; they stay in the outbox and are shown as undelivered."""


def take_counts(message: Mapping[str, Any], now: datetime) -> None:
    """Take in one count. Raises ``CountFault`` when a row does not add up."""
    agency, counted_on = message["agency"], day(message["counted_on"])
    for row in message["rows"]:
        told = figures([row])
        if told["made"] != sum(told[name] for name in FIGURES[1:] if name != "published_late"):
            raise CountFault(f"{row['month']} {row['unit']} {row['category']}的公示完成情况合计不符，请重新计数。")
    kept = PublicCompleteness.objects.filter(agency_code=agency["code"]).first()
    if kept is not None and counted_on is not None and kept.counted_on > counted_on:
        # One that came late says less than what stands.
        return
    known = {"agency_name": agency["name"], "counted_on": counted_on, "rows": message["rows"]}
    PublicCompleteness.objects.update_or_create(agency_code=agency["code"], defaults=known)


def figures(rows: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    """The sums of ``FIGURES`` over rows."""
    total: Counter[str] = Counter()
    for row in rows:
        for name in FIGURES:
            value = row[name]
            total[name] += value if isinstance(value, int) else sum(each["count"] for each in value)
    return {name: total[name] for name in FIGURES}


def write_completeness(root: Path) -> list[tuple[str, date | None]]:
    """The page and its JSON once an agency has counted. Returns addresses for the site map."""
    told = list(PublicCompleteness.objects.all())
    if not told:
        return []
    folder = root / "completeness"
    places.write(folder / "index.json", json_bytes(completeness_json(told)))
    context = {"agencies": [_shown(each) for each in told], "columns": COLUMNS, "late_columns": LATE}
    places.write(folder / "index.html", pages.render("completeness", navigation.AFTER, context))
    return [("/completeness/", max(each.counted_on for each in told))]


def completeness_json(told: Iterable[PublicCompleteness]) -> dict[str, Any]:
    """Every row of every agency, and its sums."""
    return {
        "agencies": [
            {
                "agency": {"code": each.agency_code, "name": each.agency_name},
                "counted_on": each.counted_on.isoformat(),
                "total": figures(each.rows),
                "rows": each.rows,
            }
            for each in told
        ]
    }


def _shown(told: PublicCompleteness) -> dict[str, Any]:
    """What the page says of one agency: the sum, a row a month and unit for the last year, reasons, and what is late."""
    rows: dict[tuple[str, str], list[Mapping[str, Any]]] = {}
    for row in told.rows:
        rows.setdefault((row["month"], row["unit"]), []).append(row)
    shown_months = sorted({month for month, _ in rows}, reverse=True)[:MONTHS]
    code = told.agency_code
    table = [
        {
            "month": month,
            "unit": unit,
            **(sums := figures(each)),
            "published": _linked(code, month, unit, sums["published"]),
        }
        for (month, unit), each in rows.items()
        if month in shown_months
    ]
    belated: Counter[str] = Counter()
    for row in told.rows:
        belated[row["month"]] += row["published_late"]
    late = [
        {"month": row["month"], "unit": row["unit"], "category": row["category"], "over": each["overdue_workdays"]}
        | {"count": each["count"]}
        for row in told.rows
        for each in row["late"]
    ]
    return {
        "name": told.agency_name,
        "counted_on": told.counted_on,
        "total": figures(told.rows),
        "belated": [
            {"month": month, "count": count, "href": _address(code, month)}
            for month, count in sorted(belated.items())
            if count
        ],
        "first": min((month for month, _ in rows), default=""),
        "rows": table,
        "earlier": len({month for month, _ in rows}) > MONTHS,
        "withheld": _reasons(told.rows, "withheld"),
        "exempt": _reasons(told.rows, "exempt"),
        "late": sorted(late, key=lambda each: -each["over"]),
    }


def _address(agency_code: str, month: str, unit: str = "") -> str:
    """The public decisions of one agency, or one ``unit`` of it, made in ``month`` (``2026-11``)."""
    first = date.fromisoformat(f"{month}-01")
    last = first.replace(day=monthrange(first.year, first.month)[1])
    asked = {"agency": agency_code, "from": first.isoformat(), "to": last.isoformat()}
    asked |= {"unit": unit} if unit else {}
    return f"/decisions/?{urlencode(asked)}"


def _linked(agency_code: str, month: str, unit: str, count: int) -> dict[str, Any] | int:
    """A cell that leads to what it counts; nothing to lead to where it counts none."""
    return {"text": count, "href": _address(agency_code, month, unit)} if count else count


def _reasons(rows: Iterable[Mapping[str, Any]], name: str) -> list[dict[str, Any]]:
    counted: Counter[tuple[str, str]] = Counter()
    for row in rows:
        for each in row[name]:
            counted[each["reason"], each["cite"]] += each["count"]
    return [{"reason": reason, "cite": cite, "count": n} for (reason, cite), n in counted.most_common()]
