"""Chinese search: two characters are enough, one works, names of natural persons are not indexed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daylight.portal import finding, queries, search, searchwords
from daylight.portal.askednumber import joined
from daylight.portal.queries import Filter
from tests.portal import records
from tests.portal.conftest import Tell


def find(text: str) -> list[str]:
    """uuids of what answers ``text``, in the order of the list."""
    found = finding.ask(Filter(q=text), 0, 1000)
    assert found.total == len(found.pks) and not found.about
    return [str(row.uuid) for row in queries.rows_of(found.pks)]


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
        ("海自然资规罚〔2026〕第029号", [records.SECOND]),
        ("【2026】０28号", [records.FIRST]),
        ("二〇二六〕二十八号", [records.FIRST]),
        ("海自然资规罚〔2026 28号", [records.FIRST]),
        ("91370687ma", [records.FIRST]),
        ("640.0", [records.FIRST]),
        ("材建", []),
        ("占土", []),
        ("“”，。", []),
        ('"建材" OR *', []),
    ],
)
def test_recall(site: Path, asked: str, found: list[str]) -> None:
    assert sorted(find(asked)) == sorted(found)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("二〇二六〕七号", "20267号"),
        ("【2026】０7号", "20267号"),
        ("海自然资规罚 〔 ２０２６年 〕 第 28 号", "海自然资规罚202628号"),
        ("罚字（二○一五）第一百零二号", "罚字2015102号"),
        ("2026年第28号", "202628号"),
        ("[2026二八号", "202628号"),
        ("2026年11月", "2026年11月"),
        ("〔2018〕SC第6013号", "〔2018〕SC第6013号"),
        ("占用土地 640.00", "占用土地 640.00"),
    ],
)
def test_a_number_is_understood_however_it_is_typed(typed: str, meant: str) -> None:
    assert joined(typed) == meant


def test_a_number_printed_irregularly_is_found_as_printed_and_as_prescribed(
    site: Path, tell: Tell, render: Callable[[], int]
) -> None:
    tell(records.published(records.record(version=2, number="演县自然资罚字〔2026〕第011号"), "decision.performance"))
    render()
    for asked in ("演县自然资罚字〔2026〕第011号", "罚字(2026)11号", "第011号", "二〇二六〕十一号"):
        assert find(asked) == [records.FIRST], asked


def test_every_pair_of_characters_of_a_title_is_found(site: Path) -> None:
    for word in ("演示县某建材有限公司", "未经批准占用土地", "退还土地"):
        for n in range(len(word) - 1):
            assert records.FIRST in find(word[n : n + 2]), word[n : n + 2]


def test_a_natural_person_is_not_found_by_name(site: Path) -> None:
    assert find("苏某某") == [] == find("苏某")
    assert find("耕地建房") == [records.SECOND]


def test_the_index_is_rebuilt_when_it_is_lost(site: Path) -> None:
    for file in search.path().parent.glob("search.sqlite3*"):
        file.unlink()
    assert find("建材") == [records.FIRST]
    search.rebuild()
    assert find("建材") == [records.FIRST]


def test_a_correction_replaces_what_can_be_found(site: Path, tell: Tell, render: Callable[[], int]) -> None:
    changed = records.person_record(version=2, violation="占用永久基本农田建房", gist="占用农田，责令拆除。")
    tell(records.published(changed, "decision.corrected", reason="更正"))
    render()
    assert find("永久基本农田") == [records.SECOND]
    assert records.SECOND not in find("占用 120")


def test_a_rare_character_is_found_too(site: Path, tell: Tell, render: Callable[[], int]) -> None:
    firm = {"name": "演示市\U0003134b\U0002b740石材厂", "kind": "organisation", "credit_code": ""}
    tell(records.published(records.record(version=2, party=firm), "decision.performance"))
    render()
    assert find("\U0003134b") == find("\U0002b740石") == find("市\U0003134b") == [records.FIRST]
    assert find("\U0002b741石") == []


@given(st.text(max_size=60), st.data())
def test_a_piece_of_a_text_is_a_piece_of_what_is_compared(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    piece = text[start : data.draw(st.integers(start, len(text)))]
    assert searchwords.plain(piece) in searchwords.plain(text)


@given(
    st.text(alphabet="占用土地非法采矿28\n", max_size=30),
    st.text(alphabet="占用土地非法采矿28", min_size=1, max_size=6),
)
def test_a_text_with_a_word_has_every_term_asked_for_it(text: str, word: str) -> None:
    assert set(searchwords.asked_terms(word)) <= searchwords.terms(f"{text}{word}{text}")
    assert not any("\n" in term for term in searchwords.terms(text))
