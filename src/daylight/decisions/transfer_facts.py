"""案件移送 as its papers tell it, and what the case it came from may say of it. Field codes of ``documents_transfer.toml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from daylight.cases.gathering import transfer_facts
from daylight.cases.models import Case
from daylight.core.facts import TransferFacts
from daylight.core.moment import local_date
from daylight.core.policefacts import PoliceFacts
from daylight.decisions.entries import KEPT, Entries, latest_fields
from daylight.decisions.force_facts import moment_of
from daylight.recording.models import Document

LETTER, RECEIPT = "crime_transfer_letter", "police_receipt"


def police_facts(case: Case, entries: Entries, today: date) -> PoliceFacts | None:
    """The way to the police, or None while no paper of it was made."""
    appointed, letter, receipt = entries.get("transfer_appointment"), entries.get(LETTER), entries.get(RECEIPT, {})
    if appointed is None and letter is None:
        return None
    return PoliceFacts(
        officers=tuple(_who(each) for each in appointed.get("officers") or ()) if appointed is not None else None,
        attachments=frozenset(letter.get("attachments") or ()) if letter is not None else None,
        missing_note=str((letter or {}).get("missing_note") or ""),
        approved_at=moment_of(entries.get("transfer_approval", {}).get("approved_at")),
        delivered_at=moment_of(receipt.get("delivered_at")),
        late_reason=str(receipt.get("late_reason") or ""),
    )


def handed_over(case: Case, entries: Entries, today: date) -> TransferFacts | None:
    """For the case a transfer came from: the day its file reached the police (G24). None while it has not."""
    found = Document.objects.filter(case__origin=case, code=RECEIPT, state__in=KEPT).order_by("id").first()
    moment = moment_of(latest_fields(found).get("delivered_at")) if found else None
    return replace(transfer_facts(case), delivered_on=local_date(moment)) if moment else None


def _who(line: Any) -> str:
    return str(line.get("uuid") or line.get("name") or "") if isinstance(line, Mapping) else str(line)
