"""Facts that stand in papers: one reader per part of ``CaseFacts``, for procedures whose moves are papers.

A reader gets the case, the papers of the file (``entries.Entries``) and the day, and answers the part or None when no
paper says anything about it. Each kind of act keeps its readers in a module of its own and lists them here.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from daylight.cases.models import Case
from daylight.decisions import penalty_facts
from daylight.decisions.entries import Entries
from daylight.decisions.fee_facts import fee_dues, fee_facts
from daylight.decisions.force_facts import execution_facts, force_facts
from daylight.decisions.hosting import host_facts
from daylight.decisions.inspection_facts import draw_facts, finding_facts, inspection_facts
from daylight.decisions.levy_facts import levy_court, levy_dues, levy_facts, levy_host, levy_roles
from daylight.decisions.permit_facts import permit_facts, permit_hearing, permit_host, permit_roles
from daylight.decisions.remedies import remedies_only
from daylight.decisions.transfer_facts import handed_over, police_facts

Reader = Callable[[Case, Entries, date], Any]


def either(*readers: Reader) -> Reader:
    """The first of them that has something to say: one part of the facts, told by the papers of several procedures."""

    def read(case: Case, entries: Entries, today: date) -> Any:
        return next((part for each in readers if (part := each(case, entries, today)) is not None), None)

    return read


READERS: dict[str, Reader] = {
    "draw": draw_facts,
    "court": either(levy_court, penalty_facts.court, remedies_only),
    "dues": either(levy_dues, fee_dues),
    "execution": execution_facts,
    "finding": finding_facts,
    "fee": fee_facts,
    "force": force_facts,
    "hearing": permit_hearing,
    "inspection": inspection_facts,
    "host": either(host_facts, levy_host, permit_host),
    "levy": levy_facts,
    "permit": permit_facts,
    "police": police_facts,
    "roles": either(levy_roles, permit_roles, penalty_facts.hosts),
    "transfer": handed_over,
}


def read_facts(case: Case, entries: Entries, today: date) -> dict[str, Any]:
    """Field of ``CaseFacts`` → its part, for ``dataclasses.replace``."""
    found = {name: reader(case, entries, today) for name, reader in READERS.items()}
    return {name: part for name, part in found.items() if part is not None}
