"""请法律顾问: open one dossier to a named counsel for some days, and take that back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from daylight.base.act import act
from daylight.base.orgs.models import Person
from daylight.core.refusal import Refusal, Refused, refuse
from daylight.review import events
from daylight.review.holding import open_for, record
from daylight.review.models import CounselInvitation, Dossier
from daylight.review.receiving import CITE

LONGEST = 15  # days a door may stand open; a setting of the platform, not of the law


@dataclass(frozen=True, slots=True, kw_only=True)
class CounselInput:
    """Who is asked, and what. ``days``: how long the link works."""

    name: str
    firm: str
    licence: str
    question: str
    days: int


@act(events.COUNSEL_INVITED)
def invite_counsel(dossier: Dossier, typed: CounselInput, *, actor: Person, now: datetime) -> CounselInvitation:
    """Only the reviewer of the dossier invites; the counsel advises and signs nothing."""
    fresh = open_for(dossier, actor)
    asked = {"name": typed.name, "firm": typed.firm, "licence": typed.licence, "question": typed.question}
    labels = {"name": "姓名", "firm": "单位", "licence": "执业证号", "question": "请其回答的问题"}
    refusals = [
        Refusal("field.required", f"请填写法律顾问的{labels[name]}。", CITE, f"counsel_{name}")
        for name, value in asked.items()
        if not value.strip()
    ]
    if not 1 <= typed.days <= LONGEST:
        refusals.append(Refusal("review.days", f"请选择 1 至 {LONGEST} 日的有效期。", CITE, "counsel_days"))
    if refusals:
        raise Refused(refusals)
    kept = {name: value.strip() for name, value in asked.items()}
    made = CounselInvitation.objects.create(
        dossier=fresh, by=actor, at=now, expires_at=now + timedelta(days=typed.days), **kept
    )
    record(
        events.COUNSEL_INVITED,
        fresh,
        actor,
        now,
        invitation=str(made.uuid),
        name=made.name,
        firm=made.firm,
        question=made.question,
        expires_at=made.expires_at,
    )
    return made


@act(events.COUNSEL_REVOKED)
def revoke_counsel(invitation: CounselInvitation, *, actor: Person, now: datetime) -> CounselInvitation:
    """Close the door at once."""
    fresh = open_for(invitation.dossier, actor)
    kept = CounselInvitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
    if kept.revoked_at is not None:
        raise refuse("review.counsel", "这份邀请已经收回。", CITE)
    kept.revoked_at = now
    kept.save(update_fields=["revoked_at"])
    record(events.COUNSEL_REVOKED, fresh, actor, now, invitation=str(kept.uuid), name=kept.name)
    return kept
