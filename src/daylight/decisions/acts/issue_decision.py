"""签发决定书 (处罚法第59条): number, date, seal, paper; from here on nothing changes (G26)."""

from __future__ import annotations

from datetime import datetime

from daylight.base.act import act
from daylight.base.journal.writing import record
from daylight.base.orgs.models import Person
from daylight.cases.moving import demand_turn, make_move
from daylight.core.moment import local_date
from daylight.decisions.gathering import gather, sealed_things
from daylight.decisions.holding import holding_of
from daylight.decisions.models import Decision
from daylight.decisions.outcomes import outcome_of, paper_of
from daylight.decisions.standing import demand_standing
from daylight.recording.papers import make_issued


@act("decisions.decision.issued")
def issue_decision(decision: Decision, *, actor: Person, now: datetime) -> Decision:
    """Issue the approved decision: gates G07–G09, G11–G14, G24, G26; D10 stops, D11 and D13 start."""
    case = decision.case
    today = local_date(now)
    demand_turn(case, "issue_decision", actor)
    demand_standing(decision)
    paper = paper_of(case, decision.fields, today)
    facts = gather(case, today, fields=decision.fields, paper=paper, decided_on=today, sealed=sealed_things(case))
    holding = holding_of(case, facts, today)
    make_move(case, "issue_decision", actor=actor, now=now, facts=facts, holding=holding)
    decision.document = make_issued(
        case, outcome_of(case, decision.fields).paper, paper, verify_code=decision.code, actor=actor, now=now
    )
    decision.number = decision.document.number
    decision.issued_by = actor
    decision.issued_at = now
    decision.decided_on = today
    decision.save(update_fields=["document", "number", "issued_by", "issued_at", "decided_on"])
    record(
        "decisions.decision.issued",
        agency=case.agency,
        actor=actor,
        now=now,
        subject=f"decision:{decision.uuid}",
        case_uuid=case.uuid,
        data={
            "number": decision.number,
            "decided_on": today,
            "pdf_sha256": decision.document.pdf.sha256,
            "draft_sha256": decision.draft_sha256,
            "dossier_sha256": decision.dossier_sha256,
            "fine_yuan": decision.fields.get("fine_yuan", ""),
        },
    )
    return decision
