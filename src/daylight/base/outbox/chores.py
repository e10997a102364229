"""Background work of the outbox: send what waits for receivers outside."""

from __future__ import annotations

from datetime import datetime, timedelta

from daylight.base.chores import chore
from daylight.base.outbox.delivering import deliver_all


@chore("outbox.send", every=timedelta(seconds=2))
def send(now: datetime) -> int:
    """One round. Returns how many messages arrived."""
    return deliver_all(now)
