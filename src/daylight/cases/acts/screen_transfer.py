"""涉刑筛查 (移送规定第3、5、11条): what the thresholds hit, and what a person decides about it."""

from __future__ import annotations

from datetime import datetime

from daylight.base import lawpack
from daylight.base.access import require
from daylight.base.act import act
from daylight.base.journal.writing import record
from daylight.base.orgs.models import Person
from daylight.cases.gathering import transfer_facts
from daylight.cases.models import Case, TransferScreening
from daylight.cases.moving import demand_running
from daylight.cases.scopes import scope_of
from daylight.core.gates import transfer_hits
from daylight.core.moment import local_date
from daylight.core.refusal import refuse

OUTCOMES = {"none": "未达移送线", "transfer": "移送", "keep": "达到移送线但不移送"}


@act("cases.transfer.screened")
def screen_transfer(case: Case, outcome: str, reason: str, *, actor: Person, now: datetime) -> TransferScreening:
    """Record the outcome. A hit may not be answered with “none”; keeping a hit needs its reason."""
    require(actor, "case.investigate", scope_of(case))
    demand_running(case)
    hits = list(transfer_hits(transfer_facts(case), lawpack.current(), local_date(now)))
    if outcome not in OUTCOMES:
        raise refuse("field.choice", "请选择涉刑筛查结论。", "", "outcome")
    if hits and outcome == "none":
        raise refuse(
            "G24", f"本案已达移送线（{'；'.join(hits)}），请选择移送，或写明不移送的理由。", "移送规定第三条", "outcome"
        )
    if outcome != "none" and not reason.strip():
        raise refuse("field.required", "请写明移送或者不移送的理由。", "移送规定第五条", "reason")
    screening = TransferScreening.objects.create(
        case=case, hits=hits, outcome=outcome, reason=reason.strip(), by=actor, at=now
    )
    record(
        "cases.transfer.screened",
        agency=case.agency,
        actor=actor,
        now=now,
        subject=f"case:{case.uuid}",
        case_uuid=case.uuid,
        data={"outcome": outcome, "hits": hits, "reason": reason.strip()},
    )
    return screening
