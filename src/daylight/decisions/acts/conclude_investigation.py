"""调查终结、审理 (部办法第29、30条)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from daylight.base import lawpack
from daylight.base.act import act
from daylight.base.journal.writing import record
from daylight.base.orgs.models import Person
from daylight.cases.models import Case
from daylight.cases.moving import demand_turn, make_move
from daylight.core.moment import local_date
from daylight.core.refusal import refuse
from daylight.decisions.gathering import gather, papers
from daylight.decisions.holding import holding_of
from daylight.recording.papers import make_final


def _note(case: Case, kind: str, actor: Person, now: datetime, **data: Any) -> None:
    record(
        kind,
        agency=case.agency,
        actor=actor,
        now=now,
        subject=f"case:{case.uuid}",
        case_uuid=case.uuid,
        data=data,
    )


@act("decisions.investigation.concluded")
def conclude_investigation(case: Case, report: Mapping[str, Any], *, actor: Person, now: datetime) -> Case:
    """Close the investigation with its report; the visit records must already be final and hold two officers (G01, G02)."""
    today = local_date(now)
    demand_turn(case, "conclude_investigation", actor)
    document = make_final(case, "investigation_report", report, actor=actor, now=now)
    facts = gather(case, today)
    make_move(
        case,
        "conclude_investigation",
        actor=actor,
        now=now,
        facts=facts,
        papers=papers(case),
        holding=holding_of(case, facts, today),
    )
    _note(case, "decisions.investigation.concluded", actor, now, report_sha256=document.pdf.sha256)
    return case


@act("decisions.case.heard")
def hear_case(case: Case, trial: Mapping[str, Any], *, actor: Person, now: datetime) -> Case:
    """审理: eight points answered by the section head; a 否 sends the case back instead."""
    demand_turn(case, "hear_case", actor)
    negative = [label for label, value in _trial_answers(case, trial, local_date(now)) if value == "否"]
    if negative:
        raise refuse(
            "trial.negative",
            f"审理中“{'”、“'.join(negative)}”为否，不能提请告知；请改办“退回补充调查”，写明需要补充的内容。",
            "自然资源行政处罚办法第三十条",
        )
    document = make_final(case, "trial_record", trial, actor=actor, now=now)
    make_move(case, "hear_case", actor=actor, now=now, facts=None, papers=papers(case))
    _note(case, "decisions.case.heard", actor, now, record_sha256=document.pdf.sha256)
    return case


def _trial_answers(case: Case, trial: Mapping[str, Any], today: Any) -> list[tuple[str, str]]:
    template = lawpack.current().document("trial_record", today)
    return [(f.label, str(trial.get(f.code, ""))) for f in template.fields if f.kind == "choice"]


@act("decisions.investigation.returned")
def return_to_investigation(case: Case, reason: str, *, actor: Person, now: datetime) -> Case:
    """退回补充调查, saying what is missing."""
    demand_turn(case, "return_to_investigation", actor)
    if not reason.strip():
        raise refuse("field.required", "请写明需要补充调查的内容。", "自然资源行政处罚办法第三十条", "reason")
    make_move(case, "return_to_investigation", actor=actor, now=now, facts=None)
    _note(case, "decisions.investigation.returned", actor, now, reason=reason.strip())
    return case
