"""审核意见由各要素结论写成: which opinion the verdicts lead to, and its text (law.md 1.3.4; 山东办法第六条)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

AGREE, MEND, FURTHER, REFUSE, TRANSFER = "同意", "修改后同意", "补充调查", "不同意", "移送"
# 不同意: who acted, what he may do or what happened is wrong; no other wording mends that.
GROUNDS = frozenset({"subject", "authority", "facts"})
PROOF = frozenset({"facts", "evidence", "qualification"})
CRIME = frozenset({"crime"})
WORDS = {"conforms": "符合", "fails": "不符合", "mend": "需补正", "not_applicable": "不适用"}


@dataclass(frozen=True, slots=True)
class Judgement:
    """One element as a person judged it. ``verdict`` "" : not yet."""

    code: str
    name: str
    verdict: str
    note: str = ""


def proposed(judged: Iterable[Judgement]) -> str:
    """The opinion the verdicts lead to; empty while an element is open."""
    given = list(judged)
    if not given or any(not each.verdict for each in given):
        return ""
    fails = {each.code for each in given if each.verdict == "fails"}
    mend = {each.code for each in given if each.verdict == "mend"}
    if fails & CRIME:
        return TRANSFER
    if fails & GROUNDS:
        return REFUSE
    if fails & PROOF or mend & PROOF:
        return FURTHER
    return MEND if fails | mend else AGREE


def text(judged: Iterable[Judgement], comments: Sequence[tuple[str, str, str]] = ()) -> str:
    """The opinion in sentences. ``comments``: (field's name, quotation, suggested wording or "")."""
    given = [each for each in judged if each.verdict]
    fit = sum(each.verdict == "conforms" for each in given)
    spared = sum(each.verdict == "not_applicable" for each in given)
    wrong = [each for each in given if each.verdict in ("fails", "mend")]
    said = f"经逐项审核 {len(given)} 项要素，{fit} 项符合"
    said += f"，{spared} 项不适用" if spared else ""
    said += f"，{len(wrong)} 项有问题：" if wrong else "。"
    lines = [said]
    lines += [f"{n}. {each.name}（{WORDS[each.verdict]}）：{_ended(each.note)}" for n, each in enumerate(wrong, 1)]
    if comments:
        lines.append("对拟决定文字的意见：")
        lines += [f"{n}. {_comment(*each)}" for n, each in enumerate(comments, 1)]
    return "\n".join(lines)


def _comment(name: str, quote: str, suggestion: str) -> str:
    where = f"{name}“{quote}”" if quote else name
    return f"{where}，建议改为“{suggestion}”。" if suggestion else f"{where}，见批注。"


def _ended(note: str) -> str:
    return note if note.endswith(("。", "；")) else f"{note}。"
