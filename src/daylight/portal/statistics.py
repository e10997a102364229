"""统计 ``/statistics/``: what the public tables count, with the finding in words, and every number leading to its rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest

from daylight.portal import charts, finding, pages, places, queries, search
from daylight.portal.charts import Point
from daylight.portal.exports import json_bytes
from daylight.portal.models import DecisionVersion, PublicTally
from daylight.portal.tally import total

MONTHS, YEARS, KINDS = 12, 10, 8


def figures(today: date) -> dict[str, Any]:
    """Every number of the page, from the counts kept with each message; ``rows`` of a figure is the address of what it counts."""
    every = list(PublicTally.objects.filter(count__gt=0))
    rows = [each for each in every if each.status in queries.STANDING]
    return {
        "as_of": today.isoformat(),
        "standing": total(rows)[0],
        "corrected": total(each for each in rows if each.status == "corrected")[0],
        "withdrawn": total(each for each in every if each.status == "withdrawn")[0],
        "versions": DecisionVersion.objects.count(),
        "categories": _categories(rows),
        "months": _months(rows, today),
        "years": _years(rows, today),
        "violations": _violations(),
        "speed": _speed(rows, today),
    }


def _rows(**asked: object) -> str:
    return f"/decisions/?{urlencode({name: str(value) for name, value in asked.items()})}"


def _period(first: date, last: date, **more: object) -> str:
    return _rows(**{"from": first.isoformat(), "to": last.isoformat()}, **more)


def _last_day(month: date) -> date:
    return (month.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def _grouped(rows: Iterable[PublicTally], key: Callable[[PublicTally], Any]) -> dict[Any, list[PublicTally]]:
    found: dict[Any, list[PublicTally]] = defaultdict(list)
    for row in rows:
        found[key(row)].append(row)
    return found


def _categories(rows: Iterable[PublicTally]) -> list[dict[str, Any]]:
    """The kinds of decision, the commonest first."""
    counted = [(name, *total(each)) for name, each in _grouped(rows, lambda row: row.category).items()]
    return [
        {"category": name, "count": count, "fine_yuan": _money(fines), "rows": _rows(category=name)}
        for name, count, fines in sorted(counted, key=lambda each: (-each[1], each[0]))
    ]


def _months(rows: Iterable[PublicTally], today: date) -> list[dict[str, Any]]:
    """The last twelve months by the day of the decision, months without any included."""
    number = today.year * 12 + today.month - 1
    months = [date(n // 12, n % 12 + 1, 1) for n in range(number - MONTHS + 1, number + 1)]
    counted = _grouped((row for row in rows if row.dated), lambda row: row.month)
    return [
        {
            "month": f"{month:%Y-%m}",
            "count": total(counted.get(month, ()))[0],
            "categories": {
                name: total(each)[0]
                for name, each in _grouped(counted.get(month, ()), lambda row: row.category).items()
            },
            "rows": _period(month, _last_day(month)),
        }
        for month in months
    ]


def _years(rows: Iterable[PublicTally], today: date) -> list[dict[str, Any]]:
    """Decisions and fines by year of the decision, the last ten years, years without any included."""
    counted = _grouped((row for row in rows if row.dated), lambda row: row.month.year)
    first = max(min(counted, default=today.year), today.year - YEARS + 1)
    made = []
    for year in range(first, today.year + 1):
        count, fines = total(counted.get(year, ()))
        address = _period(date(year, 1, 1), date(year, 12, 31))
        made.append({"year": year, "count": count, "fine_yuan": _money(fines), "rows": address})
    return made


def _violations() -> list[dict[str, Any]]:
    """The commonest matters, as the index of the site counts them; none while a large index is made anew."""
    try:
        counted = finding.ask(queries.Filter(), 0, 0).facets["item"][:KINDS]
    except search.Unready:
        return []
    return [{"violation": name, "count": count, "rows": _rows(q=name, item=name)} for name, count in counted]


def _speed(rows: Iterable[PublicTally], today: date) -> list[dict[str, Any]]:
    """Calendar days from decision to publication of what this platform itself made, by category, this year and the last."""
    since = date(today.year - 1, 1, 1)
    own = _grouped((row for row in rows if row.dated and row.own and row.month >= since), lambda row: row.category)
    found = []
    for name, each in sorted(own.items()):
        count, days = sum(row.own for row in each), sum(row.own_days for row in each)
        average = (Decimal(days) / count).quantize(Decimal("0.1"))
        address = _period(since, today, category=name)
        found.append({"category": name, "count": count, "average_days": str(average), "rows": address})
    return found


def _money(value: Decimal) -> str:
    return format(value, ".2f")


def findings(told: dict[str, Any]) -> dict[str, str]:
    """One sentence for each figure: what it shows, in words."""
    said: dict[str, str] = {}
    if kinds := told["categories"]:
        top, rest = kinds[0], len(kinds) - 1
        also = f"，其余 {rest} 类共 {told['standing'] - top['count']:,} 件" if rest else ""
        said["categories"] = f"公示中的决定共 {told['standing']:,} 件，{top['category']} {top['count']:,} 件{also}。"
    months = told["months"]
    most = max(months, key=lambda each: each["count"])
    total, none = sum(each["count"] for each in months), [m["month"] for m in months if not m["count"]]
    if total:
        quiet = f"；{len(none)} 个月没有" if none else "；每月都有"
        said["months"] = f"近 12 个月作出并公示 {total:,} 件，最多的是 {most['month']}，{most['count']:,} 件{quiet}。"
    else:
        said["months"] = "近 12 个月没有作出并公示的决定。"
    if fined := [each for each in told["years"] if Decimal(each["fine_yuan"])]:
        top = max(fined, key=lambda each: Decimal(each["fine_yuan"]))
        said["years"] = f"罚款最多的是 {top['year']} 年，{Decimal(top['fine_yuan']):,.2f} 元，{top['count']:,} 件。"
    else:
        said["years"] = "所列年份没有罚款。"
    if kinds := told["violations"]:
        said["violations"] = f"最多的是“{kinds[0]['violation']}”，{kinds[0]['count']:,} 件。"
    if speed := told["speed"]:
        slow = max(speed, key=lambda each: Decimal(each["average_days"]))
        said["speed"] = f"从作出决定到公示，平均最长的是{slow['category']}，{slow['average_days']} 日。"
    return said


def plots(told: dict[str, Any], said: dict[str, str]) -> dict[str, Any]:
    """The charts of the page, by the name of their figure."""
    kinds = [each["category"] for each in told["categories"]]
    piles = [(m["month"][5:], [Point(k, m["categories"].get(k, 0)) for k in kinds]) for m in told["months"]]
    made = {
        "categories": charts.bars(
            [Point(e["category"], e["count"]) for e in told["categories"]], "各类决定", said.get("categories", "")
        ),
        "months": charts.stacked(piles, "近 12 个月", said["months"]),
        "violations": charts.bars(
            [Point(e["violation"], e["count"]) for e in told["violations"]], "违法行为", said.get("violations", "")
        ),
        "speed": charts.dots(
            [Point(e["category"], Decimal(e["average_days"]), f"{e['average_days']} 日") for e in told["speed"]],
            "公示用时",
            said.get("speed", ""),
        ),
    }
    years = [Point(str(e["year"]), Decimal(e["fine_yuan"]), _brief(Decimal(e["fine_yuan"]))) for e in told["years"]]
    made["years"] = charts.line(years, "历年罚款", said["years"]) if len(years) > 1 else ""
    return made | {"kinds": kinds}


def _brief(value: Decimal) -> str:
    return f"{value / 10000:,.1f} 万" if value >= 10000 else f"{value:,.0f}"


def statistics_page(today: date, request: HttpRequest | None = None) -> str:
    """The page."""
    told = figures(today)
    said = findings(told)
    newest = queries.standing().values_list("published_on", flat=True).first()
    context = {"told": told, "said": said, "plots": plots(told, said), "newest": newest}
    return pages.render("statistics", "统计", context, request)


def write_statistics(root: Path, today: date) -> None:
    """The page and its JSON."""
    places.write(root / "statistics" / "index.json", json_bytes(figures(today)))
    places.write(root / "statistics" / "index.html", statistics_page(today))
