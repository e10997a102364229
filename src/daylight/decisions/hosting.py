"""听证主持人: who presides, as the record of the hearing names him, and the certificate he presides by (G06)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from daylight.cases.models import Case
from daylight.core.inspectionfacts import HostFacts
from daylight.core.moment import BEIJING, local_date
from daylight.decisions.entries import Entries


def host_facts(case: Case, entries: Entries, today: date) -> HostFacts | None:
    """Read from the 听证笔录; None before there is one."""
    minutes = entries.get("hearing_record")
    if minutes is None:
        return None
    host = minutes.get("host")
    named = host if isinstance(host, Mapping) else {"name": str(host or "")}
    held = str(minutes.get("held_at") or "")
    moment = datetime.fromisoformat(held) if held else None
    # A form's datetime-local carries no zone: it is the clock on the wall in China.
    if moment is not None and moment.tzinfo is None:
        moment = moment.replace(tzinfo=BEIJING)
    return HostFacts(
        person_id=str(named.get("uuid") or named.get("name") or ""),
        name=str(named.get("name") or ""),
        on=local_date(moment) if moment else today,
        certificate=str(minutes.get("host_certificate") or "").strip(),
    )
