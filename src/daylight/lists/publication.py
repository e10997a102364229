"""What leaves this app for the public site: a self-contained copy of a published list, public columns only."""

from __future__ import annotations

from datetime import datetime

from daylight.base.journal.models import Entry
from daylight.base.outbox.posting import put
from daylight.core.listkinds import KINDS
from daylight.core.listvalues import public_values
from daylight.lists.models import ListVersion
from daylight.lists.queries import kept_rows


def announce(version: ListVersion, entry: Entry, now: datetime) -> None:
    """Queue ``list.published``: columns, rows, days, basis, digest and the journal entry that proves it."""
    kind = KINDS[version.kind]
    columns = [{"code": "code", "title": "编码"}] if kind.code_from[0] == "code" else []
    columns += [{"code": each.name, "title": each.title} for each in kind.public_columns if each.name != "code"]
    body = {
        **_head("list.published", version, entry),
        "in_force_from": version.in_force_from,
        "published_at": now,
        "note": version.note,
        "columns": columns,
        "rows": [public_values(kind, row) for row in kept_rows(version)],
    }
    put("portal", lane=f"list:{version.kind}", key=f"list.published:{_key(version)}", body=body, now=now)


def retract(version: ListVersion, entry: Entry, now: datetime) -> None:
    """Queue ``list.withdrawn``: the version no longer stands from ``in_force_until`` on."""
    body = {
        **_head("list.withdrawn", version, entry),
        "in_force_until": version.in_force_until,
        "reason": version.reason,
    }
    put("portal", lane=f"list:{version.kind}", key=f"list.withdrawn:{_key(version)}", body=body, now=now)


def _key(version: ListVersion) -> str:
    # The agency belongs to the key: two agencies publish version 1 of the same list.
    return f"{version.agency.code}:{version.kind}:{version.number}"


def _head(kind: str, version: ListVersion, entry: Entry) -> dict[str, object]:
    return {
        "kind": kind,
        "list": version.kind,
        "title": KINDS[version.kind].title,
        "cite": KINDS[version.kind].cite,
        "version": version.number,
        "basis": version.basis,
        "digest": version.digest,
        "agency": {"name": version.agency.name, "code": version.agency.code},
        "entry_id": entry.pk,
    }
