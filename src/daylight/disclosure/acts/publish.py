"""通过并公示、退回: the second look by another person, on exactly what he saw (G19)."""

from __future__ import annotations

from datetime import datetime

from daylight.base.act import act
from daylight.base.orgs.models import Person
from daylight.cases import clocks
from daylight.core.moment import local_date
from daylight.core.refusal import refuse
from daylight.disclosure import copies, events
from daylight.disclosure.confirming import confirm, opened_for_confirming
from daylight.disclosure.kinds import deadline_of
from daylight.disclosure.models import Copy


@act(events.PUBLISHED)
def publish(copy: Copy, seen_sha256: str, secrecy_checked: bool, *, actor: Person, now: datetime) -> Copy:
    """Publish the first copy. ``seen_sha256``: ``copy.sha256`` of what the person looked at; ``secrecy_checked``: 保密审查."""
    fresh = opened_for_confirming(copy, ("first",), actor)
    task = fresh.task
    published = confirm(fresh, events.PUBLISHED, "decision.published", seen_sha256, secrecy_checked, actor, now)
    task.state, task.published_on = "published", local_date(now)
    task.save(update_fields=["state", "published_on"])
    clocks.stop(task.case, deadline_of(task), local_date(now), "已公示")
    return published


@act(events.RETURNED)
def return_copy(copy: Copy, reason: str, *, actor: Person, now: datetime) -> Copy:
    """退回承办: the copy stays open and says what is to be mended."""
    fresh = opened_for_confirming(copy, ("first", "correction"), actor)
    if not reason.strip():
        raise refuse("disclosure.reason", "请写明退回的理由。", copies.CITE, "reason")
    if fresh.publish_at:
        copies.clear_schedule(fresh)
    fresh.returned = reason.strip()
    fresh.edition += 1
    fresh.save(update_fields=["returned", "edition"])
    if fresh.kind == "first":
        fresh.task.state = "to_prepare"
        fresh.task.save(update_fields=["state"])
    copies.note(events.RETURNED, fresh.task, actor, now, version=fresh.version, reason=reason.strip())
    return fresh
