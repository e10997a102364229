"""The index against plain counting: same rows, same numbers, whatever is cut into terms and whatever is not yet."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daylight.portal import bits, facetsets, finding, queries, search, searchwords
from daylight.portal.leaf import leaf
from daylight.portal.models import PublicDecision
from daylight.portal.queries import Filter
from tests.portal import records
from tests.portal.conftest import Tell

WORDS = (
    "占", "土", "林地", "占用", "罚款", "2015", "28", "演示镇", "有限公司", "未经批准", "批准占用", "耕地建房", "第二区自然",
    "〔2015〕1", "（2015）7 号", "９１３７", "建材 罚款", "平方米", "地耕", "没有这样的词",
)  # fmt: skip


@given(st.sets(st.integers(0, bits.BLOCK - 1), max_size=600), st.integers(0, bits.BLOCK - 1), st.booleans())
def test_a_block_keeps_its_members(members: set[int], place: int, wanted: bool) -> None:
    raw = bits.pack(sorted(members))
    assert set(bits.ones(int.from_bytes(bits.unpack(raw), "little"))) == members
    after = members | {place} if wanted else members - {place}
    assert bits.changed(raw, place, wanted) == bits.pack(sorted(after))


@given(st.sets(st.integers(0, 3 * bits.BLOCK)), st.integers(0, 20), st.integers(0, 20))
def test_members_from_the_top(members: set[int], skip: int, take: int) -> None:
    whole = sum(1 << each for each in members)
    assert bits.from_top(whole, skip, take) == sorted(members, reverse=True)[skip : skip + take]


@pytest.fixture
def small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Blocks of 32, so that a hundred rows fill some and leave a rest."""
    monkeypatch.setattr(bits, "BLOCK", 32)
    monkeypatch.setattr(bits, "BYTES", 4)
    monkeypatch.setattr(bits, "SPARSE", 2)
    monkeypatch.setattr(search, "SHELF", 2)
    monkeypatch.setattr(facetsets, "WIDE", 2)


def _record(number: int, draw: random.Random) -> dict[str, Any]:
    firm = draw.random() < 0.6
    kind = draw.choice(["行政处罚", "行政处罚", "行政许可", "行政强制"])
    conduct = draw.choice(["未经批准占用林地", "占用耕地建房", "非法采矿", "批准占用海域"])
    name = f"{draw.choice(['演示镇', '西坡镇'])}{draw.choice('鑫盛恒泰')}{draw.choice(['建材', '石材'])}有限公司"
    year = draw.choice([2015, 2016, 2020])
    return records.record(
        uuid=str(UUID(int=number + 1, version=4)), code=f"{number:08d}", category=kind, violation=conduct,
        number=f"演自然资罚〔{year}〕{number}号", title=f"演自然资罚〔{year}〕{number}号 {kind}决定",
        agency={"name": f"演示市第{'一二'[number % 2]}区自然资源局", "code": f"a{number % 2}"},
        party={"name": name, "kind": "organisation", "credit_code": f"91370687MA{number:08d}"} if firm
        else {"name": "苏某某", "kind": "person", "credit_code": ""},
        gist=f"{name if firm else '苏某某'}{conduct} {draw.randrange(900)}.0 平方米，罚款 {draw.randrange(90)},000.00 元。",
        facts="", documents=[], demonstration_fields=[], decided_on=date(year, draw.randrange(1, 13), 5).isoformat(),
        published_on=date(2026, 1 + number // 30, 1 + number % 28).isoformat(),
    )  # fmt: skip


@pytest.fixture
def many(small_blocks: None, tell: Tell, render: Callable[[], int]) -> list[PublicDecision]:
    """110 decisions: 80 cut into terms by a rebuild, the others arriving one by one, a few corrected or withdrawn."""
    draw = random.Random(7)
    made = [_record(number, draw) for number in range(110)]
    for each in made[:80]:
        tell(records.published(each))
    search.rebuild()
    for each in made[80:]:
        tell(records.published(each))
    for number in (3, 47, 100):
        changed = {**made[number], "version": 2, "violation": "擅自填海造地", "gist": "擅自填海造地。"}
        tell(records.published(changed, "decision.corrected", reason="更正"))
    for number in (5, 60, 105):
        tell(records.withdrawn(made[number]["uuid"]))
    search.update(PublicDecision.objects.exclude(revision=0).order_by("pk"))
    return list(PublicDecision.objects.order_by("-published_on", "-id"))


def _body(row: PublicDecision) -> str:
    found = leaf(row)
    assert found is not None
    return found.body


def _plain(rows: list[PublicDecision], asked: Filter, but: str = "") -> list[PublicDecision]:
    """The same question by looking at every row."""
    statuses = [asked.status] if asked.status and but != "status" else list(queries.STANDING)
    if but == "status":
        statuses.append("withdrawn")
    words = searchwords.words(asked.q)

    def holds(row: PublicDecision) -> bool:
        return (
            row.status in statuses
            and all(word in _body(row) for word in words)
            and (but == "category" or not asked.category or row.category == asked.category)
            and (but == "agency" or not asked.agency or row.agency_code == asked.agency)
            and (but == "item" or not asked.item or row.violation == asked.item)
            and (but == "year" or not asked.year or str(row.decided_on)[:4] == asked.year)
            and (not asked.since or (row.decided_on is not None and row.decided_on >= asked.since))
            and (not asked.until or (row.decided_on is not None and row.decided_on <= asked.until))
        )

    return [row for row in rows if holds(row)]


def test_every_word_finds_what_a_plain_search_finds(many: list[PublicDecision]) -> None:
    for word in WORDS:
        found = finding.ask(Filter(q=word), 0, 1000)
        assert found.pks == [row.pk for row in _plain(many, Filter(q=word))], word
        assert found.total == len(found.pks)
    assert finding.ask(Filter(q="苏某某"), 0, 10).total == 0


def test_facets_count_what_a_choice_would_leave(many: list[PublicDecision]) -> None:
    questions = [
        Filter(), Filter(category="行政处罚"), Filter(q="占用", year="2016"), Filter(agency="a1", item="非法采矿"),
        Filter(status="corrected"), Filter(status="withdrawn", category="行政处罚"), Filter(q="建材", category="行政许可", agency="a0"),
        Filter(q="占用", since=date(2015, 3, 2), until=date(2016, 6, 30)), Filter(since=date(2016, 5, 5)),
        Filter(until=date(2015, 12, 31), category="行政强制"), Filter(since=date(2015, 7, 5), until=date(2015, 7, 5)),
    ]  # fmt: skip
    fields: dict[str, Callable[[PublicDecision], str]] = {
        "category": lambda row: row.category, "agency": lambda row: row.agency_code, "item": lambda row: row.violation,
        "year": lambda row: str(row.decided_on)[:4], "status": lambda row: row.status,
    }  # fmt: skip
    for asked in questions:
        found = finding.ask(asked, 0, 1000)
        assert found.pks == [row.pk for row in _plain(many, asked)], asked
        for facet, value in fields.items():
            if asked.status == "withdrawn" and facet not in {"category", "status"}:
                continue
            counted = Counter(value(row) for row in _plain(many, asked, facet))
            assert dict(found.facets[facet]) == {name: n for name, n in counted.items() if name}, (asked, facet)


def test_pages_neither_skip_nor_repeat(many: list[PublicDecision]) -> None:
    whole = [row.pk for row in _plain(many, Filter())]
    paged = [pk for start in range(0, len(whole), 17) for pk in finding.ask(Filter(), start, 17).pks]
    assert paged == whole == list(finding.stream(Filter()))


def test_too_many_candidates_make_an_estimate_that_says_so(
    many: list[PublicDecision], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finding, "READ", 2)
    found = finding.ask(Filter(q="占用林地"), 0, 1000)
    right = [row.pk for row in _plain(many, Filter(q="占用林地"))]
    assert found.about and found.total >= len(right) and found.pks == right
    assert list(finding.stream(Filter(q="占用林地"))) == right
    assert not finding.ask(Filter(q="占用"), 0, 10).about


def test_what_was_withdrawn_leaves_no_text_in_the_index(many: list[PublicDecision]) -> None:
    gone = [row.pk for row in many if row.status == "withdrawn"]
    with search.opened() as connection:
        sql = f"SELECT DISTINCT body FROM doc WHERE pk IN ({','.join('?' * len(gone))})"
        assert connection.execute(sql, gone).fetchall() == [("",)]
    assert not set(finding.ask(Filter(q="罚款"), 0, 1000).pks) & set(gone)


def test_a_large_site_says_that_its_index_is_being_made(
    many: list[PublicDecision], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "AT_ONCE", 10)
    for file in search.path().parent.glob("search.sqlite3*"):
        file.unlink()
    with pytest.raises(search.Unready):
        finding.ask(Filter(), 0, 1)
    search.ready()
    assert finding.ask(Filter(), 0, 1).total == len(_plain(many, Filter()))
