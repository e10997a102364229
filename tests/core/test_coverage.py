"""Required against recorded: the 40 missing seconds, the clock of the device, and sums that always come out."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daylight.core.coverage import COVERED, EXCUSED, MISSING, Clip, Reason, Required, Span, coverage, told
from daylight.core.moment import BEIJING

NINE = datetime(2026, 11, 23, 9, 0, tzinfo=BEIJING)


def at(second: int) -> datetime:
    return NINE + timedelta(seconds=second)


def wanted(start: int | None = 0, end: int | None = 600) -> Required:
    bounds = [None if each is None else at(each) for each in (start, end)]
    return Required("o1", "YX-01", "现场检查", "P3", bounds[0], bounds[1], ("演示甲",))


def clip(key: str, start: int, end: int, offset: int | None = 0, *items: str) -> Clip:
    return Clip(key, key, at(start), at(end), offset, frozenset(items or ("YX-01",)))


def states(*clips: Clip, reasons: tuple[Reason, ...] = ()) -> list[tuple[str, int, tuple[str, ...]]]:
    sheet = coverage([wanted()], clips, reasons, {})
    return [(each.state, each.span.seconds, each.by) for each in sheet.lines[0].pieces]


def test_forty_missing_seconds_are_found_where_they_are_missing() -> None:
    sheet = coverage([wanted()], [clip("a", 0, 300), clip("b", 340, 600)], [], {})
    (gap,) = sheet.lines[0].gaps
    assert (gap.span, gap.span.seconds) == (Span(at(300), at(340)), 40)
    assert (sheet.missing_seconds, sheet.lines[0].seconds(COVERED)) == (40, 560)
    assert (sheet.lines[0].required.step, sheet.lines[0].required.officers) == ("P3", ("演示甲",))


@pytest.mark.parametrize(
    ("clips", "told_as"),
    [
        ([], [(MISSING, 600, ())]),
        ([clip("a", -50, 700)], [(COVERED, 600, ("a",))]),
        ([clip("a", 0, 300), clip("b", 300, 600)], [(COVERED, 600, ("a", "b"))]),
        ([clip("a", 0, 400), clip("b", 200, 600)], [(COVERED, 600, ("a", "b"))]),
        ([clip("a", 100, 500)], [(MISSING, 100, ()), (COVERED, 400, ("a",)), (MISSING, 100, ())]),
        # The device was 40 s ahead: what it calls 0 to 640 was -40 to 600.
        ([clip("a", 0, 640, 40)], [(COVERED, 600, ("a",))]),
        ([clip("a", 0, 600, 40)], [(COVERED, 560, ("a",)), (MISSING, 40, ())]),
        ([clip("a", 0, 600, -40)], [(MISSING, 40, ()), (COVERED, 560, ("a",))]),
        # A clip of another matter covers nothing, but is named beside the gap.
        ([clip("a", 0, 300), clip("x", 250, 700, 0, "")], [(COVERED, 300, ("a",)), (MISSING, 300, ("x",))]),
        ([clip("x", 700, 900)], [(MISSING, 600, ())]),
        ([Clip("n", "n", None, None, None, frozenset({"YX-01"}))], [(MISSING, 600, ())]),
    ],
)
def test_pieces(clips: list[Clip], told_as: list[tuple[str, int, tuple[str, ...]]]) -> None:
    assert states(*clips) == told_as


def test_a_reason_accounts_for_its_seconds_and_no_more() -> None:
    flat = Reason("r", "YX-01", Span(at(300), at(320)), "电量耗尽")
    assert states(clip("a", 0, 300), clip("b", 340, 600), reasons=(flat,)) == [
        (COVERED, 300, ("a",)),
        (EXCUSED, 20, ("r",)),
        (MISSING, 20, ()),
        (COVERED, 260, ("b",)),
    ]
    whole = Reason("w", "YX-01", None, "设备故障")
    assert states(clip("a", 0, 300), reasons=(whole,)) == [(COVERED, 300, ("a",)), (EXCUSED, 300, ("w",))]
    other = Reason("o", "YX-02", None, "设备故障")
    assert states(reasons=(other,)) == [(MISSING, 600, ())]


def test_what_nobody_claims_and_what_has_no_times_is_said() -> None:
    loose, still = clip("x", 0, 10, 0, "YX-09"), Clip("n", "n", None, None, None, frozenset({"site_inspection"}))
    names = {"YX-01": frozenset({"site_inspection"})}
    sheet = coverage([wanted()], [loose, still], [], names)
    assert [each.key for each in sheet.unlinked] == ["x"]
    assert [each.key for each in sheet.untimed] == ["n"]


@pytest.mark.parametrize(("start", "end"), [(None, 600), (0, None), (None, None), (600, 600), (600, 0)])
def test_without_both_bounds_seconds_are_not_invented(start: int | None, end: int | None) -> None:
    sheet = coverage([wanted(start, end)], [clip("a", 0, 600)], [], {})
    assert (sheet.lines[0].pieces, sheet.missing_seconds, len(sheet.unknown)) == ((), 0, 1)
    assert not sheet.lines[0].complete


@pytest.mark.parametrize(("seconds", "words"), [(0, "0 秒"), (40, "40 秒"), (185, "3 分 5 秒"), (3720, "1 小时 2 分")])
def test_told(seconds: int, words: str) -> None:
    assert told(seconds) == words


some = st.tuples(st.integers(-200, 800), st.integers(1, 500), st.integers(-60, 60))


@given(st.lists(some, max_size=6), st.lists(st.tuples(st.integers(-50, 650), st.integers(1, 300)), max_size=3))
def test_every_second_is_accounted_for_exactly_once(
    clips: list[tuple[int, int, int]], reasons: list[tuple[int, int]]
) -> None:
    made = [clip(f"c{n}", s, s + length, ahead) for n, (s, length, ahead) in enumerate(clips)]
    why = [Reason(f"r{n}", "YX-01", Span(at(s), at(s + length)), "") for n, (s, length) in enumerate(reasons)]
    pieces = coverage([wanted()], made, why, {}).lines[0].pieces
    assert pieces[0].span.start == at(0) and pieces[-1].span.end == at(600)
    assert all(a.span.end == b.span.start and a.state != b.state for a, b in pairwise(pieces))
    shown = {x for s, length, ahead in clips for x in range(s - ahead, s - ahead + length)}
    told_why = {x for s, length in reasons for x in range(s, s + length)}
    for second in range(600):
        state = next(each.state for each in pieces if each.span.start <= at(second) < each.span.end)
        assert state == (COVERED if second in shown else EXCUSED if second in told_why else MISSING)
