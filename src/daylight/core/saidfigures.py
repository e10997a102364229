"""文字与数额: whether the free text of a line names another sum or another area than the line itself."""

import re
from decimal import Decimal

from daylight.core.amounts import plain
from daylight.core.area import Area, areas
from daylight.core.money import amounts

# 每平方米 150 元: a price before its sum. 150元/平方米 is known to core.money.
_PRICE = re.compile(r"每(?:平方米|平米|亩|公顷|吨|立方米|日|天|月|年)\s*[\d.,，]+\s*(?:万元|元)")


def sum_doubt(text: str, amount: Decimal | None) -> str:
    """A sentence when `text` names sums of money and none of them is `amount` (yuan), or its capitals say another; or empty.

    Unit prices (150元/平方米) are not sums. Without `amount` only figures and capitals are held against each other.
    """
    found = amounts(_PRICE.sub("", text))
    figures = {each.value for each in found if each.form != "capitals"}
    capitals = {each.value for each in found if each.form == "capitals"}
    known = figures | ({amount} if amount is not None else set())
    strange = next((each for each in found if each.form == "capitals" and known and each.value not in known), None)
    if strange is not None:
        return f"文字中的大写“{strange.raw}”与数字金额不一致"
    if amount is not None and found and amount not in figures | capitals:
        return f"文字中写的是“{'、'.join(each.raw for each in found)}”，金额一栏是 {plain(amount)} 元"
    return ""


def area_doubt(text: str, area: Decimal | None) -> str:
    """A sentence when `text` names areas and none can be a rounding of `area` (m²); or empty."""
    found = areas(text)
    if area is None or not found:
        return ""
    said = Area(area, Decimal(0), "平方米", "")
    if any(each.agrees_with(said) for each in found):
        return ""
    return f"文字中写的是“{found[0].raw}”，面积一栏是 {plain(area)} 平方米"
