"""具体办法作为规则: the published policy table of an agency rules the limits it names (90号方案一（一）1)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from daylight.base import lawpack
from daylight.base.orgs.models import Agency
from daylight.core.deadlines import Period
from daylight.core.lawclocks import Deadline
from daylight.core.listkinds import KINDS
from daylight.core.listkinds.policies import POLICIES
from daylight.core.listvalues import Row
from daylight.core.policyterms import MONTHS, faults_of, keep_of, ruling_row, under_policy
from daylight.core.refusal import Refusal
from daylight.lists.models import ListRow, ListVersion
from daylight.lists.queries import in_force


def deadline_under(agency: Agency, code: str, on: date, category: str = "") -> Deadline:
    """Limit ``code`` as it binds ``agency`` on ``on``: the lawpack's, shortened by the policy table in force that day."""
    rule = lawpack.current().deadline(code, on)
    found = _ruling(agency, code, on, category)
    return under_policy(rule, found[1], found[0]) if found else rule


def keep_under(agency: Agency, code: str, on: date, category: str, person: bool, otherwise: Period) -> Period:
    """How long a publication under limit ``code`` stays: as the table in force on ``on`` says, else ``otherwise``. What a
    table says of everybody binds a natural person too where it is the shorter."""
    found = _ruling(agency, code, on, category)
    wording = str(found[1].get("keep") or "") if found else ""
    own, general = keep_of(wording, person), keep_of(wording, False)
    if own is None and general is not None:
        own = min(general, otherwise, key=lambda each: each.count * MONTHS.get(each.unit, 0))
    return own or otherwise


def _ruling(agency: Agency, code: str, on: date, category: str) -> tuple[str, Mapping[str, Any]] | None:
    """The row of a policy table in force that names limit ``code`` for the category, and which table it is."""
    found = ListRow.objects.filter(version__agency=agency, version__kind__in=POLICIES, values__clock=code)
    for kind in found.order_by().values_list("version__kind", flat=True).distinct():
        version = in_force(agency, kind, on)
        rows = [{**row.values, "code": row.code} for row in version.rows.order_by("position")] if version else []
        if version and (row := ruling_row(rows, code, category)) is not None:
            return f"{agency.name}{KINDS[kind].title}第{version.number}版", row
    return None


def policy_faults(version: ListVersion, rows: Iterable[Row], on: date) -> list[Refusal]:
    """Why a policy table may not rule from ``on``; empty for every other kind of list."""
    if version.kind not in POLICIES:
        return []
    pack, told = lawpack.current(), [{**row.values, "code": row.code} for row in rows]
    codes = {str(row["clock"]) for row in told if row.get("clock")} & set(pack.rules["deadline"])
    rules = {code: pack.deadline(code, on) for code in codes}
    return faults_of(told, rules, KINDS[version.kind].cite)
