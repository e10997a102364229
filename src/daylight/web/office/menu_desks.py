"""Menu entries of the desks; the shell shows them after its own."""

from __future__ import annotations

from datetime import date

from daylight.base.orgs.models import Person
from daylight.review import queries as review
from daylight.web.office.menu_entry import Entry


def _dossiers(person: Person, today: date) -> int:
    piles = review.desk(person, today)
    return len(piles["waiting"]) + sum(row.mine for row in piles["reviewing"])


ENTRIES: tuple[Entry, ...] = (
    Entry("法制审核", "review-desk", frozenset({"reviewer", "leader"}), _dossiers, frozenset({"dossier"})),
)
