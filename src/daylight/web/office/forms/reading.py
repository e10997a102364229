"""Reading what officers type: 1122, 2026.11.22, 今天, +7工作日; 9:30; 12万. Pure: today is an argument."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation

from daylight.core.moment import BEIJING
from daylight.core.workcalendar import WorkCalendar

WORDS = {"今天": 0, "今日": 0, "昨天": -1, "昨日": -1, "前天": -2, "明天": 1, "明日": 1, "后天": 2}
_OFFSET = re.compile(r"([+-])(\d{1,4})(个?工作日|日|天)?")
_WHOLE = re.compile(r"(\d{4})(?:[-./年])(\d{1,2})(?:[-./月])(\d{1,2})日?")
_SHORT = re.compile(r"(\d{1,2})(?:[-./月])(\d{1,2})日?")
_TIME = re.compile(r"(.*?)[T\s]*(\d{1,2})(?:[:时点])(\d{1,2})?分?(?:[:]\d{2})?(?:\+08:?00)?$")
UNITS = {"万": 10_000, "亿": 100_000_000}


def plain(text: str) -> str:
    """Half-width, without outer spaces."""
    return unicodedata.normalize("NFKC", text).strip()


def read_day(text: str, today: date, calendar: WorkCalendar) -> date | None:
    """The day meant, or None when it cannot be read. A day without a year belongs to this year."""
    typed = plain(text)
    if typed in WORDS:
        return today + timedelta(days=WORDS[typed])
    if match := _OFFSET.fullmatch(typed):
        count = int(match[2]) * (1 if match[1] == "+" else -1)
        if match[3] and "工作" in match[3]:
            return calendar.add_workdays(today, count)
        return today + timedelta(days=count)
    if match := _WHOLE.fullmatch(typed):
        return _day(int(match[1]), int(match[2]), int(match[3]))
    if match := _SHORT.fullmatch(typed):
        return _day(today.year, int(match[1]), int(match[2]))
    if typed.isdigit() and len(typed) == 8:
        return _day(int(typed[:4]), int(typed[4:6]), int(typed[6:]))
    if typed.isdigit() and len(typed) == 4:
        return _day(today.year, int(typed[:2]), int(typed[2:]))
    return None


def read_moment(text: str, today: date, calendar: WorkCalendar) -> datetime | None:
    """Day and time in China; a time alone is of today, ``1122 0930`` counts too."""
    typed = plain(text)
    if match := re.fullmatch(r"(\S+)\s+(\d{2})(\d{2})", typed):
        typed = f"{match[1]} {match[2]}:{match[3]}"
    match = _TIME.fullmatch(typed)
    if match is None:
        return None
    day = read_day(match[1], today, calendar) if match[1] else today
    try:
        clock = time(int(match[2]), int(match[3] or 0))
    except ValueError:
        return None
    return datetime.combine(day, clock, BEIJING) if day else None


def read_number(text: str) -> Decimal | None:
    """A decimal with 万 or 亿, grouping commas, and a unit of money or area behind it."""
    typed = re.sub(r"[,\s¥￥]", "", plain(text))
    typed = re.sub(r"(元整|元|平方米|m2|㎡)$", "", typed)
    scale = 1
    if typed and typed[-1] in UNITS:
        scale, typed = UNITS[typed[-1]], typed[:-1]
    try:
        value = Decimal(typed)
    except InvalidOperation:
        return None
    return value * scale if value.is_finite() and abs(value) < Decimal(10) ** 15 else None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
