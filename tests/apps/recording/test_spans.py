"""A span in two fields of a paper: it may not end before it begins."""

from __future__ import annotations

from datetime import date

import pytest

from daylight.base import lawpack
from daylight.recording.values import problems

DAY = date(2026, 11, 23)
SPANS = [
    ("permit_grant", "valid_from", "valid_until"),
    ("permit_certificate", "valid_from", "valid_until"),
    ("permit_renewal", "valid_from", "valid_until"),
    ("coercion_decision", "from_on", "until_on"),
]


@pytest.mark.parametrize(("paper", "first", "last"), SPANS, ids=[each[0] for each in SPANS])
@pytest.mark.parametrize(
    ("begins", "ends", "refused"),
    [
        ("2026-12-01", "2026-11-30", True),
        ("2026-12-01", "2026-12-01", False),
        ("2026-12-01", "2028-11-30", False),
        ("2026-12-01", "", False),
        ("", "2026-11-30", False),
        ("不知道", "2026-11-30", False),
    ],
)
def test_a_span_never_ends_before_it_begins(
    paper: str, first: str, last: str, begins: str, ends: str, refused: bool
) -> None:
    found = problems(lawpack.current().document(paper, DAY), {first: begins, last: ends})
    spans = [each for each in found if each.code == "document.span"]
    assert [each.field for each in spans] == ([last] if refused else [])
    if refused:
        assert "2026年11月30日" in spans[0].message and "2026年12月1日" in spans[0].message
