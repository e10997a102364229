"""Lists arriving by the feed: versions are kept, which one is in force on a day is computed (``queries.list_spans``)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from daylight.core.moment import local_date, local_time
from daylight.portal.models import PublicList, PublicListRow


def apply_list(message: Mapping[str, Any], now: datetime) -> None:
    """Keep one version of a list. Arriving again, or after its own end, changes nothing."""
    version = _row(message)
    if version.columns:
        return
    version.title = message.get("title") or message["list"]
    version.basis = message.get("basis", "")
    version.in_force_from = day(message["in_force_from"])
    version.in_force_until = version.in_force_until or day(message.get("in_force_until"))
    version.published_on = day(message.get("published_on")) or local_date(now)
    version.columns = [{"code": c["code"], "title": c["title"]} for c in message["columns"]]
    version.journal_entry_id = message.get("entry_id")
    version.save()
    codes = [column["code"] for column in version.columns]
    PublicListRow.objects.bulk_create(
        PublicListRow(list=version, position=n, data={code: row.get(code) for code in codes})
        for n, row in enumerate(message["rows"], 1)
    )


def end_list(message: Mapping[str, Any], now: datetime) -> None:
    """A version ends; ``in_force_until`` is the first day it no longer stands (today when the message names none)."""
    version = _row(message)
    version.status = str(message["kind"]).removeprefix("list.")
    version.in_force_until = day(message.get("in_force_until")) or local_date(now)
    version.save()


def _row(message: Mapping[str, Any]) -> PublicList:
    agency = message["agency"]
    version, _ = PublicList.objects.get_or_create(
        kind=message["list"],
        agency_code=agency["code"],
        version=message["version"],
        defaults={"agency_name": agency["name"], "title": message.get("title") or message["list"]},
    )
    return version


def day(value: Any) -> date | None:
    """A date from ``2026-11-20`` or from a time; a time counts as its day in China."""
    if not value:
        return None
    text = str(value)
    return date.fromisoformat(text) if len(text) == 10 else local_date(local_time(datetime.fromisoformat(text)))
