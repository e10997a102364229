"""到期复核: lists whose law has changed, whose rows run out, or that nobody has looked at for the period of the lawpack."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from daylight.base import lawpack
from daylight.base.orgs.models import Agency
from daylight.core.deadlines import Period, add_months
from daylight.core.listkinds import KINDS
from daylight.core.listvalues import typed
from daylight.lists import queries
from daylight.lists.models import ListVersion
from daylight.web.office.desks.lawchanges import fallen_items

PERIOD, AHEAD = "list_review_period", "list_expiry_reminder"
MONTHS = {"y": 12, "m": 1}
# Columns that end a row on a day of their own.
ENDS = {"subjects": "entrusted_until", "officers": "valid_until", "items": "until"}


@dataclass(frozen=True, slots=True)
class DueList:
    """A list to look at again and why; ``due_on``: by when, where a day says so."""

    version: ListVersion
    why: str
    due_on: date | None = None


def due_lists(agency: Agency, today: date) -> list[DueList]:
    """What the list keeper has to take up, each list with every reason."""
    found: list[DueList] = []
    for code in KINDS:
        version = queries.in_force(agency, code, today)
        if version is not None:
            found += _reasons(version, agency, today)
    return found


def _reasons(version: ListVersion, agency: Agency, today: date) -> Iterator[DueList]:
    pack = lawpack.current()
    if version.kind == "items" and (fallen := fallen_items(agency, today)):
        yield DueList(version, f"法规变更：{len(fallen)} 项的依据已经失效")
    if column := ENDS.get(version.kind):
        reminder = Period.parse(str(pack.parameter(AHEAD, today).value))
        until = add_months(today, reminder.count * MONTHS[reminder.unit])
        kind = KINDS[version.kind]
        ends = sorted(end for row in queries.kept_rows(version) if (end := typed(kind, row.values)[column]))
        ended, soon = [d for d in ends if d < today], [d for d in ends if today <= d <= until]
        if ended:
            yield DueList(version, f"{len(ended)} 行的{kind.column(column).title}已过", ended[-1])
        if soon:
            yield DueList(version, f"{len(soon)} 行的{kind.column(column).title}将到", soon[0])
    period = Period.parse(str(pack.parameter(PERIOD, today).value))
    if version.published_at is not None and version.in_force_from is not None:
        due = add_months(max(version.in_force_from, version.published_at.date()), period.count * MONTHS[period.unit])
        if due <= today:
            yield DueList(version, f"自发布起已满{period.label}，应当复核", due)
