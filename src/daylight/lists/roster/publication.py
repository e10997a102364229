"""What leaves the roster for the public site: the whole of each changed day, so that late or doubled messages do no harm."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from daylight.base.journal.models import Entry
from daylight.base.orgs.models import Agency
from daylight.base.outbox.posting import put
from daylight.lists.roster.models import CANCELLED, Shift


def announce(agency: Agency, days: Iterable[date], entry: Entry, now: datetime) -> None:
    """Queue ``window.shifts``: for each day every shift that stands."""
    body = {
        "kind": "window.shifts",
        "agency": {"name": agency.name, "code": agency.code},
        "days": {day.isoformat(): _day(agency, day) for day in sorted(set(days))},
        "entry_id": entry.pk,
    }
    put("portal", lane="windows", key=f"window.shifts:{entry.pk}", body=body, now=now)


def _day(agency: Agency, day: date) -> list[dict[str, Any]]:
    rows = Shift.objects.filter(agency=agency, on=day).exclude(state=CANCELLED)
    return [
        {
            "window": row.window,
            "begins": f"{row.begins:%H:%M}",
            "ends": f"{row.ends:%H:%M}",
            "person_name": row.person.name,
            "title": row.person.title,
            "certificate": row.person.certificate_number,
            "stands_in_for": row.stands_in_for.name if row.stands_in_for else "",
            "state": row.state,
            "note": row.note,
        }
        for row in rows.select_related("person", "stands_in_for")
    ]
