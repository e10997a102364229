"""Folding forgets what hides a value and never forgets where it stood."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daylight.core.textmap import fold, folded


@pytest.mark.parametrize(
    ("original", "tight"),
    [
        ("３７０６", "3706"),
        ("三七〇六", "3706"),
        ("①⑩", "110"),
        ("王 建\n國", "王建国"),
        ("138-1234 5678", "13812345678"),
        ("45х1X×", "45X1XX"),
        ("1O2l3", "10213"),
        ("㎡", "M2"),
        ("参加", "参加"),
        ("参柒零", "370"),
        ("a\u200bb\ufeffc", "ABC"),
    ],
)
def test_what_folding_undoes(original: str, tight: str) -> None:
    assert folded(original) == tight


@given(st.text(max_size=60), st.booleans(), st.booleans())
def test_every_folded_character_knows_its_place(original: str, tight: bool, numerals: bool) -> None:
    view = fold(original, tight=tight, numerals=numerals)
    assert len(view.text) == len(view.starts) == len(view.ends)
    assert list(view.starts) == sorted(view.starts)
    for index in range(len(view.text)):
        start, end = view.original_span(index, index + 1)
        assert 0 <= start < end <= len(original)


@given(st.text(max_size=60))
def test_numerals_do_not_move_offsets(original: str) -> None:
    tight, words = fold(original, tight=True, numerals=True), fold(original, tight=True, numerals=False)
    assert tight.starts == words.starts


def test_an_outside_range_is_refused() -> None:
    view = fold("王建国", tight=True, numerals=True)
    for start, end in ((0, 0), (2, 1), (0, 4), (-1, 1)):
        with pytest.raises(ValueError, match="范围"):
            view.original_span(start, end)


def test_overlapping_finds() -> None:
    assert list(fold("aaa", tight=True, numerals=True).find("AA")) == [(0, 2), (1, 3)]
