"""The sample cases: eight published records replayed, and fictitious ones standing at every step of the procedure."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from daylight.config.demo.tale import Tale
from daylight.config.environment import ROOT

LEGACY = ROOT / "demo" / "legacy" / "penalty_decisions.yaml"

# Published records with enough facts to walk: key → (act ended on, land class and conformity as far as shown, basis).
# The old law applies (从旧兼从轻): rates up to 30 yuan/m².
OLD_BASIS = ("《土地管理法》（2004年修正）第七十六条", "《土地管理法实施条例》（2014年修订）第四十二条")
REPLAYED: dict[str, dict[str, Any]] = {
    "PS002": {"ended": date(2014, 12, 31)},
    "PS008": {"ended": date(2011, 12, 31)},
    "PS012": {"ended": date(2007, 12, 31)},
    "PS013": {"ended": date(2020, 12, 31)},
    "PS014": {"ended": date(2021, 8, 31)},
    "PS015": {"ended": date(2015, 8, 31)},
    "PS031": {"ended": date(2016, 12, 31)},
    "PS032": {"ended": date(2019, 12, 31)},
    "PS041": {"ended": date(2015, 12, 31)},
}
KINDS = {
    "责令退还土地": ("return_land", "责令退还非法占用的土地"),
    "限期拆除": ("demolish", "限期拆除在非法占用的土地上新建的建筑物和其他设施，恢复土地原状"),
    "没收建筑物": ("confiscate_buildings", "没收在非法占用的土地上新建的建筑物和其他设施"),
}
# What no replayed source shows and the demonstration supplies; the public page marks each as 演示.
INVENTED = ("办案机关", "文号", "承办人员", "告知和送达日期", "决定日期", "裁量理由", "缴款")


def records() -> list[dict[str, Any]]:
    """The published records of ``demo/legacy``."""
    loaded: list[dict[str, Any]] = yaml.safe_load(Path(LEGACY).read_text("utf-8"))
    return loaded


def replayed() -> list[Tale]:
    """Tales from published records; party, land, penalties and rate as published."""
    by_key = {r["id"]: r for r in records()}
    return [_tale(by_key[key], extra) for key, extra in REPLAYED.items()]


def _tale(record: dict[str, Any], extra: dict[str, Any]) -> Tale:
    fine = next((p for p in record["penalties"] if p["kind"] == "罚款"), None)
    rate = Decimal(str(fine["rate_yuan_per_m2"])) if fine else None
    if fine and rate is None:
        raise ValueError(f"{record['id']} 没有单价，不能重放")
    place = record.get("place") or "地点未载明"
    person = record["party_type"] == "自然人"
    return Tale(
        party=record["party"],
        party_kind="person" if person else "organisation",
        credit_code=record.get("party_id", ""),
        address="演示住址" if person else "演示住所",
        source="移送",
        place=place,
        area_m2=Decimal(str(record["area_m2"])).quantize(Decimal("0.01")),
        land_class=record.get("land_use") or "来源未载明",
        plan_conform=record.get("plan_conform") or "不符合",
        act_ended_on=extra["ended"],
        continuing=True,
        facts=f"经查，{record['party']}{record['violation']}，占用{place}土地 {record['area_m2']} 平方米。",
        violates="《土地管理法》第四十四条",
        basis=OLD_BASIS,
        grade=_grade(rate),
        rate=rate,
        penalties=tuple(KINDS[p["kind"]] for p in record["penalties"] if p["kind"] in KINDS),
        discretion_reason="按来源记录载明的单价重放；裁量阶次和理由为演示。",
        invented=INVENTED,
        record={k: record.get(k) for k in ("id", "agency", "doc_no", "source", "year")},
    )


def _grade(rate: Decimal | None) -> str:
    if rate is None or rate <= 10:
        return "t04_lighter"
    return "t04_ordinary" if rate <= 20 else "t04_heavier"


def standing(today: date) -> list[tuple[Tale, str]]:
    """Fictitious cases and the step each stands at, so that every account finds work on its first screen."""

    def tale(name: str, area: str, **more: Any) -> Tale:
        return Tale(
            party=name,
            area_m2=Decimal(area),
            act_ended_on=date(today.year, 1, 15) if today.month > 6 else date(today.year - 1, 6, 30),
            address="海阳市演示路",
            place="海阳市演示镇演示村",
            **more,
        )

    return [
        (tale("演示养殖有限公司", "420.00"), "register"),
        (tale("演示物流有限公司", "1180.50"), "request"),
        (tale("演示石材有限公司", "760.00", witnesses=("演示证人子",), unfilmed_seconds=40), "investigate"),
        (tale("演示仓储有限公司", "905.30", unfilmed_seconds=40), "notice"),
        (tale("演示食品有限公司", "812.60", rate=Decimal("300"), grade="t04_ordinary"), "fill"),
        (tale("演示农机有限公司", "350.00"), "send"),
        (tale("演示园艺有限公司", "515.00"), "assign"),
        (tale("演示建筑有限公司", "1320.00"), "pass"),
        (tale("演示五金有限公司", "268.00"), "approve"),
        (tale("演示包装有限公司", "433.00"), "issue"),
        (tale("演示木业有限公司", "699.90"), "serve"),
        (tale("演示电器有限公司", "540.00"), "pay"),
    ]
