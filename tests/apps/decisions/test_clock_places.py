"""Each limit of the table is started by something in the product, or the reference page says honestly what it waits for."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from daylight.base import lawpack
from daylight.config.reference import law_page
from daylight.core.agencyterms import agency_terms
from daylight.core.clockplaces import BESIDE, COUNTED, WAITING, started_by, told
from tests.rules.tree import ROOT, acts_of_the_house

PACK = lawpack.load(ROOT / "lawpacks")
NUMBERED = [f"D{n:02}" for n in range(1, 44)]
CODES = sorted(PACK.rules["deadline"])
# What starts them, written from law.md and not read from the definitions.
DEMANDED = {
    "D03": "登记线索", "D10": "批准立案", "D11": "签发决定书", "D16": "送达决定书", "D21": "送达催告书",
    "D27": "收件登记", "D28": "受理", "D28J": "受理（联合办理）", "D37": "登记行政诉讼",
}  # fmt: skip


def test_all_rows_of_the_table_are_there() -> None:
    assert set(NUMBERED) <= set(CODES)


@pytest.mark.parametrize("code", CODES)
def test_the_limit_starts_somewhere_or_says_what_it_waits_for(code: str) -> None:
    begun = bool(started_by(PACK, code)) or code in BESIDE or code in COUNTED
    assert begun != (code in WAITING)
    assert told(PACK, code)


@pytest.mark.parametrize(("code", "name"), DEMANDED.items())
def test_what_the_law_starts_it_with_does(code: str, name: str) -> None:
    assert any(name in names for names in started_by(PACK, code).values()) or name in told(PACK, code)


def test_the_acts_beside_the_procedures_exist() -> None:
    assert {event for rows in BESIDE.values() for event, _ in rows} <= set(acts_of_the_house())


def test_nothing_is_named_that_is_no_limit() -> None:
    assert {*BESIDE, *COUNTED, *WAITING} <= set(CODES)


def test_the_reference_page_says_where_each_begins() -> None:
    page = law_page(PACK)
    assert all(told(PACK, code) in page for code in CODES)


def test_the_years_own_limits_stand_in_the_table() -> None:
    terms = {each.name: each for each in agency_terms(PACK, date(2026, 11, 23))}
    assert terms["年度行政检查计划备案"].due_on == date(2027, 3, 31)
    assert terms["行政执法总体情况、政府信息公开工作年度报告"].due_on == date(2027, 1, 31)


def test_a_statute_is_reported_on_when_it_has_been_in_force_for_a_year() -> None:
    began = next(each for each in PACK.rules["statute"]["mineral_law"] if each.in_force_from == date(2025, 7, 1))
    year_on = date(2026, 7, 1)

    def running(day: date) -> list[date]:
        return [each.due_on for each in agency_terms(PACK, day) if began.name in each.about]

    assert running(year_on) == [date(2026, 7, 31)] == running(date(2026, 7, 31))
    assert running(year_on - timedelta(days=1)) == [] == running(date(2026, 8, 1))
