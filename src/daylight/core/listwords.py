"""清单里的编码怎样对读者说: codes of procedures, recordings and regions by their titles, and which columns say nothing.

Pages and prints use these words; JSON, CSV and spreadsheets keep the codes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeGuard

from daylight.core.lawdata import LawPack
from daylight.core.lawentry import Rule
from daylight.core.lawrecords import Deadline, RecordingStep

# Step numbers and rule numbers tie a row to a definition; the row says in words what they stand for.
SILENT = frozenset({"steps", "law_item"})
TITLES = {"recording": "记录种类", "clock": "法定期限"}
# What a row is called where its own code is a bare English key, fullest first.
CALLED = ("violation", "grade", "element")
_KEY = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True, slots=True)
class ListWords:
    """``names``: column → code → title; ``region`` the GB/T 2260 code of the agency and ``region_name`` its full name."""

    names: Mapping[str, Mapping[str, str]]
    region: str
    region_name: str

    def said(self, column: str, value: Any) -> Any:
        """The value of a cell as people read it: a text stays a text, a list a list without doubles."""
        if isinstance(value, list):
            return list(dict.fromkeys(self._one(column, str(each), value) for each in value))
        return self._one(column, value, ()) if isinstance(value, str) else value

    def _one(self, column: str, text: str, beside: Iterable[Any]) -> str:
        if column == "areas" and text == self.region:
            # 370687 and 海阳市 on one line name one place.
            return next((str(n) for n in beside if n and self.region_name.endswith(str(n))), self.region_name)
        return self.names.get(column, {}).get(text, text)


def list_words(pack: LawPack, on: date) -> ListWords:
    """The titles of ``pack``; of a code with several versions the newest."""
    recordings = {key: found[-1].name for key, found in pack.rules["recording_step"].items() if _named(found[-1])}
    clocks = {key: found[-1].name for key, found in pack.rules["deadline"].items() if _named(found[-1])}
    procedures = {key: found[-1].name for key, found in pack.procedures.items() if found}
    agency = pack.agency(on)
    return ListWords(
        {"procedures": procedures, "recording": recordings, "clock": clocks}, agency.region, agency.region_name
    )


def _named(rule: Rule) -> TypeGuard[RecordingStep | Deadline]:
    return isinstance(rule, RecordingStep | Deadline)


def bare(code: str) -> bool:
    """Whether a code is an English key that tells a reader nothing: t04_lighter, subject; CF-T04 is a number to cite."""
    return bool(_KEY.fullmatch(code))


def called(row: Mapping[str, Any]) -> str:
    """What a row with a bare code is called: 非法占用土地，从轻."""
    return "，".join(str(row[name]) for name in CALLED if row.get(name))


def silent(column: str, values: Iterable[Any]) -> bool:
    """Whether a table for readers does without this column."""
    filled = [str(each) for each in values if each not in (None, "", [])]
    return column in SILENT or (column == "code" and bool(filled) and all(bare(each) for each in filled))
