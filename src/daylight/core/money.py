"""Amounts in yuan: figures, 万元 and the capital form; writing an amount in capitals.

Capital form: 正确填写票据和结算凭证的基本规定 (支付结算办法附一, 银发〔1997〕393号). A zero between two digits is always
written 零 (the standard leaves some of them optional); 整 follows 元, never 角 or 分.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

CAPITALS = "零壹贰叁肆伍陆柒捌玖"
_DIGITS: dict[str, int] = {
    character: value
    for row in (
        CAPITALS,
        "〇一二三四五六七八九",
        "零弌弍叁肆伍陸柒捌玖",
        "零壹貳參肆伍陸柒捌玖",
        "零壹贰弎肆伍陆染捌玖",
    )
    for value, character in enumerate(row)
} | {"两": 2, "兩": 2, "○": 0, "0": 0}
_PLACES = {"拾": 10, "十": 10, "佰": 100, "百": 100, "仟": 1000, "千": 1000}
_SECTIONS = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
_WORD = "".join(sorted({*_DIGITS, *_PLACES, *_SECTIONS} - {"0"}))
_CAPITAL_AMOUNT = re.compile(
    rf"(?P<yuan>[{_WORD}]+)[元圆圓](?P<rest>(?:零?[{_WORD}]角)?(?:零?[{_WORD}]分)?)(?P<end>[整正]?)(?!\s*[/每])"
)
_SMALL_CAPITAL = re.compile(rf"(?<![{_WORD}元圆圓角])(?P<jiao>[{_WORD}]角)?(?P<fen>零?[{_WORD}]分)?[整正]?$")
_FIGURES = re.compile(
    r"(?P<sign>[¥￥]\s*)?(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s*(?P<unit>亿元|万元|元|圆)?(?!\s*/)"
)
_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Amount:
    """One amount found in text: value in yuan; form is "figures", "wan" (万元 or 亿元) or "capitals"."""

    value: Decimal
    form: str
    raw: str


def from_capitals(text: str) -> Decimal:
    """壹万贰仟元伍角 → Decimal yuan. ValueError when the text is not exactly one amount in words."""
    body = re.sub(r"\s", "", text).removeprefix("人民币")
    found = _CAPITAL_AMOUNT.fullmatch(body)
    if found:
        return Decimal(_integer(found["yuan"])) + _fraction(found["rest"])
    small = _SMALL_CAPITAL.fullmatch(body)
    if body and small and (small["jiao"] or small["fen"]):
        return _fraction((small["jiao"] or "") + (small["fen"] or ""))
    raise ValueError(f"不是大写金额：{text}")


def _integer(words: str) -> int:
    """Read 贰拾万零捌仟 as 208000. ValueError when units stand in an impossible order."""
    total = section = 0
    digit: int | None = None
    last_place = 10**5
    for character in words:
        if character in _DIGITS:
            if digit:
                raise ValueError(f"数字相连：{words}")
            digit = _DIGITS[character]
        elif character in _PLACES:
            place = _PLACES[character]
            if place >= last_place:
                raise ValueError(f"数位颠倒：{words}")
            section += (1 if digit is None or (digit == 0 and not section) else digit) * place
            digit, last_place = None, place
        else:
            size = _SECTIONS[character]
            section += digit or 0
            if size == 10**8:
                total = (total + section) * size
            elif total % 10**8:
                raise ValueError(f"万位重复：{words}")
            else:
                total += section * size
            section, digit, last_place = 0, None, 10**5
    return total + section + (digit or 0)


def _fraction(rest: str) -> Decimal:
    value = Decimal(0)
    for character, unit in re.findall(rf"([{_WORD}])([角分])", rest):
        if character not in _DIGITS:
            raise ValueError(f"角分不是数字：{rest}")
        value += _DIGITS[character] * (Decimal("0.1") if unit == "角" else _CENT)
    return value


def in_capitals(amount: Decimal) -> str:
    """Decimal yuan → 人民币大写, e.g. 22965.60 → 贰万贰仟玖佰陆拾伍元陆角.

    ValueError below zero, from 10^12 yuan up, or with a fraction of a fen.
    """
    if amount < 0 or amount >= 10**12 or amount != amount.quantize(_CENT):
        raise ValueError("大写金额须在 0 元至 1 万亿元之间，且不细于分")
    fen = int(amount * 100)
    yuan, jiao, fen = fen // 100, fen // 10 % 10, fen % 10
    words = _integer_words(yuan)
    tail = CAPITALS[jiao] + "角" if jiao else ""
    if fen:
        tail += ("零" if not jiao and yuan else "") + CAPITALS[fen] + "分"
    if not tail:
        return (words or "零") + "元整"
    if not words:
        return tail
    if jiao and yuan % 10 == 0:
        tail = "零" + tail
    return words + "元" + tail


def _integer_words(value: int) -> str:
    digits = str(value)
    words, pending_zero, section_used = "", False, False
    for index, character in enumerate(digits):
        position = len(digits) - 1 - index
        if character == "0":
            pending_zero = True
        else:
            words += ("零" if pending_zero and words else "") + CAPITALS[int(character)]
            words += ("", "拾", "佰", "仟")[position % 4]
            pending_zero, section_used = False, True
        if position % 4 == 0:
            if section_used:
                words += ("", "万", "亿")[position // 4]
            section_used = False
    return words


def amounts(text: str) -> list[Amount]:
    """Every total amount in a piece of text, in order. Unit prices (11元/㎡) and bare numbers without ¥ or 元 are not amounts."""
    body = unicodedata.normalize("NFKC", text)
    found = [*_figures(body), *_capitals(body)]
    return [amount for _, amount in sorted(found, key=lambda pair: pair[0])]


def _figures(body: str) -> Iterator[tuple[int, Amount]]:
    for match in _FIGURES.finditer(body):
        if not (match["sign"] or match["unit"]):
            continue
        if match["unit"] and body[match.end() : match.end() + 2].lstrip().startswith("每"):
            continue
        scale = {"万元": 10**4, "亿元": 10**8}.get(match["unit"] or "", 1)
        value = Decimal(match["number"].replace(",", "")) * scale
        yield match.start(), Amount(value, "figures" if scale == 1 else "wan", match.group().strip())


def _capitals(body: str) -> Iterator[tuple[int, Amount]]:
    for match in _CAPITAL_AMOUNT.finditer(body):
        before = body[: match.start()].rstrip()
        if before and (before[-1].isdigit() or before[-1] == "."):
            continue  # 10万元, 5.8 万元: figures with a Chinese unit, read above
        try:
            value = Decimal(_integer(match["yuan"])) + _fraction(match["rest"])
        except ValueError:
            continue
        yield match.start(), Amount(value, "capitals", match.group())


def parse_yuan(text: str) -> Decimal | None:
    """The amount a text states. None when it states none, or several that differ (a question for a person)."""
    values = {amount.value for amount in amounts(text)}
    return values.pop() if len(values) == 1 else None
