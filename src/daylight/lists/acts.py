"""起草 → 审定 → 发布 → 撤回. Only what is published gates acts, from its day (90号方案一；law.md 1.1.1)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Max, QuerySet

from daylight.base.access import Scope
from daylight.base.access import require as require_right
from daylight.base.act import act
from daylight.base.journal.models import Entry
from daylight.base.journal.writing import next_value, record
from daylight.base.orgs.models import Agency, Person
from daylight.core.listkinds import KINDS
from daylight.core.listvalues import Row, lacking, rows_digest
from daylight.core.moment import local_date
from daylight.core.refusal import Refused, refuse
from daylight.lists import events
from daylight.lists.models import ListRow, ListVersion
from daylight.lists.policies import policy_faults
from daylight.lists.publication import announce, retract
from daylight.lists.queries import kept_rows

STALE = "这一版清单在您查看之后有过改动，您的操作没有执行，请刷新后核对再办。"


@act(events.DRAFTED)
def draft_list(
    agency: Agency,
    kind: str,
    rows: Sequence[Row],
    *,
    actor: Person,
    now: datetime,
    note: str = "",
    basis: str = "",
    source_name: str = "",
) -> ListVersion:
    """Start the next version of ``kind`` as a draft that gates nothing. Rows without a doubled code; at least one."""
    require_right(actor, "list.draft", Scope(agency.pk))
    if kind not in KINDS:
        raise refuse("list.kind", f"没有“{kind}”这种清单，可用：{'、'.join(KINDS)}。", field="kind")
    if not rows:
        raise refuse("list.empty", "没有可以录入的行，请核对文件后重新导入。", KINDS[kind].cite)
    codes = [row.code for row in rows]
    if doubled := sorted({code for code in codes if codes.count(code) > 1}):
        raise refuse("list.code", f"编码 {'、'.join(doubled)} 重复，请改为互不相同的编码。", KINDS[kind].cite)
    version = ListVersion.objects.create(
        agency=agency,
        kind=kind,
        number=next_value(f"list:{agency.pk}:{kind}"),
        note=note,
        basis=basis,
        source_name=source_name[:200],
        digest=rows_digest(KINDS[kind], rows),
        created_by=actor,
        created_at=now,
    )
    version.editors.add(actor)
    ListRow.objects.bulk_create(
        ListRow(version=version, position=place, code=row.code, values=dict(row.values))
        for place, row in enumerate(rows, start=1)
    )
    _record(events.DRAFTED, version, actor, now, rows=len(rows), digest=version.digest, source=version.source_name)
    return version


@act(events.EDITED)
def edit_list_row(
    version: ListVersion, code: str, values: Mapping[str, Any] | None, *, actor: Person, now: datetime
) -> ListVersion:
    """Set the row ``code`` of a draft to ``values`` (as kept, see core/listrows.read_values); None removes it."""
    require_right(actor, "list.draft", Scope(version.agency_id))
    version = _locked(version, "draft", "只有草案可以修改，请另起一版后再改。")
    found = version.rows.filter(code=code).first()
    earlier = dict(found.values) if found else None
    if values is None and found is None:
        raise refuse("list.row", f"草案里没有 {code} 一行，请刷新后核对。")
    if values is None:
        found.delete()
    elif found is None:
        last = version.rows.aggregate(last=Max("position"))["last"] or 0
        ListRow.objects.create(version=version, position=last + 1, code=code, values=dict(values))
    else:
        found.values = dict(values)
        found.save(update_fields=["values"])
    version.digest = rows_digest(KINDS[version.kind], kept_rows(version))
    version.save(update_fields=["digest"])
    version.editors.add(actor)
    after = None if values is None else dict(values)
    _record(events.EDITED, version, actor, now, code=code, before=earlier, after=after, digest=version.digest)
    return version


@act(events.APPROVED)
def approve_list(version: ListVersion, *, actor: Person, now: datetime, seen_digest: str = "") -> ListVersion:
    """A second person approves the draft he saw (``seen_digest``; empty: as it stands now)."""
    require_right(actor, "list.approve", Scope(version.agency_id))
    kind = KINDS[version.kind]
    version = _locked(version, "draft", "只有草案可以审定，请刷新后核对这一版的状态。")
    if version.editors.filter(pk=actor.pk).exists():
        raise refuse("list.four_eyes", "起草或修改过这一版的人不能审定，请由另一人审定。", kind.cite)
    if seen_digest and seen_digest != version.digest:
        raise refuse("list.stale", STALE)
    rows = kept_rows(version)
    if faults := [*lacking(kind, rows), *policy_faults(version, rows, local_date(now))]:
        raise Refused(faults)
    version.state, version.approved_by, version.approved_at = "approved", actor, now
    version.save(update_fields=["state", "approved_by", "approved_at"])
    _record(events.APPROVED, version, actor, now, digest=version.digest)
    return version


@act(events.PUBLISHED)
def publish_list(
    version: ListVersion, in_force_from: date, *, actor: Person, now: datetime, basis: str = ""
) -> ListVersion:
    """Put an approved version in force from a day; the version before it ends the day before.

    The day may lie before today only for the first version of a list, with ``basis`` naming the earlier promulgation: a
    list entered here late was in force before, a changed list never reaches back.
    """
    require_right(actor, "list.publish", Scope(version.agency_id))
    kind = KINDS[version.kind]
    version = _locked(version, "approved", "只有审定过的清单可以发布，请先由另一人审定。")
    basis = basis or version.basis
    earlier = _standing(version).filter(in_force_until=None).first()
    others = ListVersion.objects.filter(agency=version.agency, kind=version.kind).exclude(published_by=None)
    if in_force_from < local_date(now) and (others.exists() or not basis):
        raise refuse(
            "list.backdated",
            "生效日不能早于发布当天；首次录入此前已经公布的清单，请写明当时公布的文号。",
            kind.cite,
            "in_force_from",
        )
    if earlier is not None and in_force_from <= earlier.in_force_from:
        message = f"第{earlier.number}版自 {earlier.in_force_from} 起施行，新版的生效日须在其后，请改生效日。"
        raise refuse("list.overlap", message, kind.cite, "in_force_from")
    if faults := policy_faults(version, kept_rows(version), in_force_from):
        raise Refused(faults)
    if earlier is not None:
        earlier.state, earlier.in_force_until = "superseded", in_force_from
        earlier.save(update_fields=["state", "in_force_until"])
    version.state, version.in_force_from, version.basis = "published", in_force_from, basis
    version.published_by, version.published_at = actor, now
    version.save(update_fields=["state", "in_force_from", "basis", "published_by", "published_at"])
    entry = _record(
        events.PUBLISHED,
        version,
        actor,
        now,
        digest=version.digest,
        in_force_from=in_force_from,
        supersedes=earlier.number if earlier else None,
        basis=basis,
    )
    announce(version, entry, now)
    return version


@act(events.WITHDRAWN)
def withdraw_list(version: ListVersion, reason: str, *, actor: Person, now: datetime) -> ListVersion:
    """Give up a draft, or end a published version today. One not yet in force gives its place back to the one before."""
    require_right(actor, "list.publish", Scope(version.agency_id))
    kind = KINDS[version.kind]
    if not reason.strip():
        raise refuse("list.reason", "请写明撤回理由。", field="reason")
    fresh = _again(version)
    if fresh.state not in {"draft", "approved", "published"}:
        raise refuse("list.state", "这一版已被替代或撤回，不能再撤回，请刷新后核对。", kind.cite)
    was, today = fresh.state, local_date(now)
    fresh.state, fresh.reason = "withdrawn", reason.strip()[:300]
    fresh.withdrawn_by, fresh.withdrawn_at = actor, now
    if was == "published":
        fresh.in_force_until = max(today, fresh.in_force_from)
    fresh.save(update_fields=["state", "reason", "withdrawn_by", "withdrawn_at", "in_force_until"])
    restored = None
    if was == "published" and fresh.in_force_from > today:
        restored = _standing(fresh).filter(state="superseded", in_force_until=fresh.in_force_from).first()
    if restored is not None:
        restored.state, restored.in_force_until = "published", None
        restored.save(update_fields=["state", "in_force_until"])
    entry = _record(
        events.WITHDRAWN,
        fresh,
        actor,
        now,
        reason=fresh.reason,
        was=was,
        in_force_until=fresh.in_force_until,
        restores=restored.number if restored else None,
    )
    if was == "published":
        retract(fresh, entry, now)
    return fresh


def _again(version: ListVersion) -> ListVersion:
    """The row as it is now, locked against a second writer."""
    return ListVersion.objects.select_for_update().get(pk=version.pk)


def _locked(version: ListVersion, state: str, otherwise: str) -> ListVersion:
    fresh = _again(version)
    if fresh.state != state:
        raise refuse("list.state", otherwise, KINDS[fresh.kind].cite)
    return fresh


def _standing(version: ListVersion) -> QuerySet[ListVersion]:
    """The versions of the same list that are or were in force."""
    return ListVersion.objects.select_for_update().filter(
        agency=version.agency, kind=version.kind, state__in=["published", "superseded"]
    )


def _record(event: str, version: ListVersion, actor: Person, now: datetime, **data: Any) -> Entry:
    body = {"list": version.kind, "number": version.number, **data}
    return record(event, agency=version.agency, actor=actor, now=now, subject=f"list:{version.uuid}", data=body)
