"""相对人 One organisation with all its published acts: ``/parties/CODE/``. Natural persons have no such page.

Answered from the tables, not kept as a file: what was withdrawn a second ago must not stand on a page of its party.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from django.db.models import Count, Max, QuerySet, Sum
from django.http import HttpRequest

from daylight.portal import exports, finding, pages, places, queries
from daylight.portal.models import PublicDecision, PublicTally

CODE = re.compile(r"[0-9A-HJ-NPQRTUWXY]{18}")
# Decisions on the page itself; the rest is a question to the list.
SHOWN = 100
FOUND = 50


def of(code: str) -> QuerySet[PublicDecision]:
    """Standing decisions about the organisation with this 统一社会信用代码."""
    return queries.standing().filter(credit_code=code, party_kind="organisation")


def is_code(text: str) -> bool:
    return CODE.fullmatch(text) is not None


def party_json(code: str) -> bytes | None:
    """The page for programs; None for a code under which nothing stands in public."""
    rows = list(of(code).defer("record", "proof"))
    if not rows:
        return None
    body = {
        "credit_code": code,
        "name": rows[0].party_display,
        "names": sorted({row.party_display for row in rows}),
        "total": len(rows),
        "decisions": [exports.decision_row(row) for row in rows],
    }
    return exports.json_bytes(body)


def party_page(code: str, request: HttpRequest | None = None) -> str | None:
    """The page; None for a code under which nothing stands in public."""
    rows = list(of(code).defer("record", "proof")[:SHOWN])
    if not rows:
        return None
    sums = of(code).order_by().aggregate(count=Count("id"), fines=Sum("fine_yuan"))
    kinds = of(code).order_by("category").values("category").annotate(count=Count("id"))
    context: dict[str, Any] = {
        "code": code,
        "kind": "party",
        "name": rows[0].party_display,
        "names": sorted({row.party_display for row in rows} - {rows[0].party_display}),
        "columns": pages.TABLE,
        "rows": [pages.table_row(row) for row in rows],
        "kinds": list(kinds),
        "invented": any(
            "party.credit_code" in (row.record or {}).get("demonstration_fields", ()) for row in of(code)[:SHOWN]
        ),
        "newest": rows[0].published_on,
        **sums,
    }
    return pages.render("party", "事后公开", context, request)


def agencies() -> list[dict[str, Any]]:
    """Agencies with standing decisions: code, a name, count; the most first."""
    rows = PublicTally.objects.filter(status__in=queries.STANDING).exclude(agency_code="").order_by()
    grouped = rows.values("agency_code").annotate(name=Max("agency_name"), total=Sum("count")).filter(total__gt=0)
    return [
        {"agency_code": each["agency_code"], "name": each["name"], "count": each["total"]}
        for each in grouped.order_by("-total", "agency_code")
    ]


def agency_page(code: str, request: HttpRequest | None = None) -> str | None:
    """One enforcing agency; None while there are not several of them, or for an unknown code."""
    known = {each["agency_code"]: each for each in agencies()}
    if len(known) < 2 or code not in known:
        return None
    latest = list(queries.standing().filter(agency_code=code).defer("record", "proof")[:SHOWN])
    counted = PublicTally.objects.filter(agency_code=code, status__in=queries.STANDING).order_by()
    kinds = counted.values("category").annotate(total=Sum("count")).filter(total__gt=0).order_by("category")
    context: dict[str, Any] = {
        "code": code,
        "kind": "agency",
        "name": known[code]["name"],
        "names": [],
        "columns": pages.TABLE,
        "rows": [pages.table_row(row) for row in latest],
        "kinds": [{"category": each["category"], "count": each["total"]} for each in kinds],
        "newest": latest[0].published_on,
        "count": known[code]["count"],
        "fines": counted.aggregate(fines=Sum("fines_yuan"))["fines"] or None,
    }
    return pages.render("party", "事后公开", context, request)


def write_parties(root: Path) -> int:
    """Every page for a bundle of files. Returns how many."""
    codes = queries.standing().exclude(credit_code="").order_by("credit_code").values_list("credit_code", flat=True)
    count = 0
    for code in codes.distinct().iterator(chunk_size=1000):
        if not is_code(code) or (page := party_page(code)) is None:
            continue
        folder = root / "parties" / code
        places.write(folder / "index.html", page)
        places.write(folder / "index.json", party_json(code) or b"")
        count += 1
    return count


def organisations(text: str) -> list[dict[str, Any]]:
    """Organisations whose name or code contains ``text``, with how many decisions stand; at most ``FOUND``."""
    rows = (
        queries.standing()
        .filter(pk__in=finding.newest(text), party_kind="organisation")
        .exclude(credit_code="")
        .order_by()
    )
    named = rows.filter(party_display__contains=text) | rows.filter(credit_code__startswith=text.upper())
    grouped = named.values("credit_code").annotate(
        name=Max("party_display"), count=Count("id"), last=Max("published_on")
    )
    return list(grouped.order_by("-count", "credit_code")[:FOUND])
