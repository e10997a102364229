"""当场收缴 (处罚法第68至71条): what the gate looks at, the row and the register made when an officer takes the money."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

from daylight.base import lawpack
from daylight.base.orgs.models import Person
from daylight.base.permit import current_permit
from daylight.core.facts import CaseFacts
from daylight.core.forcefacts import PaymentFacts
from daylight.core.moment import local_date, local_time
from daylight.core.refusal import Refusal
from daylight.decisions.composing import principal
from daylight.decisions.models import Decision, Payment, SpotCollection
from daylight.decisions.onspot.typed import Collected, OnSpot
from daylight.decisions.onspot.wording import GROUNDS, people_lines
from daylight.recording.papers import make_final

LIMIT = "D17"
TO_BANK = "to_bank"


def collection_facts(facts: CaseFacts, spot: OnSpot) -> CaseFacts:
    """``facts`` with the money about to be taken (G23); without it nothing is collected by an officer."""
    if spot.collected is None:
        return facts
    taken = PaymentFacts(
        amount=spot.fine_yuan,
        by="officer",
        ground=spot.collected.ground,
        summary=True,
        asked_by_party=spot.collected.asked_by_party,
        receipt=spot.collected.receipt_number,
    )
    return replace(facts, payments=(taken,))


def receipt_problems(spot: OnSpot) -> list[Refusal]:
    """A fiscal receipt is given out once."""
    number = spot.collected.receipt_number.strip() if spot.collected else ""
    if not number or not Payment.objects.filter(receipt_number=number).exists():
        return []
    message = f"票据 {number} 已经登记过，请核对票据号。"
    return [Refusal("payment.twice", message, "行政处罚法第七十条", "receipt_number")]


def collect(
    decision: Decision, collected: Collected, people: list[Person], *, actor: Person, now: datetime
) -> SpotCollection:
    """Inside an open act: the party has paid, the officers owe it to the agency."""
    current_permit()
    today = local_date(now)
    fine = Decimal(decision.fields["fine_yuan"])
    receipt = collected.receipt_number.strip()
    make_final(
        decision.case,
        "spot_collection",
        {
            "decision": decision.number,
            "payer": principal(decision.case).name,
            "ground": GROUNDS[collected.ground],
            "amount": decision.fields["fine_yuan"],
            "receipt_number": receipt,
            "collected_at": local_time(now).isoformat(),
            "hand_in_by": hand_in_by(today).isoformat(),
            "officers": people_lines(people),
        },
        officers=people_lines(people),
        actor=actor,
        now=now,
    )
    Payment.objects.create(decision=decision, paid_on=today, amount_yuan=fine, receipt_number=receipt)
    return SpotCollection.objects.create(
        decision=decision,
        amount_yuan=fine,
        ground=collected.ground,
        asked_by_party=collected.asked_by_party,
        receipt_number=receipt,
        collected_at=now,
        collected_by=actor,
    )


def hand_in_by(collected_on: date) -> date:
    """The last day to bring the money to the agency (处罚法第71条)."""
    pack = lawpack.current()
    return pack.deadline(LIMIT, collected_on).due(collected_on, pack.calendar()).due_on


def deposit_by(handed_in_on: date) -> date:
    """The last day for the agency to pay it into the bank (处罚法第71条)."""
    pack = lawpack.current()
    return pack.deadline(LIMIT, handed_in_on).due(handed_in_on, pack.calendar(), variant=TO_BANK).due_on
