"""定时公示: the second look is done now, the copy goes out at a set time within its limit; until then it may be called off."""

from __future__ import annotations

from datetime import datetime

from daylight.base.access import require
from daylight.base.act import act
from daylight.base.orgs.models import Person
from daylight.core.moment import local_date, local_time
from daylight.core.refusal import refuse
from daylight.disclosure import copies, events
from daylight.disclosure.confirming import demand_ready, opened_for_confirming
from daylight.disclosure.models import Copy


@act(events.SCHEDULED)
def schedule(
    copy: Copy, publish_at: datetime, seen_sha256: str, secrecy_checked: bool, *, actor: Person, now: datetime
) -> Copy:
    """Publish ``copy`` at ``publish_at`` (aware), as it was seen. It must pass now, and passes again when the time comes."""
    fresh = opened_for_confirming(copy, ("first",), actor)
    task, day = fresh.task, local_date(publish_at)
    if publish_at <= now:
        raise refuse(
            "disclosure.time", "定时公示的时间须在现在之后；现在就要公示的，请不填时间。", copies.CITE, "publish_at"
        )
    if day > task.due_on:
        said = f"本事项应于 {task.due_on} 前公示，定时不能晚于这一天，请改早或者现在公示。"
        raise refuse("disclosure.time", said, copies.CITE, "publish_at")
    demand_ready(fresh, seen_sha256, secrecy_checked, actor, local_date(now))
    fresh.publish_at, fresh.scheduled_by, fresh.scheduled_sha256 = publish_at, actor, seen_sha256
    fresh.schedule_fault = ""
    fresh.save(update_fields=["publish_at", "scheduled_by", "scheduled_sha256", "schedule_fault"])
    said = f"定于 {local_time(publish_at):%Y-%m-%d %H:%M} 公示"
    copies.note(
        events.SCHEDULED,
        task,
        actor,
        now,
        version=fresh.version,
        publish_at=publish_at,
        sha256=seen_sha256,
        reason=said,
    )
    return fresh


@act(events.UNSCHEDULED)
def unschedule(copy: Copy, *, actor: Person, now: datetime) -> Copy:
    """Call it off: the copy waits for its second look again."""
    task = copies.locked(copy.task)
    require(actor, "disclosure.confirm", copies.scope(task))
    fresh = Copy.objects.select_for_update().get(pk=copy.pk)
    if fresh.confirmed_at is not None or fresh.publish_at is None:
        raise refuse("disclosure.schedule", "这一版没有定时公示，或者已经公示，请刷新页面查看。", copies.CITE)
    copies.clear_schedule(fresh)
    copies.note(events.UNSCHEDULED, task, actor, now, version=fresh.version)
    return fresh
