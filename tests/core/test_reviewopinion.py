"""The opinion follows from the verdicts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daylight.core.reviewcarry import KEPT, stands, unwatched
from daylight.core.reviewopinion import AGREE, Judgement, proposed, text

CODES = ("subject", "qualification", "facts", "evidence", "law", "discretion", "procedure", "authority", "documents",
         "crime", "other")  # fmt: skip


def judged(**wrong: str) -> list[Judgement]:
    return [Judgement(code, code, wrong.get(code, "conforms"), "说明") for code in CODES]


@pytest.mark.parametrize(
    ("wrong", "word"),
    [
        ({}, "同意"),
        ({"other": "not_applicable"}, "同意"),
        ({"documents": "mend"}, "修改后同意"),
        ({"discretion": "fails"}, "修改后同意"),
        ({"procedure": "fails", "law": "mend"}, "修改后同意"),
        ({"evidence": "mend"}, "补充调查"),
        ({"facts": "mend", "documents": "fails"}, "补充调查"),
        ({"qualification": "fails"}, "补充调查"),
        ({"authority": "fails", "evidence": "mend"}, "不同意"),
        ({"subject": "fails"}, "不同意"),
        ({"facts": "fails"}, "不同意"),
        ({"crime": "fails", "subject": "fails"}, "移送"),
        ({"law": ""}, ""),
    ],
)
def test_the_verdicts_lead_to_an_opinion(wrong: dict[str, str], word: str) -> None:
    assert proposed(judged(**wrong)) == word


@given(st.dictionaries(st.sampled_from(CODES), st.sampled_from(["fails", "mend", "not_applicable", "conforms"])))
def test_nobody_agrees_to_what_is_wrong(wrong: dict[str, str]) -> None:
    """And the text names every element that is."""
    given_ = judged(**wrong)
    bad = [code for code, verdict in wrong.items() if verdict in ("fails", "mend")]
    assert (proposed(given_) == AGREE) == (not bad)
    assert all(f"{code}（" in text(given_) for code in bad)


def test_the_text_quotes_the_suggestions() -> None:
    said = text(judged(documents="mend"), [("违法事实", "占地", "占用土地"), ("罚款数额", "", "")])
    assert "1. documents（需补正）：说明。" in said
    assert "违法事实“占地”，建议改为“占用土地”。" in said


BEFORE = {
    "draft": {"facts": "甲", "fine_yuan": "1"},
    "documents": [{"uuid": "p", "sha256": "1"}],
    "clocks": [{"code": "D09", "due_on": "1"}],
    "gathered": {
        "facts": [{"at": ["field:facts"]}],
        "law": [{"at": ["document:p"]}],
        "fine": [{"at": ["field:fine_yuan"]}],
    },
}


@pytest.mark.parametrize(
    ("after", "element", "verdict", "pointed", "kept"),
    [
        ({}, "facts", "conforms", [], True),
        ({}, "facts", "not_applicable", [], True),
        ({}, "facts", "fails", [], False),
        ({"draft": {"facts": "乙", "fine_yuan": "1"}}, "facts", "conforms", [], False),
        ({"draft": {"facts": "乙", "fine_yuan": "1"}}, "law", "conforms", [], True),
        ({"draft": {"facts": "乙", "fine_yuan": "1"}}, "law", "conforms", ["field:facts"], False),
        ({"documents": [{"uuid": "p", "sha256": "2"}]}, "law", "conforms", [], False),
        ({"documents": []}, "law", "conforms", [], False),
        ({"clocks": [{"code": "D09", "due_on": "2"}]}, "law", "conforms", ["clock:D09"], True),
        ({"gathered": {"facts": [{"at": ["field:facts", "document:q"]}]}, "documents": [{"uuid": "q"}]}, "facts",
         "conforms", [], False),
    ],
)  # fmt: skip
def test_a_conclusion_stands_on_what_did_not_change(
    after: dict[str, object], element: str, verdict: str, pointed: list[str], kept: bool
) -> None:
    assert stands(BEFORE, {**BEFORE, **after}, element, verdict, pointed, frozenset({"clock:D09"})) is kept


def test_a_field_nobody_looks_at_opens_everything_again() -> None:
    assert not unwatched(BEFORE, {**BEFORE, "draft": {"facts": "乙", "fine_yuan": "1"}})
    assert unwatched(BEFORE, {**BEFORE, "draft": {"facts": "甲", "fine_yuan": "1", "payee": "行"}})
    assert {"conforms", "not_applicable"} == KEPT
