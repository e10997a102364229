"""双公示 rows of a stretch of days, for a file. What is left out is said, each with its reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from daylight.base.orgs.models import Agency
from daylight.channels.credit_china.mapping import shown
from daylight.channels.credit_china.tables import Field, tables_on
from daylight.decisions.models import Decision
from daylight.decisions.outcomes import PENALTY
from daylight.disclosure import credit_facts, credit_reporting


@dataclass(frozen=True, slots=True)
class Export:
    """``columns`` and ``rows`` as they go into the file; ``left_out``: sentences."""

    columns: tuple[Field, ...]
    rows: tuple[dict[str, str], ...]
    left_out: tuple[str, ...]


def export(agency: Agency, table: str, start: date, end: date, public: bool, today: date) -> Export:
    """Every reported decision of ``start`` to ``end``. ``public``: only what may be shown, without what is never shown;
    otherwise also natural persons and light ones, with the numbers the platform asks for."""
    tables = tables_on(today)
    columns = tuple(each for each in tables.columns(table) if each.shown or not public)
    rows: list[dict[str, str]] = []
    left_out: list[str] = []
    for decision in _decisions(agency, table, start, end, today):
        if why := credit_reporting.held(decision):
            left_out.append(f"{decision.number} 没有列入：{why}")
            continue
        for party in credit_facts.parties_of(decision):
            made = credit_reporting.prepare(decision, party, today)
            if public and made.purpose != credit_reporting.PUBLIC:
                left_out.append(
                    f"{decision.number} 没有列入：{made.why}，只报送、共享，请用 --purpose share 另行导出。"
                )
            elif made.row.faults:
                left_out += [f"{decision.number} 没有列入：{fault.message}" for fault in made.row.faults]
            else:
                rows.append(shown(made.row.values, table, tables) if public else made.row.values)
    return Export(columns, tuple(rows), tuple(left_out))


def _decisions(agency: Agency, table: str, start: date, end: date, today: date) -> list[Decision]:
    papers = [each.id for each in tables_on(today).papers if each.table == table]
    wanted = Q(document__code__in=papers) | (Q(document=None) if PENALTY in papers else Q(pk=None))
    found = Decision.objects.filter(
        wanted, case__agency=agency, issued_at__isnull=False, decided_on__gte=start, decided_on__lte=end
    )
    return list(found.select_related("case__agency", "document").order_by("decided_on", "id"))
