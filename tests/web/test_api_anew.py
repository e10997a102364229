"""历次决定 over the interface: the decision that fell, why, and who may know."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from daylight.config.demo.anew import walk_anew
from daylight.decisions.models import Decision
from tests.cast import Cast
from tests.story import begin
from tests.web.api_client import Program, token_for

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.web.api_addresses")]


def test_the_decisions_of_a_case_tell_which_fell_and_by_which_order(cast: Cast, now: datetime, settings: Any) -> None:
    settings.FIXED_NOW = now
    once = begin(cast, now).to("open")
    walk_anew(cast, now)  # type: ignore[arg-type]
    fell = Decision.objects.get()
    path = f"/cases/{fell.case.uuid}/decisions"
    programs = {name: Program(token_for(person, now)) for name, person in cast.everybody().items()}
    officer = programs["officer"]
    assert officer.get(f"/cases/{once.case.uuid}/decisions") == {"items": [], "next": None}
    shown = officer.get(path)
    assert shown["next"] is None
    [one] = shown["items"]
    assert one["number"] == fell.number and one["replaced_at"] and one["services"] and one["publication"]
    assert (one["order"]["ruling"], one["order"]["procedural"]) == ("演示复决字第1号", "否")
    # None stands while it is made anew; by its own address it still answers, and says that it fell.
    assert officer.get(f"/cases/{fell.case.uuid}")["links"]["decision"] is None
    assert officer.get(f"/decisions/{fell.uuid}") == one
    window = programs["window"].get(f"/decisions/{fell.uuid}")
    assert window["replaced_at"] and (window["order"], window["publication"], window["fields"]) == (None, None, None)
    for name, program in programs.items():
        reads = program.ask("GET", f"/cases/{fell.case.uuid}").status_code
        assert program.ask("GET", path).status_code == reads, name
    assert programs["stranger"].ask("GET", path).status_code == 404
