"""行政收费 SF01–SF04: only what is published, at its standard, relieved by a document that says so, refunded what was paid."""

import re
from decimal import ROUND_HALF_UP, Decimal

from daylight.core.amounts import plain
from daylight.core.facts import CaseFacts
from daylight.core.gates.verdict import Answer, Inquiry, answer, not_applicable
from daylight.core.lawrecords import FeeItem
from daylight.core.levyfacts import FeeFacts

CENT = Decimal("0.01")
# 许可法第五十八条: a fee for a permit stands on a law or an administrative regulation.
HIGH = frozenset({"法律", "行政法规"})
# A document is named by its title or its number.
NAMED = re.compile(r"《.+》|〔\d{4}〕")


def standard_of(fee: FeeFacts, ask: Inquiry) -> FeeItem | None:
    """The published standard the papers name, in force today."""
    return next((each for each in ask.pack.fee_items(ask.today) if each.name == fee.standard), None)


def fee_sum(item: FeeItem, quantity: Decimal) -> Decimal | None:
    """Quantity times rate in yuan; None while the rate was not published."""
    return None if item.rate is None else (quantity * item.rate).quantize(CENT, ROUND_HALF_UP)


def fee_published(facts: CaseFacts, ask: Inquiry) -> Answer:
    """SF01: the project is on the list, its standard is published, and it may be charged for this kind of matter."""
    fee = facts.fee
    if fee is None or not fee.standard:
        return not_applicable("还没有核定收费")
    item = standard_of(fee, ask)
    if item is None:
        message = f"“{fee.standard}”不在公布的收费项目和标准内，不能收取，请改选公布的标准。"
        return answer([ask.refusal(message, "standard")], "")
    refusals = []
    if item.project != fee.project:
        message = f"本案登记的收费项目是“{fee.project}”，所选的是“{item.project}”的标准，请改选。"
        refusals.append(ask.refusal(message, "standard"))
    if item.rate is None:
        message = f"“{item.name}”的标准没有公布（{item.note}），不能收取，请先由清单管理员录入标准和依据。"
        refusals.append(ask.refusal(message, "standard", item.cite))
    if fee.of_permit and item.level not in HIGH:
        message = f"“{item.name}”由{item.level}设定，实施许可不得收取，请办理不应当收费。"
        refusals.append(ask.refusal(message, "standard", "行政许可法第五十八条"))
    said = f"{plain(item.rate)} 元/{item.unit}" if item.rate is not None else ""
    return answer(refusals, f"{item.name}：{said}（{item.cite}）{item.doubt}")


def fee_computed(facts: CaseFacts, ask: Inquiry) -> Answer:
    """SF02: quantity times standard, and the notice says what was assessed."""
    fee = facts.fee
    item = standard_of(fee, ask) if fee and fee.standard else None
    if fee is None or item is None or item.rate is None:
        return not_applicable("还没有可以计算的标准")
    if fee.quantity is None or fee.quantity <= 0:
        return answer([ask.refusal("请填写数量，数量应大于 0。", "quantity")], "")
    lawful = fee_sum(item, fee.quantity)
    assert lawful is not None
    refusals = []
    if fee.fee != lawful:
        message = f"{plain(fee.quantity)}{item.unit}乘以每{item.unit} {plain(item.rate)} 元应为 {plain(lawful)} 元，请改为这个数额。"
        refusals.append(ask.refusal(message, "fee"))
    if fee.assessed is not None and fee.assessed != lawful:
        message = f"核定表的数额是 {plain(fee.assessed)} 元，与通知书不一致，请改为一致，或者退回重新核定。"
        refusals.append(ask.refusal(message, "quantity"))
    return answer(refusals, f"应缴 {plain(lawful)} 元")


def fee_relief_lawful(facts: CaseFacts, ask: Inquiry) -> Answer:
    """SF03: relief names the document it rests on and lowers the sum; no more is given back than came in."""
    fee, dues = facts.fee, facts.dues
    if fee is None or not (fee.basis or fee.refund is not None):
        return not_applicable("没有减免缓，也没有退费")
    refusals = []
    if fee.basis and not NAMED.search(fee.basis):
        message = "减、免、缓要有依据，请写明文件的名称或者文号；没有依据的不予减免缓。"
        refusals.append(ask.refusal(message, "basis"))
    if fee.reduced is not None and fee.fee is not None and fee.reduced >= fee.fee:
        message = f"减免后的数额应当低于原来的 {plain(fee.fee)} 元，请核对。"
        refusals.append(ask.refusal(message, "fee"))
    paid = dues.total if dues else Decimal(0)
    if fee.refund is not None and (fee.refund <= 0 or fee.refund > paid):
        message = f"已缴 {plain(paid)} 元，退还金额应大于 0、不超过已缴数额，请核对。"
        refusals.append(ask.refusal(message, "amount"))
    if fee.refunded is not None and fee.refunded != fee.refund:
        message = f"退费决定书写明退还 {plain(fee.refund or Decimal(0))} 元，退付金额与它不一致，请核对。"
        refusals.append(ask.refusal(message, "amount"))
    return answer(refusals, "依据和数额已核对")


def fee_overdue(facts: CaseFacts, ask: Inquiry) -> Answer:
    """SF04: nobody is pressed before the day he was given has passed."""
    until = facts.fee.deferred_until if facts.fee else None
    if until is None:
        return not_applicable("没有批准缓缴")
    if ask.today <= until:
        return answer([ask.refusal(f"已批准缓缴至 {until}，还没有到期，请期满以后再催缴。", "until_on")], "")
    return answer([], f"缓缴已于 {until} 到期")
