"""The demonstration lists, published for a test. The first test of a run walks them through the acts; the rows that
left are kept, and every later test with the same cast and clock starts from them (publishing takes half a second)."""

from __future__ import annotations

import copy
from datetime import date, datetime

from django.conf import settings
from django.core.management.color import no_style
from django.db import connection, models

from daylight.base.journal.models import Counter, Entry
from daylight.base.orgs.models import Person
from daylight.base.outbox.models import Message
from daylight.base.permit import permit
from daylight.config.demo.lists import publish_lists
from daylight.lists.models import ListRow, ListVersion
from tests.cast import Cast

# Everything publishing writes, what is pointed at first.
WRITTEN: tuple[type[models.Model], ...] = (
    Counter,
    ListVersion,
    ListVersion.editors.through,
    ListRow,
    Entry,
    Message,
)
_kept: dict[tuple[object, ...], list[list[models.Model]]] = {}


def publish_demo_lists(cast: Cast, now: datetime, since: date, kinds: tuple[str, ...] = ()) -> None:
    """``publish_lists`` by the keeper and the reviewer of ``cast``."""
    people = Person.objects.order_by("pk").values_list("pk", "uuid", "agency_id", "grants__role")
    key = (settings.LAWPACKS_DIR, now, since, kinds, *people)
    untouched = not any(model._default_manager.exists() for model in WRITTEN)
    if untouched and key in _kept:
        with permit("fixture"):
            _bring_back(copy.deepcopy(_kept[key]))
            _count_on()
        return
    publish_lists(cast.agency, cast.keeper, cast.reviewer, now, since, kinds)
    if untouched:
        _kept[key] = [list(model._default_manager.order_by("pk")) for model in WRITTEN]


def _bring_back(kept: list[list[models.Model]]) -> None:
    """A row is only taken while its list is a draft (trigger of lists), so the versions stand again at the end."""
    stood = [version for rows in kept for version in rows if isinstance(version, ListVersion)]
    states = [version.state for version in stood]
    for version in stood:
        version.state = "draft"
    for model, rows in zip(WRITTEN, kept, strict=True):
        model._default_manager.bulk_create(rows)
    for version, state in zip(stood, states, strict=True):
        version.state = state
    ListVersion.objects.bulk_update(stood, ["state"])


def _count_on() -> None:
    """PostgreSQL numbers new rows after the ones brought along."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(WRITTEN)):
            cursor.execute(statement)
