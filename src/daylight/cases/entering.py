"""线索登记、收件: what a file needs before it exists, and how it comes into being; for the acts that begin one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from daylight.base import lawpack
from daylight.base.orgs.models import Person
from daylight.base.permit import current_permit
from daylight.cases import clocks, interests, parties, turns
from daylight.cases.landlimits import area_fault
from daylight.cases.models import Case, Handler, Move
from daylight.cases.parties import PartyInput
from daylight.core import gates
from daylight.core.definition import Definition, clock_and_variant
from daylight.core.facts import CaseFacts, JurisdictionFacts
from daylight.core.identifiers import is_minor
from daylight.core.lawimpact import fallen, fallen_basis
from daylight.core.moment import local_date
from daylight.core.refusal import Refusal
from daylight.lists import queries as lists

# 民法典第17条: 十八周岁以上为成年人; a minor's case is never published (law.md §9).
ADULT_PARAMETER = "adult_years"
# The first move of every procedure that begins with a registration; 当场处罚 begins with its decision.
REGISTER = "register_lead"
PENALTY = "行政处罚"
INSPECTION = "行政检查"
TRANSFER = "案件移送"
ENDINGS = {PENALTY: "案", TRANSFER: "案移送"}


@dataclass(slots=True)
class Lead:
    """线索 as typed by the officer. ``area_m2`` in m²."""

    item_code: str
    source: str
    lead: str
    place: str
    parties: list[PartyInput]
    partner: Person
    area_m2: Decimal | None = None
    farmland_m2: Decimal | None = None
    prime_farmland_m2: Decimal | None = None
    land_class: str = ""
    plan_conform: str = ""
    act_ended_on: date | None = None
    act_continuing: bool = False
    rural_house: bool = False
    village_planning: bool = False
    jurisdiction_reason: str = ""
    # Empty: the procedure of the item's 执法类别.
    procedure: str = ""
    origin: Case | None = None
    demonstration_fields: list[str] = field(default_factory=list)
    source_record: dict[str, Any] | None = None


def enter_case(
    lead: Lead, item: Mapping[str, Any], definition: Definition, handler: Person, *, actor: Person, now: datetime
) -> Case:
    """The file with its parties, its two handlers (``handler`` leads) and the limits of its first move. In an open act."""
    current_permit()
    pack, today = lawpack.current(), local_date(now)
    first = definition.move(definition.first_move)
    # The list names the power (…的处罚); a case is named after what was done (…案).
    violation = item["item"].removesuffix("的处罚")
    principal = next(p for p in lead.parties if p.role == "party" and p.name.strip())
    ending = ENDINGS.get(definition.category or PENALTY, "")
    case = Case.objects.create(
        agency=handler.agency,
        section=handler.section,
        title=f"{principal.name.strip()}{violation}{ending}",
        procedure=definition.id,
        procedure_version=definition.version,
        lawpack_digest=pack.digest,
        step=first.to_step,
        item_code=lead.item_code,
        law_item=item["law_item"] or "",
        item_name=violation,
        source=lead.source,
        lead=lead.lead,
        place=lead.place,
        area_m2=lead.area_m2,
        farmland_m2=lead.farmland_m2,
        prime_farmland_m2=lead.prime_farmland_m2,
        land_class=lead.land_class,
        plan_conform=lead.plan_conform,
        act_ended_on=lead.act_ended_on,
        act_continuing=lead.act_continuing,
        rural_house=lead.rural_house,
        village_planning=lead.village_planning,
        jurisdiction_reason=lead.jurisdiction_reason.strip(),
        registered_at=now,
        minor_party=_minor(lead.parties, today),
        demonstration=handler.agency.demonstration,
        demonstration_fields=lead.demonstration_fields,
        source_record=lead.source_record,
        origin=lead.origin,
    )
    for party in lead.parties:
        parties.enter(case, party, now)
    Handler.objects.create(case=case, person=handler, lead=True)
    Handler.objects.create(case=case, person=lead.partner)
    Move.objects.create(case=case, code=first.code, name=first.name, to_step=first.to_step, by=actor, at=now)
    turns.touch(case.pk)
    for code, variant in map(clock_and_variant, first.starts):
        clocks.start(case, code, today, variant=variant)
    return case


def running(today: date) -> list[Definition]:
    """The procedures in force that begin with a registration."""
    return [
        each
        for versions in lawpack.current().procedures.values()
        for each in versions
        if each.first_move == REGISTER and each.in_force_from <= today and (each.until is None or today < each.until)
    ]


def procedure_for(item: Mapping[str, Any], today: date) -> Definition | None:
    """The procedure by which a matter of the list is registered and run: the one its row names, else the first of its
    执法类别; None when there is none in force."""
    those = running(today)
    named = [each for each in those if each.id in (item.get("procedures") or ())]
    return next(iter([*named, *(each for each in those if each.category == item["category"])]), None)


def _fallen(item: Mapping[str, Any], today: date) -> str:
    """By the articles of its lawpack item, or by those its row names in words."""
    pack = lawpack.current()
    if item["law_item"]:
        return fallen(pack, item["law_item"], today)
    return fallen_basis(pack, item["item"], item.get("legal_basis") or (), today)


def barred(lead: Lead, item: Mapping[str, Any] | None, gate_ids: Sequence[str], today: date) -> list[Refusal]:
    """Why no case may begin: the articles of the item have fallen, or a gate before the first move."""
    pack = lawpack.current()
    found = []
    if fault := _fallen(item, today) if item else "":
        message = f"{fault}，不能据此登记新案，请核对事项和依据，或者请清单管理员修订清单。"
        found.append(Refusal("law.fallen", message, "行政处罚法第三十七条", "item_code"))
    where = JurisdictionFacts(
        rural_house=lead.rural_house, village_planning=lead.village_planning, reason=lead.jurisdiction_reason
    )
    verdicts = gates.evaluate(gate_ids, CaseFacts(jurisdiction=where), pack, today, pack.calendar())
    return [*found, *gates.refusals_of(verdicts)]


def _minor(typed: list[PartyInput], today: date) -> bool:
    years = int(lawpack.current().parameter(ADULT_PARAMETER, today).value)
    return any(p.role == "party" and p.id_number and is_minor(p.id_number, today, years) for p in typed)


def faults_of(lead: Lead, handler: Person, today: date, item: dict[str, Any] | None) -> list[Refusal]:
    """What is missing or wrong in ``lead``, whose file ``handler`` is to lead."""
    found: list[Refusal] = []

    def need(value: str, field_name: str, label: str) -> None:
        if not value.strip():
            found.append(Refusal("field.required", f"请填写{label}。", "", field_name))

    need(lead.source, "source", "线索来源")
    need(lead.lead, "lead", "线索内容")
    need(lead.place, "place", "违法地点")
    if item is None:
        found.append(
            Refusal(
                "list.item",
                f"事项“{lead.item_code}”不在 {today:%Y-%m-%d} 有效的行政执法事项清单内，不能登记；请选择清单内事项，或先由清单管理员修订清单。",
                "行政处罚法第三十九条；海国土资发〔2017〕90号一（一）2",
                "item_code",
            )
        )
    # 清单之外无检查: the matter, its form and its cap are published, or nobody is inspected.
    inspection = item is not None and item["category"] == INSPECTION
    if item and inspection and lists.inspection_item(handler.agency, lead.item_code, today) is None:
        message = f"“{item['item']}”没有列入公布的随机抽查事项清单，不得检查，请选择清单内的事项。"
        found.append(Refusal("list.inspection", message, "国办发〔2024〕54号", "item_code"))
    if handler.section is None:
        found.append(Refusal("person.section", "承办人的账号没有所属承办机构，请系统管理员补充后再登记。"))
    if lead.origin is not None and lead.origin.agency_id != handler.agency_id:
        found.append(Refusal("case.origin", "来源案件不是本机关的案件，请重新选择。", "", "origin"))
    if lead.partner.pk == handler.pk:
        found.append(
            Refusal("G01", "两名执法人员不能是同一人，请另选一名协办人员。", "行政处罚法第四十二条", "partner")
        )
    if lead.partner.agency_id != handler.agency_id:
        found.append(Refusal("person.agency", "协办人员须为本机关执法人员，请重新选择。", "", "partner"))
    if lead.area_m2 is not None and lead.area_m2 <= 0:
        found.append(Refusal("field.area", "面积应大于 0 平方米，请核对。", "", "area_m2"))
    elif fault := area_fault(lead.area_m2, "area_m2", today):
        found.append(fault)
    elif lead.area_m2 and (lead.farmland_m2 or 0) + (lead.prime_farmland_m2 or 0) > lead.area_m2:
        found.append(Refusal("field.area", "耕地与永久基本农田之和大于总面积，请核对。", "", "farmland_m2"))
    if lead.act_ended_on and lead.act_ended_on > today:
        found.append(Refusal("field.future", "违法行为终了日不能晚于今天，请核对。", "", "act_ended_on"))
    if not any(p.role == "party" for p in lead.parties) or not all(p.name.strip() for p in lead.parties):
        found.append(Refusal("field.required", "请填写当事人姓名或者名称；暂不清楚的写明特征。", "", "party_name"))
    for n, party in enumerate(lead.parties, start=1):
        found += parties.faults(party, today, f"_{n}" if n > 1 else "")
    found += interests.refusals(handler, lead.partner, lead.parties)
    return found
