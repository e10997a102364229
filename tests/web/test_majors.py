"""No order of calls over the interface issues a major decision without a pass on its very hash (处罚法第五十八条)."""

from __future__ import annotations

from collections import Counter
from itertools import count
from typing import Any, ClassVar

import pytest
from django.db import transaction
from hypothesis import seed
from hypothesis.stateful import run_state_machine_as_test

from daylight.base.permit import NoPermit
from daylight.decisions.models import Decision
from daylight.recording import render
from tests.cast import Cast
from tests.story import Story, begin
from tests.web.majors import MORNING, programs_of, told
from tests.web.majors_machine import Majors, runs

# Each example is some thirty calls.
EXAMPLES, STEPS, LEAST = 4, 10, 500


@pytest.fixture
def machine(cast: Cast, settings: Any, monkeypatch: pytest.MonkeyPatch) -> type[Majors]:
    settings.FIXED_NOW = MORNING
    begin(cast, MORNING)
    # What the papers look like is not asked here, and drawing them is most of the time.
    monkeypatch.setattr(render, "pdf", lambda paper, **_: b"%PDF-1.7 " + repr(paper).encode())

    walked = told(cast)

    class Run(Majors):
        people, programs, settings_ = cast, programs_of(cast, MORNING), settings
        told: ClassVar[Counter[str]] = Counter()

        def setting_up(self) -> Story:
            self.savepoint = transaction.savepoint()
            return walked

        def putting_back(self) -> None:
            transaction.savepoint_rollback(self.savepoint)

    return Run


@pytest.mark.django_db
def test_no_call_issues_a_major_decision_without_its_pass(machine: type[Majors]) -> None:
    for number in count():
        if machine.told["tries"] >= LEAST:
            break
        # Fixed seeds: a failing round can be repeated by its number.
        run_state_machine_as_test(seed(number)(machine), settings=runs(EXAMPLES, STEPS))
    # Both ways were walked to the end, or the test would say nothing.
    assert machine.told["major issued"], machine.told
    assert machine.told["issued"] > machine.told["major issued"], machine.told


@pytest.mark.django_db
def test_no_row_is_written_beside_the_acts(cast: Cast, now: Any) -> None:
    """A shell, an import or a screen of its own: without an open act nothing is written."""
    with pytest.raises(NoPermit):
        Decision(case=begin(cast, now).to("register").case, fields={}, code="x").save()
