"""Putting messages and delivering them."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from daylight.base.journal.writing import plain
from daylight.base.outbox.models import Message
from daylight.base.permit import current_permit, permit

log = logging.getLogger("daylight.outbox")

# 1, 2, 4 … minutes, at most an hour: a receiver that is down is asked again, never forgotten.
LONGEST_WAIT = timedelta(hours=1)


def put(channel: str, *, lane: str, key: str, body: Mapping[str, Any], now: datetime) -> Message:
    """Queue ``body`` for ``channel`` in the act's transaction. ``key`` is unique: putting twice is a fault."""
    current_permit()
    return Message.objects.create(channel=channel, lane=lane, key=key, body=plain(body), created_at=now)


def deliver(channel: str, receive: Callable[[dict[str, Any], datetime], None], now: datetime) -> int:
    """Hand waiting messages of ``channel`` to ``receive`` in order; a lane stops at its first failure."""
    waiting = Message.objects.filter(channel=channel, delivered_at=None).order_by("id")
    blocked: set[str] = set()
    moved = 0
    for message in waiting[:200]:
        if message.lane in blocked:
            continue
        if message.next_try_at and message.next_try_at > now:
            blocked.add(message.lane)
            continue
        try:
            with permit(f"chore:deliver.{channel}"), transaction.atomic():
                if not Message.objects.filter(pk=message.pk, delivered_at=None).update(delivered_at=now):
                    continue
                receive(message.body, now)
            moved += 1
        except Exception as error:
            log.exception("delivery of %s to %s failed", message.key, channel)
            wait = min(timedelta(minutes=2**message.attempts), LONGEST_WAIT)
            with permit(f"chore:deliver.{channel}"):
                Message.objects.filter(pk=message.pk).update(
                    attempts=message.attempts + 1, next_try_at=now + wait, last_error=f"{error}"[:300]
                )
            blocked.add(message.lane)
    return moved
