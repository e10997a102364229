"""Shared by the acts of a list: its row under a lock, what stood, and the journal entry."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from daylight.base.journal.models import Entry
from daylight.base.journal.writing import record
from daylight.base.orgs.models import Person
from daylight.core.listkinds import KINDS
from daylight.core.refusal import refuse
from daylight.lists.models import ListVersion

STALE = "这一版清单在您查看之后有过改动，您的操作没有执行，请刷新后核对再办。"


def again(version: ListVersion) -> ListVersion:
    """The row as it is now, locked against a second writer."""
    return ListVersion.objects.select_for_update().get(pk=version.pk)


def locked(version: ListVersion, state: str, otherwise: str) -> ListVersion:
    fresh = again(version)
    if fresh.state != state:
        raise refuse("list.state", otherwise, KINDS[fresh.kind].cite)
    return fresh


def standing(version: ListVersion) -> QuerySet[ListVersion]:
    """The versions of the same list that are or were in force."""
    return ListVersion.objects.select_for_update().filter(
        agency=version.agency, kind=version.kind, state__in=["published", "superseded"]
    )


def noted(event: str, version: ListVersion, actor: Person, now: datetime, **data: Any) -> Entry:
    body = {"list": version.kind, "number": version.number, **data}
    return record(event, agency=version.agency, actor=actor, now=now, subject=f"list:{version.uuid}", data=body)
