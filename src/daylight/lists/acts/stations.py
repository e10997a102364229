"""科室核 → 法制审 → 司法局审（主体清单）: a different person at each station, and everyone may send it back with a reason."""

from __future__ import annotations

from datetime import datetime

from daylight.base.access import Scope
from daylight.base.access import require as require_right
from daylight.base.act import act
from daylight.base.orgs.models import Person
from daylight.core.listkinds import KINDS
from daylight.core.listvalues import lacking
from daylight.core.moment import local_date
from daylight.core.refusal import Refused, refuse
from daylight.lists import events
from daylight.lists.acts.writing import STALE, again, locked, noted
from daylight.lists.models import ListVersion
from daylight.lists.policies import policy_faults
from daylight.lists.queries import kept_rows
from daylight.lists.stations import RETURNED_BY, needs_confirming

OTHERS = "起草或修改过这一版的人不能{}，请由另一人{}。"


@act(events.CHECKED)
def check_list(version: ListVersion, *, actor: Person, now: datetime, seen_digest: str = "") -> ListVersion:
    """科室核: a section head who changed no row finds the draft complete and right (``seen_digest``: what he saw)."""
    require_right(actor, "list.check", Scope(version.agency_id))
    version = locked(version, "draft", "只有草案可以核对，请刷新后核对这一版的状态。")
    if version.returned_reason:
        raise refuse("list.returned", "这一版已经退回修改，请等清单管理员重新送核。", KINDS[version.kind].cite)
    _demand_other(version, actor, "核对")
    _demand_sound(version, now, seen_digest)
    version.state, version.checked_by, version.checked_at = "checked", actor, now
    version.save(update_fields=["state", "checked_by", "checked_at"])
    noted(events.CHECKED, version, actor, now, digest=version.digest)
    return version


@act(events.APPROVED)
def approve_list(version: ListVersion, *, actor: Person, now: datetime, seen_digest: str = "") -> ListVersion:
    """法制审: another person approves what was checked. A 主体清单 then goes to the supervising office, if it has one here."""
    require_right(actor, "list.approve", Scope(version.agency_id))
    version = locked(version, "checked", "只有科室核对过的清单可以审定，请刷新后核对这一版的状态。")
    _demand_other(version, actor, "审定")
    if version.checked_by_id == actor.pk:
        raise refuse("list.four_eyes", "核对过这一版的人不能再审定，请由另一人审定。", KINDS[version.kind].cite)
    _demand_sound(version, now, seen_digest)
    version.state = "reviewed" if needs_confirming(version) else "approved"
    version.approved_by, version.approved_at = actor, now
    version.save(update_fields=["state", "approved_by", "approved_at"])
    noted(events.APPROVED, version, actor, now, digest=version.digest)
    return version


@act(events.CONFIRMED)
def confirm_list(version: ListVersion, *, actor: Person, now: datetime, seen_digest: str = "") -> ListVersion:
    """司法局审: the supervising office of the same government lets the 主体清单 be published (90号方案一（一）4)."""
    require_right(actor, "list.confirm", Scope(version.agency_id))
    version = locked(version, "reviewed", "只有法制审核过的清单可以由司法局审核，请刷新后核对这一版的状态。")
    _demand_sound(version, now, seen_digest)
    version.state, version.confirmed_by, version.confirmed_at = "approved", actor, now
    version.save(update_fields=["state", "confirmed_by", "confirmed_at"])
    noted(events.CONFIRMED, version, actor, now, digest=version.digest)
    return version


@act(events.RETURNED)
def return_list(version: ListVersion, reason: str, *, actor: Person, now: datetime) -> ListVersion:
    """退回修改: whoever's turn it is sends the version back to its keeper; earlier checks are void."""
    fresh = again(version)
    if fresh.state not in RETURNED_BY or fresh.returned_reason:
        raise refuse("list.state", "这一版不在核对、审核环节，不能退回，请刷新后核对。", KINDS[fresh.kind].cite)
    require_right(actor, RETURNED_BY[fresh.state], Scope(fresh.agency_id))
    if not reason.strip():
        raise refuse("list.reason", "请写明退回理由，起草人才知道改什么。", field="return_reason")
    was = fresh.state
    fresh.state, fresh.returned_reason = "draft", reason.strip()[:300]
    fresh.checked_by = fresh.checked_at = fresh.approved_by = fresh.approved_at = None
    fresh.save(update_fields=["state", "returned_reason", "checked_by", "checked_at", "approved_by", "approved_at"])
    noted(events.RETURNED, fresh, actor, now, was=was, reason=fresh.returned_reason)
    return fresh


def _demand_other(version: ListVersion, actor: Person, what: str) -> None:
    if version.editors.filter(pk=actor.pk).exists():
        raise refuse("list.four_eyes", OTHERS.format(what, what), KINDS[version.kind].cite)


def _demand_sound(version: ListVersion, now: datetime, seen_digest: str) -> None:
    """What was seen is what stands, nothing ordered is missing, and a policy table stays within the law."""
    if seen_digest and seen_digest != version.digest:
        raise refuse("list.stale", STALE)
    rows = kept_rows(version)
    if faults := [*lacking(KINDS[version.kind], rows), *policy_faults(version, rows, local_date(now))]:
        raise Refused(faults)
