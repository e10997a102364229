"""法律顾问的门: a signed link to one dossier, opened with the counsel's licence number, closed by time, by hand or by misses.

Whoever comes through it has no account; each step is journalled without an actor, under the counsel's name.
"""

from __future__ import annotations

import hmac
from datetime import datetime

from django.core import signing
from django.db import transaction

from daylight.base.permit import permit
from daylight.core.refusal import refuse
from daylight.review import events
from daylight.review.holding import record
from daylight.review.models import CounselInvitation

SALT = "daylight.review.counsel"
MISSES = 5  # wrong numbers after which the door is closed


def link_of(invitation: CounselInvitation) -> str:
    """The token of the link: the invitation's identity under the platform's signature."""
    return signing.Signer(salt=SALT).sign(str(invitation.uuid))


def invitation_of(token: str, now: datetime) -> CounselInvitation | None:
    """The invitation whose door stands open at ``now``; None for everything else."""
    try:
        uuid = signing.Signer(salt=SALT).unsign(token)
    except signing.BadSignature:
        return None
    found = CounselInvitation.objects.select_related("dossier__case__agency", "by").filter(uuid=uuid).first()
    if found is None or found.revoked_at or found.expires_at <= now or found.misses >= MISSES:
        return None
    return found if found.dossier.state == "reviewing" else None


def enter(invitation: CounselInvitation, licence: str, now: datetime) -> bool:
    """Whether ``licence`` is the counsel's own; counted and journalled either way."""
    with permit("public:review.counsel"), transaction.atomic():
        kept = _held(invitation)
        right = hmac.compare_digest(_plain(kept.licence).encode(), _plain(licence).encode())
        if right:
            kept.opened_at = now
        else:
            kept.misses += 1
        kept.save(update_fields=["opened_at", "misses"])
        event = events.COUNSEL_READ if right else events.COUNSEL_MISSED
        record(event, kept.dossier, None, now, invitation=str(kept.uuid), name=kept.name, misses=kept.misses)
    return right


def advise(invitation: CounselInvitation, advice: str, now: datetime) -> CounselInvitation:
    """Keep the counsel's advice; given once. Raises ``Refused``."""
    if not advice.strip():
        raise refuse("field.required", "请写明您的意见。", "", "advice")
    with permit("public:review.counsel"), transaction.atomic():
        kept = _held(invitation)
        if kept.advised_at is not None:
            raise refuse("review.advised", "您的意见已经提交，不能再改；需要补充的，请联系邀请人。")
        kept.advice, kept.advised_at = advice.strip(), now
        kept.save(update_fields=["advice", "advised_at"])
        record(
            events.COUNSEL_ADVISED,
            kept.dossier,
            None,
            now,
            invitation=str(kept.uuid),
            name=kept.name,
            advice=kept.advice,
        )
    return kept


def _held(invitation: CounselInvitation) -> CounselInvitation:
    rows = CounselInvitation.objects.select_for_update(of=("self",)).select_related("dossier__case__agency")
    return rows.get(pk=invitation.pk)


def _plain(number: str) -> str:
    return number.strip().replace(" ", "")
