"""收卷与失效: shared steps of the acts that send a draft for review or change it. They demand an open act."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from daylight.base.journal import writing as journal
from daylight.base.orgs.models import Person
from daylight.base.permit import current_permit
from daylight.cases.models import Case
from daylight.cases.moving import definition_of
from daylight.core.canonical import canonical
from daylight.core.moment import local_date
from daylight.core.refusal import refuse
from daylight.review import elements, events
from daylight.review.models import Dossier

CITE = "行政处罚法第五十八条"


def content_sha256(content: Mapping[str, Any]) -> str:
    """SHA-256 (hex) of the canonical bytes of a dossier's content, or of a part of it."""
    return hashlib.sha256(canonical(journal.plain(content))).hexdigest()


def demand_receivable(case: Case, response: str) -> Dossier | None:
    """The last round, closed and, if it was returned, answered by ``response``; otherwise raises ``Refused``."""
    last: Dossier | None = case.dossiers.select_for_update().order_by("-round").first()
    if last and last.state in ("waiting", "reviewing"):
        raise refuse(
            "review.open",
            f"本案第 {last.round} 次送审还没有审结，不能再次送审；需要修改的，请审核人先退回。",
            CITE,
        )
    disagreement = getattr(last, "disagreement", None) if last else None
    if disagreement is not None and disagreement.settled_at is None:
        raise refuse(
            "review.disagreement",
            "对上次审核意见的分歧还没有协调结论，请先由负责人记录协调，仍不一致的作出决定或者集体讨论，再重新送审。",
            "海国土资发〔2017〕90号一（三）1",
        )
    if last and last.state == "returned" and not response.strip():
        raise refuse("review.response", "上次送审已被退回，请先写明对审核意见的回应，再重新送审。", CITE, "response")
    return last


def receive_dossier(
    case: Case,
    content: Mapping[str, Any],
    draft_sha256: str,
    why_required: list[str],
    sent_by: Person,
    due_on: date,
    now: datetime,
    response: str = "",
) -> Dossier:
    """Freeze ``content`` as the next round, waiting for a reviewer; its part ``machine`` is kept apart and closed.

    ``response``: the written answer to the last return, required after one. Refused while an earlier round is open.
    """
    current_permit()
    frozen = journal.plain(content)
    machine = frozen.pop("machine", {})
    # Closed from the reviewer, but fixed by the hash of what he reads.
    frozen["machine_sha256"] = content_sha256(machine)
    if content_sha256(frozen["draft"]) != draft_sha256:
        raise ValueError("the frozen draft is not the one whose digest was given")
    last = demand_receivable(case, response)
    dossier = Dossier.objects.create(
        case=case,
        round=last.round + 1 if last else 1,
        content=frozen,
        sha256=content_sha256(frozen),
        elements=elements.in_force(case.agency, local_date(now), definition_of(case).category),
        machine=machine,
        draft_sha256=draft_sha256,
        why_required=journal.plain(why_required),
        sent_by=sent_by,
        sent_at=now,
        due_on=due_on,
        state="waiting",
        response=response.strip(),
    )
    journal.record(
        events.RECEIVED,
        agency=case.agency,
        actor=sent_by,
        now=now,
        subject=f"dossier:{dossier.uuid}",
        case_uuid=case.uuid,
        data={
            "round": dossier.round,
            "sha256": dossier.sha256,
            "draft_sha256": draft_sha256,
            "elements": [each["code"] for each in dossier.elements],
            "why_required": why_required,
            "due_on": due_on,
            "response": dossier.response,
        },
    )
    return dossier


def void_pass(case: Case, new_draft_sha256: str, now: datetime, actor: Person | None = None) -> list[Dossier]:
    """A pass given to another draft than ``new_draft_sha256`` no longer counts. Returns the dossiers voided."""
    current_permit()
    stale = list(case.dossiers.select_for_update().filter(state="passed").exclude(draft_sha256=new_draft_sha256))
    for dossier in stale:
        dossier.state = "void"
        dossier.save(update_fields=["state"])
        journal.record(
            events.VOIDED,
            agency=case.agency,
            actor=actor,
            now=now,
            subject=f"dossier:{dossier.uuid}",
            case_uuid=case.uuid,
            data={
                "round": dossier.round,
                "sha256": dossier.sha256,
                "draft_sha256": dossier.draft_sha256,
                "new_draft_sha256": new_draft_sha256,
            },
        )
    return stale
