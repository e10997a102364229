"""送法制审核 (处罚法第58条): freeze the file into a dossier with one hash and hand it over."""

from __future__ import annotations

from datetime import datetime

from daylight.base.act import act
from daylight.base.journal.writing import record
from daylight.base.orgs.models import Person
from daylight.cases.models import Case
from daylight.cases.moving import demand_turn, make_move, refusals_of
from daylight.core import gates
from daylight.core.moment import local_date
from daylight.core.refusal import Refused
from daylight.decisions.dossier import freeze
from daylight.decisions.gathering import gather, papers
from daylight.decisions.holding import holding_of
from daylight.decisions.models import Draft
from daylight.decisions.outcomes import outcome_of, problems
from daylight.review.models import Dossier
from daylight.review.receiving import demand_receivable, receive_dossier

SPOKEN = ("statement_summary", "hearing_summary")


@act("decisions.dossier.sent")
def send_for_review(case: Case, response: str = "", *, actor: Person, now: datetime) -> Dossier:
    """Send the draft as it is now. ``response``: the answer to an earlier return. Gates G07, G08, G11, G12; D09 starts."""
    today = local_date(now)
    demand_turn(case, "send_for_review", actor)
    draft = case.draft
    facts = gather(case, today)
    # Every reason at once: what the draft lacks and what the law forbids are mended in one go.
    forbidden = refusals_of(case, "send_for_review", facts, today)
    # While the party may still speak, what he said is not missing yet: it writes itself when his time is over.
    lacking = [each for each in problems(case, draft.fields, today) if not forbidden or each.field not in SPOKEN]
    if found := [*lacking, *forbidden]:
        raise Refused(found)
    # Before the move: a refusal after it would leave the case in the caller's hand a step too far.
    demand_receivable(case, response)
    reasons = list(gates.review_reasons(facts))
    holding = holding_of(case, facts, today)
    make_move(
        case, "send_for_review", actor=actor, now=now, facts=facts, holding=holding, papers=_with_draft(case, draft)
    )
    clock = case.clocks.get(code="D09", stopped_on=None)
    dossier = receive_dossier(
        case,
        freeze(case, draft, facts, today),
        draft.sha256,
        # A case outside the catalogue may be sent all the same (90号方案 encourages it) and says so.
        reasons or ["不在审核目录内，承办机构自行送审"],
        sent_by=actor,
        due_on=clock.due_on,
        now=now,
        response=response.strip(),
    )
    record(
        "decisions.dossier.sent",
        agency=case.agency,
        actor=actor,
        now=now,
        subject=f"dossier:{dossier.uuid}",
        case_uuid=case.uuid,
        data={
            "round": dossier.round,
            "dossier_sha256": dossier.sha256,
            "draft_sha256": draft.sha256,
            "version": draft.version,
            "why": reasons,
        },
    )
    return dossier


def _with_draft(case: Case, draft: Draft) -> frozenset[str]:
    """The papers of the file, and the decision as drafted."""
    return papers(case) | {outcome_of(case, draft.fields).paper}


@act("decisions.approval.asked")
def submit_for_approval(case: Case, *, actor: Person, now: datetime) -> Case:
    """报负责人审批 without review: only where neither the catalogue nor 第58条 asks for one."""
    today = local_date(now)
    demand_turn(case, "submit_for_approval", actor)
    if found := problems(case, case.draft.fields, today):
        raise Refused(found)
    facts = gather(case, today)
    holding = holding_of(case, facts, today)
    make_move(
        case,
        "submit_for_approval",
        actor=actor,
        now=now,
        facts=facts,
        holding=holding,
        papers=_with_draft(case, case.draft),
    )
    record(
        "decisions.approval.asked",
        agency=case.agency,
        actor=actor,
        now=now,
        subject=f"draft:{case.uuid}",
        case_uuid=case.uuid,
        data={"version": case.draft.version, "sha256": case.draft.sha256},
    )
    return case
