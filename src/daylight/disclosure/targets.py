"""推送目标: to which receivers a publication was sent besides the public site, and what each of them said."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from daylight.base.outbox.models import Channel, DeliveryReceipt, Message
from daylight.base.outbox.queries import STATES, state_of
from daylight.disclosure.credit_models import CreditReport
from daylight.disclosure.models import Task


@dataclass(frozen=True, slots=True)
class Target:
    """One receiver with the newest message about the publication. ``state``: a key of ``STATES`` of the outbox; ``reference``:
    the receiver's own number; ``at``: when it took it."""

    channel: str
    message: Message
    state: str
    at: datetime | None
    reference: str
    said: str

    @property
    def word(self) -> str:
        return STATES[self.state][0]


def targets_of(tasks: Iterable[Task]) -> dict[int, list[Target]]:
    """By task, in the order of the receivers' codes."""
    found = list(tasks)
    lanes = {f"decision:{each.uuid}": each.pk for each in found}
    decisions = {each.decision_id: each.pk for each in found if each.decision_id}
    reports = CreditReport.objects.filter(decision__in=decisions).values_list("uuid", "decision_id")
    lanes |= {f"credit:{uuid}": decisions[decision] for uuid, decision in reports}
    channels = {each.code: each for each in Channel.objects.filter(agency__in={each.agency_id for each in found})}
    newest: dict[tuple[int, str, str], Message] = {}
    for message in Message.objects.filter(channel__in=channels, lane__in=lanes).order_by("id"):
        newest[lanes[message.lane], message.channel, message.lane] = message
    taken = _receipts(newest.values())
    made: dict[int, list[Target]] = defaultdict(list)
    for (task, code, _), message in sorted(newest.items(), key=lambda each: each[0]):
        receipt = taken.get(message.pk)
        reference = receipt.reference if receipt else ""
        said = "" if message.delivered_at else message.last_error
        name = channels[code].name
        made[task].append(Target(name, message, state_of(message), message.delivered_at, reference, said))
    return made


def _receipts(messages: Iterable[Message]) -> dict[int, DeliveryReceipt]:
    kept = DeliveryReceipt.objects.filter(message__in=[each.pk for each in messages], outcome=DeliveryReceipt.DELIVERED)
    return {each.message_id: each for each in kept.order_by("id")}
