"""放假通知 as typed or imported: lines and rows → days, with a plain sentence for every row that cannot be used."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from daylight.core.deadlines import add_months
from daylight.core.workcalendar import ONE_DAY, SATURDAY

_DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?|(\d{4})(\d{2})(\d{2})")
_SPAN = re.compile(r"\s*(?:至|到|~|～|—+)\s*")
KINDS = {
    "休": True,
    "放假": True,
    "休息": True,
    "假": True,
    "班": False,
    "上班": False,
    "调休上班": False,
    "补班": False,
}
WEEKDAYS = "一二三四五六日"


@dataclass(frozen=True, slots=True)
class NamedDay:
    """One day a notice names: `off` a rest day, otherwise a weekend day that is worked."""

    day: date
    off: bool
    name: str

    @property
    def kind(self) -> str:
        return "休" if self.off else "班"


@dataclass(frozen=True, slots=True)
class Row:
    """One row as written: `number` its line in the file or the field."""

    number: int
    day: str
    kind: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class RowFault:
    number: int
    message: str

    def __str__(self) -> str:
        return f"第 {self.number} 行：{self.message}"


def rows_of(text: str) -> tuple[Row, ...]:
    """Lines as people write them: `2027-02-05至2027-02-11 休 春节`; empty lines and lines after # are passed over."""
    found = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        # A span may be written with spaces around its sign.
        day, kind, name, *_ = [*re.split(r"[\s,，;；\t]+", _SPAN.sub("至", line.strip()), maxsplit=2), "", "", ""]
        found.append(Row(number, day, kind, name.strip()))
    return tuple(found)


def text_of(days: Iterable[NamedDay]) -> str:
    """The days as lines for the field, a span of one holiday on one line; `rows_of` reads them again."""
    spans: list[tuple[date, date, NamedDay]] = []
    for each in sorted(days, key=lambda one: one.day):
        last = spans[-1] if spans else None
        if last and (last[2].off, last[2].name) == (each.off, each.name) and last[1] + ONE_DAY == each.day:
            spans[-1] = (last[0], each.day, each)
        else:
            spans.append((each.day, each.day, each))
    return "\n".join(f"{a if a == b else f'{a}至{b}'} {each.kind} {each.name}".rstrip() for a, b, each in spans)


def read_notice(rows: Sequence[Row], year: int) -> tuple[tuple[NamedDay, ...], tuple[RowFault, ...]]:
    """The days of the notice of `year` and what is wrong, row by row. Good rows are kept beside the faulty ones."""
    found: dict[date, NamedDay] = {}
    faults: list[RowFault] = []
    for row in rows:
        try:
            for each in _read(row, year):
                if each.day in found:
                    raise ValueError(f"{each.day} 已在前面列过，请只保留一行")
                found[each.day] = each
        except ValueError as fault:
            faults.append(RowFault(row.number, f"{fault}。"))
    return tuple(found[day] for day in sorted(found)), tuple(faults)


def _read(row: Row, year: int) -> Iterator[NamedDay]:
    if row.kind.strip() not in KINDS:
        raise ValueError(f"类型“{row.kind.strip() or '空'}”看不懂，请写“休”（放假）或者“班”（调休上班）")
    off, name = KINDS[row.kind.strip()], row.name.strip()
    if off and not name:
        raise ValueError("放假的日子请写节日名称，例如 春节")
    first, last = _span(row.day)
    # A notice names days of its own year and, around New Year, of the neighbours.
    for day in (first, last):
        if day.year != year and not ((day.year, day.month) == (year - 1, 12) or (day.year, day.month) == (year + 1, 1)):
            raise ValueError(f"{day} 不属于 {year} 年的放假通知，请核对年度")
    while first <= last:
        if not off and first.weekday() < SATURDAY:
            raise ValueError(f"{first} 是星期{WEEKDAYS[first.weekday()]}，本来就上班，请删去或者改正日期")
        yield NamedDay(first, off, name)
        first += ONE_DAY


def _span(text: str) -> tuple[date, date]:
    ends = [_day(each) for each in _SPAN.split(text.strip(), maxsplit=1)]
    first, last = ends[0], ends[-1]
    if last < first:
        raise ValueError(f"“{text.strip()}”的结束日期早于开始日期，请核对")
    if last >= add_months(first, 1):
        raise ValueError(f"“{text.strip()}”超过一个月，请核对")
    return first, last


def _day(text: str) -> date:
    found = _DAY.fullmatch(text.strip())
    try:
        if found:
            return date(*(int(part) for part in found.groups() if part))
    except ValueError:
        found = None
    raise ValueError(f"看不懂日期“{text.strip()}”，请写成 2027-01-01")
