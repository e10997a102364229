"""面积核对: an area larger than the county was mistyped, usually in the wrong unit."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from daylight.base import lawpack
from daylight.core.amounts import plain
from daylight.core.lawrecords import Parameter
from daylight.core.refusal import Refusal

SQUARE_KILOMETRE = Decimal(10) ** 6


def area_fault(area: Decimal | None, field: str, on: date, what: str = "面积") -> Refusal | None:
    """A refusal for an area (m²) above the county's; none where the lawpack does not say how large the county is."""
    known = [each for each in lawpack.current().versions(Parameter, "county_area_m2") if each.in_force(on)]
    if area is None or not known or area <= (limit := Decimal(str(known[0].value))):
        return None
    county = plain(limit / SQUARE_KILOMETRE)
    message = f"{what} {area:,f} 平方米大于全市面积（约 {county} 平方公里），请核对数字和单位（平方米）。"
    return Refusal("field.area", message, "", field)
