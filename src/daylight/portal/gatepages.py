"""办案关口 on the public site: ``/gates/``: every gate in force, and how often each was let pass, month by month.

A month without any stands as 0: what is not counted cannot be told from what did not happen.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

from daylight.base import lawpack
from daylight.core.lawrecords import GateRule
from daylight.portal import pages, places
from daylight.portal.exports import json_bytes
from daylight.portal.models import PublicOverride

MONTHS = 12


def write_gates(root: Path, today: date) -> list[tuple[str, date | None]]:
    """The page and its JSON. Returns addresses for the site map."""
    body = gates_json(today)
    folder = root / "gates"
    places.write(folder / "index.json", json_bytes(body))
    places.write(folder / "index.html", pages.render("gates", "事前公开", gates_context(body)))
    return [("/gates/", None)]


def months_back(today: date, count: int = MONTHS) -> list[date]:
    """The first days of the last ``count`` months, oldest first, the present one included."""
    number = today.year * 12 + today.month - 1
    return [date(n // 12, n % 12 + 1, 1) for n in range(number - count + 1, number + 1)]


def gates_json(today: date) -> dict[str, Any]:
    """Every gate in force with its count per month, zero months included, since the first counted month."""
    counted = Counter(PublicOverride.objects.values_list("gate", "month"))
    months = months_back(today)
    earlier = min((month for _, month in counted), default=months[0])
    while months[0] > earlier:
        months = months_back(today, len(months) + 1)
    rules = lawpack.current().all(GateRule, today)
    return {
        "months": [f"{month:%Y-%m}" for month in months],
        "gates": [
            {
                "gate": rule.id,
                "title": rule.title,
                "cite": rule.cite,
                "verified": rule.verified,
                "override": rule.override,
                "why": rule.override_why,
                "overridden": {f"{month:%Y-%m}": counted[rule.id, month] for month in months},
            }
            for rule in rules
        ],
    }


def gates_context(body: dict[str, Any]) -> dict[str, Any]:
    """What the page shows: a row a month for the last year, a column for each gate that leaves room."""
    shown = [gate for gate in body["gates"] if gate["override"] or any(gate["overridden"].values())]
    rows = [
        {"month": month, "total": sum(gate["overridden"][month] for gate in body["gates"])}
        | {gate["gate"]: gate["overridden"][month] for gate in shown}
        for month in reversed(body["months"][-MONTHS:])
    ]
    columns = [{"code": "month", "title": "月份", "lead": True}]
    columns += [{"code": gate["gate"], "title": gate["title"], "number": True} for gate in shown]
    columns += [{"code": "total", "title": "合计", "number": True}]
    return {
        "gates": body["gates"],
        "open": shown,
        "rows": rows,
        "columns": columns,
        "year": sum(row["total"] for row in rows),
    }
