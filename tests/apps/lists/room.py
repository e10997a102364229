"""Short ways to a draft and a published list."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from daylight.base.orgs.models import Person
from daylight.core.listvalues import Row
from daylight.lists.acts import approve_list as approve_checked
from daylight.lists.acts import check_list, draft_list, publish_list
from daylight.lists.models import ListVersion
from tests.cast import Cast

FULL = {
    "category": "行政处罚",
    "item": "非法占用土地的处罚",
    "legal_basis": ["土地管理法第七十七条"],
    "handling_section": "执法大队",
    "time_limit": "90日",
}


def item_row(code: str = "CF-T04", **values: Any) -> Row:
    return Row(code, {**FULL, "code": code, **values})


def drafted(cast: Cast, now: datetime, *rows: Row, kind: str = "items", **more: Any) -> ListVersion:
    return draft_list(cast.agency, kind, list(rows) or [item_row()], actor=cast.keeper, now=now, **more)


def approve_list(version: ListVersion, *, actor: Person, now: datetime, **more: Any) -> ListVersion:
    """Both stations of the agency: a section head who did nothing else checks, then ``actor`` approves."""
    if version.state == "draft":
        heads = Person.objects.filter(agency=version.agency, grants__role="section_head")
        checker = heads.exclude(pk__in=version.editors.values("pk")).first()
        assert checker is not None
        check_list(version, actor=checker, now=now)
    return approve_checked(version, actor=actor, now=now, **more)


def approved(cast: Cast, now: datetime, *rows: Row, kind: str = "items", **more: Any) -> ListVersion:
    return approve_list(drafted(cast, now, *rows, kind=kind, **more), actor=cast.leader, now=now)


def published(
    cast: Cast, now: datetime, *rows: Row, kind: str = "items", days: int = 0, on: date | None = None, **more: Any
) -> ListVersion:
    start = on or now.date() + timedelta(days=days)
    return publish_list(approved(cast, now, *rows, kind=kind, **more), start, actor=cast.publisher, now=now)
