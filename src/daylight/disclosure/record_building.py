"""From a task to the record before masking, and what the case knows about people (law.md ch. 9).

Nothing is worded anew: facts, law, reasons and penalties are the decision's own texts, so that the published text equals
the served one outside the masks.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from daylight.base import lawpack, sealing
from daylight.cases.marks import known_names, marks_of
from daylight.cases.models import Case, Party
from daylight.core.deadlines import Period, add_months
from daylight.core.lawrecords import Grade, PenaltyKind
from daylight.core.masking import MaskRules
from daylight.decisions import composing
from daylight.decisions.models import Decision
from daylight.decisions.penalty_facts import PAY
from daylight.disclosure import paper_record
from daylight.disclosure.kinds import deadline_of, rule_of
from daylight.disclosure.known_people import people_in_papers
from daylight.disclosure.models import Task
from daylight.lists.policies import keep_under
from daylight.recording.models import Document

# How the case room names a part in the case → how masking treats it.
_ROLES = {"party": "party", "legal_representative": "legal_rep"}
_MONTHS = {"m": 1, "y": 12}


def build(task: Task, version: int, on: date) -> dict[str, Any]:
    """The record as it would stand without masking, with the dates of a publication on ``on``."""
    case, rule = task.case, rule_of(task)
    party = composing.principal(case)
    if task.decision is not None and rule.composed:
        said = _penalty_said(task.decision, rule.name, on)
    else:
        said = paper_record.build(task, rule, issued_paper(task))
    return said | {
        "uuid": str(task.uuid),
        "version": version,
        "category": rule.category,
        "number": task.number,
        "agency": {"name": case.agency.name, "code": case.agency.code},
        "party": {
            "name": party.name,
            "kind": party.kind,
            "credit_code": party.credit_code if party.kind == "organisation" else "",
        },
        "decided_on": task.started_on.isoformat(),
        "published_on": on.isoformat(),
        "keep_until": keep_until(task, party.kind, on).isoformat(),
        "performance": performance(task, on),
        "officers": [
            {"name": each.person.name, "certificate_number": each.person.certificate_number}
            for each in case.handlers.select_related("person")
        ],
        "masked_kinds": [],
        "documents": [],
        "code": task.code,
        "source": None,
        "legacy": False,
        "demonstration": case.demonstration,
        "demonstration_fields": _shown_fields(case),
        "not_seen": [],
    }


def issued_paper(task: Task) -> Document:
    """The paper the task makes public. ValueError for a decision without one: it cannot be shown field by field."""
    if task.document is None:
        raise ValueError(f"公示事项 {task.uuid} 没有文书")
    return task.document


def _penalty_said(decision: Decision, name: str, on: date) -> dict[str, Any]:
    """What a penalty's composed draft says."""
    case, fields = decision.case, decision.fields
    decided_on = decision.decided_on or on
    penalties = [_penalty(each, decided_on) for each in fields["penalties"]]
    return {
        "title": f"{decision.number} {name}",
        "violation": case.item_name,
        "facts": composing.further_facts(case, fields, decided_on),
        "basis": composing.further_basis(case, fields, decided_on),
        "discretion": {"grade": _grade(fields, decided_on), "reason": fields.get("discretion_reason", "")},
        "penalties": penalties,
        "fine_yuan": _figure(fields.get("fine_yuan")),
        "gist": _gist(composing.principal(case), case, penalties, fields),
        "remedy": fields.get("remedy")
        or composing.remedy(case, frozenset(each["kind"] for each in fields["penalties"]), decided_on),
    }


def performance(task: Task, today: date) -> list[dict[str, str]]:
    """履行情况 in fixed sentences, from registered service, payments and papers only: no person is named in them."""
    rule = rule_of(task)
    if task.decision is None or not rule.composed:
        return paper_record.performance(task, rule, today)
    steps = [*penalty_performance(task.decision, today), *(paper_record.followed(task, rule) if task.document else ())]
    return sorted(steps, key=lambda step: step["on"])


def penalty_performance(decision: Decision, today: date) -> list[dict[str, str]]:
    """Service, payments and the end of a penalty."""
    steps = []
    served = decision.services.order_by("served_on", "id").first()
    if served:
        steps.append(_step(served.served_on, "决定书已送达当事人", "done"))
    fine = Decimal(_figure(decision.fields.get("fine_yuan")) or 0)
    paid = Decimal(0)
    for payment in decision.payments.order_by("paid_on", "id"):
        paid += payment.amount_yuan
        steps.append(_step(payment.paid_on, "罚款已缴清" if paid >= fine else "已缴纳部分罚款", "done"))
    if served and fine > paid:
        pack = lawpack.current()
        due = pack.deadline(PAY, served.served_on).due(served.served_on, pack.calendar())
        steps.append(_step(due.due_on, "罚款缴纳期限届满", "due"))
    if decision.case.closed_on:
        steps.append(_step(decision.case.closed_on, "本案已结案", "done"))
    return sorted(steps, key=lambda step: step["on"])


def keep_until(task: Task, party_kind: str, on: date) -> date:
    """The last day the government site shows what was published on ``on``: its term as the agency's 公示具体办法 or else the
    lawpack says, or the day its ground ended."""
    rule, person = rule_of(task), party_kind == "person"
    otherwise = Period.parse(lawpack.current().parameter(rule.keep_person if person else rule.keep, on).value)
    period = keep_under(task.agency, deadline_of(task), task.started_on, rule.category, person, otherwise)
    last = add_months(on, period.count * _MONTHS[period.unit])
    ended = paper_record.ended_on(task, rule) if rule.ends else None
    return min(last, max(ended, on)) if ended else last


def facts_of(task: Task, on: date) -> dict[str, Any]:
    """Everything the case knows about people, as ``core.masking.Facts.read`` wants it. Never stored."""
    case, agency = task.case, task.case.agency
    officers = [each.person for each in case.handlers.select_related("person")]
    return {
        "parties": [*(_known(each, case) for each in case.parties.all()), *people_in_papers(case)],
        "officers": [{"name": officer.name} for officer in officers],
        # Public by law or by office: the decision's own numbers, the agency and where to complain.
        "keep": [
            text
            for text in (
                task.number,
                case.number,
                agency.name,
                agency.address,
                agency.phone,
                agency.government,
                agency.court,
                *(officer.certificate_number for officer in officers),
            )
            if text
        ],
        "on": task.started_on.isoformat(),
    }


def identity_number(party: Party) -> str:
    """The identity number in clear, or nothing."""
    return sealing.unseal(bytes(party.identity_sealed)) if party.identity_sealed else ""


def mask_rules(on: date) -> MaskRules:
    """The masking rules of all overlays in force on ``on``; a later overlay wins."""
    layers = lawpack.current().other.get("masking", ())
    return MaskRules.from_table({"rule": [rule for each in layers for rule in each.tables.get("rule", ())]}, on)


def _known(party: Party, case: Case) -> dict[str, Any]:
    role = _ROLES.get(party.role, party.role)
    known: dict[str, Any] = {"name": party.name, "kind": party.kind, "role": role}
    known |= {"phone": party.phone, "address": party.address, "credit_code": party.credit_code}
    if party.kind != "person":
        known["legal_representative"] = party.legal_representative
    marks = marks_of(party)
    known |= {"aliases": known_names(party), "accounts": marks.accounts, "plates": marks.plates}
    if number := identity_number(party):
        known["id_number"] = number
    if case.minor_party and party.kind == "person" and role == "party":
        known["minor"] = True
    return {name: value for name, value in known.items() if value}


def _penalty(penalty: Mapping[str, Any], on: date) -> dict[str, Any]:
    return {
        "kind": lawpack.current().find(PenaltyKind, penalty["kind"], on).name,
        "text": penalty["text"],
        "amount_yuan": _figure(penalty.get("amount_yuan")),
        "area_m2": _figure(penalty.get("area_m2")),
    }


def _grade(fields: Mapping[str, Any], decided_on: date) -> str:
    if not fields.get("grade"):
        return ""
    law_on = date.fromisoformat(fields["law_on"]) if fields.get("law_on") else decided_on
    return lawpack.current().find(Grade, fields["grade"], law_on).name


def _gist(party: Party, case: Case, penalties: list[dict[str, Any]], fields: Mapping[str, Any]) -> str:
    kinds = [
        f"罚款 {Decimal(fine):,.2f} 元"
        if each["kind"] == "罚款" and (fine := _figure(fields.get("fine_yuan")))
        else each["kind"]
        for each in penalties
    ]
    return f"{party.name}因{case.item_name}，被{'、'.join(dict.fromkeys(kinds))}。"


def _figure(value: Any) -> str | None:
    """A decimal as plain text; None for nothing. Whatever is not a figure was refused when the draft was saved."""
    try:
        return format(Decimal(str(value).replace(",", "")), "f") if value not in (None, "") else None
    except InvalidOperation:
        return None


def _step(on: date, text: str, state: str) -> dict[str, str]:
    return {"on": on.isoformat(), "text": text, "state": state}


def _shown_fields(case: Case) -> list[str]:
    known = {"facts", "basis", "discretion", "penalties", "fine_yuan", "gist", "decided_on", "officers", "performance"}
    known |= {"violation", "remedy", "party", "number"}
    return [name for name in case.demonstration_fields if name in known]
