"""窗口收件 (行政许可法第三十二条): the window takes an application in, gives the receipt, and hands the file to its officers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from daylight.base import lawpack
from daylight.base.access import require
from daylight.base.act import act
from daylight.base.journal.writing import record
from daylight.base.orgs.models import Person
from daylight.cases.acts import Lead, PartyInput
from daylight.cases.entering import barred, enter_case, faults_of, procedure_for
from daylight.cases.models import Case
from daylight.cases.moving import make_move
from daylight.cases.scopes import home_of
from daylight.core.moment import local_date
from daylight.core.refusal import Refusal, Refused
from daylight.decisions.composing import party_line, principal
from daylight.decisions.gathering import papers
from daylight.decisions.permit_guide import CATEGORY, listed_materials
from daylight.lists import queries as lists
from daylight.recording.papers import make_final, make_issued
from daylight.recording.readiness import demand_complete

MOVE, APPLICATION, RECEIPT = "take_at_counter", "permit_application", "permit_receipt"
CITE = "行政许可法第三十二条"
WAY = "窗口"


@dataclass(slots=True)
class ApplicationInput:
    """申请 as taken at the counter. ``materials``: names ticked on the list of the guide; ``handler`` leads the file."""

    item_code: str
    applicant: PartyInput
    matter: str
    application: str
    project_place: str
    materials: list[str]
    form_ok: bool
    handler: Person
    partner: Person
    other_materials: list[str] = field(default_factory=list)
    agent: str = ""
    prior_number: str = ""


@act("decisions.application.taken")
def take_application(said: ApplicationInput, *, actor: Person, now: datetime) -> Case:
    """Enter the file, the paper of what came in, and the sealed receipt; D27 runs, and the officers of the file go on."""
    require(actor, "application.receive", home_of(actor))
    today = local_date(now)
    item = lists.item(actor.agency, said.item_code, today)
    lead = Lead(said.item_code, WAY, said.application, said.project_place, [said.applicant], said.partner)
    if item is None or item["category"] != CATEGORY or said.handler.agency_id != actor.agency_id:
        raise Refused(_strangers(said, actor, item))
    problems = faults_of(lead, said.handler, today, item)
    definition = procedure_for(item, today)
    if problems or definition is None:
        raise Refused(problems or [Refusal("procedure.none", "这个事项还没有可以办理的程序，请联系清单管理员。", CITE)])
    if found := barred(lead, item, definition.move(definition.first_move).gates, today):
        raise Refused(found)
    case = enter_case(lead, item, definition, said.handler, actor=actor, now=now)
    received = _fields(said, case, actor, now)
    demand_complete(lawpack.current().document(APPLICATION, today), received)
    make_final(case, APPLICATION, received, actor=actor, now=now)
    receipt = make_issued(case, RECEIPT, _receipt(said, case, received, now), actor=actor, now=now)
    make_move(case, MOVE, actor=actor, now=now, facts=None, starts_on=today, papers=papers(case))
    record(
        "decisions.application.taken",
        agency=case.agency,
        actor=actor,
        now=now,
        subject=f"case:{case.uuid}",
        case_uuid=case.uuid,
        data={
            "item": case.item_code,
            "number": receipt.number,
            "materials": said.materials,
            "handlers": [said.handler.uuid, said.partner.uuid],
            "sha256": receipt.pdf.sha256,
        },
    )
    return case


def _strangers(said: ApplicationInput, actor: Person, item: Mapping[str, Any] | None) -> list[Refusal]:
    found = []
    if item is None or item["category"] != CATEGORY:
        message = "申请的事项不在现行有效的行政许可事项内，请告知申请人向有权的机关申请，或者核对事项。"
        found.append(Refusal("list.item", message, CITE, "item_code"))
    if said.handler.agency_id != actor.agency_id:
        found.append(Refusal("person.agency", "主办人员须为本机关执法人员，请重新选择。", "", "handler"))
    return found


def _fields(said: ApplicationInput, case: Case, actor: Person, now: datetime) -> dict[str, Any]:
    return {
        "party": party_line(principal(case)),
        "item": case.item_name,
        "matter": said.matter,
        "application": said.application.strip(),
        "project_place": said.project_place.strip(),
        "received_on": local_date(now).isoformat(),
        "way": WAY,
        "agent": said.agent.strip(),
        "prior_number": said.prior_number.strip(),
        "materials": said.materials,
        "other_materials": said.other_materials,
        "form_ok": said.form_ok,
        "officers": [{"uuid": str(actor.uuid), "name": actor.name, "certificate": actor.certificate_number}],
    }


def _receipt(said: ApplicationInput, case: Case, received: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    """What the applicant takes home: what he handed in, what was not there, and until when he is told."""
    today = local_date(now)
    rule = lawpack.current().deadline("D27", today)
    lacking = [each for each in listed_materials(case, today) if each not in said.materials]
    return {
        "party": received["party"],
        "item": received["item"],
        "received_on": received["received_on"],
        "materials": [*said.materials, *said.other_materials] or ["（未提交材料）"],
        "absent": lacking,
        "term": f"材料不齐或者不符合法定形式的，本机关当场或者在{rule.period.label}内一次告知；逾期不告知的，自收到材料之日起即为受理。",
        "handler": f"{said.handler.name}，{case.agency.phone}".rstrip("，"),
        "receiver": str(received["officers"][0]["name"]),
    }
