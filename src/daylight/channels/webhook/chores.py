"""Following the journal: each entry of the agency becomes one message per subscriber, without gap."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from daylight.base.chores import chore
from daylight.base.journal.models import Entry
from daylight.base.outbox.kinds import Kind, register
from daylight.base.outbox.models import Channel
from daylight.base.outbox.posting import active_channels, put
from daylight.base.permit import permit
from daylight.channels.webhook.telling import event_of, send

KIND = register(
    Kind("webhook", "事件推送", "留痕每增加一条，通知订阅的程序发生了什么；内容由对方凭令牌到接口读取", send)
)
BATCH = 200


@chore("webhook.follow", every=timedelta(seconds=2))
def follow(now: datetime) -> int:
    """Queue what the journal has since the cursor of each subscriber. Returns how many events were queued."""
    return sum(_follow(each, now) for each in active_channels({KIND.code}))


def _follow(channel: Channel, now: datetime) -> int:
    # By the agency's own sequence: it is taken under a lock, so nothing with a lower number can appear later.
    after = Entry.objects.filter(agency_id=channel.agency_id, agency_seq__gt=channel.cursor).select_related("agency")
    entries = list(after.order_by("agency_seq")[:BATCH])
    if not entries:
        return 0
    with permit("chore:webhook.follow"), transaction.atomic():
        moved_on = Channel.objects.filter(pk=channel.pk, cursor=channel.cursor)
        if not moved_on.update(cursor=entries[-1].agency_seq):
            return 0
        for entry in entries:
            lane = f"case:{entry.case_uuid}" if entry.case_uuid else entry.subject
            key = f"{channel.code}:{entry.uuid}"
            put(channel.code, lane=lane, key=key, title=entry.kind, body=event_of(entry), now=now)
    return len(entries)
