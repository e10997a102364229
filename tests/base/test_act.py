"""The write path: permits, entries, idempotency, the append-only journal."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from daylight.base.act import ActFault, act
from daylight.base.journal.models import Entry
from daylight.base.journal.writing import record
from daylight.base.orgs.models import Person, Section
from daylight.base.permit import NoPermit, permit
from daylight.core.refusal import Refused
from tests.cast import Cast


@act("test.section.named")
def name_section(name: str, *, actor: Person, now: datetime) -> Section:
    section = Section.objects.create(agency=actor.agency, code=name, name=name)
    record(
        "test.section.named",
        agency=actor.agency,
        actor=actor,
        now=now,
        subject=f"section:{section.pk}",
        data={"name": name},
    )
    return section


@act("test.section.silent")
def name_silently(name: str, *, actor: Person, now: datetime) -> Section:
    return Section.objects.create(agency=actor.agency, code=name, name=name)


@act("test.section.nested")
def name_nested(name: str, *, actor: Person, now: datetime) -> Section:
    return name_section(name, actor=actor, now=now)


def test_an_act_leaves_one_entry(cast: Cast, now: datetime) -> None:
    name_section("一科", actor=cast.officer, now=now)
    entry = Entry.objects.get()
    assert (entry.kind, entry.agency_seq, entry.data, len(entry.leaf)) == (
        "test.section.named",
        1,
        {"name": "一科"},
        33,
    )


def test_an_act_without_its_entry_writes_nothing(cast: Cast, now: datetime) -> None:
    before = Section.objects.count()
    with pytest.raises(ActFault):
        name_silently("二科", actor=cast.officer, now=now)
    assert Section.objects.count() == before


def test_acts_never_call_acts(cast: Cast, now: datetime) -> None:
    with pytest.raises(NoPermit):
        name_nested("三科", actor=cast.officer, now=now)


def test_a_write_outside_an_act_is_stopped(cast: Cast) -> None:
    with pytest.raises(NoPermit):
        Section.objects.create(agency=cast.agency, code="x", name="x")


def test_a_repeated_key_does_one_thing(cast: Cast, now: datetime) -> None:
    first = name_section("四科", actor=cast.officer, now=now, idempotency_key="k1")
    again = name_section("四科", actor=cast.officer, now=now, idempotency_key="k1")
    assert first == again
    assert Entry.objects.count() == 1


def test_a_key_used_for_something_else_is_refused(cast: Cast, now: datetime) -> None:
    name_section("五科", actor=cast.officer, now=now, idempotency_key="k2")
    with pytest.raises(Refused):
        name_section("六科", actor=cast.officer, now=now, idempotency_key="k2")


@pytest.mark.parametrize("change", ["update", "delete"])
def test_the_journal_refuses_change(cast: Cast, now: datetime, change: str) -> None:
    name_section("七科", actor=cast.officer, now=now)

    def attempt() -> Any:
        rows = Entry.objects.all()
        return rows.update(actor_name="别人") if change == "update" else rows._raw_delete(rows.db)

    # Even a writer with a permit meets the trigger.
    with permit("test"), pytest.raises(DatabaseError), transaction.atomic():
        attempt()
    assert Entry.objects.get().actor_name == cast.officer.name
