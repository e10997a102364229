"""A journal entry as a CloudEvent (1.0, structured JSON). It says that something happened, to what, and when.

What the entry holds is not in it: a subscriber has no rights of his own. Whoever has them reads the entry at
``/api/v1/events`` with his token, where ``dataref`` leads.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings

from daylight.base.journal.models import Entry
from daylight.base.outbox.delivering import send_signed
from daylight.base.outbox.kinds import Taken
from daylight.base.outbox.models import Channel, Message

MEDIA = "application/cloudevents+json; charset=utf-8"


def event_of(entry: Entry) -> dict[str, Any]:
    """``id`` is the entry's own, the same for every subscriber and at every attempt."""
    case = str(entry.case_uuid) if entry.case_uuid else None
    query = f"case={case}" if case else f"kind={entry.kind}"
    return {
        "specversion": "1.0",
        "id": str(entry.uuid),
        "source": f"{settings.BASE_URL}/agencies/{entry.agency.code}",
        "type": f"daylight.{entry.kind}",
        "subject": entry.subject,
        "time": entry.at.isoformat(),
        "datacontenttype": "application/json",
        # Both only grow and have no gap: a subscriber sees at once that something is missing.
        "sequence": f"{entry.agency_seq:012d}",
        "dataref": f"{settings.BASE_URL}/api/v1/events?{query}",
        "data": {
            "kind": entry.kind,
            "agency_seq": entry.agency_seq,
            "case": case,
            "seq": entry.case_seq,
        },
    }


def send(channel: Channel, message: Message, now: datetime) -> Taken:
    """One event; any 2xx is the receipt. Raises ``Unreachable`` or ``Declined``."""
    reply = send_signed(channel, message, message.body, now, MEDIA)
    return Taken(reply.status)
