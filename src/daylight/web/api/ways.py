"""Which act makes a move of the procedure and what it is told: the table behind ``POST /cases/{uuid}/moves/{code}``.

登记线索 is ``POST /cases``: there is no case yet on which it could be a move.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from daylight.base import lawpack
from daylight.cases.acts import decline_opening, open_case, request_opening
from daylight.cases.acts.request_opening import Conditions
from daylight.cases.models import Case
from daylight.core.refusal import Refusal, Refused, refuse
from daylight.decisions import acts as decisions
from daylight.decisions.hearings import hearing_of
from daylight.decisions.models import Decision
from daylight.decisions.standing import decided
from daylight.review import acts as review
from daylight.web.api import move_bodies as bodies
from daylight.web.api.preconditions import Submission
from daylight.web.api.shapes import Body, PaperIn, ReasonIn


@dataclass(frozen=True, slots=True)
class Way:
    """How one move is made over the interface: the body it takes (None: nothing to say) and the act it runs."""

    name: str
    body: type[Body] | None
    run: Callable[[Submission, Case, Any], Any]


def _one(case: Case, name: str, message: str) -> Any:
    """The row that belongs to the case, or a sentence saying what comes first."""
    found = getattr(case, name, None)
    if found is None:
        raise refuse("procedure.step", message)
    return found


def _decision(case: Case) -> Decision:
    return decided(case)


def _last(rows: Any, message: str) -> Any:
    found = rows.last()
    if found is None:
        raise refuse("procedure.step", message)
    return found


def _fields(by: Submission, code: str, fields: dict[str, Any]) -> dict[str, Any]:
    """Choices are checked here; everything else about a paper is checked by the room that makes it."""
    wrong = [
        Refusal("field.choice", f"“{each.label}”请在{'、'.join(each.choices)}中选一项。", each.cite, each.code)
        for each in lawpack.current().document(code, by.today).fields
        if each.kind == "choice" and fields.get(each.code) and fields[each.code] not in each.choices
    ]
    if wrong:
        raise Refused(wrong)
    return fields


def _paper(act: Callable[..., Any], code: str) -> Callable[[Submission, Case, Any], Any]:
    return lambda by, case, body: by.do(act, case, _fields(by, code, body.fields))


def _reason(act: Callable[..., Any]) -> Callable[[Submission, Case, Any], Any]:
    return lambda by, case, body: by.do(act, case, body.reason)


def _plain(act: Callable[..., Any]) -> Callable[[Submission, Case, Any], Any]:
    return lambda by, case, body: by.do(act, case)


def _request(by: Submission, case: Case, body: bodies.OpeningIn) -> Any:
    return by.do(request_opening, case, Conditions(**body.model_dump(exclude={"opinion"})), body.opinion)


def _review_statement(by: Submission, case: Case, body: bodies.StatementReviewIn) -> Any:
    statement = case.statements.select_related("case").filter(uuid=body.statement).first()
    if statement is None:
        raise refuse("statement.unknown", "本案没有这份陈述申辩，请重新选取。", "", "statement")
    return by.do(decisions.review_statement, statement, _fields(by, "statement_review", body.fields))


def _hold(by: Submission, case: Case, body: PaperIn) -> Any:
    hearing = hearing_of(case)
    if hearing is None:
        raise refuse("procedure.step", "本案没有登记听证申请，请先登记。")
    return by.do(decisions.record_hearing, hearing, _fields(by, "hearing_record", body.fields))


def _waive(by: Submission, case: Case, body: bodies.WaiverIn) -> Any:
    notice = _last(case.notices.order_by("round"), "本案还没有送达处罚告知，请先送达。")
    return by.do(decisions.waive_rights, notice, body.waived_on, body.waiver)


def _discuss(by: Submission, case: Case, body: bodies.DiscussionIn) -> Any:
    return by.do(decisions.discuss_collectively, case, body.fields, [each.model_dump() for each in body.opinions])


def pay(by: Submission, decision: Decision, body: bodies.PaymentIn) -> Any:
    """登记缴款, also at ``/decisions/{uuid}/payments``."""
    said = (body.paid_on, body.amount_yuan, body.receipt_number, body.bank, body.surcharge_yuan)
    return by.do(decisions.register_payment, decision, *said)


def _hand_in(by: Submission, case: Case, body: bodies.HandInIn) -> Any:
    said = (body.handed_in_on, body.received_by, body.late_reason)
    return by.do(decisions.hand_in_fine, _decision(case), *said)


def _deposit(by: Submission, case: Case, body: bodies.DepositIn) -> Any:
    return by.do(decisions.deposit_fine, _decision(case), body.deposited_on, body.bank, body.voucher)


def _dossier(case: Case) -> Any:
    return _last(case.dossiers.order_by("round"), "本案还没有送法制审核，请先送审。")


WAYS = {
    "request_opening": Way("报请立案", bodies.OpeningIn, _request),
    "open_case": Way("批准立案", None, _plain(open_case)),
    "decline_opening": Way("不予立案", ReasonIn, _reason(decline_opening)),
    "issue_stop_order": Way("责令停止违法行为", PaperIn, _paper(decisions.issue_stop_order, "stop_order")),
    "conclude_investigation": Way(
        "调查终结", PaperIn, _paper(decisions.conclude_investigation, "investigation_report")
    ),
    "hear_case": Way("案件审理", PaperIn, _paper(decisions.hear_case, "trial_record")),
    "return_to_investigation": Way("退回补充调查", ReasonIn, _reason(decisions.return_to_investigation)),
    "serve_notice": Way(
        "送达处罚告知",
        bodies.NoticeIn,
        lambda by, case, body: by.do(decisions.serve_notice, case, body.read(by.actor)),
    ),
    "record_statement": Way("记录陈述申辩", PaperIn, _paper(decisions.record_statement, "statement_record")),
    "review_statement": Way("复核陈述申辩", bodies.StatementReviewIn, _review_statement),
    "record_hearing_request": Way(
        "登记听证申请",
        bodies.HearingRequestIn,
        lambda by, case, body: by.do(decisions.record_hearing_request, case, body.requested_on),
    ),
    "record_hearing": Way("记录听证", PaperIn, _hold),
    "waive_rights": Way("登记书面放弃", bodies.WaiverIn, _waive),
    "draft_decision": Way("拟定处罚决定", None, _plain(decisions.draft_decision)),
    "draft_no_penalty": Way(
        "拟不予处罚或者移送",
        bodies.OutcomeIn,
        lambda by, case, body: by.do(decisions.draft_decision, case, body.outcome),
    ),
    "send_for_review": Way(
        "送法制审核",
        bodies.SendIn,
        lambda by, case, body: by.do(decisions.send_for_review, case, body.response),
    ),
    "submit_for_approval": Way("报负责人审批", None, _plain(decisions.submit_for_approval)),
    "return_dossier": Way(
        "退回补正",
        bodies.ReturnIn,
        lambda by, case, body: by.do(review.return_dossier, _dossier(case), body.opinion, body.text),
    ),
    "pass_dossier": Way(
        "通过法制审核",
        bodies.PassIn,
        lambda by, case, body: by.do(review.pass_dossier, _dossier(case), body.text),
    ),
    "discuss_collectively": Way("集体讨论", bodies.DiscussionIn, _discuss),
    "approve_decision": Way("批准决定", None, _plain(decisions.approve_decision)),
    "reject_decision": Way("退回重拟", ReasonIn, _reason(decisions.reject_decision)),
    "issue_decision": Way("签发决定书", None, lambda by, case, body: by.do(decisions.issue_decision, _decision(case))),
    "serve_decision": Way(
        "送达决定书",
        bodies.ServiceIn,
        lambda by, case, body: by.do(decisions.serve_decision, _decision(case), body.read(by.actor)),
    ),
    "register_payment": Way("登记缴款", bodies.PaymentIn, lambda by, case, body: pay(by, _decision(case), body)),
    "report_on_spot": Way(
        "登记备案",
        bodies.ReportIn,
        lambda by, case, body: by.do(decisions.report_on_spot, _decision(case), body.opinion),
    ),
    "hand_in_fine": Way("罚款交至机关", bodies.HandInIn, _hand_in),
    "deposit_fine": Way("罚款缴付银行", bodies.DepositIn, _deposit),
    "close_case": Way(
        "批准结案",
        bodies.ClosingIn,
        lambda by, case, body: by.do(decisions.close_case, case, decisions.ClosingInput(**body.model_dump())),
    ),
    "archive_case": Way("归档", None, _plain(decisions.archive_case)),
}
