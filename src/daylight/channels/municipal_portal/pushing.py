"""What the county's content system is told, once the public site itself has it: the masked record and its address here.

The body is ``{"kind", "address", …}``; ``kind`` is one of the feed's (portal/feed.py). Papers are named with their digests and
fetched from the address: their bytes are not sent a second time.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings

from daylight.base.outbox.delivering import acknowledged, send_signed
from daylight.base.outbox.kinds import Passed, Taken
from daylight.base.outbox.models import Channel, Message

WORDS = {
    "decision.published": "公示决定",
    "decision.corrected": "更正公示",
    "decision.performance": "更新履行情况",
    "decision.withdrawn": "撤回公示",
    "list.published": "公布清单",
    "list.superseded": "清单失效",
    "list.withdrawn": "撤回清单",
    "flow.published": "公布流程图",
}
# A county column shows these; the drawings and rows of lists stand at the address.
SENT = ("uuid", "version", "record", "reason", "published_on", "withdrawn_on", "reason_code", "reason_text", "clause",
        "list", "name", "title", "in_force_from", "in_force_until", "cite", "basis")  # fmt: skip


def follow(channel: Channel, message: Message) -> Passed | None:
    """The push that belongs to a message the public site has taken; nothing for another agency's or another kind's."""
    body = message.body
    kind = str(body.get("kind", ""))
    if kind not in WORDS or _agency_code(message) not in ("", channel.agency.code):
        return None
    if _first(message).get("record", {}).get("legacy"):
        # Kept here for research with their source, most of them other counties': not this county's news.
        return None
    told = {"kind": kind, "address": _address(body), **{name: body[name] for name in SENT if name in body}}
    # An earlier version that waits shows what must not be shown any more (行政处罚法第48条).
    ends = kind in ("decision.withdrawn", "list.withdrawn") or bool(body.get("conceal_previous"))
    if body.get("conceal_previous"):
        told["replaces_everything_before"] = True
    return Passed(f"{WORDS[kind]}：{_name(message)}"[:200], told, ends)


def send(channel: Channel, message: Message, now: datetime) -> Taken:
    """One push. Raises ``Unreachable`` or ``Declined``."""
    told = {"message": message.key, "sent_at": now.isoformat(), **message.body}
    return acknowledged(send_signed(channel, message, told, now), message.key)


def _address(body: Mapping[str, Any]) -> str:
    if "list" in body:
        path = f"/lists/{body['list']}/"
    elif "name" in body:
        path = f"/flows/{body['name']}/"
    else:
        path = f"/decisions/{body['uuid']}/"
    return f"{settings.BASE_URL}{path}"


def _first(message: Message) -> Mapping[str, Any]:
    """A withdrawal names neither agency nor number: the first message of its lane does."""
    if "record" in message.body or "uuid" not in message.body:
        return message.body
    earlier = Message.objects.filter(channel=message.channel, lane=message.lane).order_by("id").first()
    return earlier.body if earlier else message.body


def _agency_code(message: Message) -> str:
    body = _first(message)
    agency = body.get("record", body).get("agency", {})
    return str(agency.get("code", "")) if isinstance(agency, Mapping) else ""


def _name(message: Message) -> str:
    body = _first(message)
    return str(body.get("record", body).get("title", ""))
