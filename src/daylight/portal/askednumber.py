"""文号 as a reader types it: spaces, any bracket or half of one, 第, full-width or Chinese figures, zeros in front."""

from __future__ import annotations

import re
import unicodedata

_FIGURES = {"零": "0", "〇": "0", "○": "0"} | {sign: str(n) for n, sign in enumerate("一二三四五六七八九", 1)}
_PLACES = {"十": 10, "百": 100}
_SIGN = f"[{''.join(_FIGURES)}]"
_YEAR = rf"(?:(?:[1１][9９]|[2２][0０])\d\d|[一二]{_SIGN}{{3}})"
_OPEN, _CLOSE = r"[\[［(（〔【「〈﹝]", r"[\]］)）〕】」〉﹞]"
# A year in brackets, of which one may be lost, or a year before 第…号; then the serial.
_NUMBER = re.compile(
    rf"(?P<stem>\w*)\s*(?:{_OPEN}\s*(?P<a>{_YEAR})\s*年?\s*{_CLOSE}?|(?P<b>{_YEAR})\s*年?\s*(?:{_CLOSE}|(?=第)))"
    rf"\s*第?\s*(?P<serial>\d+|[{''.join(_FIGURES)}十百]+)\s*(?P<end>号?)"
)


def joined(text: str) -> str:
    """``text`` with every document number in it as one word in plain figures: 海自然资规罚20267号."""
    return _NUMBER.sub(_one, text)


def _one(found: re.Match[str]) -> str:
    year = "".join(_FIGURES.get(sign, sign) for sign in found["a"] or found["b"])
    return f"{found['stem']}{unicodedata.normalize('NFKC', year)}{_count(found['serial'])}{found['end']}"


def _count(serial: str) -> int:
    """７, 007, 七, 二八 and 二十八 as numbers."""
    if not set(serial) & set(_PLACES):
        return int("".join(_FIGURES.get(sign, sign) for sign in serial))
    total = digit = 0
    for sign in serial:
        if place := _PLACES.get(sign):
            total, digit = total + (digit or 1) * place, 0
        else:
            digit = int(_FIGURES[sign])
    return total + digit
