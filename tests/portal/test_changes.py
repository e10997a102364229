"""What readers are told of a correction: the very words that changed."""

from __future__ import annotations

from typing import Any

import pytest

from daylight.portal.changes import RENEWED, changes

OLD: dict[str, Any] = {
    "party": {"name": "甲公司", "credit_code": "1"},
    "facts": "占用 640 平方米。",
    "penalties": [{"kind": "return_land", "text": "责令退还"}, {"kind": "fine", "text": "罚款 1 元"}],
    "discretion": {"grade": "从轻", "reason": "配合调查。"},
    "documents": [{"name": "决定书", "sha256": "a"}],
}


@pytest.mark.parametrize(
    ("new", "said"),
    [
        ({}, []),
        ({"facts": "占用 650 平方米。"}, [("占用 640 平方米。", "占用 650 平方米。")]),
        ({"discretion": {"grade": "从轻", "reason": "配合调查，主动停工。"}}, [("配合调查。", "配合调查，主动停工。")]),
        ({"discretion": {"grade": "一般", "reason": "配合调查。"}}, [("从轻", "一般")]),
        ({"penalties": [OLD["penalties"][0], {"kind": "fine", "text": "罚款 2 元"}]}, [("罚款 1 元", "罚款 2 元")]),
        ({"documents": [{"name": "决定书", "sha256": "b"}]}, [("决定书", "决定书" + RENEWED)]),
        ({"facts": ""}, [("占用 640 平方米。", "（无）")]),
    ],
)  # fmt: skip
def test_each_change_shows_what_differs_and_nothing_else(new: dict[str, Any], said: list[tuple[str, str]]) -> None:
    assert [(each["old"], each["new"]) for each in changes(OLD, {**OLD, **new})] == said
