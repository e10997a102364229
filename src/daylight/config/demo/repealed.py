"""法规废止, as the demonstration shows it: a matter whose law ended, no new case under it, and one begun while it stood.

The law is a real one of the lawpack: 山东省实施《矿产资源法》办法, of which no version is in force since 2025-07-01.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from daylight.config.demo.people import Troupe
from daylight.config.demo.story import Story
from daylight.config.demo.tale import Tale
from daylight.core.moment import BEIJING

CODE = "CF-K02J"
BASIS = ("山东省实施《矿产资源法》办法第三十一条", "山东省实施《矿产资源法》办法第三十二条")
ENDED_ON = date(2025, 7, 1)
# The row as it stood on the list while its law was in force; nobody has struck it off since.
ROW: dict[str, Any] = {
    "category": "行政处罚",
    "item": "未取得采矿许可证开采矿产资源或者超越批准的矿区范围的处罚",
    "legal_basis": list(BASIS),
    "handling_section": "执法大队",
    "time_limit": "自立案之日起90日内作出决定",
    "discretion": "《行政处罚裁量基准》（山东省基准依据待核）",
    "penalties": ["没收违法所得", "罚款"],
    "procedures": ["penalty_ordinary"],
    "note": "演示：所依据的办法已于2025年7月1日停止适用，留在清单上供查看依据失效的提示",
}


def walk_repealed(troupe: Troupe, now: datetime) -> None:
    """A case registered three weeks before its law ended and never opened: it is listed, and may no longer be opened."""
    began = datetime.combine(ENDED_ON - timedelta(days=21), time(9, 0), BEIJING)
    tale = Tale(
        item_code=CODE,
        party="演示石料有限公司",
        source="群众举报",
        place="海阳市演示镇演示西山",
        land_class="采矿用地",
        act_ended_on=began.date() - timedelta(days=10),
        violates="《矿产资源法》（2009年修正）第三条第三款",
        basis=BASIS,
        grade="",
        rate=None,
        penalties=(("confiscate_income", "没收违法所得"),),
    )
    Story(troupe, tale, began).to("request")
