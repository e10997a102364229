"""Areas to square metres: 平方米, 亩, 公顷 and their multiples.

1 公顷 = 10 000 m²; 15 亩 = 1 公顷 (国务院关于在我国统一实行法定计量单位的命令, 土地面积).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

_UNITS: dict[str, Decimal] = {
    "平方公里": Decimal(10**6),
    "平方千米": Decimal(10**6),
    "万平方米": Decimal(10**4),
    "万m2": Decimal(10**4),
    "公顷": Decimal(10**4),
    "平方米": Decimal(1),
    "平米": Decimal(1),
    "m2": Decimal(1),
    "万亩": Decimal(10**8) / 15,
    "亩": Decimal(10**4) / 15,
    "分地": Decimal(10**3) / 15,
}
_AREA = re.compile(r"(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s*(" + "|".join(_UNITS) + ")")


@dataclass(frozen=True, slots=True)
class Area:
    """One area found in text. `value_m2` in m²; `precision_m2` is half a unit of the last written digit, in m²."""

    value_m2: Decimal
    precision_m2: Decimal
    unit: str
    raw: str

    def agrees_with(self, other: Area) -> bool:
        """Whether both can be roundings of one area."""
        return abs(self.value_m2 - other.value_m2) <= self.precision_m2 + other.precision_m2


def areas(text: str) -> list[Area]:
    """Every area in a text, in order; `11元/平方米` is a price and is not an area."""
    found = []
    for match in _AREA.finditer(unicodedata.normalize("NFKC", text)):
        number = Decimal(match[1].replace(",", ""))
        exponent = number.as_tuple().exponent
        assert isinstance(exponent, int)
        scale = _UNITS[match[2]]
        found.append(Area(number * scale, Decimal(1).scaleb(exponent) * scale / 2, match[2], match.group()))
    return found


def parse_area(text: str) -> Decimal | None:
    """The area in m², the unit with the finest step winning. None when none is stated or two of them disagree."""
    found = areas(text)
    if not found or not all(found[0].agrees_with(other) for other in found[1:]):
        return None
    return min(found, key=lambda area: area.precision_m2).value_m2
