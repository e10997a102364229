"""签发前的文字检查: places left to fill in, and whether the remedy text says what the law wants (law of remedies: D18)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from daylight.core.deadlines import Period

DIGITS = "零一二三四五六七八九"
# Signs nobody writes into a finished text. A × between figures is a dimension (12×8), a single underscore a file name.
BLANKS = (
    r"[_＿]{2,}",
    r"\{\{[^{}]*\}?\}?|\}\}",
    r"【[ 　]*】|〔[ 　]*〕|（[ 　]{2,}）",
    r"×+(?!\s*[\d(（])|^×",
    r"此处填写|待填写|待补充填写",
)
# XX and 某 of an unfinished text: 某某, 王某, 某年某月, 某公司. 某些, 某种, 某一 … are words; invented parties are marked 演示.
SOMEBODY = r"(?<![A-Za-z0-9\-])[XxＸ]{2,}(?![A-Za-z0-9\-])|(?<!演示)(?<!演示[一-鿿])某(?![些种类项一个方几])[一-鿿]?"
_BLANK = re.compile("|".join(BLANKS))
_OUTWARD = re.compile("|".join((*BLANKS, SOMEBODY)))
_REVIEWER = re.compile(r"向([^，。；：、向]{2,30}?)(?:申请|提起|提出)(?:行政)?复议")


@dataclass(frozen=True, slots=True)
class RemedyLaw:
    """What the remedy text of a paper must say. ``review_first``: the suit comes only after the review (复议法第23条).
    ``suits``: the periods to sue, any of which may stand, as the kind of decision has it."""

    government: str
    review: Period
    suits: tuple[Period, ...]
    review_first: bool = False


def placeholders(text: str, *, outward: bool) -> tuple[str, ...]:
    """Places of ``text`` left to fill in, in order, once each; ``outward``: names must be full, too."""
    found = (_OUTWARD if outward else _BLANK).findall(text)
    return tuple(dict.fromkeys(each.strip() or each for each in found))


def remedy_faults(text: str, law: RemedyLaw) -> list[str]:
    """What is wrong with a remedy text, one sentence each."""
    if not text.strip():
        return ["没有写明救济途径和期限，请补写。"]
    faults = []
    if law.government not in text:
        faults.append(f"复议机关应当写明“{law.government}”，请更正救济途径。")
    if others := other_reviewers(text, law.government):
        faults.append(f"救济途径把“{others[0]}”写作复议机关，应当只写“{law.government}”，请更正。")
    if not names_period(text, law.review):
        faults.append(f"救济途径没有写明申请复议的期限（{law.review.label}），请补写。")
    if law.review_first:
        if ("起诉" in text and "先" not in text) or "直接向" in text:
            faults.append("这种决定应当先申请复议，救济途径不能写可以直接起诉，请更正。")
    elif not any(names_period(text, each) for each in law.suits):
        labels = "或者".join(dict.fromkeys(each.label for each in law.suits))
        faults.append(f"救济途径没有写明提起诉讼的期限（{labels}），请补写。")
    return faults


def other_reviewers(text: str, government: str) -> list[str]:
    """Bodies other than ``government`` that the text sends the party to for review."""
    return sorted({each.strip() for each in _REVIEWER.findall(text) if not each.strip().startswith(government)} - {""})


def names_period(text: str, period: Period) -> bool:
    """Whether the text gives the period, in digits or in Chinese; 六 does not hide in 六十."""
    unit = {"d": "(?:日|天)", "m": "个月", "y": "年", "wd": "个?工作日", "h": "小时"}[period.unit]
    number = f"(?:{period.count}|{chinese(period.count)})"
    return re.search(rf"(?<![0-9{DIGITS}十百]){number}\s*{unit}", text) is not None


def chinese(count: int) -> str:
    """1..99 in Chinese: 六, 十五, 六十."""
    tens, ones = divmod(count, 10)
    head = "" if not tens else "十" if tens == 1 else f"{DIGITS[tens]}十"
    return head + (DIGITS[ones] if ones else "")


def first_of(found: Iterable[str]) -> str:
    """The places as one phrase for a sentence."""
    return "、".join(f"“{each}”" for each in list(found)[:3])
