"""送审时的机器核对: hands the frozen file, the gates' answers and the lists of the day to ``core/elementchecks``."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from daylight.base import lawpack
from daylight.cases.models import Case
from daylight.cases.moving import definition_of
from daylight.cases.overriding import overrides_of
from daylight.core import gates
from daylight.core.elementchecks import Material, asked_gates
from daylight.core.facts import CaseFacts
from daylight.core.gates.conditions import transfer_hits
from daylight.core.lawdata import NotInForce
from daylight.core.lawrecords import Grade, Item
from daylight.decisions.gathering import sealed_things
from daylight.decisions.outcomes import composed, problems
from daylight.lists import queries as lists

SCREENED = {"none": "不涉嫌犯罪", "transfer": "应当移送", "keep": "达到移送线而不移送"}


def material(
    case: Case, content: Mapping[str, Any], fields: Mapping[str, Any], facts: CaseFacts, today: date
) -> Material:
    """``content``: the dossier as frozen, without what the platform says of it."""
    pack = lawpack.current()
    asked = asked_gates(gate for move in definition_of(case).moves for gate in move.gates)
    rich = composed(case, fields)
    # The bytes are read once more here: a paper changed in the vault must not pass as evidence.
    held = facts if facts.sealed is not None else _with_bytes(case, facts)
    law = _law(case, fields, today) if rich else None
    last = case.screenings.order_by("-id").first()
    return Material(
        content=content,
        said=content.get("draft_texts") or content.get("draft", {}),
        labels=content.get("draft_labels", {}),
        facts=held,
        verdicts=gates.evaluate(asked, held, pack, today, pack.calendar(), overrides_of(case)),
        today=today,
        agency=case.agency.name,
        subject=_subject(case, today),
        item=lists.row(case.agency, "items", case.item_code, today),
        law=law.name if law else None,
        law_asked=rich,
        grade=_grade(str(fields.get("grade") or "")),
        lacking=tuple(problems(case, fields, today)),
        measured=_measured(case),
        lines=tuple(transfer_hits(held.transfer, pack, today)) if held.transfer else (),
        screened=f"{SCREENED.get(last.outcome, last.outcome)}{f'（{last.reason}）' if last.reason else ''}"
        if last
        else "",
    )


def _with_bytes(case: Case, facts: CaseFacts) -> CaseFacts:
    values = {name: getattr(facts, name) for name in CaseFacts.__slots__}
    return CaseFacts(**{**values, "sealed": sealed_things(case)})


def _subject(case: Case, today: date) -> Mapping[str, Any] | None:
    rows = lists.rows_in_force(case.agency, "subjects", today)
    return next((each for each in rows if each["subject"] == case.agency.name), None)


def _law(case: Case, fields: Mapping[str, Any], today: date) -> Item | None:
    """The law's item on the day whose law was chosen."""
    try:
        on = date.fromisoformat(str(fields.get("law_on") or today.isoformat()))
        return lawpack.current().find(Item, case.law_item, on)
    except (NotInForce, ValueError):
        return None


def _grade(key: str) -> str:
    versions = lawpack.current().versions(Grade, key) if key else ()
    return versions[-1].name if versions else key


def _measured(case: Case) -> tuple[str, ...]:
    areas = (("面积", case.area_m2), ("农用地", case.farmland_m2), ("永久基本农田", case.prime_farmland_m2))
    return tuple(f"{name} {value} 平方米" for name, value in areas if value)
