"""起草、修改、重新送核: a draft gates nothing and may change as often as its keepers like."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Max

from daylight.base.access import Scope
from daylight.base.access import require as require_right
from daylight.base.act import act
from daylight.base.journal.writing import next_value
from daylight.base.orgs.models import Agency, Person
from daylight.core.listkinds import KINDS
from daylight.core.listvalues import Row, rows_digest
from daylight.core.refusal import refuse
from daylight.lists import events
from daylight.lists.acts.writing import locked, noted
from daylight.lists.models import ListRow, ListVersion
from daylight.lists.queries import kept_rows


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
    noted(events.DRAFTED, version, actor, now, rows=len(rows), digest=version.digest, source=version.source_name)
    return version


@act(events.EDITED)
def edit_list_row(
    version: ListVersion, code: str, values: Mapping[str, Any] | None, *, actor: Person, now: datetime
) -> ListVersion:
    """Set the row ``code`` of a draft to ``values`` (as kept, see core/listrows.read_values); None removes it."""
    require_right(actor, "list.draft", Scope(version.agency_id))
    version = locked(version, "draft", "只有草案可以修改，请另起一版后再改。")
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
    noted(events.EDITED, version, actor, now, code=code, before=earlier, after=after, digest=version.digest)
    return version


@act(events.SUBMITTED)
def submit_list(version: ListVersion, *, actor: Person, now: datetime) -> ListVersion:
    """Send a returned draft on its way again, mended or with the reason answered by word."""
    require_right(actor, "list.draft", Scope(version.agency_id))
    version = locked(version, "draft", "只有草案可以送核，请刷新后核对这一版的状态。")
    if not version.returned_reason:
        raise refuse("list.state", "这一版没有被退回，已经在科室核对环节，请等核对。", KINDS[version.kind].cite)
    version.returned_reason = ""
    version.save(update_fields=["returned_reason"])
    noted(events.SUBMITTED, version, actor, now, digest=version.digest)
    return version
