"""送达决定书 (处罚法第61条)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from daylight.base import lawpack
from daylight.base.act import act
from daylight.base.journal.writing import record
from daylight.base.orgs.models import Person
from daylight.cases import clocks
from daylight.cases.models import Case
from daylight.cases.moving import definition_of, demand_turn, make_move
from daylight.core.courtchain import court_chain
from daylight.core.moment import local_date
from daylight.core.refusal import Refusal, Refused
from daylight.decisions.composing import LAND_DEMOLITION
from daylight.decisions.gathering import gather, papers
from daylight.decisions.holding import holding_of
from daylight.decisions.models import Decision, Service
from daylight.decisions.receipts import ServiceInput, receipt_fields, service_facts, service_problems
from daylight.decisions.standing import demand_standing
from daylight.recording.papers import make_final

COURT = "D19"


@act("decisions.decision.served")
def serve_decision(decision: Decision, service: ServiceInput, *, actor: Person, now: datetime) -> Service:
    """Record the service with its receipt; D16 and D18 run from the day of receipt."""
    case = decision.case
    today = local_date(now)
    demand_turn(case, "serve_decision", actor)
    demand_standing(decision)
    found = service_problems(service, today)
    if decision.decided_on and service.served_on < decision.decided_on:
        found.append(
            Refusal(
                "field.order",
                f"送达日期早于决定日期 {decision.decided_on}，请核对。",
                "行政处罚法第六十一条",
                "served_on",
            )
        )
    if found or decision.document is None:
        raise Refused(found or [Refusal("decision.unissued", "决定书还没有签发，请先签发。")])
    document = make_final(
        case, "service_receipt", receipt_fields(case, decision.document, service), actor=actor, now=now
    )
    facts = replace(gather(case, today, fields=decision.fields), service=service_facts(case, service, decides=True))
    make_move(
        case,
        "serve_decision",
        actor=actor,
        now=now,
        facts=facts,
        starts_on=service.served_on,
        papers=papers(case),
        holding=holding_of(case, facts, today),
    )
    _start_court_term(case, decision, service.served_on)
    row = Service.objects.create(
        case=case,
        paper=decision.document,
        decision=decision,
        served_on=service.served_on,
        method=service.method,
        receiver=service.receiver.strip(),
        relation=service.relation.strip(),
        place=service.place.strip(),
        servers=[p.name for p in service.servers],
        document=document,
    )
    record(
        "decisions.decision.served",
        agency=case.agency,
        actor=actor,
        now=now,
        subject=f"decision:{decision.uuid}",
        case_uuid=case.uuid,
        data={"served_on": service.served_on, "method": service.method, "receipt_sha256": document.pdf.sha256},
    )
    return row


def _start_court_term(case: Case, decision: Decision, served_on: date) -> None:
    """申请法院的三个月 (D19) runs from the later end of 复议 and 起诉, which is known once the decision is served."""
    if not any(COURT in move.stops for move in definition_of(case).moves):
        return
    kinds = {each["kind"] for each in decision.fields.get("penalties") or []}
    chain = court_chain(lawpack.current(), served_on, demolition=LAND_DEMOLITION in kinds)
    clocks.start(case, COURT, chain.remedies_end)
