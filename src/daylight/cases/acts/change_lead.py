"""变更主办人: another of the handlers leads the case."""

from __future__ import annotations

from datetime import datetime

from daylight.base.access import require
from daylight.base.act import act
from daylight.base.journal.writing import record
from daylight.base.orgs.models import Person
from daylight.cases.models import Case, Handler
from daylight.cases.moving import demand_running
from daylight.cases.scopes import scope_of
from daylight.core.refusal import Refusal, Refused


@act("cases.lead.changed")
def change_lead(case: Case, lead: Person, reason: str, *, actor: Person, now: datetime) -> Case:
    """``lead``, one of the handlers, leads from now on; the other stays in the case."""
    require(actor, "case.assign", scope_of(case))
    Case.objects.select_for_update().get(pk=case.pk)
    case.refresh_from_db()
    demand_running(case)
    present = Handler.objects.filter(case=case, person=lead).first()
    problems = []
    if present is None:
        problems.append(Refusal("handler.absent", f"{lead.name}不是本案承办人，请先转办，再变更主办人。", "", "lead"))
    elif present.lead:
        problems.append(Refusal("handler.lead", f"{lead.name}已经是本案主办人，请选择另一名承办人。", "", "lead"))
    if not reason.strip():
        problems.append(Refusal("field.required", "请写明变更主办人的理由。", "", "reason"))
    if problems:
        raise Refused(problems)
    Handler.objects.filter(case=case).update(lead=False)
    Handler.objects.filter(case=case, person=lead).update(lead=True)
    record(
        "cases.lead.changed",
        agency=case.agency,
        actor=actor,
        now=now,
        subject=f"case:{case.uuid}",
        case_uuid=case.uuid,
        data={"lead": lead.name, "person": lead.uuid, "reason": reason.strip()},
    )
    return case
