"""办理: a move the definition declares. The paper, its clocks and its gates are data; the act is one for all of them.

See ADR 0010: a verb of its own is written only where the law asks for more than a paper, a reason or a service.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from daylight.base import lawpack
from daylight.base.act import act
from daylight.base.journal.writing import record
from daylight.base.orgs.models import Person
from daylight.cases.models import Case
from daylight.cases.moving import definition_of, demand_turn, make_move
from daylight.core.definition import Move, clock_and_variant
from daylight.core.lawrecords import DocumentTemplate
from daylight.core.moment import BEIJING, local_date
from daylight.core.refusal import Refusal, Refused, refuse
from daylight.decisions.drawing import computed
from daylight.decisions.entries import entries_of
from daylight.decisions.gathering import gather, papers
from daylight.decisions.holding import holding_of
from daylight.decisions.models import Decision, Service
from daylight.decisions.outcomes import generated
from daylight.decisions.receipts import (
    ServiceInput,
    posting,
    receipt_fields,
    service_facts,
    service_problems,
    waiting_papers,
)
from daylight.decisions.retelling import retelling
from daylight.decisions.standing import replace as make_room
from daylight.recording.models import Document
from daylight.recording.papers import make_final, make_issued
from daylight.recording.readiness import demand_complete


@act("decisions.step.taken")
def take_step(
    case: Case, code: str, fields: Mapping[str, Any], reason: str = "", *, actor: Person, now: datetime
) -> Case:
    """Make the declared move ``code``: ``fields`` of its paper (shapes of recording/values.py), ``reason`` where it asks.

    The gates see the new paper as if it were already in the file. Raises ``Refused``.
    """
    today = local_date(now)
    demand_turn(case, code, actor)
    move = definition_of(case).move(code)
    if not (move.paper or move.reasoned):
        raise refuse("procedure.own_act", f"“{move.name}”有专门的办理页面，请从案件页面进入办理。", move.cite)
    if move.reasoned and not reason.strip():
        raise refuse("field.required", f"请写明{move.name}的理由。", move.cite, "reason")
    document, starts_on = None, None
    entries: dict[str, Any] = entries_of(case)
    if move.paper:
        template = lawpack.current().document(move.paper, today)
        whole = {**fields, **computed(template.id, fields), **generated(case, template, today)}
        demand_complete(template, whole)
        starts_on = _start(move, template, whole, today)
        entries[move.paper] = whole
        document = _paper(case, template, whole, actor, now)
    facts = gather(case, today, entries=entries)
    holding = holding_of(case, facts, today)
    # The paper just made counts among the file's papers.
    with retelling(case, actor, now):
        make_move(
            case,
            code,
            actor=actor,
            now=now,
            facts=facts,
            starts_on=starts_on,
            papers=papers(case),
            holding=holding,
            # The paper's own word where the definition names its field, else what the definition says.
            suspended_for=str(fields.get(move.pause_reason) or move.pause_reason),
        )
    fell = make_room(case, document, now) if move.renews and document else None
    record(
        "decisions.step.taken",
        agency=case.agency,
        actor=actor,
        now=now,
        subject=f"case:{case.uuid}",
        case_uuid=case.uuid,
        data={"move": code, "name": move.name, "reason": reason.strip()}
        | ({"document": document.uuid, "number": document.number, "sha256": document.pdf.sha256} if document else {})
        | ({"replaced": fell.uuid, "replaced_number": fell.number} if fell else {}),
    )
    return case


@act("decisions.paper.served")
def serve_paper(case: Case, code: str, service: ServiceInput, *, actor: Person, now: datetime) -> Service:
    """Serve the last issued paper the move ``code`` names, with its receipt; the move's clocks run from the receipt."""
    today = local_date(now)
    demand_turn(case, code, actor)
    move = definition_of(case).move(code)
    paper = _waiting(case, move)
    found = service_problems(service, today)
    issued_on = local_date(paper.issued_at or now)
    if service.served_on < issued_on:
        message = f"送达日期早于《{paper.title}》的签发日期 {issued_on}，请核对。"
        found.append(Refusal("field.order", message, "民事诉讼法第八十七条", "served_on"))
    if found:
        raise Refused(found)
    receipt = make_final(case, "service_receipt", receipt_fields(case, paper, service), actor=actor, now=now)
    row = Service.objects.create(
        case=case,
        paper=paper,
        decision=Decision.objects.filter(document=paper).first(),
        served_on=service.served_on,
        method=service.method,
        receiver=service.receiver.strip(),
        relation=service.relation.strip(),
        place=service.place.strip(),
        servers=[p.name for p in service.servers],
        document=receipt,
    )
    decides = any(each.paper == paper.code for each in definition_of(case).outcomes)
    facts = replace(gather(case, today), service=service_facts(case, service, decides=decides))
    make_move(
        case,
        code,
        actor=actor,
        now=now,
        facts=facts,
        starts_on=service.served_on,
        papers=papers(case),
        holding=holding_of(case, facts, today),
        pause=posting(service),
    )
    record(
        "decisions.paper.served",
        agency=case.agency,
        actor=actor,
        now=now,
        subject=f"document:{paper.uuid}",
        case_uuid=case.uuid,
        data={
            "move": code,
            "name": move.name,
            "served_on": service.served_on,
            "method": service.method,
            "receipt_sha256": receipt.pdf.sha256,
        },
    )
    return row


def _paper(case: Case, template: DocumentTemplate, fields: Mapping[str, Any], actor: Person, now: datetime) -> Document:
    if template.external or template.needs_number:
        return make_issued(case, template.id, fields, sealed=template.needs_seal, actor=actor, now=now)
    return make_final(case, template.id, fields, actor=actor, now=now)


def _start(move: Move, template: DocumentTemplate, fields: Mapping[str, Any], today: date) -> date | datetime | None:
    """The day or moment the clocks start from; a day that has not come starts only a clock counted backwards from
    it, or one whose move looks ahead (the end of a deferral)."""
    if not move.dated:
        return None
    typed = str(fields.get(move.dated) or "")
    if not typed:
        return None
    moment = datetime.fromisoformat(typed) if "T" in typed or " " in typed else None
    if moment is not None and moment.tzinfo is None:
        moment = moment.replace(tzinfo=BEIJING)
    day = local_date(moment) if moment else date.fromisoformat(typed)
    pack = lawpack.current()
    clocks = [pack.deadline(clock_and_variant(each)[0], today) for each in move.starts]
    if day > today and not move.ahead and not all(each.backwards for each in clocks):
        label = next(each.label for each in template.fields if each.code == move.dated)
        raise refuse("field.future", f"“{label}”不能晚于今天，请核对。", move.cite, move.dated)
    return moment or day


def _waiting(case: Case, move: Move) -> Document:
    found = waiting_papers(case, move).first()
    if found is None:
        raise refuse("procedure.document", f"没有待送达的文书，不能“{move.name}”；请先签发文书。", move.cite)
    return found
