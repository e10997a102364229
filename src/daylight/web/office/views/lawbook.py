"""法规库 and 法规变更: laws and articles as dated objects, what rests on them, and what falls with them."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from daylight.base import lawpack
from daylight.base.access import may
from daylight.base.present import present
from daylight.core import lawbook
from daylight.core.moment import local_date
from daylight.web.office.acting import answer, office_required
from daylight.web.office.desks import lawchanges
from daylight.web.office.desks.entering import desk_or_404, home_scope


@require_safe
@office_required
def book(request: HttpRequest) -> HttpResponse:
    """Every law with its version in force and how much rests on it."""
    person, today = desk_or_404(request, "list.read"), local_date(present())
    pack = lawpack.current()
    may_changes = may(person, "law.impact", home_scope(person))
    lines: list[dict[str, Any]] = [
        {
            "law": each,
            "standing": each.standing(today),
            "gone": sum(
                1 for entry in each.articles if entry.gone_by and not entry.standing(today) and _used(entry, today)
            ),
            "items": each.uses("item"),
            "gates": each.uses("gate"),
            "deadlines": each.uses("deadline"),
        }
        for each in lawbook.book(pack)
    ]
    context = {
        "parts": [
            ("法律、法规、规章、文件", [line for line in lines if not line["law"].internal]),
            ("内部依据", [line for line in lines if line["law"].internal]),
        ],
        "today": today,
        "digest": pack.digest,
        "may_changes": may_changes,
        "touched": len(lawchanges.touched_cases(person, today)) if may_changes else 0,
    }
    return answer(request, "office/desks/law_book.html", context)


def _used(entry: lawbook.ArticleEntry, today: date) -> bool:
    """Whether something that would still be in force rests on the fallen article; an old version that ended is no news."""
    return any(use.until is None or use.until > today for use in entry.uses)


@require_safe
@office_required
def law(request: HttpRequest, name: str) -> HttpResponse:
    """One law: versions, repeals, and what rests on each article."""
    desk_or_404(request, "list.read")
    today = local_date(present())
    found = lawbook.law_named(lawpack.current(), name)
    if found is None:
        raise Http404
    rows = [
        {
            "entry": entry,
            "gone": not entry.standing(today),
            "red": _used(entry, today),
            "cells": [(title, entry.of(kind)) for kind, title in lawbook.KINDS.items()],
        }
        for entry in found.articles
    ]
    context = {"law": found, "standing": found.standing(today), "rows": rows, "today": today}
    return answer(request, "office/desks/law.html", context)


@require_safe
@office_required
def changes(request: HttpRequest) -> HttpResponse:
    """Repeals, the list items that fell with them, and the open cases within this person's reach."""
    person, today = desk_or_404(request, "law.impact"), local_date(present())
    context = {
        "repeals": lawchanges.repeals(today),
        "items": lawchanges.fallen_items(person.agency, today),
        "cases": lawchanges.touched_cases(person, today),
        "today": today,
    }
    return answer(request, "office/desks/law_changes.html", context)
