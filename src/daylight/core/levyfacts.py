"""案情之征收与收费: idle land and what is decided about it, and what is owed and paid. Plain values for the gates."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

# 动工情况 and 处置方式 as the templates name them: field values are the interface (ADR 0010).
NOT_STARTED = "未动工开发"
STOPPED = "已动工开发，中止开发建设"
HOLDER = "国有建设用地使用权人的原因"
EXTENSION = "延长动工开发期限"
TEMPORARY = "安排临时使用"
UNTOLD = "有抵押权，尚未书面通知抵押权人"
FISCAL = frozenset({"财政统一票据", "经批准的专用票据"})


@dataclass(frozen=True, slots=True, kw_only=True)
class LevyFacts:
    """闲置土地 from determination to decision. Areas in m², money in yuan.

    `due_on` the agreed or ordered day to begin; `stopped_on` since when building stands still. `outcome`: levy | reclaim |
    "" (not drafted), `price_said` the price its draft names. `proposed` the outcome and fee of the 听证告知书; `told` it was
    served; `asked` a hearing was asked for and not withdrawn; `heard` it was held. `approved_for` the 批准事项 of the
    government's paper.
    """

    state: str = ""
    due_on: date | None = None
    stopped_on: date | None = None
    built_m2: Decimal | None = None
    total_m2: Decimal | None = None
    invested: Decimal | None = None
    investment: Decimal | None = None
    cause: str = ""
    price: Decimal | None = None
    outcome: str = ""
    fee: Decimal | None = None
    price_said: Decimal | None = None
    proposed: str = ""
    proposed_fee: Decimal | None = None
    told: bool = False
    asked: bool = False
    heard: bool = False
    approved_for: str = ""
    approval_number: str = ""
    approved_on: date | None = None
    way: str = ""
    from_on: date | None = None
    until_on: date | None = None
    mortgage: str = ""

    @property
    def by_government(self) -> bool:
        """闲置 by the doing of a government, or by force majeure, which the law treats alike (第八条)."""
        return bool(self.cause) and self.cause != HOLDER


@dataclass(frozen=True, slots=True, kw_only=True)
class DuePaid:
    """One payment in. `receipt_kind` as the form names it."""

    amount: Decimal
    receipt_kind: str
    receipt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DuesFacts:
    """应缴与已缴 in yuan; `due` None while nothing was decided. `said`: what is owed, as people call it."""

    due: Decimal | None
    paid: tuple[DuePaid, ...] = ()
    said: str = "应缴数额"

    @property
    def total(self) -> Decimal:
        return sum((each.amount for each in self.paid), Decimal(0))

    @property
    def settled(self) -> bool:
        return self.due is not None and self.total >= self.due


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeFacts:
    """行政收费. `standard` the name of the published standard, `project` the matter of the list the case was registered
    for; `of_permit` the case followed from a permit. `assessed` the sum of the 核定表, `fee` that of the notice (or of the
    assessment before there is one). `basis` of the last relief, `reduced` the sum it leaves. `refund` granted, `refunded`
    paid back.
    """

    project: str
    standard: str = ""
    quantity: Decimal | None = None
    fee: Decimal | None = None
    assessed: Decimal | None = None
    of_permit: bool = False
    basis: str = ""
    reduced: Decimal | None = None
    deferred_until: date | None = None
    refund: Decimal | None = None
    refunded: Decimal | None = None
