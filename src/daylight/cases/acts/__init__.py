"""Acts of the case room, a file per verb."""

from daylight.cases.acts.amend_case import amend_case
from daylight.cases.acts.change_lead import change_lead
from daylight.cases.acts.complete_party import complete_party
from daylight.cases.acts.declare_interest import RecusalInput, ask_recusal, declare_interest
from daylight.cases.acts.keep_parties import (
    add_party,
    amend_party_record,
    answer_party_question,
    view_party_history,
)
from daylight.cases.acts.name_substitute import end_substitution, name_substitute
from daylight.cases.acts.note_marks import note_marks
from daylight.cases.acts.open_case import decline_opening, open_case
from daylight.cases.acts.plan_inspections import draw_up_plan, file_plan
from daylight.cases.acts.publish_flow import publish_flow
from daylight.cases.acts.register_lead import register_lead
from daylight.cases.acts.request_opening import request_opening
from daylight.cases.acts.screen_transfer import screen_transfer
from daylight.cases.acts.show_identity import show_identity
from daylight.cases.entering import Lead
from daylight.cases.parties import PartyInput

__all__ = [
    "Lead",
    "PartyInput",
    "RecusalInput",
    "add_party",
    "amend_case",
    "amend_party_record",
    "answer_party_question",
    "ask_recusal",
    "change_lead",
    "complete_party",
    "declare_interest",
    "decline_opening",
    "draw_up_plan",
    "end_substitution",
    "file_plan",
    "name_substitute",
    "note_marks",
    "open_case",
    "publish_flow",
    "register_lead",
    "request_opening",
    "screen_transfer",
    "show_identity",
    "view_party_history",
]
