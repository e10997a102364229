"""拟处罚决定: begin, save, compare. A saved change voids a review pass by arithmetic: the digest is another."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from daylight.base.access import require
from daylight.base.act import act
from daylight.base.journal.writing import record
from daylight.base.orgs.models import Person
from daylight.cases.models import Case
from daylight.cases.moving import make_move
from daylight.cases.scopes import scope_of
from daylight.core.amounts import amount_of
from daylight.core.moment import local_date
from daylight.core.refusal import Refused, refuse
from daylight.decisions.beginning import first_fields, spoken
from daylight.decisions.draftfields import EMPTY, digest, fine_parts, unreadable
from daylight.decisions.models import Draft, DraftVersion
from daylight.review.receiving import void_pass

EDITABLE_STEPS = frozenset({"P9"})


@act("decisions.draft.started")
def draft_decision(case: Case, *, actor: Person, now: datetime) -> Draft:
    """Begin the draft from what the file already holds: facts, evidence, articles, notice, statements."""
    today = local_date(now)
    make_move(case, "draft_decision", actor=actor, now=now, facts=None)
    fields = first_fields(case, today)
    draft = Draft.objects.create(
        case=case, version=1, fields=fields, sha256=digest(fields), saved_by=actor, saved_at=now
    )
    _keep(draft)
    record(
        "decisions.draft.started",
        agency=case.agency,
        actor=actor,
        now=now,
        subject=f"draft:{case.uuid}",
        case_uuid=case.uuid,
        data={"version": 1, "sha256": draft.sha256},
    )
    return draft


@act("decisions.draft.saved")
def save_draft(draft: Draft, changes: Mapping[str, Any], base_version: int, *, actor: Person, now: datetime) -> Draft:
    """Save ``changes`` made on ``base_version``. Somebody else's newer version refuses, names him and loses no text."""
    case = draft.case
    require(actor, "decision.draft", scope_of(case))
    # The case is held first: of two savers the second waits and then sees the newer version, and a draft that is being
    # sent for review does not change under the sender. Held without a join: PostgreSQL does not read a joined row again
    # after such a wait.
    step = Case.objects.select_for_update().get(pk=case.pk).step
    held = Draft.objects.select_related("saved_by").get(pk=draft.pk)
    if unknown := changes.keys() - EMPTY.keys() - {"deviation_reason"}:
        raise refuse("field.unknown", f"拟处罚决定没有这些字段：{'、'.join(sorted(unknown))}。")
    if step not in EDITABLE_STEPS:
        raise _frozen()
    if held.version != base_version:
        raise refuse(
            "draft.stale",
            f"本页打开后{held.saved_by.name}已保存第 {held.version} 版，您的文字仍保留在本页，请对照合并后再保存。",
        )
    fields = {**held.fields, **changes}
    if found := unreadable(fields, local_date(now)):
        raise Refused(found)
    fields["fine_yuan"] = _fine(fields)
    fields |= {name: text for name, text in spoken(case, local_date(now)).items() if not fields[name]}
    draft.version, draft.fields, draft.sha256 = base_version + 1, fields, digest(fields)
    draft.saved_by, draft.saved_at = actor, now
    draft.save(update_fields=["version", "fields", "sha256", "saved_by", "saved_at"])
    _keep(draft)
    void_pass(case, draft.sha256, now, actor)
    record(
        "decisions.draft.saved",
        agency=case.agency,
        actor=actor,
        now=now,
        subject=f"draft:{case.uuid}",
        case_uuid=case.uuid,
        data={"version": draft.version, "sha256": draft.sha256, "changed": sorted(changes)},
    )
    return draft


def _frozen() -> Refused:
    return refuse(
        "draft.frozen",
        "本案已送审或者已进入审批，拟处罚决定不能修改；需要修改的，先由审核人或者负责人退回。",
        "行政处罚法第五十八条",
    )


def _keep(draft: Draft) -> None:
    DraftVersion.objects.create(
        draft=draft,
        version=draft.version,
        fields=draft.fields,
        sha256=draft.sha256,
        saved_by=draft.saved_by,
        saved_at=draft.saved_at,
    )


def _fine(fields: Mapping[str, Any]) -> str:
    """The fine is computed from its parts, never typed. Yuan, two decimals, as text; empty when there is none."""
    parts = fine_parts(fields)
    if not parts:
        return ""
    return format(sum((amount_of(p.kind, p.quantity, p.rate) for p in parts), Decimal(0)), "f")
