"""线索登记 (部办法第15条)."""

from __future__ import annotations

from datetime import datetime

from daylight.base import lawpack
from daylight.base.access import require
from daylight.base.act import act
from daylight.base.journal.writing import record
from daylight.base.orgs.models import Person
from daylight.cases.entering import TRANSFER, Lead, barred, enter_case, faults_of, procedure_for, running
from daylight.cases.forming import form_paper
from daylight.cases.models import Case
from daylight.cases.scopes import home_of
from daylight.core.moment import local_date
from daylight.core.refusal import Refused, refuse
from daylight.lists import queries as lists


@act("cases.case.registered")
def register_lead(lead: Lead, *, actor: Person, now: datetime) -> Case:
    """Open a file for a lead; nothing may be opened that the 事项清单 in force does not hold (清单之外无执法)."""
    require(actor, "case.register", home_of(actor))
    today = local_date(now)
    item = lists.item(actor.agency, lead.item_code, today)
    problems = faults_of(lead, actor, today, item)
    if problems or item is None or actor.section is None:
        raise Refused(problems)
    definition = next((each for each in running(today) if each.id == lead.procedure), None)
    definition = definition if lead.procedure else procedure_for(item, today)
    if definition is None:
        raise refuse(
            "procedure.none",
            f"“{item['category']}”还没有可以办理的程序，请选择其他事项，或者请清单管理员核对事项的执法类别。",
            "海国土资发〔2017〕90号一（一）2",
            "item_code",
        )
    first = definition.move(definition.first_move)
    # What another authority shall judge is handed on whatever became of our own article.
    own = definition.category == item["category"]
    handed_on = lead.origin is not None and lead.origin.procedure != definition.id
    if not own and not (handed_on and definition.category == TRANSFER):
        message = f"{definition.name}不能按本事项直接登记；案件移送由来源案件提起，请从来源案件的页面办理。"
        raise refuse("case.origin", message, definition.cite, "origin")
    if found := barred(lead, item if own else None, first.gates, today):
        raise Refused(found)
    case = enter_case(lead, item, definition, actor, actor=actor, now=now)
    form_paper(case, first.code, actor=actor, now=now)
    record(
        "cases.case.registered",
        agency=case.agency,
        actor=actor,
        now=now,
        subject=f"case:{case.uuid}",
        case_uuid=case.uuid,
        data={
            "item": case.item_code,
            "source": case.source,
            "procedure": case.procedure,
            "name": first.name,
            "lawpack": lawpack.current().digest,
        },
    )
    return case
