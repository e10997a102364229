"""当场处罚 (处罚法第51、52条): show, tell, hear, decide, hand over, and where the law allows it collect, in one act."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from daylight.base import lawpack
from daylight.base.access import require
from daylight.base.act import act
from daylight.base.journal.writing import record
from daylight.base.orgs.models import Person
from daylight.cases import clocks, interests
from daylight.cases.models import Case
from daylight.cases.moving import definition_of, make_move
from daylight.cases.scopes import home_of
from daylight.core import gates
from daylight.core.facts import CaseFacts
from daylight.core.moment import local_date
from daylight.core.refusal import Refusal, Refused
from daylight.decisions.codes import fresh_code
from daylight.decisions.draftfields import digest
from daylight.decisions.gathering import gather, papers
from daylight.decisions.models import Decision, Service, SpotCollection, Statement
from daylight.decisions.onspot import wording
from daylight.decisions.onspot.beginning import begin, on_the_spot
from daylight.decisions.onspot.collecting import collect, collection_facts, receipt_problems
from daylight.decisions.onspot.offering import law_of, listed
from daylight.decisions.onspot.typed import OnSpot, problems
from daylight.decisions.penalty_facts import PAY
from daylight.decisions.priors import prior_facts, run_search
from daylight.recording.papers import make_issued

# What one submission on the spot does, in the order of the procedure.
HEAR, DECIDE, COLLECT, SERVE = "hear_on_spot", "decide_on_spot", "collect_on_spot", "serve_on_spot"
HANDED = "当场交付"
UNUSABLE = frozenset({"person.section", "field.choice", "field.number", "G01"})


@act("decisions.spot.decided")
def decide_on_spot(spot: OnSpot, *, actor: Person, now: datetime) -> Decision:
    """Decide on the spot: gates G01, G02, G12–G14 and G23. All of it happens or none of it; every fault is said at once.

    D18 runs from today; D16 when the fine goes to the bank, D17 when the officers took it.
    """
    require(actor, "case.register", home_of(actor))
    today = local_date(now)
    row = listed(actor.agency, spot.item_code, today)
    law = law_of(row, spot.committed_on)
    found = problems(spot, law, actor, now)
    found += receipt_problems(spot)
    # Without an item, a section, a kind of party, two persons and a sum there is nothing the gates could look at.
    if law is None or row is None or UNUSABLE & {each.code for each in found}:
        raise Refused(found)
    found += interests.refusals(actor, spot.partner, [spot.party])
    case = begin(spot, row, actor=actor, now=now)
    people = [actor, spot.partner]
    if spot.statement.strip():
        Statement.objects.create(
            case=case,
            made_on=today,
            content=spot.statement.strip(),
            adopted=spot.adopted,
            review=spot.review.strip(),
            reviewed_on=today,
        )
    fields = wording.frozen_fields(spot, case, law, people, now)
    paper = wording.printed(spot, case, fields, spot.party, people, now)
    facts = on_the_spot(gather(case, today, fields=fields, paper=paper, decided_on=today), spot, now)
    # On the roadside the search is no step of its own; its record is in the file all the same (处罚法第29条).
    facts = replace(collection_facts(facts, spot), prior=prior_facts(case, today, searching=True))
    found += _gate_refusals(case, spot, facts, found, today)
    if found:
        raise Refused(found)
    run_search(case, actor=actor, now=now)
    make_move(case, HEAR, actor=actor, now=now, facts=facts)
    decision = Decision(case=case, fields=fields, draft_sha256=digest(fields), code=fresh_code())
    decision.document = make_issued(
        case,
        "spot_decision",
        paper,
        verify_code=decision.code,
        officers=wording.people_lines(people),
        actor=actor,
        now=now,
    )
    decision.number = decision.document.number
    # The law lets the officers decide themselves: nobody above approves (处罚法第52条).
    decision.approved_by = decision.issued_by = actor
    decision.approved_at = decision.issued_at = now
    decision.decided_on = today
    decision.save()
    case.number = decision.number
    case.save(update_fields=["number"])
    make_move(case, DECIDE, actor=actor, now=now, facts=facts, papers=papers(case))
    taken = None
    if spot.collected:
        taken = collect(decision, spot.collected, people, actor=actor, now=now)
        make_move(case, COLLECT, actor=actor, now=now, facts=facts, papers=papers(case))
    _hand_over(decision, spot, people, today)
    make_move(case, SERVE, actor=actor, now=now, facts=facts)
    if spot.fine_yuan and taken is None:
        clocks.start(case, PAY, today)
    _note(decision, spot, taken, actor, now)
    return decision


def _gate_refusals(case: Case, spot: OnSpot, facts: CaseFacts, found: list[Refusal], today: date) -> list[Refusal]:
    """Every gate of every step at once: on the roadside nobody wants to be refused four times in a row. A field that
    was already refused is not refused again."""
    definition = definition_of(case)
    steps = [HEAR, DECIDE, *([COLLECT] if spot.collected else [])]
    wanted = [gate for step in steps for gate in definition.move(step).gates]
    pack = lawpack.current()
    verdicts = gates.evaluate(wanted, facts, pack, today, pack.calendar())
    said = {each.field for each in found if each.field}
    return [each for verdict in verdicts for each in verdict.refusals if each.field not in said]


def _hand_over(decision: Decision, spot: OnSpot, people: list[Person], today: date) -> None:
    """当场交付: a refusal to sign is noted on the paper itself and does not undo the service (处罚法第52条第1款)."""
    assert decision.document is not None
    Service.objects.create(
        case=decision.case,
        paper=decision.document,
        decision=decision,
        served_on=today,
        method=HANDED,
        receiver=spot.party.name.strip() if spot.signed else "",
        place=spot.place.strip(),
        servers=[each.name for each in people],
        document=decision.document,
    )


def _note(decision: Decision, spot: OnSpot, taken: SpotCollection | None, actor: Person, now: datetime) -> None:
    case = decision.case
    assert decision.document is not None and decision.document.pdf is not None
    record(
        "decisions.spot.decided",
        agency=case.agency,
        actor=actor,
        now=now,
        subject=f"decision:{decision.uuid}",
        case_uuid=case.uuid,
        data={
            "number": decision.number,
            "item": case.item_code,
            "procedure": case.procedure,
            "lawpack": case.lawpack_digest,
            "fine_yuan": decision.fields["fine_yuan"],
            "penalties": [each["kind"] for each in decision.fields["penalties"]],
            "shown_at": spot.showing(now),
            "certificates": sorted([actor.certificate_number, spot.partner.certificate_number]),
            "spoke": not spot.silent,
            "signed": spot.signed,
            "collected": taken.ground if taken else "",
            "receipt_number": taken.receipt_number if taken else "",
            "pdf_sha256": decision.document.pdf.sha256,
        },
    )
