"""审核办法 as a rule: one cell has everything reviewed, the words of the table are the opinions, the law stays beneath."""

from __future__ import annotations

import pytest

from daylight.core.listkinds import KINDS
from daylight.core.policyprose import articles
from daylight.core.reviewpolicy import ALL_ORDINARY, ALWAYS, BY_CATALOGUE, SECTION, ReviewPolicy, policy_of


@pytest.mark.parametrize(
    ("scope", "category", "summary", "demanded"),
    [
        (ALL_ORDINARY, "行政处罚", False, True),
        (ALL_ORDINARY, "行政许可", False, True),
        (ALL_ORDINARY, "行政处罚", True, False),
        (ALL_ORDINARY, "行政检查", False, False),
        (BY_CATALOGUE, "行政处罚", False, False),
        ("", "行政处罚", False, False),
    ],
)
def test_one_cell_has_every_decision_reviewed(scope, category, summary, demanded):
    said = policy_of([{"code": "FS-01", "scope": scope}]).demands(category, summary)
    assert bool(said) is demanded
    assert not demanded or "简易程序以外的决定全部审核（FS-01）" in said


@pytest.mark.parametrize(
    ("outcomes", "returning"),
    [
        (["同意：报负责人审批", "修改后同意：改后重新送审", "不同意"], ("修改后同意", "不同意")),
        (["材料不齐的一次告知补正"], ReviewPolicy().returning),
        # A table in which nobody could agree is no table of opinions.
        (["不同意", "移送"], ReviewPolicy().returning),
    ],
)
def test_the_opinions_are_the_words_of_the_table(outcomes, returning):
    assert policy_of([{"code": "FS-02", "outcome": outcomes}]).returning == returning


def test_the_table_adds_persons_and_never_takes_the_laws_away():
    said = policy_of([{"code": "FS-02", "excluded": [SECTION, "谁也不是"]}]).excluded
    assert said == frozenset((*ALWAYS, SECTION))
    assert policy_of([]) == ReviewPolicy()


def test_the_prose_says_the_cell():
    rows = [{"code": "FS-01", "matter": "送审", "scope": ALL_ORDINARY, "excluded": ["承办人", "近亲属"]}]
    (found,) = [each for each in articles("policy-review", rows, "演示局") if each.code == "FS-01"]
    assert "（一）审核范围：简易程序以外的全部决定；" in found.items
    assert "（二）不得审核的人员：承办人、近亲属。" in found.items
    assert KINDS["policy-review"].column("scope").words == (BY_CATALOGUE, ALL_ORDINARY)
