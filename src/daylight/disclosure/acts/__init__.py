"""Acts of the disclosure room, a file per verb."""

from daylight.disclosure.acts.answer_request import accept_request, refuse_request
from daylight.disclosure.acts.correct import correct, drop_correction, publish_correction
from daylight.disclosure.acts.judge_impact import judge_impact
from daylight.disclosure.acts.legacy import import_records, publish_legacy, withdraw_legacy
from daylight.disclosure.acts.mask import lift_mask, mark_span, settle_uncertain
from daylight.disclosure.acts.prepare_copy import prepare_copy
from daylight.disclosure.acts.publish import publish, return_copy
from daylight.disclosure.acts.report_credit import report_credit
from daylight.disclosure.acts.schedule import schedule, unschedule
from daylight.disclosure.acts.withdraw import withdraw
from daylight.disclosure.acts.withhold import confirm_withholding, reject_withholding, withhold

__all__ = [
    "accept_request",
    "confirm_withholding",
    "correct",
    "drop_correction",
    "import_records",
    "judge_impact",
    "lift_mask",
    "mark_span",
    "prepare_copy",
    "publish",
    "publish_correction",
    "publish_legacy",
    "refuse_request",
    "reject_withholding",
    "report_credit",
    "return_copy",
    "schedule",
    "settle_uncertain",
    "unschedule",
    "withdraw",
    "withdraw_legacy",
    "withhold",
]
