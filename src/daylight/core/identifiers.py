"""Numbers of people and organisations: what they say and whether their check character holds.

A failed check is never a ban: really registered credit codes fail it, and a mistyped number must still be masked. It is a
warning for the form and a score for masking.

统一社会信用代码 GB 32100—2015; 公民身份号码 GB 11643—1999. python-stdnum gives both check characters; its birth-place test
is left aside because it refuses valid numbers (370687 before 1996, late registrations).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from stdnum import luhn
from stdnum.cn import ric, uscc

CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CREDIT_SHAPE = re.compile(rf"[1-9A-HJ-NPQRTUWXY][1-9]\d{{6}}[{CREDIT_ALPHABET}]{{10}}")
_IDENTITY_SHAPE = re.compile(r"[1-9]\d{16}[\dX]|[1-9]\d{14}")
_SEPARATORS = re.compile(r"[\s\-—–·.\u200b-\u200f\u2060\ufeff]")


@dataclass(frozen=True, slots=True)
class Warned:
    """An identifier as it will be kept; `warnings` are Chinese sentences beside the field, empty when all is well."""

    value: str
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Identity:
    """A resident identity number read. `value` has 18 characters (a 15-digit one is lengthened), born_on may be unknown."""

    value: str
    born_on: date | None
    checksum_holds: bool
    sex: str

    def age(self, on: date) -> int | None:
        """周岁 on a day: a year is full from the day after the birthday (法释〔2006〕1号 第二条, the rule for criminal cases)."""
        if self.born_on is None:
            return None
        before = (on.month, on.day) <= (self.born_on.month, self.born_on.day)
        return on.year - self.born_on.year - before


def compact(text: str) -> str:
    """Half-width, upper case, without spaces, hyphens and invisible characters; a Cyrillic or Roman ten, or ×, becomes X."""
    body = _SEPARATORS.sub("", unicodedata.normalize("NFKC", text)).upper()
    return body.translate(str.maketrans("Х×✕╳", "XXXX"))


def credit_code(text: str) -> Warned:
    """统一社会信用代码. Never refuses: a wrong length, character or check character is a warning."""
    value = compact(text)
    if len(value) != 18:
        return Warned(value, (f"统一社会信用代码应为 18 位，这里是 {len(value)} 位，请核对。",))
    if not _CREDIT_SHAPE.fullmatch(value):
        return Warned(value, ("统一社会信用代码含有不会出现的字符（没有 I、O、S、V、Z），请核对。",))
    if not credit_code_holds(value):
        return Warned(value, ("统一社会信用代码的校验位对不上，请对照营业执照；确属登记如此的可以继续。",))
    return Warned(value)


def credit_code_holds(value: str) -> bool:
    """Whether an 18-character code is well formed and its check character is right."""
    return bool(_CREDIT_SHAPE.fullmatch(value)) and value[-1] == uscc.calc_check_digit(value[:-1])


def identity(text: str) -> Identity | None:
    """公民身份号码 of 18 or 15 digits, whatever its separators. None when it has another shape; a failed check stays readable."""
    value = compact(text)
    if not _IDENTITY_SHAPE.fullmatch(value):
        return None
    if len(value) == 15:
        seventeen = value[:6] + "19" + value[6:]
        value, holds = seventeen + identity_check_character(seventeen), True
    else:
        holds = value[-1] == identity_check_character(value[:17])
    try:
        born_on = date(int(value[6:10]), int(value[10:12]), int(value[12:14]))
    except ValueError:
        born_on = None
    return Identity(value, born_on, holds, "男" if int(value[16]) % 2 else "女")


def identity_check_character(seventeen: str) -> str:
    """GB 11643—1999: the eighteenth character for the first seventeen digits."""
    return str(ric.calc_check_digit(seventeen + "0"))


def identity_warnings(text: str, on: date) -> tuple[str, ...]:
    """What to say beside the field; empty when the number is consistent on that day."""
    found = identity(text)
    if found is None:
        return ("身份证号应为 18 位（末位可为 X）或 15 位，请核对。",)
    said = []
    if not found.checksum_holds:
        said.append("身份证号的校验位对不上，请对照证件核对。")
    if found.born_on is None or found.born_on > on:
        said.append("身份证号里的出生日期不存在，请对照证件核对。")
    return tuple(said)


def is_minor(text: str, on: date, adult_years: int) -> bool | None:
    """Whether the holder was under `adult_years` on that day; None when the number does not tell."""
    found = identity(text)
    age = found.age(on) if found else None
    return None if age is None else age < adult_years


def luhn_holds(digits: str) -> bool:
    """Bank card check digit (ISO/IEC 7812-1)."""
    return bool(luhn.is_valid(digits))
