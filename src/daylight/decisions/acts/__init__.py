"""Acts of the decision room, a file per verb."""

from daylight.decisions.acts.accept_suggestion import accept_suggestion
from daylight.decisions.acts.approve_decision import approve_decision, discuss_collectively, reject_decision
from daylight.decisions.acts.close_case import ClosingInput, archive_case, close_case
from daylight.decisions.acts.conclude_investigation import conclude_investigation, hear_case, return_to_investigation
from daylight.decisions.acts.decide_on_spot import decide_on_spot
from daylight.decisions.acts.decide_recusal import decide_recusal
from daylight.decisions.acts.draft_decision import choose_outcome, draft_decision, save_draft
from daylight.decisions.acts.hear_party import (
    record_hearing,
    record_hearing_request,
    record_statement,
    review_statement,
    waive_rights,
)
from daylight.decisions.acts.issue_decision import issue_decision
from daylight.decisions.acts.issue_stop_order import issue_stop_order
from daylight.decisions.acts.override_gate import ask_override, grant_override, refuse_override
from daylight.decisions.acts.reassign_case import reassign_case
from daylight.decisions.acts.register_payment import register_payment
from daylight.decisions.acts.search_priors import search_priors
from daylight.decisions.acts.send_for_review import send_for_review, submit_for_approval
from daylight.decisions.acts.serve_decision import serve_decision
from daylight.decisions.acts.serve_notice import NoticeInput, serve_notice
from daylight.decisions.acts.settle_spot import deposit_fine, hand_in_fine, report_on_spot
from daylight.decisions.acts.start_trial import start_trial
from daylight.decisions.acts.take_application import ApplicationInput, take_application
from daylight.decisions.acts.take_step import serve_paper, take_step
from daylight.decisions.acts.void_number import spoil_number, void_number
from daylight.decisions.receipts import ServiceInput

__all__ = [
    "ApplicationInput",
    "ClosingInput",
    "NoticeInput",
    "ServiceInput",
    "accept_suggestion",
    "approve_decision",
    "archive_case",
    "ask_override",
    "choose_outcome",
    "close_case",
    "conclude_investigation",
    "decide_on_spot",
    "decide_recusal",
    "deposit_fine",
    "discuss_collectively",
    "draft_decision",
    "grant_override",
    "hand_in_fine",
    "hear_case",
    "issue_decision",
    "issue_stop_order",
    "reassign_case",
    "record_hearing",
    "record_hearing_request",
    "record_statement",
    "refuse_override",
    "register_payment",
    "reject_decision",
    "report_on_spot",
    "return_to_investigation",
    "review_statement",
    "save_draft",
    "search_priors",
    "send_for_review",
    "serve_decision",
    "serve_notice",
    "serve_paper",
    "spoil_number",
    "start_trial",
    "submit_for_approval",
    "take_application",
    "take_step",
    "void_number",
    "waive_rights",
]
