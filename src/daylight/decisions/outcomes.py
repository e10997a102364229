"""决定的出口: which paper a draft will become, what it still lacks, and how it is printed.

A draft keeps the chosen way in its field ``outcome``. A penalty is composed from the rich draft of ``draftfields``; every
other decision is the paper of its template filled in field by field.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from daylight.base import lawpack
from daylight.cases.models import Case
from daylight.cases.moving import definition_of
from daylight.core.definition import Definition, Outcome
from daylight.core.lawrecords import DocumentTemplate
from daylight.core.refusal import Refusal, refuse
from daylight.decisions import draftfields
from daylight.decisions.carrying import begin
from daylight.decisions.composing import decision_paper, remedy
from daylight.decisions.inspections import frequency
from daylight.decisions.parcels import area_fault
from daylight.recording.values import problems as paper_problems

PENALTY = "penalty_decision"
# Written by the platform when the paper is printed, never typed: a wrong remedy keeps the time to sue open for a year,
# and how often somebody was inspected is counted, not said.
GENERATED = frozenset({"remedy", "agency", "decided_on", "frequency"})


def outcome_of(case: Case, fields: Mapping[str, Any]) -> Outcome:
    """The way the draft goes. Raises ``Refused`` for a way the procedure does not know."""
    found = definition_of(case).outcome(str(fields.get("outcome") or ""))
    if found is None:
        raise refuse("decision.outcome", "本案的程序没有这种决定，请重新选择决定的种类。", "", "outcome")
    return found


def drafting_steps(definition: Definition) -> frozenset[str]:
    """Steps at which the draft may be changed: those it leaves for review or approval."""
    return frozenset(
        step
        for each in definition.moves
        if each.code in ("send_for_review", "submit_for_approval")
        for step in each.from_steps
    )


def composed(case: Case, fields: Mapping[str, Any]) -> bool:
    """Whether the draft is the rich draft of a penalty."""
    return outcome_of(case, fields).paper == PENALTY


def template_of(case: Case, fields: Mapping[str, Any], on: date) -> DocumentTemplate:
    """The template of the paper the draft becomes."""
    return lawpack.current().document(outcome_of(case, fields).paper, on)


def first_paper(case: Case, outcome: Outcome, on: date) -> dict[str, Any]:
    """The first version of a draft that is a plain paper: what the file already holds."""
    return {**begin(case, lawpack.current().document(outcome.paper, on), on), "outcome": outcome.code}


def generated(case: Case, template: DocumentTemplate, on: date) -> dict[str, Any]:
    """The fields nobody types."""
    known: dict[str, Callable[[], str]] = {
        "remedy": lambda: remedy(case, frozenset(), on),
        "agency": lambda: case.agency.name,
        "decided_on": on.isoformat,
        "frequency": lambda: frequency(case, on),
    }
    return {each.code: known[each.code]() for each in template.fields if each.code in GENERATED}


def typed_fields(template: DocumentTemplate) -> frozenset[str]:
    """Codes a person fills in."""
    return frozenset(each.code for each in template.fields) - GENERATED


def paper_of(case: Case, fields: Mapping[str, Any], on: date) -> dict[str, Any]:
    """The fields of the decision as it will be printed on ``on``."""
    if composed(case, fields):
        return decision_paper(case, fields, on)
    template = template_of(case, fields, on)
    typed = typed_fields(template)
    return {**{code: value for code, value in fields.items() if code in typed}, **generated(case, template, on)}


def problems(case: Case, fields: Mapping[str, Any], on: date) -> list[Refusal]:
    """What the draft still lacks, each with its field."""
    if composed(case, fields):
        fault = area_fault(case, fields)
        return draftfields.problems(fields) + ([fault] if fault else [])
    return paper_problems(template_of(case, fields, on), paper_of(case, fields, on))


def labels(case: Case, fields: Mapping[str, Any], on: date) -> dict[str, str]:
    """Label of each field of the draft, in the order of the paper."""
    if composed(case, fields):
        return draftfields.LABELS
    return {each.code: each.label for each in template_of(case, fields, on).fields}
