"""来源案件和后续案件: what follows from a case, and what an inspection so soon after another one has to be told."""

from __future__ import annotations

from datetime import date
from typing import Any

from daylight.base.access import may
from daylight.cases.models import Case
from daylight.cases.moving import definition_of
from daylight.cases.queries import visible_cases
from daylight.cases.scopes import home_of
from daylight.decisions.entries import entries_of
from daylight.decisions.inspection_facts import failing_lines
from daylight.decisions.inspections import CATEGORY, RECORD, frequency, lately
from daylight.web.office.place import Place

PARTY_PARTS = ("name", "kind", "credit_code", "legal_representative", "phone", "address")


def family(place: Place) -> dict[str, Any]:
    """The case before and the cases after, as far as the person may read them; ``offer``: a case may be registered from
    here, because an inspection has looked at something."""
    case, visible = place.case, visible_cases(place.person)
    inspection = definition_of(case).category == CATEGORY
    registers = inspection and may(place.person, "case.register", home_of(place.person))
    return {
        "origin": visible.filter(pk=case.origin_id).first() if case.origin_id else None,
        "followed_by": list(visible.filter(origin=case).order_by("id")),
        "offer": registers and case.documents.filter(code=RECORD, state="final").exists(),
    }


def carried_from(origin: Case | None) -> dict[str, Any]:
    """First values of the register form for a case that follows from ``origin``: party, place, what was found."""
    if origin is None:
        return {}
    party = origin.parties.filter(role="party").order_by("id").first()
    return {
        "origin": origin.uuid,
        "lead": _found(origin),
        "place": origin.place,
        "source": "巡查",
        **({f"party_{part}": getattr(party, part) for part in PARTY_PARTS} if party else {}),
    }


def repeated(case: Case, on: date) -> list[str]:
    """What to think over before the same enterprise is inspected again (不重复检查)."""
    if definition_of(case).category != CATEGORY:
        return []
    last = lately(case, on)
    return [f"该企业 {last} 刚检查过，请核对能否合并、联合或者用非现场方式检查。"] if last else []


def inspection_lines(place: Place) -> list[tuple[str, str]]:
    """Beside the request and the leave: how often this year, and how short ago."""
    if definition_of(place.case).category != CATEGORY:
        return []
    said = [("本年度检查", frequency(place.case, place.today))]
    return said + [("提示", each) for each in repeated(place.case, place.today)]


def _found(origin: Case) -> str:
    """What the form of the inspection says does not conform; else what the case before began with."""
    record = entries_of(origin).get(RECORD, {})
    faults = failing_lines(record)
    return f"{origin.number or origin.title}检查发现：{'；'.join(faults)}。" if faults else origin.lead
