"""申请材料: what the published 服务指南 of an item asks an applicant for (行政许可法第三十条), and what a file still lacks."""

from __future__ import annotations

from datetime import date
from typing import Any

from daylight.base import lawpack
from daylight.base.guiding import questions_on
from daylight.base.orgs.models import Agency
from daylight.cases.models import Case
from daylight.cases.moving import definition_of
from daylight.core.definition import clock_and_variant
from daylight.core.guiding import Material, read_materials
from daylight.core.lawclocks import Deadline
from daylight.core.lawdata import NotInForce
from daylight.decisions.composing import party_line, principal
from daylight.decisions.entries import entries_of
from daylight.decisions.standing import decision_of
from daylight.lists import queries as lists

# What the application says in words, as the questions of the guide name it (lawpacks/cn/guide_questions.toml).
APPLICANT, PRESENCE, MATTER = "applicant", "presence", "matter"
FIELD = "materials"
INCOMING = ("permit_application", "permit_corrections")
CATEGORY = "行政许可"
# The paper that opens a review ex officio: there the lead is what was found.
INITIATION = "permit_initiation"


def listed_materials(case: Case, today: date) -> tuple[str, ...]:
    """The materials of the guide in force that may concern this applicant, in its order; empty where none was published.

    What the file shows not to be asked of him is left out; what depends on something not yet known stays.
    """
    answers = case_answers(case, today)
    return tuple(each.text for each in guide_materials(case, today) if each.asked(answers) is not False)


def required_materials(case: Case, today: date) -> tuple[str, ...]:
    """Those without which this application is not complete: the same condition the guide and its wizard go by."""
    answers = case_answers(case, today)
    return tuple(each.text for each in guide_materials(case, today) if each.asked(answers))


def case_answers(case: Case, today: date) -> dict[str, str]:
    """What the file answers to the questions of the guide; a question it does not answer is absent."""
    applied = entries_of(case).get("permit_application")
    found = {APPLICANT: principal(case).kind}
    represented = case.parties.filter(role="agent").exists() or bool((applied or {}).get("agent"))
    if represented or applied is not None:
        found[PRESENCE] = "agent" if represented else "self"
    said = str((applied or {}).get("matter") or "")
    words = words_of_matter(today)
    return found | ({MATTER: words[said]} if said in words else {})


def words_of_matter(today: date) -> dict[str, str]:
    """How an application may write what it asks for → the answer of the guide's question."""
    return {w: each.code for q in questions_on(today) if q.code == MATTER for each in q.answers for w in each.words}


def guide_materials(case: Case, today: date) -> tuple[Material, ...]:
    """Every material of the guide in force with its condition; empty where none was published."""
    return item_materials(case.agency, case.item_code, today)


def item_materials(agency: Agency, item_code: str, today: date) -> tuple[Material, ...]:
    """The same for a matter nobody has applied for yet."""
    guide = lists.row(agency, "guides", item_code, today)
    return read_materials((guide or {}).get("materials") or (), questions_on(today))


def missing_materials(case: Case, today: date) -> list[str]:
    """What has not come in yet, for the notice that names everything at once."""
    entries = entries_of(case)
    received = {str(each) for code in INCOMING for each in entries.get(code, {}).get(FIELD) or ()}
    return [each for each in required_materials(case, today) if each not in received]


def begun(case: Case, template: str, today: date) -> dict[str, Any]:
    """First values of the papers of a permit: what the application, the earlier permit and the limits already say."""
    entries = entries_of(case)
    applied, prior = entries.get("permit_application", {}), entries.get("permit_prior_check", {})
    report, drafted = entries.get("permit_review_report", {}), decision_of(case)
    decided = drafted.fields if drafted else {}
    item = lists.item(case.agency, case.item_code, today) or {}
    basis = "；".join(item.get("legal_basis") or ())
    initiation = entries.get(INITIATION, {})
    corrections = entries.get("permit_corrections", {})
    contact = f"{case.agency.name}，电话 {case.agency.phone}" if case.agency.phone else case.agency.name
    return {
        "party": party_line(principal(case)),
        "item": case.item_name,
        "application": applied.get("application") or case.lead,
        "project_place": applied.get("project_place") or case.place,
        "place": case.place,
        # What comes in now comes in today; what speaks of it later gives the day it came in.
        "received_on": today.isoformat()
        if template in INCOMING
        else corrections.get("received_on") or applied.get("received_on") or today.isoformat(),
        "prior_number": prior.get("prior_number") or applied.get("prior_number") or initiation.get("prior_number", ""),
        "missing": missing_materials(case, today),
        "requirement": "请补齐上列材料后再次提交；补正材料收齐后，本机关依法受理。",
        "term": _term(case, today),
        "rights": _rights(today),
        "basis": report.get("basis") or basis,
        "facts": report.get("facts") or initiation.get("facts", ""),
        "hearing": report.get("heard", ""),
        "content": decided.get("content", ""),
        "conditions": decided.get("conditions", ""),
        "valid_from": decided.get("valid_from", "")
        or (drafted.decided_on.isoformat() if drafted and drafted.decided_on else ""),
        "valid_until": decided.get("valid_until", "") or prior.get("valid_until", ""),
        "decision_number": drafted.number if drafted else "",
        "requested_on": today.isoformat(),
        "waived_on": today.isoformat(),
        "withdrawn_on": today.isoformat(),
        "published_on": today.isoformat(),
        "contact": contact,
    }


def _rule(code: str, today: date) -> Deadline | None:
    try:
        return lawpack.current().deadline(code, today)
    except NotInForce:
        return None


def _term(case: Case, today: date) -> str:
    """办理期限 in words: the running clock once there is one, else the length the law gives."""
    opening = [clock_and_variant(each)[0] for m in definition_of(case).moves if m.opens for each in m.starts]
    clock = case.clocks.filter(code__in=opening, stopped_on=None).first()
    if clock:
        return f"到 {clock.due_on:%Y年%-m月%-d日}"
    rule = _rule(opening[0], today) if opening else None
    return f"自受理之日起{rule.label}内作出决定；依法不计入期限的时间另行告知" if rule else ""


def _rights(today: date) -> str:
    rule = _rule("D30", today)
    if rule is None:
        return ""
    return (
        f"可以向本机关陈述、申辩；要求听证的，应当自收到本告知书之日起{rule.label}内提出，逾期不提出的视为放弃。"
        f"本机关在收到听证申请之日起{rule.length('organise').label}内组织听证，不收取费用。"
    )
