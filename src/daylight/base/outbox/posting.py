"""Putting messages, and delivering them to a receiver in the same house (the public site)."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from daylight.base.journal.writing import plain
from daylight.base.orgs.models import Agency
from daylight.base.outbox.kinds import KINDS
from daylight.base.outbox.models import Channel, Message
from daylight.base.permit import current_permit, permit

log = logging.getLogger("daylight.outbox")

# 1, 2, 4 … minutes, at most an hour: a receiver that is down is asked again, never forgotten.
LONGEST_WAIT = timedelta(hours=1)
DOUBLINGS = 6
BATCH = 200


def put(channel: str, *, lane: str, key: str, body: Mapping[str, Any], now: datetime, title: str = "") -> Message:
    """Queue ``body`` for ``channel`` in the act's transaction. ``key`` is unique: putting twice is a fault."""
    current_permit()
    return Message.objects.create(
        channel=channel, lane=lane, key=key, title=title[:200], body=plain(body), created_at=now
    )


def announce(
    topic: str,
    agency: Agency,
    *,
    lane: str,
    key: str,
    title: str,
    body: Mapping[str, Any],
    now: datetime,
    ends: bool = False,
) -> list[Message]:
    """Queue ``body`` for every active channel of ``agency`` that is told ``topic``. ``ends`` as in ``Passed``."""
    found = []
    for channel in active_channels({code for code, kind in KINDS.items() if kind.topic == topic}):
        if channel.agency_id == agency.pk:
            if ends:
                drop_waiting(channel.code, lane, now)
            found.append(put(channel.code, lane=lane, key=f"{channel.code}:{key}", title=title, body=body, now=now))
    return found


def active_channels(kinds: set[str]) -> QuerySet[Channel]:
    """Channels in use of these kinds."""
    return Channel.objects.filter(kind__in=kinds, active=True).order_by("pk")


def drop_waiting(channel: str, lane: str, now: datetime) -> int:
    """What still waits in ``lane`` is not sent any more: content that was withdrawn must not leave the house late."""
    current_permit()
    waiting = Message.objects.filter(channel=channel, lane=lane, delivered_at=None, dropped_at=None, claimed_until=None)
    return waiting.update(dropped_at=now, last_error="内容已经撤回或者更正，不再推送。")


def pause(attempts: int) -> timedelta:
    """How long to rest after so many attempts."""
    return min(timedelta(minutes=2 ** min(attempts, DOUBLINGS)), LONGEST_WAIT)


def waiting(channel: str, now: datetime) -> QuerySet[Message]:
    """What may go now, oldest first. A lane whose first message rests is left out, so that it holds up no other."""
    open_ones = Message.objects.filter(channel=channel, delivered_at=None, dropped_at=None)
    resting = open_ones.filter(next_try_at__gt=now).values("lane")
    return open_ones.exclude(lane__in=resting).order_by("id")


def deliver(channel: str, receive: Callable[[dict[str, Any], datetime], None], now: datetime) -> int:
    """Hand waiting messages of ``channel`` to ``receive`` in order; a lane stops at its first failure.

    What arrives is passed on to the channels that follow ``channel``, in the same transaction.
    """
    blocked: set[str] = set()
    moved = 0
    followers = list(active_channels({code for code, kind in KINDS.items() if kind.follow}))
    for message in waiting(channel, now)[:BATCH]:
        if message.lane in blocked:
            continue
        try:
            with permit(f"chore:deliver.{channel}"), transaction.atomic():
                if not Message.objects.filter(pk=message.pk, delivered_at=None).update(delivered_at=now):
                    continue
                receive(message.body, now)
                for follower in followers:
                    _pass_on(follower, message, now)
            moved += 1
        except Exception as error:
            log.exception("delivery of %s to %s failed", message.key, channel)
            with permit(f"chore:deliver.{channel}"):
                Message.objects.filter(pk=message.pk).update(
                    attempts=message.attempts + 1,
                    next_try_at=now + pause(message.attempts),
                    last_error=f"{error}"[:300],
                )
            blocked.add(message.lane)
    return moved


def _pass_on(follower: Channel, message: Message, now: datetime) -> None:
    follow = KINDS[follower.kind].follow
    passed = follow(follower, message) if follow else None
    if passed is None:
        return
    if passed.ends:
        drop_waiting(follower.code, message.lane, now)
    key = f"{follower.code}:{message.key}"
    put(follower.code, lane=message.lane, key=key, title=passed.title, body=passed.body, now=now)
