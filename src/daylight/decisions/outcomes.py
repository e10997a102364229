"""决定的出口: which paper a draft will become, what it still lacks, and how it is printed.

A draft keeps the chosen way in its field ``outcome``. A penalty is composed from the rich draft of ``draftfields``; every
other decision is the paper of its template filled in field by field.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.db.models import F

from daylight.base import lawpack
from daylight.cases.models import Case
from daylight.cases.moving import definition_of
from daylight.core.definition import Definition, Outcome
from daylight.core.lawrecords import DocumentTemplate
from daylight.core.refusal import Refusal, refuse
from daylight.decisions import draftfields
from daylight.decisions.again import repeats
from daylight.decisions.carrying import begin
from daylight.decisions.composing import decision_paper, remedy
from daylight.decisions.inspections import PLANNED, frequency, plan_lines
from daylight.decisions.models import Decision
from daylight.decisions.parcels import area_fault
from daylight.decisions.standing import decision_of
from daylight.decisions.surcharges import surcharge_of
from daylight.recording.readiness import unfilled, unready

PENALTY = "penalty_decision"
# Moves by which a draft begins.
BEGINS = ("draft_decision", "draft_no_penalty")
# Papers that impose a penalty: the ordinary one, and the one of 处罚法第52条.
PENAL = frozenset({PENALTY, "spot_decision"})
# Written by the platform when the paper is printed, never typed: a wrong remedy keeps the time to sue open for a year,
# and how often somebody was inspected is counted, not said.
GENERATED = frozenset(
    {
        "remedy",
        "agency",
        "decided_on",
        "plan_year",
        "plan_number",
        "plan_filed_on",
        "frequency",
        "outcome_ground",
        "penalty_number",
        "fine_unpaid",
        "surcharge_days",
        "surcharge_amount",
    }
)


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


def draft_stands(case: Case) -> bool:
    """Whether the draft is what the case is about to decide: begun after the case last came to where drafts begin.

    After a new notice or a further investigation the old draft is kept for comparing, but decides nothing.
    """
    begins = [each for each in definition_of(case).moves if each.code in BEGINS]
    if not begins:
        return True
    places = {step for each in begins for step in each.from_steps}
    begun = (
        case.moves.filter(code__in=[each.code for each in begins]).order_by("-id").values_list("id", flat=True).first()
    )
    came = case.moves.filter(to_step__in=places).exclude(from_step=F("to_step")).order_by("-id")
    back = came.values_list("id", flat=True).first()
    return begun is not None and (back is None or begun > back)


def penal(case: Case, fields: Mapping[str, Any]) -> bool:
    """Whether the decision punishes; a way the procedure does not know is judged as one that does."""
    found = definition_of(case).outcome(str(fields.get("outcome") or ""))
    return found is None or found.paper in PENAL


def template_of(case: Case, fields: Mapping[str, Any], on: date) -> DocumentTemplate:
    """The template of the paper the draft becomes."""
    return lawpack.current().document(outcome_of(case, fields).paper, on)


def first_paper(case: Case, outcome: Outcome, on: date) -> dict[str, Any]:
    """The first version of a draft that is a plain paper: what the file already holds."""
    template = lawpack.current().document(outcome.paper, on)
    return {**begin(case, template, on), "outcome": outcome.code}


def generated(case: Case, template: DocumentTemplate, on: date, outcome: Outcome | None = None) -> dict[str, Any]:
    """The fields nobody types. ``outcome``: the way the decision goes, which its paper names with its article."""
    wanted = GENERATED & {each.code for each in template.fields}
    known: dict[str, Callable[[], str]] = {
        "remedy": lambda: remedy(case, frozenset(), on),
        "agency": lambda: case.agency.name,
        "decided_on": on.isoformat,
        "frequency": lambda: frequency(case, on),
        "outcome_ground": lambda: f"{outcome.name}（{outcome.cite}）" if outcome else "",
    }
    found: dict[str, Any] = {code: known[code]() for code in wanted & set(known)}
    if wanted & PLANNED:
        found |= plan_lines(case, on)
    decision = decision_of(case) if wanted - set(known) - PLANNED else None
    if decision is not None:
        after = {"penalty_number": decision.number, **_overdue(decision, on)}
        found |= {code: value for code, value in after.items() if code in wanted}
    return found


def _overdue(decision: Decision, on: date) -> dict[str, str]:
    found = surcharge_of(decision, on)
    if found is None:
        return {}
    return {
        "fine_unpaid": format(found.unpaid, "f"),
        "surcharge_days": str(found.found.days),
        "surcharge_amount": format(found.found.amount, "f"),
    }


def typed_fields(template: DocumentTemplate) -> frozenset[str]:
    """Codes a person fills in."""
    return frozenset(each.code for each in template.fields) - GENERATED


def paper_of(case: Case, fields: Mapping[str, Any], on: date) -> dict[str, Any]:
    """The fields of the decision as it will be printed on ``on``."""
    if composed(case, fields):
        return decision_paper(case, fields, on)
    template = template_of(case, fields, on)
    typed = typed_fields(template)
    return {
        **{code: value for code, value in fields.items() if code in typed},
        **generated(case, template, on, outcome_of(case, fields)),
    }


def problems(case: Case, fields: Mapping[str, Any], on: date) -> list[Refusal]:
    """What the draft still lacks, each with its field."""
    again = [each for each in (repeats(case, fields),) if each]
    if composed(case, fields):
        fault = area_fault(case, fields)
        found = draftfields.problems(fields) + ([fault] if fault else []) + again
        return found or unfilled(case, template_of(case, fields, on), paper_of(case, fields, on))
    return [*unready(case, template_of(case, fields, on), paper_of(case, fields, on), on), *again]


def labels(case: Case, fields: Mapping[str, Any], on: date) -> dict[str, str]:
    """Label of each field of the draft, in the order of the paper."""
    if composed(case, fields):
        return draftfields.LABELS
    return {each.code: each.label for each in template_of(case, fields, on).fields}
