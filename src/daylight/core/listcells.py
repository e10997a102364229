"""清单的格: one cell as people type it, read to the value that is kept, or a sentence saying how to mend it."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any

from daylight.core.identifiers import credit_code, identity
from daylight.core.listcolumns import Column, Holds
from daylight.core.money import amounts

DITTO = frozenset({"同上", "〃", "″", "同上。"})
EMPTY = frozenset({"", "null", "~", "None"})
_INVISIBLE = re.compile(r"[\u200b-\u200f\u2060\ufeff\u00ad]")
_SCIENTIFIC = re.compile(r"\d(\.\d+)?[Ee]\+\d+")
_BROKEN = re.compile(r"#(REF|N/A|VALUE|NAME|DIV/0|NULL|NUM)[!?]?|#{4,}")
_DATE = re.compile(r"(\d{4})(?:年|[-/.])(\d{1,2})(?:月|[-/.])(\d{1,2})日?(?:[ T]0{1,2}:00(?::00)?)?")
_COUNT = re.compile(r"(\d+)(?:\.0+)?(?:人|名|个|项|次|家|年)?")
_NUMBER = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(?:平方米|㎡|m2|%|倍)?")
_PERCENT = re.compile(r"(\d+(?:\.\d+)?)\s*%|百分之([〇零一二三四五六七八九十百]+)")
_DIGITS = {character: value for value, character in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0}
_TRUE = frozenset({"是", "有", "√", "✓", "✔", "y", "yes", "true", "1", "需要", "须", "应当"})
_FALSE = frozenset({"否", "无", "×", "✗", "✘", "n", "no", "false", "0", "不需要", "不"})
# Columns whose value is a number by name only: digits must arrive as they were printed.
NUMBERS_BY_NAME = frozenset({"code", "id", "credit_code", "certificate_number", "item_codes"})


class CellFault(ValueError):
    """The cell cannot be kept; the message says why and how to mend it."""


@dataclass(frozen=True, slots=True)
class Reading:
    """``value`` as kept (None: empty) and the sentences a person should see beside it."""

    value: Any
    warnings: tuple[str, ...] = ()


@lru_cache(maxsize=4096)
def clean(text: str) -> str:
    """Without invisible characters and outer blanks; line ends as \\n. Full-width punctuation of Chinese text stays."""
    body = (
        _INVISIBLE.sub("", text).replace("\r\n", "\n").replace("\r", "\n").replace("\u00a0", " ").replace("\u3000", " ")
    )
    body = "\n".join(line.strip() for line in body.split("\n")).strip()
    return "" if body in EMPTY else body


def halfwidth(text: str) -> str:
    """Full-width digits, letters and brackets as half-width; for numbers, dates and codes only."""
    return unicodedata.normalize("NFKC", text).strip()


@lru_cache(maxsize=4096)
def title_key(text: str) -> str:
    """A column title compared without width, blanks, case, brackets' shape or a trailing star."""
    return re.sub(r"[\s*:_\-]", "", halfwidth(clean(text))).lower()


def read_cell(column: Column, text: str) -> Reading:
    """Read ``text`` for ``column``. Raises :class:`CellFault`."""
    body = clean(text)
    if not body:
        return Reading(None)
    if _BROKEN.fullmatch(body):
        raise CellFault(f"单元格是表格软件的错误值“{body}”，请改填实际内容")
    if _SCIENTIFIC.fullmatch(halfwidth(body)):
        raise CellFault(f"“{body}”是科学计数法，原来的数字已经丢失，请把该列设为文本格式后重填")
    return _READ[column.holds](column, body)


def _text(column: Column, body: str) -> Reading:
    if column.name == "credit_code":
        warned = credit_code(body)
        return Reading(warned.value, warned.warnings)
    if column.name in NUMBERS_BY_NAME:
        value = re.sub(r"\s", "", halfwidth(body))
        person = identity(value) if column.name == "certificate_number" else None
        if person is not None and person.checksum_holds:
            raise CellFault("这里填的像是身份证号，请改填行政执法证的证件编号")
        if len(value) > 64:
            raise CellFault(f"编号有 {len(value)} 个字符，最多 64 个，请缩短")
        return Reading(value)
    return Reading(body)


def _serial(column: Column, body: str) -> Reading:
    value = halfwidth(body).strip("().、 第项")
    count = chinese_count(value)
    return Reading(str(count) if count is not None else value)


def _many(column: Column, body: str) -> Reading:
    return Reading(_pieces(body, r"[|｜;；\n]"))


def _words(column: Column, body: str) -> Reading:
    found = _pieces(body, r"[|｜;；、,，\s]")
    return Reading([halfwidth(each) for each in found] if column.name in NUMBERS_BY_NAME else found)


def _pieces(body: str, separators: str) -> list[str]:
    return list(dict.fromkeys(piece for each in re.split(separators, body) if (piece := clean(each))))


def _choice(column: Column, body: str) -> Reading:
    spellings = {title_key(spelling): word for spelling, word in column.choices}
    if (word := spellings.get(title_key(body))) is not None:
        return Reading(word)
    head, bracket, rest = halfwidth(body).partition("(")
    if bracket and (word := spellings.get(title_key(head))) is not None:
        return Reading(word, (f"按“{word}”读取，括号里的“{rest.rstrip(')')}”没有计入，请核对",))
    near = difflib.get_close_matches(title_key(body), spellings, n=1, cutoff=0.4)
    hint = f"是否为“{spellings[near[0]]}”；" if near else ""
    raise CellFault(f"“{body}”不在{column.title}之内，{hint}可填：{'、'.join(column.words)}")


def _choices(column: Column, body: str) -> Reading:
    readings = [_choice(column, each) for each in _pieces(body, r"[|｜;；、,，\n]")]
    words = list(dict.fromkeys(each.value for each in readings))
    return Reading(words, tuple(warning for each in readings for warning in each.warnings))


def _integer(column: Column, body: str) -> Reading:
    found = _COUNT.fullmatch(halfwidth(body).replace(",", ""))
    if not found:
        raise CellFault(f"“{body}”不是整数，请只填数字")
    return Reading(int(found[1]))


def _decimal(column: Column, body: str) -> Reading:
    found = _NUMBER.fullmatch(re.sub(r"\s", "", halfwidth(body)))
    if not found:
        unit = "，亩和公顷请先折合成平方米" if column.name.endswith("_m2") else ""
        raise CellFault(f"“{body}”不是一个数，请只填数字{unit}")
    return Reading(plain_number(found[1].replace(",", "") + (found[2] or "")))


def _money(column: Column, body: str) -> Reading:
    text = re.sub(r"\s", "", halfwidth(body))
    if re.fullmatch(r"(\d{1,3}(,\d{3})+|\d+)(\.\d+)?", text):
        return Reading(plain_number(text.replace(",", "")))
    # 10万以上 leaves the unit to the reader.
    found = {each.value for each in amounts(re.sub(r"([万亿])(?!元)", r"\1元", text))}
    if len(found) != 1:
        why = "没有写明数额" if not found else "写了不止一个数额"
        raise CellFault(f"“{body}”{why}，请填以元为单位的一个数，例如 10000")
    return Reading(plain_number(format(found.pop(), "f")))


def _percent(column: Column, body: str) -> Reading:
    text = halfwidth(body)
    try:
        values = {Decimal(text)}
    except InvalidOperation:
        values = {
            Decimal(figures) if figures else Decimal(chinese_count(words) or 0)
            for figures, words in _PERCENT.findall(text)
        }
    if len(values) != 1 or not 0 <= min(values) <= 100:
        raise CellFault(f"“{body}”读不出一个百分比，请填 0 到 100 之间的数，例如 5 表示 5%")
    value = values.pop()
    small = (f"按 {value}% 读取；如果是 {value * 100}%，请改正",) if 0 < value < 1 and "%" not in text else ()
    return Reading(plain_number(format(value, "f")), small)


def _date(column: Column, body: str) -> Reading:
    days = dates_in(body)
    text = re.sub(r"\s", "", halfwidth(body))
    if len(days) == 1 and (
        _DATE.fullmatch(halfwidth(body)) or re.fullmatch(r"\d{8}", text) or not re.search(r"\d", text)
    ):
        return Reading(days[0].isoformat())
    if re.fullmatch(r"\d{5}", text):
        raise CellFault(f"“{body}”像是表格软件的日期序号，请把该列设为日期格式，或写成 2026-01-31")
    raise CellFault(f"“{body}”不是完整的日期，请写成 2026-01-31")


def _flag(column: Column, body: str) -> Reading:
    word = title_key(body)
    if word in _TRUE:
        return Reading(True)
    if word in _FALSE:
        return Reading(False)
    raise CellFault(f"“{body}”看不出是或否，请填“是”或“否”")


_READ: dict[Holds, Callable[[Column, str], Reading]] = {
    Holds.TEXT: _text,
    Holds.SERIAL: _serial,
    Holds.MANY: _many,
    Holds.WORDS: _words,
    Holds.CHOICE: _choice,
    Holds.CHOICES: _choices,
    Holds.INTEGER: _integer,
    Holds.DECIMAL: _decimal,
    Holds.MONEY: _money,
    Holds.PERCENT: _percent,
    Holds.DATE: _date,
    Holds.FLAG: _flag,
}


def plain_number(text: str) -> str:
    """10.50 → 10.5; 1000.0 → 1000: one spelling, so that a re-import changes nothing."""
    whole, point, fraction = text.partition(".")
    whole, fraction = whole.lstrip("0") or "0", fraction.rstrip("0")
    return f"{whole}.{fraction}" if point and fraction else whole


def dates_in(text: str) -> list[date]:
    """Every full date in a text, in order. Raises :class:`CellFault` for a day that does not exist."""
    body = halfwidth(text)
    body = re.sub(
        r"([〇零○一二三四五六七八九]{4})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})日",
        _in_figures,
        body,
    )
    body = re.sub(r"(?<!\d)(\d{4})(\d{2})(\d{2})(?!\d)", r"\1-\2-\3", body)
    found = []
    for year, month, day in _DATE.findall(body):
        try:
            found.append(date(int(year), int(month), int(day)))
        except ValueError:
            raise CellFault(f"没有 {year} 年 {month} 月 {day} 日这一天，请核对") from None
        if not 1949 <= int(year) <= 2100:
            raise CellFault(f"年份 {year} 不合理，请核对")
    return found


def _in_figures(found: re.Match[str]) -> str:
    year = "".join(str(_DIGITS[character]) for character in found[1])
    return f"{year}-{chinese_count(found[2])}-{chinese_count(found[3])}"


def chinese_count(text: str) -> int | None:
    """一 to 九十九, 一百 and plain figures; None for anything else."""
    if re.fullmatch(r"\d+", text):
        return int(text)
    if text == "一百":
        return 100
    found = re.fullmatch(r"([一二三四五六七八九]?)(十?)([一二三四五六七八九]?)", text)
    if not found or not text or (found[1] and found[3] and not found[2]):
        return None
    tens = (_DIGITS[found[1]] if found[1] else 1) if found[2] else 0
    last = found[3] if found[2] else found[1] or found[3]
    return tens * 10 + (_DIGITS[last] if last else 0)
