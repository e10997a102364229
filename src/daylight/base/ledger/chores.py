"""Background work of the ledger."""

from __future__ import annotations

from datetime import datetime, timedelta

from daylight.base.chores import chore
from daylight.base.ledger.sequencer import sequence


@chore("ledger.sequence", every=timedelta(seconds=2))
def sequence_entries(now: datetime) -> int:
    """Bring waiting journal entries into the log; target well below the 60 s merge delay."""
    return sequence(now)
