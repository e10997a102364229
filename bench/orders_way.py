"""The order of acts a second time: from which place each act is possible, written from the articles."""

from __future__ import annotations

from collections.abc import Iterator

from bench.orders_desk import Desk

# A place is told by the last act that carried the case on.
PLACES: dict[str, str] = {
    "lead": "register_lead return_opening",
    "asked": "request_opening",
    "investigating": "open_case return_to_investigation supplement_investigation order_investigation resume_investigation"
    " abandon_evidence_hold dispose_evidence release_evidence record_testing abandon_testing",
    "testing": "entrust_testing",
    "holding": "approve_evidence_hold",
    "suspended": "suspend_investigation",
    "concluded": "conclude_investigation",
    "telling": "hear_case renew_notice decide_anew",
    "told": "serve_notice keep_notice",
    "drafting": "draft_decision draft_no_penalty return_dossier reject_decision recall_approval",
    "reviewing": "send_for_review",
    "approving": "pass_dossier submit_for_approval",
    "approved": "approve_decision",
    "issued": "issue_decision",
    "executing": "serve_decision grant_deferral refuse_deferral leave_court resume_enforcement",
    "deferring": "request_deferral",
    "resting": "suspend_enforcement",
    "court": "apply_court",
    "ending": "terminate_investigation serve_no_penalty serve_transfer end_enforcement revoke_decision",
    "closed": "close_case decline_opening withdraw_lead",
    "archived": "archive_case",
}
# Acts that carry the case on, and where each is possible.
CARRYING: dict[str, str] = {
    "request_opening": "lead", "withdraw_lead": "lead", "open_case": "asked", "return_opening": "asked",
    "decline_opening": "asked", "approve_evidence_hold": "investigating", "abandon_evidence_hold": "holding",
    "dispose_evidence": "holding", "release_evidence": "holding", "entrust_testing": "investigating", "record_testing": "testing",
    "abandon_testing": "testing", "suspend_investigation": "investigating",
    "resume_investigation": "suspended", "terminate_investigation": "investigating suspended concluded",
    "conclude_investigation": "investigating", "hear_case": "concluded", "return_to_investigation": "concluded",
    "supplement_investigation": "telling told drafting", "keep_notice": "telling", "draft_no_penalty": "telling",
    "serve_notice": "telling", "renew_notice": "told drafting", "draft_decision": "told",
    "send_for_review": "drafting", "submit_for_approval": "drafting", "return_dossier": "reviewing",
    "pass_dossier": "reviewing", "approve_decision": "approving", "reject_decision": "approving",
    "order_investigation": "approving", "recall_approval": "approved", "issue_decision": "approved",
    "serve_decision": "issued", "serve_no_penalty": "issued", "serve_transfer": "issued",
    "request_deferral": "executing", "grant_deferral": "deferring", "refuse_deferral": "deferring",
    "apply_court": "executing", "leave_court": "court", "suspend_enforcement": "executing",
    "resume_enforcement": "resting", "end_enforcement": "executing resting court",
    "revoke_decision": "issued executing deferring resting court", "close_case": "executing court ending",
    "archive_case": "closed", "decide_anew": "executing deferring resting court ending closed archived",
}  # fmt: skip
_AFTER = "executing deferring resting court ending closed archived"
_OPEN = "investigating concluded telling told drafting approving"
# Acts on the way: possible there, without carrying the case on.
BESIDE: dict[str, str] = {
    "notify_testing": "testing", "issue_stop_order": "lead asked investigating holding", "hold_evidence": "holding", "notify_suspension": "suspended",
    "notify_resumption": "investigating", "serve_suspension_notice": "suspended investigating",
    "resume_after_transfer": f"{_OPEN} reviewing approved",
    "extend_term": "investigating holding concluded telling told drafting reviewing approving approved",
    "mark_grave": _OPEN, "unmark_grave": _OPEN, "record_statement": "told drafting", "review_statement": "told drafting",
    "record_hearing_request": "told drafting", "summon_hearing": "told drafting", "serve_hearing_summons": "told drafting",
    "record_hearing": "told drafting", "report_hearing": "told drafting", "end_hearing": "told drafting",
    "waive_rights": "told drafting", "discuss_collectively": "approving",
    "record_electronic_consent": f"{_OPEN} approved issued executing court",
    "serve_other_paper": f"lead asked investigating holding suspended testing concluded telling told drafting issued {_AFTER}",
    "register_payment": "executing deferring resting court ending", "conclude_agreement": "executing",
    "record_performance": "executing resting court",
    "hand_over_goods": "executing court", "give_surcharge_notice": "executing", "urge_performance": "executing",
    "serve_urging": "executing", "record_court_ruling": "court", "revoke_late": "ending closed archived",
    "correct_paper": f"issued {_AFTER}", "alter_decision": f"issued {_AFTER}",
    "note_withdrawal": f"issued {_AFTER}", "register_review": _AFTER,
    "register_simple_review": _AFTER, "register_suit": _AFTER, "answer_remedy": _AFTER, "record_upheld": _AFTER,
    "record_overturned": _AFTER,
}  # fmt: skip
FIRST = {
    "review_statement": ("record_statement",),
    "register_payment": ("serve_decision",),
    "record_hearing": ("record_hearing_request", "serve_hearing_summons"),
    "keep_notice": ("serve_notice",),
    "unmark_grave": ("mark_grave",),
    "revoke_late": ("issue_decision",),
    "alter_decision": ("issue_decision",),
    "correct_paper": ("issue_decision",),
}
ONCE = frozenset({"extend_term"})
PAPERS: dict[str, str] = {
    "register_lead": "lead_register", "issue_stop_order": "stop_order", "open_case": "opening_approval",
    "decline_opening": "opening_approval", "conclude_investigation": "investigation_report", "hear_case": "trial_record",
    "serve_notice": "penalty_notice service_receipt", "record_statement": "statement_record",
    "review_statement": "statement_review", "record_hearing": "hearing_record", "return_dossier": "legal_review_opinion",
    "pass_dossier": "legal_review_opinion", "discuss_collectively": "collective_discussion",
    "serve_decision": "service_receipt", "register_payment": "payment_record", "close_case": "closing_approval",
    "approve_evidence_hold": "evidence_hold_approval", "hold_evidence": "evidence_hold_notice",
    "dispose_evidence": "evidence_hold_disposal", "release_evidence": "evidence_hold_release",
    "suspend_investigation": "suspension_approval", "entrust_testing": "testing_entrustment",
    "notify_testing": "testing_notice", "record_testing": "testing_result", "notify_suspension": "suspension_notice",
    "resume_investigation": "resumption_approval", "notify_resumption": "resumption_notice",
    "serve_suspension_notice": "service_receipt", "terminate_investigation": "termination_approval",
    "extend_term": "term_extension_approval", "summon_hearing": "hearing_summons",
    "serve_hearing_summons": "service_receipt", "report_hearing": "hearing_report", "end_hearing": "hearing_end",
    "serve_no_penalty": "service_receipt", "serve_transfer": "service_receipt",
    "record_electronic_consent": "electronic_consent", "serve_other_paper": "service_receipt",
    "record_performance": "performance_record", "hand_over_goods": "goods_handover",
    "request_deferral": "deferral_application", "grant_deferral": "deferral_decision",
    "give_surcharge_notice": "surcharge_notice", "conclude_agreement": "performance_agreement",
    "urge_performance": "urging_letter", "serve_urging": "service_receipt",
    "apply_court": "court_application", "record_court_ruling": "court_ruling",
    "suspend_enforcement": "enforcement_suspension", "end_enforcement": "enforcement_end",
    "revoke_decision": "decision_revocation", "revoke_late": "decision_revocation",
    "alter_decision": "decision_alteration", "correct_paper": "paper_correction",
    "register_review": "review_registration",
    "register_simple_review": "review_registration", "register_suit": "suit_registration",
    "decide_anew": "redecision_order", "answer_remedy": "remedy_answer", "record_upheld": "remedy_result", "record_overturned": "remedy_result",
}  # fmt: skip
DECIDED_IN = ("penalty_decision", "no_penalty_decision", "transfer_letter")


def place_of(history: list[str]) -> str:
    """Where the case stands."""
    last = next((each for each in reversed(history) if each in CARRYING or each == "register_lead"), "")
    return next((name for name, acts in PLACES.items() if last in acts.split()), "")


def order(desk: Desk, move: str) -> Iterator[str]:
    here = place_of(desk.history)
    if move == "register_lead":
        if here:
            yield "the lead was registered before"
        return
    if here not in (CARRYING.get(move) or BESIDE[move]).split():
        yield f"{move} at {here}"
    for each in FIRST.get(move, ()):
        if each not in desk.history:
            yield f"{move} without {each}"
    if move in ONCE and move in desk.history:
        yield f"{move} twice"
