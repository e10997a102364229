"""After a decision on the spot: 报机关备案 (处罚法第52条第3款), 罚款交至机关, 机关缴付银行 (第71条)."""

from __future__ import annotations

from datetime import date, datetime

from daylight.base.act import act
from daylight.base.journal.writing import record
from daylight.base.orgs.models import Person
from daylight.cases import clocks
from daylight.cases.moving import demand_turn, make_move
from daylight.core.moment import local_date
from daylight.core.refusal import Refusal, Refused, refuse
from daylight.decisions.composing import penalty_lines, principal
from daylight.decisions.gathering import papers
from daylight.decisions.models import Decision, SpotCollection
from daylight.decisions.onspot.collecting import LIMIT, TO_BANK, deposit_by, hand_in_by
from daylight.decisions.onspot.wording import GROUNDS, people_lines
from daylight.recording.papers import make_final

CITE = "行政处罚法第七十一条"


@act("decisions.spot.reported")
def report_on_spot(decision: Decision, opinion: str, *, actor: Person, now: datetime) -> Decision:
    """登记备案 by the head of the section: he has read it and says so."""
    case = decision.case
    demand_turn(case, "report_on_spot", actor)
    if not opinion.strip():
        raise refuse("field.required", "请填写备案意见。", "行政处罚法第五十二条第三款", "opinion")
    people = [each.person for each in case.handlers.select_related("person")]
    taken = getattr(decision, "collection", None)
    document = make_final(
        case,
        "spot_report",
        {
            "decision": decision.number,
            "party": principal(case).name,
            "matter": case.item_name,
            "content": penalty_lines(decision.fields["penalties"]),
            "decided_on": decision.decided_on.isoformat() if decision.decided_on else "",
            "officers": people_lines(people),
            "collection": _how_paid(decision, taken),
            "reported_on": local_date(now).isoformat(),
            "received_by": people_lines([actor])[0],
            "opinion": opinion.strip(),
        },
        actor=actor,
        now=now,
    )
    make_move(case, "report_on_spot", actor=actor, now=now, facts=None, papers=papers(case))
    record(
        "decisions.spot.reported",
        agency=case.agency,
        actor=actor,
        now=now,
        subject=f"decision:{decision.uuid}",
        case_uuid=case.uuid,
        data={"number": decision.number, "record_sha256": document.pdf.sha256},
    )
    return decision


def _how_paid(decision: Decision, taken: SpotCollection | None) -> str:
    if not decision.fields["fine_yuan"]:
        return "没有罚款"
    return f"当场收缴：{GROUNDS[taken.ground]}" if taken else "到银行缴纳"


@act("decisions.spot.handed_in")
def hand_in_fine(
    decision: Decision, handed_in_on: date, received_by: str, late_reason: str, *, actor: Person, now: datetime
) -> SpotCollection:
    """罚款交至机关: ends the officers' two working days (D17) and starts the agency's own. Late is recorded with why."""
    case = decision.case
    demand_turn(case, "hand_in_fine", actor)
    taken: SpotCollection = decision.collection
    collected_on = local_date(taken.collected_at)
    due = hand_in_by(collected_on)
    problems = _day_problems(handed_in_on, collected_on, "收缴", local_date(now), "handed_in_on")
    if not received_by.strip():
        problems.append(Refusal("field.required", "请填写机关的收款人。", CITE, "received_by"))
    if handed_in_on > due and not late_reason.strip():
        message = f"收缴的罚款应当在 {due} 前交至机关，已经超过，请写明原因。"
        problems.append(Refusal("D17", message, CITE, "late_reason"))
    if problems:
        raise Refused(problems)
    people = [each.person for each in case.handlers.select_related("person")]
    make_final(
        case,
        "fine_handover",
        {
            "decision": decision.number,
            "amount": format(taken.amount_yuan, "f"),
            "receipt_number": taken.receipt_number,
            "collected_on": collected_on.isoformat(),
            "handed_in_on": handed_in_on.isoformat(),
            "hand_in_by": due.isoformat(),
            "late": late_reason.strip(),
            "officers": people_lines(people),
            "received_by": received_by.strip(),
            "deposit_by": deposit_by(handed_in_on).isoformat(),
        },
        actor=actor,
        now=now,
    )
    make_move(case, "hand_in_fine", actor=actor, now=now, facts=None, papers=papers(case))
    taken.handed_in_on = handed_in_on
    taken.received_by = received_by.strip()
    taken.save(update_fields=["handed_in_on", "received_by"])
    clocks.start(case, LIMIT, handed_in_on, variant=TO_BANK)
    record(
        "decisions.spot.handed_in",
        agency=case.agency,
        actor=actor,
        now=now,
        subject=f"decision:{decision.uuid}",
        case_uuid=case.uuid,
        data={"amount_yuan": taken.amount_yuan, "handed_in_on": handed_in_on, "due_on": due, "reason": late_reason},
    )
    return taken


@act("decisions.spot.deposited")
def deposit_fine(
    decision: Decision, deposited_on: date, bank: str, voucher: str, *, actor: Person, now: datetime
) -> SpotCollection:
    """罚款缴付银行: the agency pays what its officers took into the bank, with the bank's voucher."""
    case = decision.case
    demand_turn(case, "deposit_fine", actor)
    taken: SpotCollection = decision.collection
    assert taken.handed_in_on is not None
    problems = _day_problems(deposited_on, taken.handed_in_on, "交至机关", local_date(now), "deposited_on")
    for value, name, label in ((bank, "bank", "代收机构"), (voucher, "voucher", "缴款凭证号")):
        if not value.strip():
            problems.append(Refusal("field.required", f"请填写{label}。", CITE, name))
    if problems:
        raise Refused(problems)
    make_final(
        case,
        "payment_record",
        {
            "paid_on": deposited_on.isoformat(),
            "amount": format(taken.amount_yuan, "f"),
            "payer": f"{case.agency.name}（当场收缴后缴付）",
            "voucher": voucher.strip(),
            "bank": bank.strip(),
        },
        actor=actor,
        now=now,
    )
    make_move(case, "deposit_fine", actor=actor, now=now, facts=None, papers=papers(case))
    taken.deposited_on = deposited_on
    taken.voucher = voucher.strip()
    taken.save(update_fields=["deposited_on", "voucher"])
    record(
        "decisions.spot.deposited",
        agency=case.agency,
        actor=actor,
        now=now,
        subject=f"decision:{decision.uuid}",
        case_uuid=case.uuid,
        data={
            "amount_yuan": taken.amount_yuan,
            "deposited_on": deposited_on,
            "due_on": deposit_by(taken.handed_in_on),
            "voucher": voucher.strip(),
        },
    )
    return taken


def _day_problems(day: date, after: date, what: str, today: date, name: str) -> list[Refusal]:
    if day > today:
        return [Refusal("field.future", "日期不能晚于今天，请核对。", CITE, name)]
    if day < after:
        return [Refusal("field.order", f"日期早于{what}日期 {after}，请核对。", CITE, name)]
    return []
