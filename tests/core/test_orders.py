"""Illegal orders against an independent model of the law: the program and the model must agree on every try.

`ORDER_STEPS` sets how many steps the machine takes (2,000 unless told); `python -m bench.orders` takes 100,000.
"""

import os
from dataclasses import replace
from datetime import date, timedelta

import pytest
from bench.orders import LAWPACKS, SPOIL_NAMES, World, sweep, walk
from bench.orders_desk import SPOILS
from bench.orders_law import RULES, workdays_strictly_between, worked
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from daylight.base.lawpack import load

STEPS = int(os.environ.get("ORDER_STEPS", "2000"))
STEPS_OF_ONE_CASE = 50
PACK = load(LAWPACKS)
ORDINARY = PACK.procedure_version("penalty_ordinary", "2021")


class Orders(RuleBasedStateMachine):
    """Anybody may try anything at any time on a file in any state."""

    @initialize(days=st.integers(0, 300))
    def open_a_desk(self, days):
        self.world = World(PACK, ORDINARY)
        self.world.pass_days(days)

    @rule(days=st.sampled_from([1, 3, 8]))
    def time_passes(self, days):
        self.world.pass_days(days)

    @rule(days=st.integers(0, 2), data=st.data())
    def work_properly(self, days, data):
        self.world.pass_days(days)
        self.world.desk.mend()
        if moves := self.world.open_moves():
            self.world.attempt(data.draw(st.sampled_from(moves)))

    @rule(name=st.sampled_from(SPOIL_NAMES), n=st.integers(0, 13), data=st.data())
    def spoil_and_try(self, name, n, data):
        self.world.spoil(name, n)
        if moves := self.world.open_moves():
            self.world.attempt(data.draw(st.sampled_from(moves)))

    @rule(data=st.data())
    def try_anything(self, data):
        self.world.attempt(data.draw(st.sampled_from(self.world.moves)))

    @invariant()
    def both_readings_of_the_law_agree(self):
        world = getattr(self, "world", None)
        assert world is None or (world.illegal, world.needless) == ([], [])


TestOrders = Orders.TestCase
TestOrders.settings = settings(
    max_examples=max(1, STEPS // STEPS_OF_ONE_CASE),
    stateful_step_count=STEPS_OF_ONE_CASE,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


def test_a_long_walk_reaches_every_step_and_nothing_illegal():
    world = walk(World(PACK, ORDINARY), max(STEPS, 8000))
    assert (world.illegal, world.needless) == ([], [])
    # A hearing held and a thing handed over need three lucky turns in a row; the sweep tries both (SIDE_WAYS). The wait for
    # the police begins in another case.
    assert {each.code for each in ORDINARY.moves} - set(world.allowed) <= {
        "record_hearing",
        "hand_over_goods",
        "resume_after_transfer",
    }
    assert world.allowed["issue_decision"] > 10
    assert world.refused.total() > 200


# Asked of what is said in the act or stands in the lists, not of the file the desk keeps; each has its own tests.
ELSEWHERE = frozenset({"G15", "G23", "G27", "G29"})
PAIRS = [(move.code, gate) for move in ORDINARY.moves for gate in move.gates if gate not in ELSEWHERE]
# The condition `unless = review_required` keeps these files from the short way, so G09 has nothing left to refuse there.
DOUBLY_SHUT = {("submit_for_approval", "G09")}


@pytest.mark.parametrize(("code", "gate"), [pair for pair in PAIRS if pair not in DOUBLY_SHUT])
def test_the_model_misses_every_gate_that_is_left_out(code, gate):
    without = tuple(
        replace(each, gates=tuple(name for name in each.gates if name != gate)) if each.code == code else each
        for each in ORDINARY.moves
    )
    world = sweep(World(PACK, replace(ORDINARY, moves=without)), only={code})
    assert world.illegal
    assert world.needless == []


def test_every_single_fault_at_the_moment_of_the_decision_is_judged_alike():
    world = sweep(World(PACK, ORDINARY), only={"issue_decision", "approve_decision", "close_case"})
    assert (world.illegal, world.needless) == ([], [])
    assert world.refused.total() > 300


def test_the_model_speaks_of_moves_and_faults_that_exist():
    assert set(RULES) <= {each.code for each in ORDINARY.moves}
    assert len(SPOILS) > 40


def test_the_model_counts_days_as_the_state_council_does():
    assert not worked(date(2026, 10, 1)) and worked(date(2026, 10, 10)) and not worked(date(2026, 10, 11))
    start = date(2026, 9, 30)
    due = PACK.deadline("D11", start).due(start, PACK.calendar()).due_on
    assert workdays_strictly_between(start, due + timedelta(1)) == 7
