"""登记缴款 (处罚法第67、72条): what the bank or the treasury reports, the fine and its surcharge each on its own account."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

from daylight.base.act import act
from daylight.base.journal.writing import record
from daylight.base.orgs.models import Person
from daylight.cases import clocks
from daylight.cases.moving import demand_turn, make_move
from daylight.core.forcefacts import PaymentFacts
from daylight.core.moment import local_date
from daylight.core.refusal import Refusal, Refused
from daylight.decisions.composing import principal
from daylight.decisions.gathering import gather, papers
from daylight.decisions.models import Decision, Payment
from daylight.decisions.money_owed import unpaid
from daylight.decisions.penalty_facts import PAY
from daylight.decisions.standing import demand_standing
from daylight.decisions.surcharges import surcharge_left
from daylight.recording.papers import make_final

NOTHING = Decimal(0)


@act("decisions.payment.registered")
def register_payment(
    decision: Decision,
    paid_on: date,
    amount_yuan: Decimal,
    receipt_number: str,
    bank: str,
    surcharge_yuan: Decimal = NOTHING,
    *,
    actor: Person,
    now: datetime,
) -> Payment:
    """Register what the bank or the treasury reports (罚缴分离): one payment per 财政票据, never more than is owed.

    ``amount_yuan`` goes to the fine, ``surcharge_yuan`` to what was added by the day of payment; the receipt is their sum.
    """
    case = decision.case
    demand_turn(case, "register_payment", actor)
    demand_standing(decision)
    receipt, today = receipt_number.strip(), local_date(now)
    problems = _sums(decision, paid_on, amount_yuan, surcharge_yuan)
    if paid_on > today:
        problems.append(Refusal("field.future", "缴款日期不能晚于今天，请核对。", "", "paid_on"))
    if decision.decided_on and paid_on < decision.decided_on:
        problems.append(Refusal("field.order", f"缴款日期早于决定日期 {decision.decided_on}，请核对。", "", "paid_on"))
    if not receipt:
        message = "请填写财政票据号；没有财政票据的，当事人有权拒绝缴纳。"
        problems.append(Refusal("G23", message, "行政处罚法第七十条", "receipt_number"))
    elif Payment.objects.filter(receipt_number=receipt).exists():
        problems.append(Refusal("payment.twice", f"票据 {receipt} 已经登记过，请核对票据号。", "", "receipt_number"))
    if not bank.strip():
        problems.append(Refusal("field.required", "请填写代收机构。", "行政处罚法第六十七条", "bank"))
    if problems:
        raise Refused(problems)
    whole = amount_yuan + surcharge_yuan
    make_final(
        case,
        "payment_record",
        {
            "paid_on": paid_on.isoformat(),
            "amount": format(whole, "f"),
            **({"surcharge": format(surcharge_yuan, "f")} if surcharge_yuan else {}),
            "payer": principal(case).name,
            "voucher": receipt,
            "bank": bank.strip(),
        },
        actor=actor,
        now=now,
    )
    paid = PaymentFacts(amount=whole, by="bank", receipt=receipt)
    facts = replace(gather(case, today, fields=decision.fields), payments=(paid,))
    make_move(case, "register_payment", actor=actor, now=now, facts=facts, papers=papers(case))
    row = Payment.objects.create(
        decision=decision,
        paid_on=paid_on,
        amount_yuan=amount_yuan,
        surcharge_yuan=surcharge_yuan,
        receipt_number=receipt,
    )
    if unpaid(decision) == 0:
        clocks.stop(case, PAY, today, "罚款已缴清")
    said = {"paid_on": paid_on, "amount_yuan": amount_yuan, "receipt_number": row.receipt_number}
    record(
        "decisions.payment.registered",
        agency=case.agency,
        actor=actor,
        now=now,
        subject=f"decision:{decision.uuid}",
        case_uuid=case.uuid,
        data=said | ({"surcharge_yuan": surcharge_yuan} if surcharge_yuan else {}),
    )
    return row


def _sums(decision: Decision, paid_on: date, amount: Decimal, surcharge: Decimal) -> list[Refusal]:
    """Neither account may be overpaid: too much is a wrong receipt, or belongs to the other one."""
    owed, added = unpaid(decision), surcharge_left(decision, paid_on)
    if amount < 0 or surcharge < 0 or amount + surcharge <= 0:
        return [Refusal("field.number", "缴款金额应大于 0 元，请核对。", "", "amount_yuan")]
    found = []
    if amount > owed:
        hint = "其中的加处罚款请另填在“加处罚款”一栏。" if added else "请核对票据。"
        message = f"缴纳罚款的金额超过尚欠的 {owed:,.2f} 元，{hint}"
        found.append(Refusal("field.number", message, "行政处罚法第六十七条", "amount_yuan"))
    if surcharge > added:
        message = (
            f"至 {paid_on} 加处罚款尚欠 {added:,.2f} 元，登记的 {surcharge:,.2f} 元超过此数，请核对票据和缴款日期。"
        )
        found.append(Refusal("field.number", message, "行政处罚法第七十二条、第七十三条", "surcharge_yuan"))
    return found
