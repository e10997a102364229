"""Writing the journal: only inside an open act or chore, one entry per act at least."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connection

from daylight.base.journal.models import Counter, Entry
from daylight.base.orgs.models import Agency, Person
from daylight.base.permit import current_permit
from daylight.core.commitment import commit

# Names every committed event carries; an act's own data may not reuse them.
RESERVED = frozenset({"kind", "at", "agency", "agency_seq", "actor", "case", "case_seq", "subject"})
# One statement where the ORM needs two: every act takes at least one number.
ADVANCE = "UPDATE journal_counter SET value = value + 1 WHERE name = %s RETURNING value"


def next_value(name: str) -> int:
    """The next number of the series ``name``, starting at 1. Rolls back with the act, so a series has no gap."""
    while (value := _advanced(name)) is None:
        # Two first users at once: the unique name decides, the loser waits on it and then takes the next number.
        Counter.objects.get_or_create(name=name, defaults={"value": 0})
    return value


def _advanced(name: str) -> int | None:
    with connection.cursor() as cursor:
        cursor.execute(ADVANCE, [name])
        found = cursor.fetchall()
    return int(found[0][0]) if found else None


def plain(value: Any) -> Any:
    """A value as JSON keeps it for ever: Decimal and dates as text, never a float."""
    if isinstance(value, Mapping):
        return {str(k): plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        items = [plain(v) for v in value]
        return sorted(items) if isinstance(value, set | frozenset) else items
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, float):
        raise TypeError("amounts and areas are Decimal, never float")
    return value


def committed_fields(entry: Entry) -> dict[str, Any]:
    """The fields the leaf of ``entry`` commits to; the same for writing and for opening a proof."""
    return {
        "kind": entry.kind,
        "at": entry.at.isoformat(),
        "agency": entry.agency.code,
        "agency_seq": entry.agency_seq,
        "actor": str(entry.actor.uuid) if entry.actor else "",
        "case": str(entry.case_uuid or ""),
        "case_seq": entry.case_seq or 0,
        "subject": entry.subject,
        **entry.data,
    }


def record(
    kind: str,
    *,
    agency: Agency,
    actor: Person | None,
    now: datetime,
    subject: str,
    case_uuid: UUID | None = None,
    data: Mapping[str, Any] | None = None,
) -> Entry:
    """Append one entry. ``subject`` is ``<model>:<uuid>``; ``data`` holds what a reader years later needs to know."""
    permit = current_permit()
    body = plain(data or {})
    if taken := RESERVED & body.keys():
        raise ValueError(f"journal data may not use {sorted(taken)}")
    entry = Entry(
        kind=kind,
        # UTC to the microsecond, as both databases give it back: the committed text must not depend on the zone.
        at=now.astimezone(UTC),
        agency=agency,
        agency_seq=next_value(f"journal:{agency.pk}"),
        actor=actor,
        actor_name=actor.name if actor else "系统",
        case_uuid=case_uuid,
        case_seq=next_value(f"journal:case:{case_uuid}") if case_uuid else None,
        subject=subject,
        data=body,
        salt=secrets.token_bytes(32),
        field_secret=secrets.token_bytes(32),
    )
    entry.leaf = commit(committed_fields(entry), bytes(entry.salt), bytes(entry.field_secret)).leaf
    entry.save(force_insert=True)
    permit.recorded.append(kind)
    return entry
