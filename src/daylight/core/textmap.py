"""Search in a folded copy, mask in the original: a normalised text that remembers where each character came from.

Folding undoes what hides a value from a plain search: full-width and circled forms (NFKC), zero-width characters, spaces,
hyphens and line breaks, cell borders, page-number lines inside a number, numerals of any script, look-alikes of X, tone marks,
traditional characters.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

_NUMERALS = {
    character: str(value)
    for row in ("〇一二三四五六七八九", "零壹贰叁肆伍陆柒捌玖", "○壹貳叁肆伍陸柒捌玖", "零幺贰叁肆伍陆柒捌玖")
    for value, character in enumerate(row)
}
_THREE = "参參叄"  # three in capitals only beside another numeral: 参 is mostly a verb
_LOOKALIKES = {"Х": "X", "×": "X", "✕": "X", "╳": "X", "Χ": "X", "О": "O"}
_DOTS = "·•・‧∙⋅"
_DASHES = "-‐‑‒–—―−－﹣"
_BARS = "|｜│┃┆┊╎¦"  # between the cells of a table typed as text
# Characters frequent in names and addresses; both sides of a comparison are folded, so gaps only cost recall.
_TRADITIONAL = dict(
    zip(
        "國東華偉強麗軍農書長門馬陳張劉楊趙黃吳孫葉鄭馮蔣鄧許韓蕭賈鄒閻鍾陸龍萬錢湯喬賴龔嚴顧傑儀億優勝勵勛動"
        "區協單園圓團場壽夢奮學寧寶將專對導屬島嶺師廣廟慶應憲懷戰戶揚擇擔據攝敵斷時晉暉曉會業極榮樂樹機歡"
        "歲歷歸氣漢潔潤濤煥燁爾獎環瑩畢發盧眾礦禮禪種穎穩節範簡紅紹終結經綠維綱緒線編縣總織繼續羅義聖聯聲肅脈臨"
        "興舊艷蓮藝蘇蘭處衛裝見規視親觀計訓記設詩詳誠語調謙謝識護讓貞財貴賓賢質贊輝輪農連運過達遠遲遷選邊鄉鄰釗"
        "鈞鋒鋼錄鎖鎮鐵鑒閃開間閣陽隊階際隨雙雲電靈靜韻順須頌領頭題願顯風飛養駿騰驗魯鮮鳳鳴鴻鵬麥點齊齡",
        "国东华伟强丽军农书长门马陈张刘杨赵黄吴孙叶郑冯蒋邓许韩萧贾邹阎钟陆龙万钱汤乔赖龚严顾杰仪亿优胜励勋动"
        "区协单园圆团场寿梦奋学宁宝将专对导属岛岭师广庙庆应宪怀战户扬择担据摄敌断时晋晖晓会业极荣乐树机欢"
        "岁历归气汉洁润涛焕烨尔奖环莹毕发卢众矿礼禅种颖稳节范简红绍终结经绿维纲绪线编县总织继续罗义圣联声肃脉临"
        "兴旧艳莲艺苏兰处卫装见规视亲观计训记设诗详诚语调谦谢识护让贞财贵宾贤质赞辉轮农连运过达远迟迁选边乡邻钊"
        "钧锋钢录锁镇铁鉴闪开间阁阳队阶际随双云电灵静韵顺须颂领头题愿显风飞养骏腾验鲁鲜凤鸣鸿鹏麦点齐龄",
        strict=True,
    )
)
_PAGE_LINE = re.compile(
    r"[\n\f\r]+[ \t]*(?:[-—–]+[ \t]*\d{1,3}[ \t]*[-—–]+|第[ \t]*\d{1,3}[ \t]*页[^\n\f\r]{0,10})[ \t]*[\n\f\r]+"
)


@dataclass(frozen=True, slots=True)
class TextMap:
    """`text` is folded; character i of it came from original[starts[i]:ends[i]]."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """Where folded[start:end] stands in the original. ValueError for an empty or outside range."""
        if not 0 <= start < end <= len(self.text):
            raise ValueError("范围不在文本内")
        return self.starts[start], self.ends[end - 1]

    def find(self, needle: str) -> Iterator[tuple[int, int]]:
        """Every occurrence of an already folded needle, overlapping ones too, as spans of the folded text."""
        position = self.text.find(needle) if needle else -1
        while position >= 0:
            yield position, position + len(needle)
            position = self.text.find(needle, position + 1)


def fold(original: str, *, tight: bool, numerals: bool) -> TextMap:
    """Fold with offsets. `tight` drops spaces, hyphens, line breaks and name dots; `numerals` turns 一 and 壹 into 1.

    Not tight: every kind of space becomes a blank, a line end stays a line end, every dash becomes "-".
    """
    skipped = {i: i == line.start() for line in _PAGE_LINE.finditer(original) for i in range(line.start(), line.end())}
    characters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for index, raw in enumerate(original):
        if index in skipped:
            folded = "\n" if skipped[index] and not tight else ""
        elif numerals and raw in _THREE and original[index + 1 : index + 2] in _NUMERALS:
            folded = "3"
        else:
            folded = _fold_character(raw, tight=tight, numerals=numerals)
        for character in folded:
            characters.append(character)
            starts.append(index)
            ends.append(index + 1)
    _letters_among_digits(characters)
    return TextMap("".join(characters), tuple(starts), tuple(ends))


@functools.lru_cache(maxsize=2048)  # the values of one case are asked for again with every text of it
def folded(value: str, *, numerals: bool = True) -> str:
    """A value in the tight folded form, to be searched for."""
    return fold(value, tight=True, numerals=numerals).text


@functools.cache
def _fold_character(raw: str, *, tight: bool, numerals: bool) -> str:
    if raw in "\n\r\f\v\u2028\u2029":
        return "" if tight else "\n"
    if unicodedata.category(raw) in ("Cf", "Mn", "Me", "Cc") and raw != "\t":
        return ""
    if raw.isspace() or raw in _BARS:
        return "" if tight else " "
    if raw in _DASHES:
        return "" if tight else "-"
    if raw in _DOTS:
        return "" if tight else "·"
    if numerals and raw in _NUMERALS:
        return _NUMERALS[raw]
    # A slash of a fraction or the space of a spacing accent may come out of NFKC: drop what would not be text.
    body = "".join(_plain(each) for each in unicodedata.normalize("NFKC", raw).upper() if not each.isspace())
    return "".join(_LOOKALIKES.get(each, _TRADITIONAL.get(each, each)) for each in body)


def _plain(character: str) -> str:
    """A figure of any script as 0 to 9; a Latin letter without its accent (Wáng)."""
    if character.isascii():
        return character
    figure = unicodedata.decimal(character, None)
    if figure is not None:
        return str(figure)
    letter = unicodedata.normalize("NFD", character)[0]
    return letter if letter.isascii() and letter.isalpha() else character


def _letters_among_digits(characters: list[str]) -> None:
    """O and l typed for 0 and 1 inside a run of digits (scans, hiding)."""
    for index, character in enumerate(characters):
        if character in "OIL" and 0 < index < len(characters) - 1:
            before, after = characters[index - 1], characters[index + 1]
            if before.isdigit() and after.isdigit():
                characters[index] = "0" if character == "O" else "1"
