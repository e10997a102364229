"""Reading a case for the interface: what the reader may see, and which moves are open with what stands against them."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from daylight.base import lawpack
from daylight.base.access import ROLES, may
from daylight.base.access.rights import RIGHTS
from daylight.base.orgs.models import Person
from daylight.cases.counting import lines_of
from daylight.cases.models import Case, Clock
from daylight.cases.moving import definition_of, refusals_of
from daylight.cases.queries import case_for, visible_cases
from daylight.cases.rounds import done
from daylight.cases.scopes import scope_of
from daylight.core import procedure
from daylight.core.definition import Move
from daylight.core.facts import CaseFacts
from daylight.core.refusal import Refusal
from daylight.decisions.gathering import gather, papers
from daylight.decisions.holding import holding_of
from daylight.decisions.outcomes import paper_of, problems
from daylight.decisions.standing import decision_of
from daylight.recording.queries import documents_of, recordings_of
from daylight.web.api.faults import unknown
from daylight.web.api.shapes import person_out, refusal_out

PLAIN = (
    "uuid", "number", "title", "step", "item_code", "item_name", "place", "registered_at", "opened_on", "closed_on",
    "version",
)  # fmt: skip
WHOLE = (
    "procedure", "procedure_version", "source", "lead", "area_m2", "farmland_m2", "prime_farmland_m2", "land_class",
    "plan_conform", "act_ended_on", "act_continuing", "rural_house", "village_planning", "jurisdiction_reason",
    "closing_kind", "demonstration",
)  # fmt: skip
PARTY = ("uuid", "role", "kind", "name", "credit_code", "phone", "address", "legal_representative")
CLOCK = (
    "code", "variant", "name", "started_on", "due_on", "due_at", "warn_on", "last_workday", "skipped", "provisional",
    "suspended_on", "stopped_on", "stopped_by", "cite", "verified",
)  # fmt: skip
DOCUMENT = ("uuid", "code", "title", "state", "version", "number")
RECORDING = (
    "uuid", "step", "item_code", "title", "officers", "device", "started_at", "ended_at", "received_at", "sealed_at",
    "sha256", "sm3", "size", "content_type", "state", "reason",
)  # fmt: skip


# Moves that stand on papers of other hands, and the papers the act makes itself.
MADE = {"conclude_investigation": frozenset({"investigation_report"})}


def pick(thing: Any, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(thing, name) for name in names}


def the_case(person: Person, uuid: UUID, right: str = "") -> Case:
    """The case, if ``person`` may read it or use ``right`` on it; otherwise 404."""
    case = case_for(person, uuid)
    if case is None and right:
        case = visible_cases(person, right).filter(uuid=uuid).first()
    if case is None:
        raise unknown()
    return case


def row(case: Case) -> dict[str, Any]:
    """One line of the list."""
    definition = definition_of(case)
    step = definition.step(case.step)
    return pick(case, PLAIN) | {"step_name": step.name, "stage": step.stage, "section": case.section.name}


def whole(case: Case, person: Person, today: date) -> dict[str, Any]:
    """Everything about one case, as far as ``person`` may see it."""
    filmed = recordings_of(case) if may(person, "recording.view", scope_of(case)) else ()
    return row(case) | pick(case, WHOLE) | {
        "handlers": [person_out(each.person) for each in case.handlers.select_related("person__section")],
        "parties": [
            pick(each, PARTY) | {
                "identity_recorded": each.identity_sealed is not None,
                "marks_recorded": each.marks_sealed is not None,
            }
            for each in case.parties.all()
        ],
        "clocks": [_clock(each) for each in Clock.objects.filter(case=case)],
        "moves": [
            pick(each, ("code", "name", "from_step", "to_step", "at")) | {"by": each.by.name}
            for each in case.moves.select_related("by")
        ],
        "available": available(case, person, today),
        "documents": [document_row(each) for each in documents_of(case)],
        "recordings": [pick(each, RECORDING) for each in filmed],
        "links": _links(case, person),
    }  # fmt: skip


def document_row(document: Any) -> dict[str, Any]:
    return pick(document, DOCUMENT) | {"pdf_sha256": document.pdf.sha256 if document.pdf else None}


def _clock(clock: Clock) -> dict[str, Any]:
    computed = [{"label": line.label, "text": line.text} for line in lines_of(clock)]
    return pick(clock, CLOCK) | {"computed": computed}


def _links(case: Case, person: Person) -> dict[str, Any]:
    visible = visible_cases(person)
    draft, decision = getattr(case, "draft", None), decision_of(case)
    publication = getattr(decision, "publication", None)
    return {
        "draft_version": draft.version if draft else None,
        "decision": decision.uuid if decision else None,
        "publication": publication.uuid if publication else None,
        "dossiers": list(case.dossiers.order_by("round").values_list("uuid", flat=True)),
        "statements": list(case.statements.values_list("uuid", flat=True)),
        "origin": visible.filter(pk=case.origin_id).values_list("uuid", flat=True).first() if case.origin_id else None,
        "followed_by": list(visible.filter(origin=case).order_by("id").values_list("uuid", flat=True)),
    }


def available(case: Case, person: Person, today: date) -> list[dict[str, Any]]:
    """The moves open at this step with every refusal known now: right, gates, and what the draft lacks."""
    definition, scope, facts = definition_of(case), scope_of(case), gather(case, today)
    holding = holding_of(case, facts, today)
    return [
        {
            "code": move.code,
            "name": move.name,
            "cite": move.cite or definition.cite,
            "way": "services" if move.serves else "steps" if move.declared else "moves",
            "paper": move.paper,
            "roles": [ROLES[role] for role in RIGHTS[move.right]],
            "refusals": [
                refusal_out(each)
                for each in (
                    *_right(move, person, scope),
                    *_papers(case, move, holding),
                    *_refusals(case, move, _facts(case, move, facts, today), today),
                )
            ],
        }
        for move in procedure.available(definition, case.step, done(case), holding)
    ]


def _right(move: Move, person: Person, scope: Any) -> list[Refusal]:
    if may(person, move.right, scope):
        return []
    who = "、".join(ROLES[role] for role in RIGHTS[move.right])
    return [Refusal("right.missing", f"您的账号没有办理此步骤的权限，请由{who}办理。")]


def _facts(case: Case, move: Move, facts: CaseFacts, today: date) -> CaseFacts:
    decision = decision_of(case)
    if decision is None:
        return facts
    paper = paper_of(case, decision.fields, today) if move.code == "issue_decision" else None
    return gather(case, today, fields=decision.fields, paper=paper, decided_on=decision.decided_on or today)


def _papers(case: Case, move: Move, holding: frozenset[str]) -> list[Refusal]:
    """Papers that other hands have to finish before the move."""
    if move.code not in MADE:
        return []
    lacking = procedure.required(move.documents, papers(case) | MADE[move.code], holding)
    on, pack = definition_of(case).in_force_from, lawpack.current()
    return [
        Refusal(
            "procedure.document",
            f"缺少已定稿的{'或'.join(pack.document(code, on).name for code in each.any_of)}，请先制作并定稿。",
            move.cite,
        )
        for each in lacking
    ]


def _refusals(case: Case, move: Move, facts: CaseFacts, today: date) -> list[Refusal]:
    found = refusals_of(case, move.code, facts, today)
    if move.code in ("send_for_review", "submit_for_approval"):
        found = [*problems(case, case.draft.fields, today), *found]
    return found
