"""统计 ``/statistics/``: what the public tables count, with the finding in words, and every number leading to its rows."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from django.db.models import Avg, Count, DurationField, ExpressionWrapper, F, Sum
from django.db.models.functions import ExtractMonth, ExtractYear
from django.http import HttpRequest

from daylight.portal import charts, pages, places, queries
from daylight.portal.charts import Point
from daylight.portal.exports import json_bytes
from daylight.portal.models import DecisionVersion, PublicDecision

MONTHS, YEARS, KINDS = 12, 10, 8


def figures(today: date) -> dict[str, Any]:
    """Every number of the page; ``rows`` of a figure is the address of what it counts."""
    rows = queries.standing().order_by()
    return {
        "as_of": today.isoformat(),
        "standing": rows.count(),
        "corrected": rows.filter(status="corrected").count(),
        "withdrawn": PublicDecision.objects.filter(status="withdrawn").count(),
        "versions": DecisionVersion.objects.count(),
        "categories": _categories(rows),
        "months": _months(rows, today),
        "years": _years(rows, today),
        "violations": _violations(rows),
        "speed": _speed(rows, today),
    }


def _rows(**asked: object) -> str:
    return f"/decisions/?{urlencode({name: str(value) for name, value in asked.items()})}"


def _period(first: date, last: date, **more: object) -> str:
    return _rows(**{"from": first.isoformat(), "to": last.isoformat()}, **more)


def _last_day(month: date) -> date:
    return (month.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def _categories(rows: Any) -> list[dict[str, Any]]:
    counted = rows.values("category").annotate(count=Count("id"), fines=Sum("fine_yuan")).order_by("-count", "category")
    return [
        {"category": each["category"], "count": each["count"], "fine_yuan": _money(each["fines"])}
        | {"rows": _rows(category=each["category"])}
        for each in counted
    ]


def _months(rows: Any, today: date) -> list[dict[str, Any]]:
    """The last twelve months by the day of the decision, months without any included."""
    number = today.year * 12 + today.month - 1
    months = [date(n // 12, n % 12 + 1, 1) for n in range(number - MONTHS + 1, number + 1)]
    counted: dict[tuple[int, int], dict[str, int]] = defaultdict(dict)
    since = rows.filter(decided_on__gte=months[0])
    grouped = since.annotate(y=ExtractYear("decided_on"), m=ExtractMonth("decided_on")).values("y", "m", "category")
    for each in grouped.annotate(count=Count("id")).order_by():
        counted[each["y"], each["m"]][each["category"]] = each["count"]
    return [
        {
            "month": f"{month:%Y-%m}",
            "count": sum(counted[month.year, month.month].values()),
            "categories": counted[month.year, month.month],
            "rows": _period(month, _last_day(month)),
        }
        for month in months
    ]


def _years(rows: Any, today: date) -> list[dict[str, Any]]:
    """Decisions and fines by year of the decision, the last ten years, years without any included."""
    grouped = rows.exclude(decided_on=None).annotate(y=ExtractYear("decided_on")).values("y")
    counted = {e["y"]: e for e in grouped.annotate(count=Count("id"), fines=Sum("fine_yuan")).order_by()}
    first = max(min(counted, default=today.year), today.year - YEARS + 1)
    return [
        {"year": year, "count": counted.get(year, {}).get("count", 0)}
        | {
            "fine_yuan": _money(counted.get(year, {}).get("fines")),
            "rows": _period(date(year, 1, 1), date(year, 12, 31)),
        }
        for year in range(first, today.year + 1)
    ]


def _violations(rows: Any) -> list[dict[str, Any]]:
    grouped = rows.exclude(violation="").values("violation").annotate(count=Count("id"))
    return [
        {
            "violation": each["violation"],
            "count": each["count"],
            "rows": _rows(q=each["violation"], item=each["violation"]),
        }
        for each in grouped.order_by("-count", "violation")[:KINDS]
    ]


def _speed(rows: Any, today: date) -> list[dict[str, Any]]:
    """Calendar days from decision to publication of what this platform itself made, by category, this year and the last."""
    own = rows.filter(legacy=False, decided_on__gte=date(today.year - 1, 1, 1)).exclude(published_on=None)
    taken = ExpressionWrapper(F("published_on") - F("decided_on"), output_field=DurationField())
    grouped = own.values("category").annotate(count=Count("id"), days=Avg(taken)).order_by("category")
    return [
        {"category": e["category"], "count": e["count"], "average_days": str(_tenth(e["days"]))}
        | {"rows": _period(date(today.year - 1, 1, 1), today, category=e["category"])}
        for e in grouped
        if e["days"] is not None
    ]


def _tenth(days: timedelta) -> Decimal:
    return (Decimal(int(days.total_seconds())) / 86400).quantize(Decimal("0.1"))


def _money(value: Decimal | None) -> str:
    return format(value or Decimal(0), ".2f")


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
