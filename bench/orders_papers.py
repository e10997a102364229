"""The papers a file of an ordinary penalty may hold, by the codes of their templates."""

from __future__ import annotations

PAPERS = frozenset(
    {
        "lead_register", "stop_order", "opening_approval", "inquiry_record", "site_record", "investigation_report",
        "trial_record", "penalty_notice", "hearing_notice", "statement_record", "statement_review", "hearing_record",
        "legal_review_opinion", "collective_discussion", "penalty_decision", "service_receipt", "payment_record",
        "closing_approval", "evidence_hold_approval", "evidence_hold_notice", "evidence_hold_disposal",
        "evidence_hold_release", "suspension_approval", "suspension_notice", "resumption_approval", "resumption_notice",
        "testing_entrustment", "testing_notice", "testing_result",
        "termination_approval", "term_extension_approval", "hearing_summons", "hearing_report", "hearing_end",
        "no_penalty_decision", "transfer_letter", "electronic_consent", "urging_letter", "deferral_application",
        "deferral_decision", "surcharge_notice", "performance_agreement", "performance_record", "goods_handover", "court_application",
        "court_ruling", "enforcement_suspension", "enforcement_end", "decision_revocation", "decision_alteration", "redecision_order",
        "paper_correction", "review_registration", "suit_registration", "remedy_answer", "remedy_result",
    }
)  # fmt: skip
