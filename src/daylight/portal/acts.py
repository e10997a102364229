"""What people decide about the public site itself: who runs it, that a column is still right, what a complaint is answered."""

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
from daylight.portal import events, queries, sitefacts
from daylight.portal.models import ColumnCheck, Complaint
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


@act(events.ANSWERED)
def answer_complaint(complaint: Complaint, answer: str, *, actor: Person, now: datetime) -> Complaint:
    """Answer once, never by the person complained about; whoever holds the receipt code reads it."""
    fresh = Complaint.objects.select_for_update().get(pk=complaint.pk)
    require(actor, "complaint.answer", Scope(fresh.agency_id))
    if fresh.about and fresh.about == actor.certificate_number:
        raise refuse("complaint.self", "投诉的是您本人，不能由您答复，请由另一人办理。", field="answer")
    if fresh.answered_at is not None:
        raise refuse("complaint.answered", "这件投诉已经答复，不能再改，请刷新后核对。", field="answer")
    if not answer.strip():
        raise refuse("field.required", "请写明核实的情况和处理结果。", field="answer")
    fresh.answer, fresh.answered_by, fresh.answered_at = answer.strip(), actor, now
    fresh.save(update_fields=["answer", "answered_by", "answered_at"])
    data = {"about": fresh.about, "late": fresh.due_on < local_date(now)}
    record(events.ANSWERED, agency=fresh.agency, actor=actor, now=now, subject=f"complaint:{fresh.uuid}", data=data)
    return fresh
