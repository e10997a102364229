"""Shared steps of the acts of this room: hold a dossier, demand that it is open to the actor, record what was done."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from daylight.base.access import require
from daylight.base.journal import writing as journal
from daylight.base.orgs.models import Person
from daylight.base.permit import current_permit
from daylight.cases.scopes import scope_of
from daylight.core.refusal import refuse
from daylight.review.models import STATES, Dossier
from daylight.review.receiving import CITE


def locked(dossier: Dossier) -> Dossier:
    """The row as it is now; whoever comes second waits here and then sees what the first one did."""
    current_permit()
    return Dossier.objects.select_for_update(of=("self",)).select_related("case").get(pk=dossier.pk)


def open_for(dossier: Dossier, actor: Person) -> Dossier:
    fresh = locked(dossier)
    require(actor, "review.decide", scope_of(fresh.case))
    if fresh.state == "waiting":
        raise refuse("review.state", "这份送审卷还没有分派审核人，请先分派。", CITE)
    if fresh.state != "reviewing":
        who = fresh.reviewer.name if fresh.reviewer else ""
        raise refuse("review.state", f"{who}已对这份送审卷出具意见（{STATES[fresh.state]}），请刷新页面查看。", CITE)
    if fresh.reviewer_id != actor.pk:
        raise refuse(
            "review.reviewer", f"这份送审卷由{fresh.reviewer.name}审核，其他人不能作结论；需要改派的请先改派。", CITE
        )
    return fresh


def record(event: str, dossier: Dossier, actor: Person | None, now: datetime, **data: Any) -> None:
    """One journal entry about ``dossier``; ``actor`` None where somebody from outside acted."""
    journal.record(
        event,
        agency=dossier.case.agency,
        actor=actor,
        now=now,
        subject=f"dossier:{dossier.uuid}",
        case_uuid=dossier.case.uuid,
        data=data,
    )
