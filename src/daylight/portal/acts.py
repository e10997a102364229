"""What people decide about the public site itself: who runs it, and that a column is still right."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from daylight.base.access import Scope, require
from daylight.base.act import act
from daylight.base.journal.writing import record
from daylight.base.orgs.models import Person
from daylight.base.outbox.posting import put
from daylight.core.moment import local_date
from daylight.core.refusal import Refused, refuse
from daylight.portal import queries, sitefacts
from daylight.portal.models import ColumnCheck
from daylight.portal.navigation import COLUMNS
from daylight.portal.sitefacts import SiteInput


@act("portal.site.described")
def describe_site(typed: SiteInput, *, actor: Person, now: datetime) -> None:
    """Change who runs the site and what its foot says; it reaches the site by the feed like everything else."""
    require(actor, "site.describe", Scope(actor.agency_id))
    wanted = sitefacts.cleaned(typed)
    if problems := sitefacts.faults(wanted):
        raise Refused(problems)
    standing = queries.site()
    changed = sitefacts.differences(asdict(sitefacts.of(standing)), asdict(wanted))
    if not changed:
        raise refuse("site.same", "没有改动，不用保存。")
    entry = record(
        "portal.site.described",
        agency=actor.agency,
        actor=actor,
        now=now,
        subject="site:public",
        data={"changed": changed},
    )
    body = {"kind": "site.described", **asdict(wanted), "demonstration": standing.demonstration}
    put("portal", lane="site", key=f"site.described:{entry.pk}", body=body, now=now)


@act("portal.column.checked")
def check_column(path: str, *, actor: Person, now: datetime) -> ColumnCheck:
    """Say that a column was read through and is still right: its update cycle begins anew without a change."""
    require(actor, "column.check", Scope(actor.agency_id))
    if path not in {column.path for column in COLUMNS if column.cycle}:
        raise refuse("column.unknown", "没有这个需要定期更新的栏目，请从栏目更新中选择。")
    made, _ = ColumnCheck.objects.update_or_create(
        path=path, defaults={"checked_on": local_date(now), "checked_by": actor.name}
    )
    record(
        "portal.column.checked", agency=actor.agency, actor=actor, now=now, subject="site:public", data={"path": path}
    )
    return made
