"""What the file already holds is carried into a new paper, never typed a second time (一次录入多处使用)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from daylight.base import lawpack
from daylight.base.orgs.models import Person
from daylight.cases.models import Case
from daylight.cases.moving import definition_of
from daylight.core.lawdata import NotInForce
from daylight.core.lawrecords import DocumentTemplate
from daylight.decisions import fee_facts, inspection_begin, inspections, levy_facts, permit_guide
from daylight.decisions.beginning import evidence
from daylight.decisions.composing import party_line, penalty_lines, principal, remedy
from daylight.decisions.standing import decision_of
from daylight.lists import queries as lists
from daylight.recording.queries import final_fields


def officer_lines(people: Iterable[Person]) -> list[dict[str, str]]:
    """People as papers keep them: uuid, name, certificate number."""
    return [{"uuid": str(p.uuid), "name": p.name, "certificate": p.certificate_number} for p in people]


# Stages whose papers are written where the act took place.
ON_SITE = frozenset({"lead", "investigation"})


# What the host's report takes from the record of the hearing.
HEARD = ("participants", "claims", "defence")


def handlers_of(case: Case) -> list[Person]:
    """The officers of the case, the leading one first."""
    return [each.person for each in case.handlers.select_related("person")]


def begin(case: Case, template: DocumentTemplate, today: date) -> dict[str, Any]:
    """First values for a paper of ``template``: parties, officers, place, facts, areas and articles of the file."""
    officers = officer_lines(handlers_of(case))
    report = final_fields(case, "investigation_report") or {}
    known: dict[str, Any] = {
        "party": party_line(principal(case)),
        "officers": officers,
        "recorder": officers[-1] if officers else "",
        "place": case.place if template.stage in ON_SITE else "",
        "source": case.source,
        "cause": case.item_name,
        "facts": report.get("facts") or case.lead,
        "content": case.lead if template.id == "lead_register" else "",
        "area": format(case.area_m2, "f") if case.area_m2 is not None else "",
        "farmland_area": format(case.farmland_m2, "f") if case.farmland_m2 is not None else "",
        "prime_farmland_area": format(case.prime_farmland_m2, "f") if case.prime_farmland_m2 is not None else "",
        "land_class": case.land_class,
        "planning": case.plan_conform,
        "evidence": [each["label"] for each in evidence(case)],
        "basis": basis_of(case, today),
        "law": basis_of(case, today),
        "held_on": today.isoformat(),
        "reviewed_on": today.isoformat(),
    }
    if definition_of(case).category == permit_guide.CATEGORY:
        if template.id != permit_guide.INITIATION:
            # 审查情况 is what the reviewers found (行政许可法第三十四条), never what the applicant wrote.
            known["facts"] = ""
        known |= {code: value for code, value in permit_guide.begun(case, template.id, today).items() if value}
    if definition_of(case).category == inspections.CATEGORY:
        known |= {code: value for code, value in inspection_begin.begun(case, template.id, today).items() if value}
    if levy_facts.is_levy(case):
        known |= {code: value for code, value in levy_facts.begun(case, template.id, today).items() if value}
    if fee_facts.is_fee(case):
        known |= {code: value for code, value in fee_facts.begun(case, template.id, today).items() if value}
    latest = _latest_showing(case)
    if latest:
        known["identity_shown_at"] = latest
    known |= _standing(case, template, today)
    kinds = {each.code: each.kind for each in template.fields}
    # Two papers may call different things 结果: a word that is none of this paper's choices is not carried over.
    strange = {
        each.code for each in template.fields if each.kind == "choice" and known.get(each.code) not in each.choices
    }
    found = {
        code: value for code, value in known.items() if code in kinds and code not in strange and value not in ("", [])
    }
    # A list stands in a text as one sentence.
    return {
        code: "；".join(value) if isinstance(value, list) and kinds[code] in ("text", "longtext") else value
        for code, value in found.items()
    }


def _standing(case: Case, template: DocumentTemplate, today: date) -> dict[str, Any]:
    """What follows from the file for the papers after the decision, and for those the agency itself answers."""
    held = final_fields(case, "evidence_hold_notice") or {}
    summons = final_fields(case, "hearing_summons") or {}
    minutes = final_fields(case, "hearing_record") or {}
    decision = decision_of(case)
    fields = decision.fields if decision else {}
    handlers = handlers_of(case)
    contact = f"{handlers[0].name}，{case.agency.phone}".rstrip("，") if handlers else ""
    return {
        "goods": held.get("goods") or [],
        "contact": contact,
        "host": minutes.get("host") or summons.get("host") or "",
        "host_certificate": summons.get("host_certificate", ""),
        **({code: minutes.get(code, "") for code in HEARD} if template.id == "hearing_report" else {}),
        "replaced_number": decision.number if decision else "",
        "applicant": principal(case).name,
        # Papers that no step makes: nobody else fills in what is never typed.
        "remedy": remedy(case, frozenset(), today) if template.procedures else "",
        "penalty_number": decision.number if decision and template.procedures else "",
        "obligation": penalty_lines(fields["penalties"]) if fields.get("penalties") else "",
        "way": fields.get("performance", ""),
        "payee": fields.get("payee", ""),
    }


def basis_of(case: Case, today: date) -> str:
    """The articles of the item in force when the act ended, or today; those its row of the list names where it has no
    law of amounts."""
    try:
        return lawpack.current().item(case.law_item, case.act_ended_on or today).basis
    except NotInForce:
        row = lists.item(case.agency, case.item_code, today)
        return "；".join(row.get("legal_basis") or ()) if row else ""


def _latest_showing(case: Case) -> str:
    last = case.showings.order_by("-shown_at").first()
    return last.shown_at.isoformat() if last else ""
