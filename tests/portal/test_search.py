"""Chinese search: two characters are enough, one works, names of natural persons are not indexed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daylight.portal import search
from tests.portal import records
from tests.portal.conftest import Tell


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("建材", [records.FIRST]),
        ("占用", [records.LEGACY, records.FIRST, records.SECOND]),
        ("占用土地", [records.FIRST]),
        ("耕地", [records.SECOND]),
        ("林地 凉亭", [records.LEGACY]),
        ("亭", [records.LEGACY]),
        ("〔2026〕28号", [records.FIRST]),
        ("海自然资规罚〔2026〕29号", [records.SECOND]),
        ("91370687ma", [records.FIRST]),
        ("640.0", [records.FIRST]),
        ("材建", []),
        ("占土", []),
        ("“”，。", []),
        ('"建材" OR *', []),
    ],
)
def test_recall(site: Path, asked: str, found: list[str]) -> None:
    assert sorted(search.find(asked)) == sorted(found)


def test_every_pair_of_characters_of_a_title_is_found(site: Path) -> None:
    for word in ("演示县某建材有限公司", "未经批准占用土地", "退还土地"):
        for n in range(len(word) - 1):
            assert records.FIRST in search.find(word[n : n + 2]), word[n : n + 2]


def test_a_natural_person_is_not_found_by_name(site: Path) -> None:
    assert search.find("苏某某") == [] == search.find("苏某")
    assert search.find("耕地建房") == [records.SECOND]


def test_the_index_is_rebuilt_when_it_is_lost(site: Path) -> None:
    for file in search.path().parent.glob("search.sqlite3*"):
        file.unlink()
    assert search.find("建材") == [records.FIRST]
    search.rebuild()
    assert search.find("建材") == [records.FIRST]


def test_a_correction_replaces_what_can_be_found(site: Path, tell: Tell, render: Callable[[], int]) -> None:
    changed = records.person_record(version=2, violation="占用永久基本农田建房", gist="占用农田，责令拆除。")
    tell(records.published(changed, "decision.corrected", reason="更正"))
    render()
    assert search.find("永久基本农田") == [records.SECOND]
    assert records.SECOND not in search.find("占用 120")


def test_a_rare_character_is_found_too(site: Path, tell: Tell, render: Callable[[], int]) -> None:
    firm = {"name": "演示市\U0003134b\U0002b740石材厂", "kind": "organisation", "credit_code": ""}
    tell(records.published(records.record(version=2, party=firm), "decision.performance"))
    render()
    assert search.find("\U0003134b") == search.find("\U0002b740石") == search.find("市\U0003134b") == [records.FIRST]
    assert search.find("\U0002b741石") == []


@given(st.text(max_size=40))
def test_any_text_makes_a_query_that_fts_understands(text: str) -> None:
    expression = search.query(text)
    assert expression.count('"') % 2 == 0
    inside = expression.split('"')[1::2]
    assert all(part.replace("_", "").replace(" ", "").isalnum() for part in inside)


@given(st.text(alphabet="占用土地非法采矿耕林", min_size=2, max_size=12), st.data())
def test_a_piece_of_indexed_text_matches_by_tokens(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 2))
    piece = text[start : data.draw(st.integers(start + 2, len(text)))]
    wanted = search.query(piece).strip('"').split()
    have = search.tokens(text)
    assert any(have[n : n + len(wanted)] == wanted for n in range(len(have)))
