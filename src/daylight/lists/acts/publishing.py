"""发布、撤回: only what is published gates acts, from its day."""

from __future__ import annotations

from datetime import date, datetime

from daylight.base.access import Scope
from daylight.base.access import require as require_right
from daylight.base.act import act
from daylight.base.orgs.models import Person
from daylight.core.listkinds import KINDS
from daylight.core.moment import local_date
from daylight.core.refusal import Refused, refuse
from daylight.lists import events
from daylight.lists.acts.writing import again, locked, noted, standing
from daylight.lists.models import ListVersion
from daylight.lists.policies import policy_faults
from daylight.lists.publication import announce, retract
from daylight.lists.queries import kept_rows

WITHDRAWABLE = frozenset({"draft", "checked", "reviewed", "approved", "published"})


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
    version = locked(version, "approved", "只有审定过的清单可以发布，请先由另一人审定。")
    basis = basis or version.basis
    earlier = standing(version).filter(in_force_until=None).first()
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
    entry = noted(
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
    fresh = again(version)
    if fresh.state not in WITHDRAWABLE:
        raise refuse("list.state", "这一版已被替代或撤回，不能再撤回，请刷新后核对。", kind.cite)
    was, today = fresh.state, local_date(now)
    fresh.state, fresh.reason = "withdrawn", reason.strip()[:300]
    fresh.withdrawn_by, fresh.withdrawn_at = actor, now
    if was == "published":
        fresh.in_force_until = max(today, fresh.in_force_from)
    fresh.save(update_fields=["state", "reason", "withdrawn_by", "withdrawn_at", "in_force_until"])
    restored = None
    if was == "published" and fresh.in_force_from > today:
        restored = standing(fresh).filter(state="superseded", in_force_until=fresh.in_force_from).first()
    if restored is not None:
        restored.state, restored.in_force_until = "published", None
        restored.save(update_fields=["state", "in_force_until"])
    entry = noted(
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
