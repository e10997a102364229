"""How people write a number or a name so that a plain search misses it: one function per spelling, each ``(value, draw) -> text``.

None of this is read by the masking itself, and nothing here reads the masking: both sides know only Chinese.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random

Spelling = Callable[[str, Random], str]

_CIRCLED = dict(zip("0123456789", "⓪①②③④⑤⑥⑦⑧⑨", strict=True))
_FULL = {chr(code): chr(code + 0xFEE0) for code in range(0x21, 0x7F)}
_HAN = dict(zip("0123456789", "〇一二三四五六七八九", strict=True))
_HAN_ZERO = {**_HAN, "0": "零"}
_CAPITAL = dict(zip("0123456789", "零壹贰叁肆伍陆柒捌玖", strict=True))
_SPOKEN = {**_HAN, "1": "幺", "0": "零"}
_BOLD = {str(digit): chr(0x1D7CE + digit) for digit in range(10)}
_ARABIC = {str(digit): chr(0x660 + digit) for digit in range(10)}
# Simplified → traditional for the characters the generated names are made of.
TRADITIONAL = dict(
    zip(
        "国东华伟强丽军刘张陈杨赵黄孙马郑许韩龙钱苏兰庆荣海",
        "國東華偉強麗軍劉張陳楊趙黃孫馬鄭許韓龍錢蘇蘭慶榮海",
        strict=True,
    )
)
_PAGES = ("\n- 3 -\n", "\n第 3 页 共 9 页\n", "\f", "\r\n—3—\r\n", "\n第3页\n")


def _mapped(table: dict[str, str]) -> Spelling:
    return lambda value, draw: "".join(table.get(each, each) for each in value)


def _joined(mark: str) -> Spelling:
    return lambda value, draw: mark.join(value)


def _cut(value: str, sizes: tuple[int, ...], mark: str) -> str:
    pieces, at = [], 0
    for size in sizes:
        pieces.append(value[at : at + size])
        at += size
    return mark.join([*pieces, *([value[at:]] if value[at:] else [])])


def _grouped(mark: str) -> Spelling:
    """As people group them: 6-8-4 an identity number, 3-4-4 a mobile, fours a card."""
    sizes = {18: (6, 8, 4), 15: (6, 6, 3), 11: (3, 4, 4)}
    return lambda value, draw: _cut(value, sizes.get(len(value), (4,) * (len(value) // 4)), mark)


def _inserted(*marks: str) -> Spelling:
    """One of ``marks`` somewhere inside."""

    def spell(value: str, draw: Random) -> str:
        at = draw.randrange(2 if len(value) > 3 else 1, len(value) - 1 if len(value) > 2 else len(value))
        return value[:at] + draw.choice(marks) + value[at:]

    return spell


def _typo(value: str, draw: Random) -> str:
    at = draw.randrange(1, len(value) - 1)
    other = draw.choice([each for each in "0123456789" if each != value[at]])
    return value[:at] + other + value[at + 1 :]


def _swapped(value: str, draw: Random) -> str:
    at = draw.choice([n for n in range(6, len(value) - 2) if value[n] != value[n + 1]])
    return value[:at] + value[at + 1] + value[at] + value[at + 2 :]


def _scanned(value: str, draw: Random) -> str:
    """O and l where a scanner read 0 and 1 between digits."""
    out = list(value)
    for at in range(1, len(out) - 1):
        if value[at - 1].isdigit() and value[at + 1].isdigit() and value[at] in "01":
            out[at] = "O" if value[at] == "0" else "l"
            break
    return "".join(out)


def _last(mark: str) -> Spelling:
    return lambda value, draw: value[:-1] + (mark if value[-1] == "X" else value[-1])


def _fifteen(value: str, draw: Random) -> str:
    return value[:6] + value[8:17] if len(value) == 18 and value[6:8] == "19" else value


def _mixed(value: str, draw: Random) -> str:
    tables = (_FULL, _HAN, _CAPITAL, _CIRCLED, {})
    return "".join(draw.choice(tables).get(each, each) for each in value)


def as_is(value: str, draw: Random) -> str:
    """As registered."""
    return value


NUMBERS: dict[str, Spelling] = {
    "plain": as_is,
    "full-width": _mapped(_FULL),
    "zero-width": _inserted("\u200b", "\u200c", "\u2060", "\ufeff", "\u00ad"),
    "zero-width everywhere": _joined("\u200b"),
    "no-break space": _grouped("\u00a0"),
    "ideographic space": _grouped("\u3000"),
    "spaces": _grouped(" "),
    "space everywhere": _joined(" "),
    "hyphen": _grouped("-"),
    "en dash": _grouped("–"),
    "full-width hyphen": _grouped("－"),
    "newline": _inserted("\n", "\r\n", "\n  "),
    "page break": _inserted(*_PAGES),
    "〇一二": _mapped(_HAN),
    "零一二": _mapped(_HAN_ZERO),
    "零壹贰": _mapped(_CAPITAL),
    "circled": _mapped(_CIRCLED),
    "mathematical": _mapped(_BOLD),
    "arabic-indic": _mapped(_ARABIC),
    "mixed": _mixed,
    "cells": _joined(" | "),
    "drawn cells": _joined("│"),
    "tab cells": _joined("\t"),
    "scanned": _scanned,
}
KNOWN_NUMBERS: dict[str, Spelling] = {
    # Only somebody who knows the number can tell these from other numbers.
    "dots": _grouped("."),
    "slashes": _grouped("/"),
    "underscores": _grouped("_"),
    "enumeration": _grouped("、"),
}
IDENTITY: dict[str, Spelling] = {
    "lower x": lambda value, draw: value.lower(),
    "cyrillic x": _last("Х"),
    "roman x": _last("Ⅹ"),
    "times": _last("×"),
    "typo": _typo,
    "swapped": _swapped,
    "fifteen": _fifteen,
}
PHONE: dict[str, Spelling] = {
    "一三八": _mapped(_HAN_ZERO),
    "幺三八": _mapped(_SPOKEN),
    "+86": lambda value, draw: f"+86{value}",
    "0086": lambda value, draw: f"0086 {value}",
    "86-": lambda value, draw: f"86-{value}",
    "brackets": lambda value, draw: f"（{value[:3]}）{value[3:7]} {value[7:]}",
    "dotted": _grouped("."),
    "3-8": lambda value, draw: f"{value[:3]} {value[3:]}",
}
NAMES: dict[str, Spelling] = {
    "plain": as_is,
    "spaces": _joined(" "),
    "ideographic space": _joined("\u3000"),
    "zero-width": _inserted("\u200b", "\u200d", "\u2060"),
    "newline": _inserted("\n", "\r\n"),
    "page break": _inserted(*_PAGES),
    "traditional": _mapped(TRADITIONAL),
    "no-break space": _joined("\u00a0"),
    "hyphen": _joined("-"),
    "dots": _joined("·"),
    "cells": _joined(" | "),
}


def _shorter(value: str, draw: Random) -> str:
    for cut in ("山东省", "烟台市", "海阳市"):
        value = value.removeprefix(cut)
    return value


def _detail(value: str, draw: Random) -> str:
    return value.rpartition("村")[2]


def _digits_in_han(value: str, draw: Random) -> str:
    return "".join(_HAN.get(each, each) for each in value)


def _spaced_figures(value: str, draw: Random) -> str:
    return "".join(f" {each} " if not each.isdigit() and each in "号楼室" else each for each in value).strip()


def tens(number: int) -> str:
    """18 → 十八, 20 → 二十."""
    ten, one = divmod(number, 10)
    return ("" if ten == 0 else "十" if ten == 1 else _HAN[str(ten)] + "十") + (
        _HAN[str(one)] if one or not ten else ""
    )


def _counted(value: str, draw: Random) -> str:
    """十八号 for 18号; only numbers below 100."""
    out, run = "", ""
    for each in value + "\0":
        if each.isdigit():
            run += each
            continue
        out += (tens(int(run)) if len(run) < 3 else run) if run else ""
        run = ""
        out += each
    return out.rstrip("\0")


ADDRESSES: dict[str, Spelling] = {
    "plain": as_is,
    "without province": _shorter,
    "detail only": _detail,
    "full-width": _mapped(_FULL),
    "numerals": _digits_in_han,
    "counted": _counted,
    "spaced": _spaced_figures,
    "zero-width": _inserted("\u200b", "\u2060"),
    "newline": _inserted("\n"),
    "page break": _inserted(*_PAGES),
    "detail first": lambda value, draw: f"{_detail(value, draw)}（{value[: len(value) - len(_detail(value, draw))]}）",
}
