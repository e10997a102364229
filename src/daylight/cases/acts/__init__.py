"""Acts of the case room, a file per verb."""

from daylight.cases.acts.amend_case import amend_case
from daylight.cases.acts.open_case import decline_opening, open_case
from daylight.cases.acts.publish_flow import publish_flow
from daylight.cases.acts.register_lead import Lead, PartyInput, register_lead
from daylight.cases.acts.request_opening import request_opening
from daylight.cases.acts.screen_transfer import screen_transfer
from daylight.cases.acts.show_identity import show_identity

__all__ = [
    "Lead",
    "PartyInput",
    "amend_case",
    "decline_opening",
    "open_case",
    "publish_flow",
    "register_lead",
    "request_opening",
    "screen_transfer",
    "show_identity",
]
