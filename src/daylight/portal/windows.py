"""窗口人员公示 (``/windows/``): every window of the list in force, who sits there now and today."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from daylight.base.present import present
from daylight.core.moment import local_date, local_time
from daylight.portal import navigation, pages, places, queries
from daylight.portal.exports import json_bytes
from daylight.portal.guides import Described, described
from daylight.portal.window_models import PublicDuty

NOW, AWAY, LATER, OVER, NONE = "now", "away", "later", "over", "none"
WORDS = {NOW: ("ok", "在岗"), AWAY: ("due", "暂时离开"), LATER: ("todo", "还没有上班"), OVER: ("done", "今天已下班")}
WORDS[NONE] = ("todo", "今天没有排班")


def windows_now(now: datetime) -> list[dict[str, Any]]:
    """Every window: its row, the shifts of today, the one that counts now and ``state``."""
    today, clock = local_date(now), local_time(now).strftime("%H:%M")
    duties = {duty.agency_code: duty.shifts for duty in PublicDuty.objects.filter(on=today)}
    found = []
    for agency in queries.agencies_with("windows"):
        for span in queries.list_spans("windows", agency):
            if not span.holds(today):
                continue
            for row in span.version.rows.values_list("data", flat=True):
                shifts = [s for s in duties.get(agency, ()) if s["window"] == str(row.get("code"))]
                found.append(_one(row, shifts, clock) | {"agency": span.version.agency_name})
    return found


def windows_json(now: datetime) -> dict[str, Any]:
    """The same for programs: no times to come but those of today."""
    names = ("code", "unit", "place", "hours", "categories", "services")
    return {
        "on": local_date(now).isoformat(),
        "windows": [
            {**{name: each["row"].get(name) for name in names}, "agency": each["agency"]}
            | {"state": each["state"], "now": each["shift"] if each["state"] in {NOW, AWAY} else None}
            | {"shifts": each["shifts"], "regular": each["row"].get("person_name")}
            for each in windows_now(now)
        ],
    }


def windows_page(now: datetime, request: HttpRequest | None = None) -> str:
    rows = windows_now(now)
    guides = _guides(local_date(now))
    for each in rows:
        services = each["row"].get("services") or []
        each["services"] = [
            {"name": guides[s].name if s in guides else s, "href": _href(guides.get(s))} for s in services
        ]
    context = {
        "rows": rows,
        "at": local_time(now).strftime("%Y-%m-%d %H:%M"),
        "files": navigation.for_files(),
        "complain": navigation.answers("/complaints/new/") and not navigation.for_files(),
    }
    return pages.render("windows", navigation.DURING, context, request)


def write_windows(root: Path, now: datetime) -> None:
    """The day as it is planned, for a site that is handed over as files; a running site answers by the clock."""
    if queries.agencies_with("windows"):
        places.write(root / "windows" / "index.html", windows_page(now))
        places.write(root / "windows" / "index.json", json_bytes(windows_json(now)))


@require_safe
def view(request: HttpRequest) -> HttpResponse:
    return _fresh(HttpResponse(windows_page(present(), request)))


@require_safe
def json_view(request: HttpRequest) -> HttpResponse:
    return _fresh(HttpResponse(json_bytes(windows_json(present())), content_type="application/json"))


def _fresh(answer: HttpResponse) -> HttpResponse:
    # Who sits there is asked anew each time: a change shows with the next look.
    answer["Cache-Control"] = "no-cache"
    return answer


def _one(row: dict[str, Any], shifts: list[dict[str, Any]], clock: str) -> dict[str, Any]:
    here = next((s for s in shifts if s["begins"] <= clock < s["ends"]), None)
    later = next((s for s in shifts if clock < s["begins"]), None)
    state = NONE if not shifts else LATER if later else OVER
    if here is not None:
        state = AWAY if here["state"] == "away" else NOW
    kind, word = WORDS[state]
    if state == LATER and later is not None:
        word = f"{later['begins']} 上班"
    return {"row": row, "shifts": shifts, "shift": here or later, "state": state, "kind": kind, "word": word}


def _guides(today: date) -> dict[str, Described]:
    """Items by code and by name, for the services a window names either way."""
    found: dict[str, Described] = {}
    for each in described(today).values():
        found |= {each.code: each, each.name: each}
    return found


def _href(item: Described | None) -> str:
    return "" if item is None else f"/guides/{item.key}/" if item.guided else f"/items/{item.key}/"
