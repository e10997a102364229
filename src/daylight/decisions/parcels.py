"""地块面积: the parcels the case's own act is fined by are those the file says were taken; a smaller sum lowers the
statutory range itself, which no gate on the range could see (行政处罚法第四十条: the facts are established first)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from daylight.cases.models import Case
from daylight.core.refusal import Refusal
from daylight.decisions.charging import charges_of

CITE = "行政处罚法第四十条"
# m²: what two roundings to 0.01 m² may differ.
ROUNDING = Decimal("0.01")


def area_fault(case: Case, fields: Mapping[str, Any]) -> Refusal | None:
    """Parcels that do not add up to the recorded area, with no reason written; None where nothing is compared."""
    mine = [part for each in charges_of(case, fields) if not each.key for part in each.parts]
    areas = [part.quantity for part in mine if part.kind == "rate_area"]
    if case.area_m2 is None or not areas or str(fields.get("deviation_reason") or "").strip():
        return None
    whole = sum(areas, Decimal(0))
    if abs(whole - case.area_m2) <= ROUNDING:
        return None
    message = (
        f"罚款计算的地块面积合计 {whole:,.2f} 平方米，与本案登记的面积 {case.area_m2:,.2f} 平方米不一致；"
        "请改正地块面积，或者在案件信息中更正面积；确有原因的，在“偏离裁量阶次的理由”中写明。"
    )
    return Refusal("G12", message, CITE, "parts")
