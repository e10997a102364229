"""The staff's chart: laid out once, then only its live lines change."""

from dataclasses import replace

import pytest

from daylight.core import chart
from daylight.core.chart.living import ROOM
from tests.core.test_chart import ON, ROLES_OF, branching


@pytest.fixture(scope="module")
def words(pack):
    return chart.words_of(pack, ON, ROLES_OF)


@pytest.mark.parametrize("shape", ["wall", "narrow"])
def test_the_same_law_and_names_are_laid_out_once(pack, words, shape):
    laid = chart.roomy_layout(branching(1), words, shape)
    assert chart.roomy_layout(branching(1), chart.words_of(pack, ON, ROLES_OF), shape) is laid
    assert chart.roomy_layout(replace(branching(1), name="另一程序"), words, shape) is not laid
    assert chart.roomy_layout(branching(1), replace(words, gates={"G01": "另一名称"}), shape) is not laid


@pytest.mark.parametrize("shape", ["wall", "narrow"])
def test_each_step_says_its_own_line_in_the_room_it_has(words, shape):
    definition = branching(1)
    laid = chart.roomy_layout(definition, words, shape)
    live = {"S1": "3 件", "S4": "12 件，停留中位 7 日（40 次）"}
    filled = chart.with_live(laid, live)
    notes = [each for each in filled.notes if each.kind == "live"]
    assert ["".join(each.lines) for each in notes] == list(live.values())
    assert {each.step.code: each.live for each in filled.graph.stops if each.live} == live
    assert {each.stop.step.code: each.stop.live for each in filled.nodes if each.stop.live} == live
    rooms = dict(zip((s.step.code for s in laid.graph.stops), (n for n in laid.notes if n.kind == "live"), strict=True))
    for code, note in zip(live, notes, strict=True):
        assert note.box.bottom == rooms[code].box.bottom
        assert rooms[code].box.y <= note.box.y
    assert (filled.lines, filled.height) == (laid.lines, laid.height)
    assert ROOM not in chart.svg(filled)
    # What was laid is not touched: the next reader starts from it again.
    assert all("".join(each.lines) == ROOM for each in laid.notes if each.kind == "live")


def test_no_case_anywhere_leaves_no_sign(words):
    drawn = chart.svg(chart.with_live(chart.roomy_layout(branching(1), words, "wall"), {}))
    assert "现在停在这一步的案件" not in drawn
    assert ">在<" not in drawn
