"""Both versions can be read back from a comparison, and only what changed is marked."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from daylight.core.redline import redline, redline_fields

TEXT = st.text(alphabet="罚款元整王某。；\n12", max_size=60)


@given(TEXT, TEXT)
def test_both_versions_come_back(before: str, after: str) -> None:
    changes = redline(before, after)
    assert "".join(text for op, text in changes if op != "added") == before
    assert "".join(text for op, text in changes if op != "removed") == after
    assert all(text for _, text in changes)
    assert all(first[0] != second[0] for first, second in pairwise(changes))


def test_one_figure_changed() -> None:
    assert redline("当事人占地。罚款9880元。", "当事人占地。罚款9800元。") == [
        ("same", "当事人占地。罚款98"),
        ("removed", "8"),
        ("added", "0"),
        ("same", "0元。"),
    ]


def test_only_fields_that_differ() -> None:
    before = {"violation": "占地", "fine_yuan": 100, "parties": ["王某"], "note": "旧"}
    after = {"violation": "占地", "fine_yuan": 200, "parties": ["王某", "李某"]}
    assert redline_fields(before, after) == {
        "fine_yuan": [("removed", "1"), ("added", "2"), ("same", "00")],
        "parties": [("same", "王某"), ("added", "\n李某")],
        "note": [("removed", "旧")],
    }
