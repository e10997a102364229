"""送达、缴款 (处罚法第61、67条)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

from daylight.base import lawpack
from daylight.base.act import act
from daylight.base.journal.writing import record
from daylight.base.orgs.models import Person
from daylight.cases import clocks
from daylight.cases.models import Case
from daylight.cases.moving import definition_of, demand_turn, make_move
from daylight.core.courtchain import court_chain
from daylight.core.forcefacts import PaymentFacts
from daylight.core.moment import local_date
from daylight.core.refusal import Refusal, Refused
from daylight.decisions.composing import LAND_DEMOLITION, principal
from daylight.decisions.gathering import gather, papers
from daylight.decisions.holding import holding_of
from daylight.decisions.models import Decision, Payment, Service
from daylight.decisions.money_owed import unpaid
from daylight.decisions.receipts import ServiceInput, receipt_fields, service_facts, service_problems
from daylight.recording.papers import make_final

COURT = "D19"


@act("decisions.decision.served")
def serve_decision(decision: Decision, service: ServiceInput, *, actor: Person, now: datetime) -> Service:
    """Record the service with its receipt; D16 and D18 run from the day of receipt."""
    case = decision.case
    today = local_date(now)
    demand_turn(case, "serve_decision", actor)
    found = service_problems(service, today)
    if decision.decided_on and service.served_on < decision.decided_on:
        found.append(
            Refusal(
                "field.order",
                f"送达日期早于决定日期 {decision.decided_on}，请核对。",
                "行政处罚法第六十一条",
                "served_on",
            )
        )
    if found or decision.document is None:
        raise Refused(found or [Refusal("decision.unissued", "决定书还没有签发，请先签发。")])
    document = make_final(
        case, "service_receipt", receipt_fields(case, decision.document, service), actor=actor, now=now
    )
    facts = replace(gather(case, today, fields=decision.fields), service=service_facts(case, service, decides=True))
    make_move(
        case,
        "serve_decision",
        actor=actor,
        now=now,
        facts=facts,
        starts_on=service.served_on,
        papers=papers(case),
        holding=holding_of(case, facts, today),
    )
    _start_court_term(case, decision, service.served_on)
    row = Service.objects.create(
        case=case,
        paper=decision.document,
        decision=decision,
        served_on=service.served_on,
        method=service.method,
        receiver=service.receiver.strip(),
        relation=service.relation.strip(),
        place=service.place.strip(),
        servers=[p.name for p in service.servers],
        document=document,
    )
    record(
        "decisions.decision.served",
        agency=case.agency,
        actor=actor,
        now=now,
        subject=f"decision:{decision.uuid}",
        case_uuid=case.uuid,
        data={"served_on": service.served_on, "method": service.method, "receipt_sha256": document.pdf.sha256},
    )
    return row


def _start_court_term(case: Case, decision: Decision, served_on: date) -> None:
    """申请法院的三个月 (D19) runs from the later end of 复议 and 起诉, which is known once the decision is served."""
    if not any(COURT in move.stops for move in definition_of(case).moves):
        return
    kinds = {each["kind"] for each in decision.fields.get("penalties") or []}
    chain = court_chain(lawpack.current(), served_on, demolition=LAND_DEMOLITION in kinds)
    clocks.start(case, COURT, chain.remedies_end)


@act("decisions.payment.registered")
def register_payment(
    decision: Decision,
    paid_on: date,
    amount_yuan: Decimal,
    receipt_number: str,
    bank: str,
    *,
    actor: Person,
    now: datetime,
) -> Payment:
    """Register what the bank or the treasury reports (罚缴分离): one payment per 财政票据, never more than is owed."""
    case = decision.case
    demand_turn(case, "register_payment", actor)
    problems = []
    owed = unpaid(decision)
    if amount_yuan <= 0:
        problems.append(Refusal("field.number", "缴款金额应大于 0 元，请核对。", "", "amount_yuan"))
    elif amount_yuan > owed:
        problems.append(
            Refusal(
                "field.number",
                f"缴款金额超过尚欠的 {owed:,.2f} 元，请核对票据。",
                "行政处罚法第六十七条",
                "amount_yuan",
            )
        )
    if paid_on > local_date(now):
        problems.append(Refusal("field.future", "缴款日期不能晚于今天，请核对。", "", "paid_on"))
    if decision.decided_on and paid_on < decision.decided_on:
        problems.append(Refusal("field.order", f"缴款日期早于决定日期 {decision.decided_on}，请核对。", "", "paid_on"))
    if not receipt_number.strip():
        problems.append(
            Refusal(
                "G23", "请填写财政票据号；没有财政票据的，当事人有权拒绝缴纳。", "行政处罚法第七十条", "receipt_number"
            )
        )
    elif Payment.objects.filter(receipt_number=receipt_number.strip()).exists():
        problems.append(
            Refusal("payment.twice", f"票据 {receipt_number.strip()} 已经登记过，请核对票据号。", "", "receipt_number")
        )
    if not bank.strip():
        problems.append(Refusal("field.required", "请填写代收机构。", "行政处罚法第六十七条", "bank"))
    if problems:
        raise Refused(problems)
    make_final(
        case,
        "payment_record",
        {
            "paid_on": paid_on.isoformat(),
            "amount": format(amount_yuan, "f"),
            "payer": principal(case).name,
            "voucher": receipt_number.strip(),
            "bank": bank.strip(),
        },
        actor=actor,
        now=now,
    )
    paid = PaymentFacts(amount=amount_yuan, by="bank", receipt=receipt_number.strip())
    facts = replace(gather(case, local_date(now), fields=decision.fields), payments=(paid,))
    make_move(case, "register_payment", actor=actor, now=now, facts=facts, papers=papers(case))
    row = Payment.objects.create(
        decision=decision, paid_on=paid_on, amount_yuan=amount_yuan, receipt_number=receipt_number.strip()
    )
    if unpaid(decision) == 0:
        clocks.stop(case, "D16", local_date(now), "罚款已缴清")
    record(
        "decisions.payment.registered",
        agency=case.agency,
        actor=actor,
        now=now,
        subject=f"decision:{decision.uuid}",
        case_uuid=case.uuid,
        data={"paid_on": paid_on, "amount_yuan": amount_yuan, "receipt_number": row.receipt_number},
    )
    return row
