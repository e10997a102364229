"""加处罚款 as law.md §11 reckons it, with part payments, pauses and the cap."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daylight.core.amounts import surcharge
from daylight.core.deadlines import Pause
from daylight.core.overdue import overdue

SERVED, FINE = date(2026, 11, 25), Decimal(100000)


def rates(pack, on=SERVED):
    return {
        "daily_percent": Decimal(pack.parameter("surcharge_daily_percent", on).value),
        "cap_percent": Decimal(pack.parameter("surcharge_cap_percent", on).value),
    }


def due(pack):
    return pack.deadline("D16", SERVED).due(SERVED, pack.calendar()).due_on


def test_the_self_test_of_the_law_book(pack):
    assert due(pack) == date(2026, 12, 10)
    first = overdue(FINE, due(pack), date(2026, 12, 11), **rates(pack))
    assert (first.starts_on, first.days, first.per_day, first.amount) == (
        date(2026, 12, 11),
        1,
        Decimal(3000),
        Decimal(3000),
    )
    assert first.capped_on == date(2027, 1, 13) and not first.capped
    before = overdue(FINE, due(pack), date(2027, 1, 12), **rates(pack))
    assert (before.days, before.amount, before.capped) == (33, Decimal(99000), False)
    last = overdue(FINE, due(pack), date(2027, 1, 13), **rates(pack))
    assert (last.days, last.amount, last.capped, last.capped_on) == (34, FINE, True, date(2027, 1, 13))
    assert overdue(FINE, due(pack), date(2028, 1, 1), **rates(pack)).amount == FINE


def test_nothing_is_added_up_to_the_last_day(pack):
    found = overdue(FINE, due(pack), due(pack), **rates(pack))
    assert (found.days, found.amount, found.capped_on) == (0, Decimal(0), date(2027, 1, 13))


def test_a_lawsuit_stops_the_days_and_moves_the_cap(pack):
    suit = Pause(date(2026, 12, 21), date(2026, 12, 31), "行政诉讼")
    found = overdue(FINE, due(pack), date(2026, 12, 31), suspended=[suit], **rates(pack))
    assert (found.days, found.paused_days, found.amount) == (11, 10, Decimal(33000))
    assert found.capped_on == date(2027, 1, 23)
    running = overdue(
        FINE, due(pack), date(2026, 12, 31), suspended=[Pause(date(2026, 12, 21), None, "行政复议")], **rates(pack)
    )
    assert (running.days, running.paused_days, running.capped_on) == (10, 11, None)


def test_what_was_paid_in_part_no_longer_bears(pack):
    paid = [(date(2026, 12, 15), Decimal(60000))]
    found = overdue(FINE, due(pack), date(2026, 12, 17), payments=paid, **rates(pack))
    assert found.amount == 5 * Decimal(3000) + 2 * Decimal(1200)
    assert found.per_day == Decimal(1200)
    settled = overdue(FINE, due(pack), date(2027, 6, 1), payments=[(date(2026, 12, 12), FINE)], **rates(pack))
    assert (settled.days, settled.amount, settled.per_day, settled.capped_on) == (2, Decimal(6000), Decimal(0), None)


@pytest.mark.parametrize("days", [0, 1, 33, 34, 120])
def test_both_ways_of_reckoning_agree(pack, days):
    until = due(pack) + timedelta(days=days)
    one, other = overdue(FINE, due(pack), until, **rates(pack)), surcharge(FINE, due(pack), until, **rates(pack))
    assert (one.days, one.amount) == (other.days, other.amount)


@given(st.decimals(1, 10**8, places=2), st.integers(0, 90), st.integers(0, 60), st.integers(1, 30))
def test_a_pause_only_moves_and_never_adds(principal, days, begins, long):
    start = date(2026, 12, 10)
    until = start + timedelta(days=days)
    pause = Pause(start + timedelta(days=begins), start + timedelta(days=begins + long), "行政复议")
    free = overdue(principal, start, until, daily_percent=Decimal(3))
    held = overdue(principal, start, until, daily_percent=Decimal(3), suspended=[pause])
    assert held.days + held.paused_days == days == free.days
    assert held.amount <= free.amount <= principal
    assert free.capped_on is not None and held.capped_on is not None and held.capped_on >= free.capped_on
