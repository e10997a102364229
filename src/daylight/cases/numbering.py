"""文号 (law.md §4.2): one continuous series per agency, 文种字 and year; a number rolls back with its act, so no gap."""

from __future__ import annotations

from datetime import date

from daylight.base.journal.writing import next_value
from daylight.base.orgs.models import Agency
from daylight.base.permit import current_permit
from daylight.core.docnumber import compose


def allot(agency: Agency, word: str, on: date) -> str:
    """The next number of the series, e.g. 海自然资规罚〔2026〕3号. The year is that of the document's own date."""
    current_permit()
    return compose(agency.word, word, on.year, next_value(f"number:{agency.pk}:{word}:{on.year}"))
