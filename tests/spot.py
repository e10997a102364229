"""What an officer types on the spot, for tests: ``typed(cast, now, fine_yuan=…)`` is proper unless changed."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from daylight.cases.acts import PartyInput
from daylight.core.moment import local_date
from daylight.decisions.onspot.typed import Collected, OnSpot
from tests.cast import Cast
from tests.listing import publish_demo_lists

FARMER = PartyInput(name="演示王某", kind="person", address="演示村")
COMPANY = PartyInput(name="演示建材有限公司", kind="organisation", credit_code="91370687MA00000000")


def listed(cast: Cast, now: datetime) -> None:
    """The demonstration lists, published and in force since the year's start."""
    publish_demo_lists(cast, now - timedelta(days=1), local_date(now).replace(month=1, day=1))


def typed(cast: Cast, now: datetime, **changes: Any) -> OnSpot:
    """A fine of 100 yuan on a farmer who moved a sign of the protected farmland, to be paid at the bank."""
    said: dict[str, Any] = {
        "item_code": "CF-T12", "committed_on": local_date(now), "place": "演示镇西坡村村东", "party": FARMER,
        "partner": cast.partner, "shown_at": now - timedelta(minutes=10), "detail": "把基本农田保护牌 1 块移到路边",
        "evidence": ["现场照片", "当事人陈述"], "fine_yuan": Decimal(100), "grade": "t12_lighter", "certain": True,
        "told": True, "silent": True, "signed": True, "payee": "演示银行海阳支行，演示路 1 号",
        "correction": "立即把保护牌恢复原位",
    }  # fmt: skip
    return OnSpot(**{**said, **changes})


def cash(**changes: Any) -> Collected:
    """当场收缴 of a small fine."""
    return Collected(**{"ground": "small", "receipt_number": "演示票据 0001", **changes})
