"""Acts of the review room, a file per matter."""

from daylight.review.acts.asking import ask_material, give_material
from daylight.review.acts.commenting import comment, decline_comment, withdraw_comment
from daylight.review.acts.disagreeing import coordinate, disagree, settle
from daylight.review.acts.extending import extend_review
from daylight.review.acts.inviting import invite_counsel, revoke_counsel
from daylight.review.acts.judging import assign_reviewer, pass_dossier, record_finding, return_dossier

__all__ = [
    "ask_material",
    "assign_reviewer",
    "comment",
    "coordinate",
    "decline_comment",
    "disagree",
    "extend_review",
    "give_material",
    "invite_counsel",
    "pass_dossier",
    "record_finding",
    "return_dossier",
    "revoke_counsel",
    "settle",
    "withdraw_comment",
]
