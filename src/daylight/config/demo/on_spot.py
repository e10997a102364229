"""Three decisions on the spot for the demonstration: cash brought to the bank, a refused signature, a fine still to pay."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from daylight.base import lawpack
from daylight.cases.acts import PartyInput
from daylight.config.demo.people import Troupe
from daylight.core.moment import local_date
from daylight.decisions.acts import (
    ClosingInput,
    archive_case,
    close_case,
    decide_on_spot,
    deposit_fine,
    hand_in_fine,
    report_on_spot,
)
from daylight.decisions.models import Decision
from daylight.decisions.onspot.typed import Collected, OnSpot

BANK = "演示银行海阳支行，演示路 1 号"


def decide_on_spots(troupe: Troupe, now: datetime) -> None:
    """All dated on working days before ``now``; the last one is of today's week and still open."""
    _cash(troupe, _workday(now, 12))
    _refused(troupe, _workday(now, 2))
    _to_pay(troupe, _workday(now, 1))


def _cash(troupe: Troupe, day: datetime) -> None:
    """Collected, handed in and deposited the next day, closed and archived."""
    decision = _decide(
        troupe, day, place="演示镇东坡村村南", detail="把基本农田保护牌 1 块移到路边", fine_yuan=Decimal(50),
        grade="t12_lighter", collected=Collected("small", "演示当场票据 0001"),
    )  # fmt: skip
    report_on_spot(decision, "已核对，同意备案。", actor=troupe.head, now=day + timedelta(hours=4))
    later = _workday(day + timedelta(days=4), 1)
    fresh = _fresh(decision)
    hand_in_fine(fresh, local_date(day), "演示辛", "", actor=troupe.officer, now=day + timedelta(hours=5))
    deposit_fine(_fresh(decision), local_date(later), BANK, "演示缴款凭证 0001", actor=troupe.officer, now=later)
    closing = ClosingInput(
        "performed", ["缴款凭证或者履行记录"], "罚款 50 元已当场收缴并缴付银行。", "没有应当移送的情形。", "同意结案。"
    )
    close_case(_fresh(decision).case, closing, actor=troupe.head, now=later + timedelta(hours=1))
    archive_case(_fresh(decision).case, actor=troupe.head, now=later + timedelta(hours=2))


def _refused(troupe: Troupe, day: datetime) -> None:
    """A warning to a company whose manager would not sign; waits for the head of the section."""
    party = PartyInput(name="演示沙石有限公司", kind="organisation", credit_code="91370687MA00000001")
    _decide(
        troupe, day, item_code="CF-C02", place="演示镇西山山顶三角点", detail="用堆土遮挡测量标石", party=party, warning=True,
        silent=False, statement="不知道那是测量标志。", adopted="no", review="标石上刻有明显字样，理由不成立。", signed=False,
        refusal_note="现场负责人看过决定书，表示要请示公司，不签收。", correction="立即清除堆土",
    )  # fmt: skip


def _to_pay(troupe: Troupe, day: datetime) -> None:
    """Fined, to be paid at the bank; on file."""
    decision = _decide(
        troupe, day, place="演示镇西坡村村东", detail="把基本农田保护牌 1 块拆下搬走", fine_yuan=Decimal(200),
        grade="t12_lighter", silent=False, statement="牌子挡住了浇地的路，愿意装回去。", adopted="partly",
        review="没有损坏标志并愿意恢复属实，按从轻阶次处罚。", payee=BANK,
    )  # fmt: skip
    report_on_spot(decision, "已核对，同意备案。", actor=troupe.head, now=day + timedelta(hours=3))


def _decide(troupe: Troupe, day: datetime, **said: Any) -> Decision:
    whole: dict[str, Any] = {
        "item_code": "CF-T12", "committed_on": local_date(day), "partner": troupe.partner,
        "party": PartyInput(name="演示村民", kind="person", address="演示村"), "shown_at": day - timedelta(minutes=15),
        "evidence": ["现场照片", "执法记录仪录像"], "certain": True, "told": True, "silent": True, "signed": True,
        "correction": "立即恢复原状", "demonstration_fields": ["facts", "party"],
    }  # fmt: skip
    return decide_on_spot(OnSpot(**{**whole, **said}), actor=troupe.officer, now=day)


def _fresh(decision: Decision) -> Decision:
    """As a new request reads it."""
    found: Decision = Decision.objects.select_related("case").get(pk=decision.pk)
    return found


def _workday(now: datetime, back: int) -> datetime:
    """Ten in the morning of the last working day at least ``back`` days before ``now``."""
    calendar = lawpack.current().calendar()
    day = (now - timedelta(days=back)).replace(hour=10, minute=0, second=0, microsecond=0)
    while not calendar.is_workday(day.date()):
        day -= timedelta(days=1)
    return day
