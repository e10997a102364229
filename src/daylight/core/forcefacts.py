"""案情之强制与执行: force, service, urging, collecting money, as plain values for the gates."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceFacts:
    """送达 about to be made. `method`: direct | leaving | post | entrusted | notice | electronic.

    `confirmed_on` the day the party signed the 送达地址确认书 agreeing to electronic service; `online_remedy` the address at
    which a review may be asked for online, wanted when the paper `decides` (a notice opens no review).
    """

    method: str
    sent_on: date
    confirmed_on: date | None = None
    online_remedy: str = ""
    decides: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class ForceFacts:
    """行政强制措施. `power` a coercive power id; `government_order` the paper by which the government ordered it.

    `urgent`: carried out first, approved afterwards; `released_at` when it was ended for want of approval. `registered`
    the name of the matter the case was registered under, `ending` the 办结情形 chosen.
    """

    power: str
    on: date
    entrusted: bool = False
    government_order: str = ""
    approved_at: datetime | None = None
    urgent: bool = False
    carried_out_at: datetime | None = None
    released_at: datetime | None = None
    list_delivered: bool = False
    registered: str = ""
    ending: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExecutionFacts:
    """行政强制执行 carried out or planned, with the emergency that excuses night and holidays ("" none)."""

    started_at: datetime
    ended_at: datetime | None = None
    emergency: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CourtFacts:
    """申请法院强制执行. `urged_on` the day the 催告书 was served; `deferred_until` the end of a deferral or instalments;
    `remedies_pending` a review or a suit runs; `demolition` 土地管理法 第八十三条 applies; `perform_by` the last day to perform,
    a deferral included; `overturned` a review or a court has set the decision aside."""

    urged_on: date | None = None
    performed: bool = False
    decision_served_on: date | None = None
    demolition: bool = False
    deferred_until: date | None = None
    remedies_pending: bool = False
    perform_by: date | None = None
    overturned: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentFacts:
    """收缴罚款. `by`: bank | officer. `ground` why an officer takes money: small | hard_later | remote; `summary` the fine
    was imposed on the spot; `asked_by_party` the party proposed it; `receipt` the number of the fiscal receipt."""

    amount: Decimal
    by: str = "bank"
    ground: str = ""
    summary: bool = False
    asked_by_party: bool = False
    receipt: str = ""
