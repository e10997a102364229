"""Delivering to receivers outside: claim, send with no transaction open, record. Same code on both databases.

A worker that dies between sending and recording sends again under the same key; the receiver knows it by that key.
"""

from __future__ import annotations

import json
import logging
import time
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q

from daylight.base.outbox.faults import Declined, Unreachable
from daylight.base.outbox.keyring import SecretMissing, secret_at
from daylight.base.outbox.kinds import KINDS, Taken
from daylight.base.outbox.models import Channel, DeliveryReceipt, Message
from daylight.base.outbox.posting import pause, waiting
from daylight.base.outbox.signing import headers
from daylight.base.outbox.wire import Reply, accepted, post, redirected
from daylight.base.permit import permit

log = logging.getLogger("daylight.outbox")
BATCH = 50
# A claim outlives any send by far; after it a dead worker's message is free again.
LEASE = timedelta(minutes=5)
# One slow receiver must not keep the worker from the public site.
ROUND_SECONDS = 5.0
PERMIT = "chore:outbox.send"


def deliver_all(now: datetime) -> int:
    """One round over every active channel. Returns how many messages arrived."""
    return sum(deliver_out(each, now) for each in Channel.objects.filter(active=True).order_by("pk"))


def deliver_out(channel: Channel, now: datetime) -> int:
    """Send what waits for ``channel``, in order per lane; stops when the receiver as a whole does not answer."""
    kind = KINDS.get(channel.kind)
    if kind is None or (channel.next_try_at and channel.next_try_at > now):
        return 0
    blocked: set[str] = set()
    moved, until = 0, time.monotonic() + ROUND_SECONDS
    for message in waiting(channel.code, now)[:BATCH]:
        if time.monotonic() > until:
            break
        if message.lane in blocked:
            continue
        if not _claim(message, now):
            blocked.add(message.lane)
            continue
        try:
            taken = kind.send(channel, message, now)
        except Unreachable as fault:
            _rest(channel, message, fault, now)
            break
        except Declined as fault:
            _set_back(message, DeliveryReceipt.DECLINED, str(fault), now, fault.status)
            blocked.add(message.lane)
        except Exception:
            # A fault of our own in one message must not keep every other message of the agency back: it is logged with its
            # trace, stands on the desk as ours and not as the receiver's no, and is tried again.
            log.exception("sending %s failed", message.key)
            said = "本系统推送这一件时出错，会自动重试；一直不成的，请系统管理员查看日志。"
            _set_back(message, DeliveryReceipt.BROKEN, said, now)
            blocked.add(message.lane)
        else:
            _record(channel, message, taken, now)
            moved += 1
    return moved


def send_signed(channel: Channel, message: Message, content: object, now: datetime, media: str = "") -> Reply:
    """POST ``content`` as JSON under the channel's secret. Raises ``Unreachable``; ``Declined`` for a plain no."""
    body = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    try:
        sent = headers(secret_at(channel.secret), message.key, now, body)
    except SecretMissing as fault:
        raise Unreachable(str(fault)) from fault
    if media:
        sent["Content-Type"] = media
    reply = post(channel.address, body, sent)
    if redirected(reply):
        raise Unreachable("对方要求转到别的地址，本系统不跟随；请系统管理员核对接收地址。", reply.status)
    if not accepted(reply):
        raise Declined(_reason(reply), reply.status)
    return reply


def acknowledged(reply: Reply, key: str) -> Taken:
    """The receipt in ``reply``: ``{"received": key, "receipt": "…"}``. Anything else is no receipt, whatever its status."""
    try:
        said = json.loads(reply.body)
    except ValueError:
        said = None
    if not isinstance(said, dict) or said.get("received") != key:
        raise Unreachable("对方的答复不是接收回执，不能确认已收到，稍后自动重试。", reply.status)
    return Taken(reply.status, str(said.get("receipt", ""))[:120])


def _reason(reply: Reply) -> str:
    try:
        said = json.loads(reply.body)
        why = str(said.get("reason", "")) if isinstance(said, dict) else ""
    except ValueError:
        why = ""
    why = why.strip().rstrip("。")[:150]
    return f"对方没有接收（应答 {reply.status}）{'：' + why if why else ''}。请核对内容后重新推送。"


def _claim(message: Message, now: datetime) -> bool:
    free = Message.objects.filter(pk=message.pk, delivered_at=None, dropped_at=None)
    with permit(PERMIT):
        taken = free.filter(Q(claimed_until=None) | Q(claimed_until__lt=now)).update(claimed_until=now + LEASE)
    return bool(taken)


def _record(channel: Channel, message: Message, taken: Taken, now: datetime) -> None:
    with permit(PERMIT), transaction.atomic():
        Message.objects.filter(pk=message.pk).update(
            delivered_at=now, attempts=F("attempts") + 1, claimed_until=None, next_try_at=None, last_error=""
        )
        _receipt(message, now, DeliveryReceipt.DELIVERED, taken.status, taken.reference)
        if channel.failures:
            channel.failures, channel.next_try_at, channel.said = 0, None, ""
            channel.save(update_fields=["failures", "next_try_at", "said"])


def _set_back(message: Message, outcome: str, why: str, now: datetime, status: int = 0) -> None:
    """This message and its lane wait, longer each time; the other lanes go on."""
    said = why[:300]
    with permit(PERMIT), transaction.atomic():
        Message.objects.filter(pk=message.pk).update(
            attempts=F("attempts") + 1,
            claimed_until=None,
            next_try_at=now + pause(message.attempts),
            last_error=said,
        )
        _receipt(message, now, outcome, status, "", said)


def _rest(channel: Channel, message: Message, fault: Unreachable, now: datetime) -> None:
    """The message keeps its place; the channel as a whole waits, longer each time."""
    said = str(fault)[:300]
    with permit(PERMIT), transaction.atomic():
        Message.objects.filter(pk=message.pk).update(attempts=F("attempts") + 1, claimed_until=None, last_error=said)
        _receipt(message, now, DeliveryReceipt.UNREACHABLE, fault.status, "", said)
        Channel.objects.filter(pk=channel.pk).update(
            failures=F("failures") + 1, next_try_at=now + pause(channel.failures), said=said
        )


def _receipt(message: Message, now: datetime, outcome: str, status: int, reference: str, said: str = "") -> None:
    DeliveryReceipt.objects.create(
        message=message,
        attempt=message.attempts + 1,
        at=now,
        outcome=outcome,
        status=status,
        reference=reference,
        said=said,
    )
