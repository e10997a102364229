"""What a sample case is about; everything a storyteller needs to walk it through the acts."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Tale:
    """One sample case. Areas in m², rates in yuan/m². ``invented``: what the source did not show, marked 演示."""

    party: str
    party_kind: str = "organisation"
    credit_code: str = ""
    address: str = "演示地址"
    item_code: str = "CF-T04"
    source: str = "巡查"
    place: str = "海阳市演示镇演示村"
    area_m2: Decimal = Decimal("640.00")
    farmland_m2: Decimal | None = None
    land_class: str = "农村道路"
    plan_conform: str = "不符合"
    act_ended_on: date | None = None
    continuing: bool = False
    facts: str = ""
    violates: str = "《土地管理法》第四十四条第一款"
    basis: tuple[str, ...] = ("《土地管理法》第七十七条第一款", "《土地管理法实施条例》第五十七条第一款")
    grade: str = "t04_lighter"
    rate: Decimal | None = Decimal("150")
    penalties: tuple[tuple[str, str], ...] = (
        ("return_land", "责令退还非法占用的土地"),
        ("demolish", "限期拆除在非法占用的土地上新建的建筑物和其他设施，恢复土地原状"),
    )
    discretion_reason: str = "当事人主动停止建设并配合调查，占用面积较小，危害后果轻微。"
    id_number: str = ""
    witnesses: tuple[str, ...] = ()
    # The visit was filmed so much too short: its timeline shows the gap.
    unfilmed_seconds: int = 0
    invented: tuple[str, ...] = ()
    record: dict[str, Any] | None = field(default=None, hash=False)

    @property
    def fine(self) -> Decimal:
        """Area × rate, yuan; 0 without a rate."""
        return (self.area_m2 * self.rate).quantize(Decimal("0.01")) if self.rate else Decimal("0.00")

    @property
    def story(self) -> str:
        """违法事实 in one sentence, unless the tale brings its own."""
        return self.facts or (
            f"经查，{self.party}未经批准占用{self.place}土地 {self.area_m2} 平方米建设，"
            f"土地利用现状为{self.land_class}，{self.plan_conform}土地利用总体规划。"
        )
