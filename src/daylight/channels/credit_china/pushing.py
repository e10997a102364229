"""A credit record on its way. The number of a natural person lies sealed in the outbox and is opened only to be sent."""

from __future__ import annotations

from datetime import datetime

from daylight.base import lawpack, sealing
from daylight.base.outbox.delivering import acknowledged, send_signed
from daylight.base.outbox.faults import Declined
from daylight.base.outbox.kinds import Taken
from daylight.base.outbox.models import Channel, Message
from daylight.core import gates
from daylight.core.facts import CaseFacts, PublicationFacts
from daylight.core.moment import local_date

PUBLIC = "credit"
PERSON = "自然人"
CATEGORIES = ("CF_XDR_LB", "XK_XDR_LB")


def send(channel: Channel, message: Message, now: datetime) -> Taken:
    """One record. Raises ``Unreachable`` or ``Declined``."""
    told = {name: value for name, value in message.body.items() if name != "sealed"}
    record = dict(told.get("record", {}))
    # The gate was asked when it was put; whoever changed the row since shall not get a person shown all the same.
    if PERSON in {record.get(name) for name in CATEGORIES}:
        _ask(str(told.get("purpose", PUBLIC)), now)
    for name, text in message.body.get("sealed", {}).items():
        record[name] = sealing.unseal(bytes.fromhex(text))
    told = {"message": message.key, "sent_at": now.isoformat(), **told} | ({"record": record} if record else {})
    return acknowledged(send_signed(channel, message, told, now), message.key)


def _ask(purpose: str, now: datetime) -> None:
    facts = CaseFacts(publication=PublicationFacts(channel=purpose), party_kind="person")
    verdicts = gates.evaluate(["G20"], facts, lawpack.current(), local_date(now))
    for refusal in gates.refusals_of(verdicts):
        raise Declined(str(refusal))
