"""负责人审查、集体讨论 (处罚法第57条)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from daylight.base.act import act
from daylight.base.journal.writing import record
from daylight.base.orgs.models import Person
from daylight.cases.models import Case
from daylight.cases.moving import demand_turn, make_move
from daylight.core.moment import local_date
from daylight.core.refusal import Refusal, Refused, refuse
from daylight.decisions.codes import fresh_code
from daylight.decisions.gathering import gather, papers
from daylight.decisions.models import Decision, Discussion
from daylight.recording.papers import make_final
from daylight.review.queries import valid_pass


@act("decisions.discussion.held")
def discuss_collectively(
    case: Case, minutes: Mapping[str, Any], opinions: list[dict[str, str]], *, actor: Person, now: datetime
) -> Discussion:
    """集体讨论记录: everybody who attended with what he said; an empty discussion is none."""
    demand_turn(case, "discuss_collectively", actor)
    problems = []
    if len({o["name"].strip() for o in opinions if o["name"].strip()}) < 2:
        problems.append(
            Refusal("G10", "集体讨论至少要有两名出席人，请逐人填写。", "行政处罚法第五十七条第二款", "opinions")
        )
    if any(not o["opinion"].strip() for o in opinions):
        problems.append(Refusal("G10", "每名出席人的意见都要填写，请补全。", "行政处罚法第五十七条第二款", "opinions"))
    if problems:
        raise Refused(problems)
    fields = {
        **minutes,
        "attendees": [o["name"] for o in opinions],
        "opinions": "\n".join(f"{o['name']}：{o['opinion']}" for o in opinions),
    }
    document = make_final(case, "collective_discussion", fields, actor=actor, now=now)
    make_move(case, "discuss_collectively", actor=actor, now=now, facts=None, papers=papers(case))
    row = Discussion.objects.create(
        case=case,
        held_at=datetime.fromisoformat(str(minutes["held_at"])),
        host=str(minutes["host"]),
        opinions=opinions,
        conclusion=str(minutes["conclusion"]),
        signed=bool(minutes.get("signed")),
        document=document,
    )
    record(
        "decisions.discussion.held",
        agency=case.agency,
        actor=actor,
        now=now,
        subject=f"discussion:{row.uuid}",
        case_uuid=case.uuid,
        data={"attendees": [o["name"] for o in opinions], "conclusion": row.conclusion},
    )
    return row


@act("decisions.decision.approved")
def approve_decision(case: Case, *, actor: Person, now: datetime) -> Decision:
    """批准: gates G09, G10, G24. The approved fields are the draft with its digest, frozen from here on."""
    today = local_date(now)
    demand_turn(case, "approve_decision", actor)
    draft = case.draft
    make_move(case, "approve_decision", actor=actor, now=now, facts=gather(case, today))
    passed = valid_pass(case, draft.sha256)
    # Approved once, sent back before its issue and approved again: the last approval counts; an issued one never changes.
    decision, _ = Decision.objects.update_or_create(
        case=case,
        issued_at=None,
        replaced_at=None,
        defaults={
            "fields": draft.fields,
            "draft_sha256": draft.sha256,
            "dossier_sha256": passed.sha256 if passed else "",
            "code": fresh_code(),
            "approved_by": actor,
            "approved_at": now,
        },
    )
    record(
        "decisions.decision.approved",
        agency=case.agency,
        actor=actor,
        now=now,
        subject=f"decision:{decision.uuid}",
        case_uuid=case.uuid,
        data={"draft_sha256": draft.sha256, "dossier_sha256": decision.dossier_sha256},
    )
    return decision


@act("decisions.decision.rejected")
def reject_decision(case: Case, reason: str, *, actor: Person, now: datetime) -> Case:
    """退回重拟, with the reason."""
    demand_turn(case, "reject_decision", actor)
    if not reason.strip():
        raise refuse("field.required", "请写明退回的理由。", "行政处罚法第五十七条", "reason")
    make_move(case, "reject_decision", actor=actor, now=now, facts=None)
    record(
        "decisions.decision.rejected",
        agency=case.agency,
        actor=actor,
        now=now,
        subject=f"case:{case.uuid}",
        case_uuid=case.uuid,
        data={"reason": reason.strip()},
    )
    return case
