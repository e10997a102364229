"""法律数据的读取: lawpacks/<overlay>/**/*.toml, merged national -> province -> agency into one checked LawPack."""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings

from daylight.base.access.rights import RIGHTS
from daylight.base.workdays import queries as workdays
from daylight.core.definition import DefinitionError
from daylight.core.gates import CONDITIONS, PREDICATES
from daylight.core.lawdata import LawPack, Layer, NotInForce, assemble, calendar_of
from daylight.core.lawentry import LawError
from daylight.core.workcalendar import WorkCalendar

__all__ = ["OVERLAYS", "DefinitionError", "LawError", "LawPack", "NotInForce", "StandingLaw", "current", "load"]

OVERLAYS = ("cn", "sd", "haiyang")


def load(root: Path, overlays: Sequence[str] = OVERLAYS, rights: frozenset[str] | None = None) -> LawPack:
    """Read and check every file below `root`/overlay, in name order within an overlay.

    `rights`: also check that every move names a right of this table. Raises LawError or DefinitionError with the file,
    the line and the key in Chinese.
    """
    try:
        return assemble(_layers(root, overlays), predicates=frozenset(PREDICATES), conditions=CONDITIONS, rights=rights)
    except (LawError, DefinitionError) as error:
        raise type(error)(_with_line(str(error), root)) from error


class StandingLaw(LawPack):
    """The lawpack of an installation: its working calendar is that of the files with the entered notices over it.

    The notices are no part of `digest`: a case pins the law, and its dates follow the calendar.
    """

    def calendar(self) -> WorkCalendar:
        return self._counted()[0]

    def calendar_stamp(self) -> str:
        """Changes when the calendar does; a clock keeps the stamp it was counted with."""
        return self._counted()[1]

    def notice_of(self, year: int) -> list[list[str]]:
        """The days the notice of `year` names now, as [day, 休 | 班, name]; empty where it is missing."""
        table = workdays.entered().years.get(year) or self.notices.get(year, {})
        off = [[day.isoformat(), workdays.OFF, name] for name, days in table.get("off", {}).items() for day in days]
        return sorted([*off, *([day.isoformat(), workdays.WORK, ""] for day in table.get("work", ()))])

    def with_notice(self, year: int, table: Mapping[str, Any]) -> WorkCalendar:
        """The calendar as it would be. Raises ValueError for a day that one notice rests and another works."""
        return calendar_of({**self.notices, **workdays.entered().years, year: table})

    def _counted(self) -> tuple[WorkCalendar, str]:
        entered = workdays.entered()
        key = (self.digest, entered.version)
        if key not in _CALENDARS:
            made = calendar_of({**self.notices, **entered.years}) if entered.years else self.work_calendar
            # One calendar of each law in use: an older version is never asked for again.
            for old in [each for each in _CALENDARS if each[0] == self.digest]:
                _CALENDARS.pop(old, None)
            _CALENDARS[key] = (made, made.stamp())
        return _CALENDARS[key]


_CALENDARS: dict[tuple[str, int], tuple[WorkCalendar, str]] = {}


def current() -> StandingLaw:
    """The lawpack of this installation (settings.LAWPACKS_DIR, settings.LAWPACKS), read once."""
    return _cached(Path(settings.LAWPACKS_DIR), tuple(settings.LAWPACKS))


@lru_cache(maxsize=8)
def _cached(root: Path, overlays: tuple[str, ...]) -> StandingLaw:
    pack = load(root, overlays, frozenset(RIGHTS))
    return StandingLaw(**{each.name: getattr(pack, each.name) for each in fields(pack)})


_NAMED = re.compile(r"\[\[([\w.]+)\]\] ([\w.\-]+)")
_HEADER = re.compile(r"\s*\[\[\s*([\w.]+)\s*\]\]")
_KEY = re.compile(r"""\s*(?:id|code)\s*=\s*["']([^"']+)["']""")


def _with_line(message: str, root: Path) -> str:
    """The message with the line of the innermost table it names, so that an editor finds it at once."""
    file, colon, rest = message.partition("：")
    path = root / file
    if not colon or not path.is_file():
        return message
    line = _line_of([(kind.rsplit(".", 1)[-1], key) for kind, key in _NAMED.findall(rest)], path)
    return f"{file} 第 {line} 行：{rest}" if line else message


def _line_of(names: Sequence[tuple[str, str]], path: Path) -> int:
    """The line on which the last of the nested tables `names` (kind, key) begins; 0 when it is not found."""
    found, header, kind, waiting = 0, 0, "", list(names)
    for number, text in enumerate(path.read_text("utf-8").splitlines(), start=1):
        if head := _HEADER.match(text):
            header, kind = number, head[1].rsplit(".", 1)[-1]
        elif (key := _KEY.match(text)) and waiting and waiting[0] == (kind, key[1]):
            found = header
            waiting.pop(0)
    return found


def _layers(root: Path, overlays: Sequence[str]) -> Iterator[Layer]:
    for overlay in overlays:
        folder = root / overlay
        if not folder.is_dir():
            raise LawError(f"{overlay}：没有这个规则包目录，请核对 {root}")
        for path in sorted(folder.rglob("*.toml")):
            file = path.relative_to(root).as_posix()
            try:
                tables = tomllib.loads(path.read_text("utf-8"))
            except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
                raise LawError(f"{file}：不是有效的 TOML（{error}）") from error
            yield Layer(overlay, file, tables)
