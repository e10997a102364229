"""窗口值班 arriving by the feed: each message holds whole days."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from daylight.portal.window_models import PublicDuty


def apply_shifts(message: Mapping[str, Any], now: datetime) -> None:
    """Keep each day; one that came late is left out."""
    agency = message["agency"]
    for day, shifts in message["days"].items():
        place = {"agency_code": agency["code"], "on": date.fromisoformat(day)}
        if PublicDuty.objects.filter(**place, entry_id__gt=message["entry_id"]).exists():
            continue
        told = {"agency_name": agency["name"], "shifts": shifts, "entry_id": message["entry_id"]}
        PublicDuty.objects.update_or_create(**place, defaults=told)
