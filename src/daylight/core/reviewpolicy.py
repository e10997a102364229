"""审核办法作为规则: what the published table of an agency says about scope, opinions and who may not review.

A table may add to the law, never take from it: the rows of 处罚法第五十八条 and the persons of 第四十三条 stand in any case.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

BY_CATALOGUE, ALL_ORDINARY = "目录所列", "简易程序以外的全部决定"
# 执法类别 in which a decision is made; 行政检查 ends in a finding, 案件移送 in a letter.
DECIDING = frozenset({"行政许可", "行政处罚", "行政强制", "行政征收", "行政收费"})

# Opinion → what follows. The words are the agency's to choose among; what follows is not.
PASS, RETURN = "pass", "return"
OPINIONS = {
    "同意": PASS,
    "修改后同意": RETURN,
    "补充调查": RETURN,
    "纠正": RETURN,
    "不同意": RETURN,
    "移送": RETURN,
}
# Who may not review, beyond handlers, those who took part and those with an interest.
SECTION, APPROVER, COMPANION = "承办机构人员", "审批人", "一年内与承办人共同办案的人员"
ALWAYS = ("承办人", "调查人员", "听证主持人", "记录人", "送审人", "近亲属", "利害关系人", "代理承办人的人员")
EXCLUDABLE = (*ALWAYS, SECTION, APPROVER, COMPANION)


@dataclass(frozen=True, slots=True)
class ReviewPolicy:
    """``source``: the row that made ``all_ordinary`` so; ``opinions``: word → ``pass`` or ``return``, in order."""

    all_ordinary: bool = False
    source: str = ""
    opinions: tuple[tuple[str, str], ...] = tuple((word, OPINIONS[word]) for word in OPINIONS if word != "修改后同意")
    excluded: frozenset[str] = frozenset((*ALWAYS, SECTION, APPROVER))

    @property
    def returning(self) -> tuple[str, ...]:
        """The opinions that send a dossier back."""
        return tuple(word for word, follows in self.opinions if follows == RETURN)

    def demands(self, category: str, summary: bool) -> str:
        """Why this policy has every decision of this kind reviewed; empty when it does not."""
        if not self.all_ordinary or summary or category not in DECIDING:
            return ""
        return f"本机关审核办法规定简易程序以外的决定全部审核（{self.source}）"


def policy_of(rows: Iterable[Mapping[str, Any]]) -> ReviewPolicy:
    """The rows of ``policy-review`` in force → the rule; without a row the law alone."""
    kept = list(rows)
    usual = ReviewPolicy()
    source = next((str(row.get("code") or "") for row in kept if row.get("scope") == ALL_ORDINARY), "")
    said = [_opinion(each) for row in kept for each in row.get("outcome") or ()]
    named = tuple(dict.fromkeys((word, OPINIONS[word]) for word in said if word))
    excluded = frozenset(word for row in kept for word in row.get("excluded") or () if word in EXCLUDABLE)
    return ReviewPolicy(
        bool(source),
        source,
        # A table without a way to agree or without one to send back is no table of opinions.
        named if {follows for _, follows in named} == {PASS, RETURN} else usual.opinions,
        frozenset(ALWAYS) | (excluded or usual.excluded),
    )


def _opinion(told: str) -> str:
    """``补充调查：退回承办机构`` → 补充调查; empty for what is no opinion (材料不齐的一次告知补正)."""
    word = told.partition("：")[0].strip()
    return word if word in OPINIONS else ""
