"""G21 by phase, and JC01–JC03: the form, the result, what becomes of the findings; each both ways."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daylight.core import gates
from daylight.core.drawing import drawn
from daylight.core.facts import CaseFacts
from daylight.core.inspectionfacts import CheckAnswer, FindingFacts, InspectionFacts

TODAY = date(2026, 11, 23)
SCAN = datetime(2026, 11, 23, 9, tzinfo=timezone(timedelta(hours=8)))
ORDINARY = {
    "kind": "daily", "on": TODAY, "item_listed": True, "basis": "备案一号", "approved_on": TODAY, "scanned_at": SCAN,
    "plan_due_on": date(2026, 3, 31), "plan_filed_on": date(2026, 3, 20), "plan_year": 2026, "yearly_cap": 2,
}  # fmt: skip


def asked(pack, gate, **parts):
    found = gates.evaluate([gate], CaseFacts(**parts), pack, TODAY)[0]
    return found.state, {each.field for each in found.refusals}


@pytest.mark.parametrize(
    ("more", "wrong"),
    [
        ({}, set()),
        ({"approved_on": None}, {"approved_on"}),
        ({"approved_on": None, "phase": "plan", "scanned_at": None}, set()),
        ({"approved_on": None, "urgent": True}, set()),
        ({"approved_on": None, "urgent": True, "phase": "tell"}, {"approved_on"}),
        ({"approved_on": TODAY + timedelta(1), "urgent": True, "phase": "tell"}, set()),
        ({"scanned_at": None}, {"scanned_at"}),
        ({"scanned_at": None, "enterprise": False}, set()),
        ({"done_this_year": 2}, {"yearly_cap"}),
        ({"done_this_year": 2, "phase": "plan"}, {"yearly_cap"}),
        ({"done_this_year": 2, "phase": "tell"}, set()),
        ({"done_this_year": 2, "kind": "case"}, set()),
        ({"plan_filed_on": None}, {"plan_filed_on"}),
        ({"plan_filed_on": None, "on": date(2026, 3, 31), "approved_on": date(2026, 3, 31)}, set()),
        ({"plan_filed_on": None, "plan_due_on": None}, set()),
        ({"plan_year": 2025}, {"plan_filed_on"}),
        ({"plan_filed_on": None, "kind": "special"}, set()),
        ({"helpers_planned": 1, "helpers_present": 2}, {"helpers"}),
        ({"helpers_planned": 2, "helpers_present": 2}, set()),
        ({"item_listed": False}, {"item"}),
    ],
)
def test_leave_to_inspect(pack, more, wrong):
    state, fields = asked(pack, "G21", inspection=InspectionFacts(**(ORDINARY | more)))
    assert (state, fields) == ("refused" if wrong else "passed", wrong)


def answers(*said):
    return tuple(CheckAnswer(point=f"第{n}项", answer=each, note="说明") for n, each in enumerate(said, start=1))


@pytest.mark.parametrize(
    ("points", "said", "state"),
    [
        (("第1项", "第2项"), answers("ok", "not_applicable"), "passed"),
        (("第1项", "第2项"), answers("ok"), "refused"),
        (("第1项",), answers(""), "refused"),
        (("第1项",), (CheckAnswer(point="第1项", answer="fails", note=" "),), "refused"),
        (("第1项",), answers("fails"), "passed"),
        ((), answers("ok"), "passed"),
    ],
)
def test_the_form(pack, points, said, state):
    assert asked(pack, "JC01", finding=FindingFacts(points=points, answers=said))[0] == state


LATER = TODAY + timedelta(days=10)


@pytest.mark.parametrize(
    ("more", "wrong"),
    [
        ({"handling": "clear", "answers": answers("ok")}, set()),
        ({"handling": "clear", "answers": answers("fails")}, {"handling"}),
        ({"handling": "mend", "answers": answers("fails"), "ordered": True, "mend_on": LATER}, set()),
        ({"handling": "mend", "answers": answers("fails")}, {"handling"}),
        ({"handling": "mend", "answers": answers("fails"), "ordered": True, "mend_on": TODAY}, {"mend_on"}),
        ({"answers": answers("fails"), "ordered": True, "mend_on": LATER, "extended_from": LATER}, {"mend_on"}),
        ({"answers": answers("fails"), "ordered": True, "mend_on": LATER, "extended_from": TODAY}, set()),
        ({"answers": answers("ok"), "ordered": True, "mend_on": LATER}, {"handling"}),
        ({"handling": "case", "answers": answers("fails"), "ordered": True, "mend_on": TODAY}, set()),
        ({"handling": "transfer", "answers": answers("fails"), "ordered": True, "mend_on": LATER}, {"handling"}),
    ],
)
def test_the_result(pack, more, wrong):
    assert asked(pack, "JC02", finding=FindingFacts(**more))[1] == wrong


@pytest.mark.parametrize(
    ("more", "wrong"),
    [
        ({}, set()),
        ({"handling": "clear"}, set()),
        ({"handling": "case"}, {"follow_ups"}),
        ({"handling": "case", "follow_ups": 1}, set()),
        ({"handling": "mend", "mended": True}, set()),
        ({"handling": "mend", "mended": False}, {"follow_ups"}),
        ({"handling": "mend", "mended": False, "follow_ups": 1}, set()),
        ({"handling": "mend"}, set()),
        ({"handling": "transfer"}, {"transferred"}),
        ({"handling": "transfer", "transferred": True}, set()),
    ],
)
def test_nothing_found_is_left_lying(pack, more, wrong):
    assert asked(pack, "JC03", finding=FindingFacts(**more))[1] == wrong


@pytest.mark.parametrize("gate", ["JC01", "JC02", "JC03", "G21", "G22"])
def test_another_kind_of_case_is_not_asked(pack, gate):
    assert asked(pack, gate) == ("not_applicable", set())


names = st.lists(st.text(alphabet="甲乙丙丁戊己庚辛", min_size=1, max_size=4), max_size=12)


@given(names, st.text(min_size=1, max_size=5), st.integers(0, 15), st.randoms())
def test_a_draw_depends_on_who_is_listed_and_on_the_seed_alone(roster, seed, count, random):
    first = drawn(roster, seed, count)
    assert len(first) == min(count, len(set(roster)))
    assert set(first) <= set(roster)
    shuffled = list(roster) * 2
    random.shuffle(shuffled)
    assert drawn(shuffled, seed, count) == first
