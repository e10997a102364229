"""A few faults of each kind in every test run; the counts of docs/reliability.md are made by ``tests.faults.uploads``."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults.uploads import Counted, run

pytestmark = pytest.mark.faults


def test_no_film_is_lost_doubled_or_changed(tmp_path: Path) -> None:
    counted = run(tmp_path, cuts=6, resets=3, kills=6, rivals=2, seed=3)
    assert [each.wrong for each in counted] == [[], [], [], []]
    assert [each.faults >= least for each, least in zip(counted, (6, 6, 3, 2), strict=True)] == [True] * 4
    assert [each.resent <= 0.01 for each in counted if not each.on_purpose and not each.in_flight] == [True, True]


def test_what_is_sent_twice_is_counted() -> None:
    assert Counted("", whole=1000, sent=1025).resent == 0.025
    assert "2.50 % resent" in Counted("", whole=1000, sent=1025).line()
