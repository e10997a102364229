"""立案与不予立案 (处罚法第54条, 部办法第16条)."""

from __future__ import annotations

from datetime import datetime

from daylight.base.act import act
from daylight.base.journal.writing import record
from daylight.base.orgs.models import Person
from daylight.cases.forming import form_paper
from daylight.cases.gathering import case_facts
from daylight.cases.models import Case
from daylight.cases.moving import demand_turn, end, make_move
from daylight.core.moment import local_date
from daylight.core.refusal import refuse


@act("cases.case.opened")
def open_case(case: Case, *, actor: Person, now: datetime) -> Case:
    """批准立案: gates G03, G01, G04; allots the 立案号 and starts the 90 days (D10)."""
    today = local_date(now)
    make_move(case, "open_case", actor=actor, now=now, facts=case_facts(case, today))
    form_paper(case, "open_case", actor=actor, now=now)
    record(
        "cases.case.opened",
        agency=case.agency,
        actor=actor,
        now=now,
        subject=f"case:{case.uuid}",
        case_uuid=case.uuid,
        data={"number": case.number, "opened_on": today},
    )
    return case


@act("cases.opening.declined")
def decline_opening(case: Case, reason: str, *, actor: Person, now: datetime) -> Case:
    """不予立案, with the reason."""
    demand_turn(case, "decline_opening", actor)
    if not reason.strip():
        raise refuse("field.required", "请写明不予立案的理由。", "部办法第十六条", "reason")
    today = local_date(now)
    make_move(case, "decline_opening", actor=actor, now=now, facts=None)
    end(case, today, "not_opened")
    form_paper(case, "decline_opening", actor=actor, now=now, reason=reason)
    record(
        "cases.opening.declined",
        agency=case.agency,
        actor=actor,
        now=now,
        subject=f"case:{case.uuid}",
        case_uuid=case.uuid,
        data={"reason": reason.strip()},
    )
    return case
