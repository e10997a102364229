"""Comments hold on to their words through later versions, or say that the words are gone."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from daylight.core.anchoring import AROUND, Anchor, anchor, locate, pieces, replaced

WORDS = st.text("甲乙丙丁，。占用土地 640", min_size=1, max_size=80)


@st.composite
def quoted(draw: st.DrawFn) -> tuple[str, int, int]:
    text = draw(WORDS)
    start = draw(st.integers(0, len(text) - 1))
    return text, start, draw(st.integers(start + 1, len(text)))


@given(quoted())
def test_words_are_found_where_they_stand(told: tuple[str, int, int]) -> None:
    text, start, end = told
    assert locate(text, anchor(text, start, end)) == (start, end)


@given(quoted(), st.text("戊己庚辛", max_size=30), st.text("戊己庚辛", max_size=30))
def test_words_move_with_what_is_put_before_and_after(told: tuple[str, int, int], before: str, after: str) -> None:
    """Whatever is added elsewhere, in three versions one after another, the comment stays on its words."""
    text, start, end = told
    kept = anchor(text, start, end)
    for version in (before + text, before + text + after, before + text + after + before):
        found = locate(version, kept)
        assert found is not None
        assert version[slice(*found)] == kept.exact
        # The same occurrence wherever its surroundings tell it apart.
        if end - start + min(AROUND, start) + min(AROUND, len(text) - end) >= len(text) and text.count(kept.exact) == 1:
            assert found == (len(before) + start, len(before) + end)


@given(quoted(), st.text("戊己庚辛", min_size=1, max_size=10))
def test_words_that_were_rewritten_are_reported_as_changed(told: tuple[str, int, int], new: str) -> None:
    text, start, end = told
    changed = text[:start] + new + text[end:]
    kept = anchor(text, start, end)
    assume(kept.exact not in changed)
    assert locate(changed, kept) is None
    assert replaced(changed, kept, "任何文字") is None


@given(quoted(), st.text("戊己庚辛", max_size=10))
def test_a_suggestion_changes_those_words_and_nothing_else(told: tuple[str, int, int], new: str) -> None:
    text, start, end = told
    assert replaced(text, anchor(text, start, end), new) == text[:start] + new + text[end:]


@given(WORDS, st.lists(st.tuples(st.integers(0, 60), st.integers(1, 20)), max_size=5))
def test_cutting_for_display_loses_no_character(text: str, marks: list[tuple[int, int]]) -> None:
    spans = [(s, min(s + n, len(text)), i) for i, (s, n) in enumerate(marks, 1) if s < len(text)]
    assert "".join(piece for piece, _ in pieces(text, spans)) == text


@pytest.mark.parametrize(
    ("before", "quote", "after", "found"),
    [
        ("占用土地六百平方米，占用时间一年。", (0, 2), "未经批准占用土地六百平方米，占用时间一年。", (4, 6)),
        ("占用土地六百平方米，占用时间一年。", (10, 12), "占用时间一年，占用土地六百平方米。", (0, 2)),
        ("罚款九万元。", (2, 5), "罚款六万元。", None),
        ("甲乙丙", (1, 2), "丁乙戊", None),  # one character in wholly other surroundings is another one
        ("由甲公司占用土地", (1, 4), "甲公司已拆除", (0, 3)),
    ],
)
def test_later_versions(before: str, quote: tuple[int, int], after: str, found: tuple[int, int] | None) -> None:
    assert locate(after, anchor(before, *quote)) == found


@pytest.mark.parametrize("span", [(0, 0), (2, 1), (0, 9), (-1, 1)])
def test_there_is_no_anchor_on_nothing(span: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="no such span"):
        anchor("甲乙丙", *span)
    assert locate("甲乙丙", Anchor(exact="")) is None
