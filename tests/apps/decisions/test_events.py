"""Every act does its thing: one journal entry of its kind, signed by who did it, at the time it was done."""

from __future__ import annotations

from datetime import datetime

import pytest

from daylight.base.journal.models import Entry
from tests.cast import Cast
from tests.story import begin
from tests.turns import TURNS, Turn, case_of, somebody


@pytest.mark.parametrize("turn", TURNS, ids=str)
def test_an_act_records_itself_once(cast: Cast, now: datetime, turn: Turn) -> None:
    story = begin(cast, now).to(turn.ready)
    if turn.before is not None:
        turn.before(story)
    story.later()
    earlier = Entry.objects.filter(kind=turn.event).count()
    by = somebody(story, turn)
    turn.do(story, by)
    entries = Entry.objects.filter(kind=turn.event).order_by("id")
    assert entries.count() == earlier + 1
    entry = entries.last()
    assert entry is not None
    assert (entry.actor, entry.actor_name, entry.at) == (by, by.name, story.now)
    assert (entry.agency, entry.case_uuid) == (cast.agency, story.case.uuid)
    assert entry.data
    sequence = list(Entry.objects.filter(case_uuid=story.case.uuid).order_by("id").values_list("case_seq", flat=True))
    assert sequence == list(range(1, len(sequence) + 1))
    assert case_of(story).moves.order_by("-id").first().by is not None
