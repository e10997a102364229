"""Acts on what docking stations delivered: claim it for a case, say why nobody claims it, look at it."""

from __future__ import annotations

from datetime import datetime

from daylight.base.access import Scope, require
from daylight.base.act import act
from daylight.base.journal.writing import record
from daylight.base.orgs.models import Person
from daylight.cases.models import Case
from daylight.cases.scopes import scope_of
from daylight.core.refusal import refuse
from daylight.recording.docklinking import link
from daylight.recording.dockqueries import visible_files
from daylight.recording.models import DockFile

OPEN = (DockFile.WAITING, DockFile.REJECTED)
DUTY = "行政处罚法第四十七条"


@act("recording.dock.claimed")
def claim_docked(file: DockFile, case: Case | None, item_code: str = "", *, actor: Person, now: datetime) -> DockFile:
    """Say that a waiting file belongs to ``case``: it becomes a recording of it. A rejected one may still be claimed."""
    row = _locked(file, actor)
    if case is None:
        raise refuse("dock.case", "请选择这份音像属于哪个案件。", "", "case")
    require(actor, "recording.seal", scope_of(case))
    if row.state not in OPEN:
        raise refuse("dock.settled", f"这份音像{row.get_state_display()}，不能再认领，请刷新页面。")
    row.settled_by = actor
    link(row, case, actor, step="", item_code=item_code, why=f"{actor.name}认领", now=now)
    _record("recording.dock.claimed", row, actor, now, {"item_code": item_code}, case)
    return row


@act("recording.dock.rejected")
def reject_docked(file: DockFile, reason: str, *, actor: Person, now: datetime) -> DockFile:
    """Say why a waiting file belongs to no case (private, a test, not ours). The original stays in the vault."""
    row = _locked(file, actor)
    if not reason.strip():
        raise refuse("dock.reason", "请写明为什么不属于任何案件，例如设备测试。", DUTY, "reason")
    if row.state != DockFile.WAITING:
        raise refuse("dock.settled", f"这份音像{row.get_state_display()}，不用再处理，请刷新页面。")
    row.state, row.reason, row.settled_by, row.settled_at = DockFile.REJECTED, reason.strip()[:300], actor, now
    row.save(update_fields=["state", "reason", "settled_by", "settled_at"])
    _record("recording.dock.rejected", row, actor, now, {"reason": row.reason})
    return row


@act("recording.dock.viewed")
def note_dock_view(file: DockFile, *, actor: Person, now: datetime) -> DockFile:
    """Journal that ``actor`` looks at a file nobody has claimed. Pass a key of the hour: one entry per hour."""
    require(actor, "recording.claim", Scope(file.agency_id))
    if file.state == DockFile.QUARANTINED:
        raise refuse("recording.quarantined", f"这份音像已隔离，不能播放：{file.reason}")
    _record("recording.dock.viewed", file, actor, now, {"sha256": file.sha256})
    return file


def _locked(file: DockFile, actor: Person) -> DockFile:
    require(actor, "recording.claim", Scope(file.agency_id))
    row = visible_files(actor).select_for_update(of=("self",)).filter(pk=file.pk).first()
    if row is None:
        raise refuse("dock.unknown", "没有这份音像，请回到列表重新选择。")
    return row


def _record(
    kind: str, row: DockFile, actor: Person, now: datetime, data: dict[str, object], case: Case | None = None
) -> None:
    record(
        kind,
        agency=row.agency,
        actor=actor,
        now=now,
        subject=f"dock:{row.uuid}",
        case_uuid=case.uuid if case else None,
        data=data,
    )
