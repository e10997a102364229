"""A record run again on its definition: what is lawful passes, every kind of disorder is named."""

from datetime import datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daylight.core.conformance import Taken, median_days, replay

BEGAN = datetime(2026, 3, 2, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
WAY = ("register_lead", "request_opening", "open_case", "conclude_investigation", "return_to_investigation")


@pytest.fixture(scope="module")
def penalty(pack):
    return pack.procedure("penalty_ordinary", BEGAN.date())


def record(definition, codes=WAY):
    here, found = "", []
    for number, code in enumerate(codes):
        there = definition.move(code).target(here)
        found.append(Taken(code, here, there, BEGAN + timedelta(days=number)))
        here = there
    return found


def test_a_lawful_record_passes(penalty):
    moves, whole = replay(penalty, record(penalty), "P3")
    assert whole == []
    assert [each.faults for each in moves] == [()] * len(WAY)
    assert [each.name for each in moves][:2] == [penalty.move("register_lead").name, "报请立案"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda r: r.pop(2), "从"),
        (lambda r: r.pop(0), "应当由"),
        (lambda r: r.insert(1, r[3]), "却从"),
        (lambda r: r.__setitem__(1, Taken("open_case", "P0", "P3", r[1].at)), "不能在"),
        (lambda r: r.__setitem__(2, Taken("no_such_move", "P2", "P3", r[2].at)), "没有这个步骤"),
        (lambda r: r.__setitem__(2, Taken("open_case", "P2", "P9", r[2].at)), "应当走到"),
        (lambda r: r.__setitem__(3, Taken(r[3].code, r[3].from_step, r[3].to_step, BEGAN)), "早于"),
        (lambda r: r.append(Taken("review_statement", "P3", "P3", r[-1].at)), "之前没有"),
    ],
)
def test_disorder_is_named(penalty, change, said):
    moves = record(penalty)
    change(moves)
    found, _ = replay(penalty, moves, "P3")
    assert any(said in fault for each in found for fault in each.faults)


def test_a_case_that_stands_elsewhere_or_has_no_record_is_named(penalty):
    assert "却停在" in replay(penalty, record(penalty), "P9")[1][0]
    assert replay(penalty, [], "P0")[1] == ["没有办案步骤的记录"]


@given(st.lists(st.floats(0, 1000), max_size=40))
def test_the_median_lies_in_the_middle(spans):
    found = median_days(spans)
    if not spans:
        assert found is None
        return
    below, above = sum(each < found for each in spans), sum(each > found for each in spans)
    assert below <= len(spans) / 2 and above <= len(spans) / 2
    assert all(one <= two for one, two in pairwise(sorted(spans)))
