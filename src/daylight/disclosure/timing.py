"""What happens when the time of a 定时公示 has come: the act of publishing, by whoever set the time, or a word why not."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from daylight.base.permit import permit
from daylight.core.refusal import Refused
from daylight.disclosure import copies, events
from daylight.disclosure.acts.publish import publish
from daylight.disclosure.models import Copy

CHORE = "disclosure.publish_on_time"
GONE = "设定时间的人员已不在岗，请另一名人员复核。"
NAMES = ("task__agency", "task__case", "scheduled_by")


def due(now: datetime) -> list[Copy]:
    """Copies whose time has come, the earliest first."""
    found = Copy.objects.filter(confirmed_at=None, publish_at__lte=now).select_related(*NAMES)
    return list(found.order_by("publish_at", "id"))


def publish_scheduled(copy: Copy, now: datetime) -> bool:
    """Whether it went out. Every gate is asked again: what changed since comes back to the desk with the reason."""
    who = copy.scheduled_by
    if copy.task.state != "to_confirm" or who is None or not who.is_active:
        _back(copy, GONE if copy.task.state == "to_confirm" else "", now)
        return False
    try:
        publish(copy, copy.scheduled_sha256, True, actor=who, now=now)
    except Refused as refused:
        _back(copy, "；".join(each.message for each in refused.refusals), now)
        return False
    return True


def _back(copy: Copy, why: str, now: datetime) -> None:
    with permit(f"chore:{CHORE}"), transaction.atomic():
        task = copies.locked(copy.task)
        fresh = Copy.objects.select_for_update().get(pk=copy.pk)
        if fresh.confirmed_at is not None or fresh.publish_at is None:
            return
        copies.clear_schedule(fresh, why)
        copies.note(events.NOT_ON_TIME, task, None, now, version=fresh.version, reason=why)
