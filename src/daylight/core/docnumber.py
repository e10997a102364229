"""文号: reading the forms really printed, writing the one that is prescribed.

机关代字 + 文种字 + 〔年〕 + 序号 + 号; six-cornered brackets, no 第, no padding (GB/T 9704—2012 7.2.5; law.md §4.2).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from daylight.core.question import Question

# Longest first: the word that says what kind of paper it is stands last before the year.
WORDS = [
    "简罚决",
    "当罚决",
    "不罚决",
    "罚先告",
    "罚权告",
    "罚听告",
    "罚事告",
    "听告",
    "听通",
    "罚决",
    "处罚",
    "当罚",
    "不罚",
    "罚告",
    "责改",
    "责停",
    "强申",
    "执通",
    "执法",
    "罚",
    "告",
    "决",
    "改",
    "催",
    "移",
    "送",
    "结",
    "检",
    "立",
    "停",
    "处",
    "函",
    "通",
]
PENALTY_WORDS = frozenset(["罚", "罚决", "处罚", "简罚决", "当罚", "当罚决", "不罚", "不罚决"])

_YEAR = re.compile(r"[〔\[(【]((?:19|20)\d{2})(?:年)?[〕\])】]")
_BARE_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?:年)?(?=第)")
_TAIL = re.compile(
    r"第?(?P<series>[A-Za-z]+|[\u4e00-\u9fff]*?)[-]?第?(?P<serial>\d+)(?:[-之](?P<sub>\d+))?(?P<hao>号?)"
)


@dataclass(frozen=True, slots=True)
class DocNumber:
    """agency 机关代字, word 文种字, year, serial; series is a word or letters between year and serial (建设, SC)."""

    agency: str
    word: str
    year: int
    serial: int
    raw: str
    stem: str
    series: str = ""

    def __str__(self) -> str:
        return f"{self.stem}〔{self.year}〕{self.series}{self.serial}号"

    @property
    def key(self) -> tuple[str, str, int, str, int]:
        """What may occur only once."""
        return (self.agency, self.word, self.year, self.series, self.serial)


def compose(agency: str, word: str, year: int, serial: int) -> str:
    """The prescribed form: 海自然资规 + 罚 + 2026 + 3 → 海自然资规罚〔2026〕3号. ValueError on a serial below 1."""
    if serial < 1:
        raise ValueError("序号从 1 起编")
    return f"{agency}{word}〔{year}〕{serial}号"


def parse(raw: str) -> tuple[DocNumber | None, list[Question]]:
    """Read a 文号 as printed. Every departure from the prescribed form is a question; unreadable gives None and one that blocks."""
    body = "".join(character for character in unicodedata.normalize("NFKC", raw) if not character.isspace())
    # NFKC leaves 〔〕 and 【】 alone and turns full-width brackets into half-width ones.
    years = list(_YEAR.finditer(body)) or list(_BARE_YEAR.finditer(body))
    tail = _TAIL.fullmatch(body[years[-1].end() :]) if years else None
    if not years or tail is None or not years[-1].start():
        message = "文号读不出机关代字、年份和序号，请对照原件填写。"
        return None, [Question("doc_number", "doc_number_unreadable", message, raw, blocking=True)]
    year = years[-1]
    stem = body[: year.start()]
    agency, word = _split(stem)
    serial = tail["serial"]
    number = DocNumber(
        agency, word, int(year[1]), int(serial), raw, stem.replace("(", "（").replace(")", "）"), tail["series"]
    )
    return number, list(_irregularities(number, raw, year.group(), body[year.end() :], tail))


def _split(stem: str) -> tuple[str, str]:
    """海自然资规罚字 → (海自然资规, 罚); (罚)字 counts as 罚; a district mark after the word, 罚(冷), stays with the agency."""
    head = stem.removesuffix("字")
    bracketed = re.fullmatch(r"(.+)\(([^()]+)\)", head)
    if bracketed:
        if bracketed[2] in WORDS:
            return bracketed[1], bracketed[2]
        agency, word = _split(bracketed[1])
        return (f"{agency}({bracketed[2]})", word) if word else (head, "")
    for word in WORDS:
        if head.endswith(word) and len(head) > len(word):
            return head.removesuffix(word), word
    return head, ""


def _irregularities(number: DocNumber, raw: str, year: str, after: str, tail: re.Match[str]) -> Iterator[Question]:
    def ask(code: str, message: str) -> Question:
        return Question("doc_number", code, message, raw)

    if any(character.isspace() for character in raw.strip()):
        yield ask("doc_number_space", "文号中间有空格，已去掉，请核对。")
    if year[0] != "〔":
        yield ask("doc_number_brackets", "年份没有用六角括号，已按规定格式归一，请核对。")
    if "第" in after:
        yield ask("doc_number_ordinal_mark", "序号前有“第”字，规定格式不加“第”，请核对。")
    if tail["serial"].startswith("0"):
        yield ask("doc_number_zero_padded", "序号前补了零，规定格式不补零，请核对。")
    if tail["series"]:
        yield ask("doc_number_series", f"年份与序号之间夹有“{number.series}”，请确认是否属于编号的一部分。")
    if not tail["hao"]:
        yield ask("doc_number_without_hao", "文号末尾缺“号”字，请核对。")
    if "(" in unicodedata.normalize("NFKC", number.stem):
        yield ask("doc_number_inner_brackets", "机关代字中带圆括号，请确认是辖区代字还是文种字。")
    if len(str(number.serial)) >= 4:
        yield ask("doc_number_long_serial", "序号有四位以上，请确认其中是否含区县或科室代码。")
    if number.word == "":
        yield ask("doc_number_without_word", "文号里没有认得的文种字，请确认文书种类。")
    if tail["sub"]:
        yield ask("doc_number_sub_serial", "序号后有分号，请确认是否为同一号下的多份文书。")
