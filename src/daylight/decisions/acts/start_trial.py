"""试算审核目录: judge past cases by a version before it is adopted; the work itself is done in the background."""

from __future__ import annotations

from datetime import date, datetime

from daylight.base.access import Scope, require
from daylight.base.act import act
from daylight.base.journal.writing import record
from daylight.base.orgs.models import Person
from daylight.cases.models import Case
from daylight.core.listkinds import KINDS
from daylight.core.moment import local_date
from daylight.core.refusal import refuse
from daylight.decisions.models import CatalogueTrial
from daylight.decisions.trying import TRIED
from daylight.lists.models import ListVersion
from daylight.lists.queries import in_force


@act("decisions.trial.started")
def start_trial(version: ListVersion, since: date, *, actor: Person, now: datetime) -> CatalogueTrial:
    """Try ``version`` on the cases registered from ``since`` on, against the version in force today."""
    require(actor, "list.read", Scope(version.agency_id))
    cite = KINDS[version.kind].cite
    if version.kind not in TRIED:
        raise refuse("trial.kind", "只有法制审核的目录和办法可以试算，请从这两种清单的版本进入。", cite)
    if since > local_date(now):
        raise refuse("field.future", "起算日期不能晚于今天，请重新填写。", cite, "since")
    ListVersion.objects.select_for_update().get(pk=version.pk)
    if CatalogueTrial.objects.filter(version=version, finished_at=None).exists():
        raise refuse("trial.running", "这一版正在试算，请等本次试算完成。", cite)
    trial = CatalogueTrial.objects.create(
        version=version,
        against=in_force(version.agency, version.kind, local_date(now)),
        since=since,
        started_by=actor,
        started_at=now,
        total=Case.objects.filter(agency=version.agency, registered_at__date__gte=since).count(),
    )
    record(
        "decisions.trial.started",
        agency=version.agency,
        actor=actor,
        now=now,
        subject=f"list:{version.uuid}",
        data={
            "trial": trial.uuid,
            "list": version.kind,
            "number": version.number,
            "since": since,
            "cases": trial.total,
        },
    )
    return trial
