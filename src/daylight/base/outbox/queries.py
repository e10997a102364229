"""Reading the outbox: how each channel stands, what waits and why, what is overdue."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, F, Min, Q, QuerySet

from daylight.base.access import Scope, may
from daylight.base.orgs.models import Person
from daylight.base.outbox.acts import KEEP, RESEND
from daylight.base.outbox.models import Channel, Message

READ = "delivery.read"
# A message that waited so long is somebody's business; before that the next try usually settles it.
ALARM_AFTER = timedelta(minutes=30)
OPEN = Q(delivered_at=None, dropped_at=None)
STATES = {
    "failed": ("没有送达", OPEN & Q(attempts__gt=0)),
    "waiting": ("等待推送", OPEN & Q(attempts=0)),
    "delivered": ("已送达", ~Q(delivered_at=None)),
    "dropped": ("不再推送", ~Q(dropped_at=None)),
}


@dataclass(frozen=True, slots=True)
class Standing:
    """One channel: counts by state; ``since``: how long the oldest waits; ``alarm``: somebody should look."""

    channel: Channel
    waiting: int
    failed: int
    delivered: int
    since: datetime | None
    last_at: datetime | None
    alarm: bool


def channels_of(person: Person) -> QuerySet[Channel]:
    """Channels of the reader's agency, if he may see or keep them."""
    scope = Scope(person.agency_id)
    own = Channel.objects.filter(agency_id=person.agency_id).select_related("changed_by").order_by("code")
    return own if may(person, READ, scope) or may(person, KEEP, scope) else own.none()


def messages_of(person: Person) -> QuerySet[Message]:
    """Messages to the channels of the reader's agency; their content is case matter, so not for administrators."""
    if not may(person, READ, Scope(person.agency_id)):
        return Message.objects.none()
    return Message.objects.filter(channel__in=channels_of(person).values("code"))


def may_resend(person: Person) -> bool:
    return may(person, RESEND, Scope(person.agency_id))


def may_keep(person: Person) -> bool:
    return may(person, KEEP, Scope(person.agency_id))


def state_of(message: Message) -> str:
    """A key of ``STATES``."""
    if message.dropped_at is not None:
        return "dropped"
    if message.delivered_at is not None:
        return "delivered"
    return "failed" if message.attempts else "waiting"


def standings(person: Person, now: datetime) -> list[Standing]:
    """How each channel of the reader's agency stands."""
    channels = list(channels_of(person))
    open_ones = Message.objects.filter(OPEN, channel__in=[each.code for each in channels]).order_by()
    waits = {
        each["channel"]: each
        for each in open_ones.values("channel").annotate(
            all=Count("pk"), failed=Count("pk", filter=Q(attempts__gt=0)), since=Min("created_at")
        )
    }
    return [_standing(each, waits.get(each.code, {}), now) for each in channels]


def alarms(person: Person, now: datetime) -> list[Standing]:
    """Channels that need somebody: only for whoever can send again."""
    return [each for each in standings(person, now) if each.alarm] if may_resend(person) else []


def _standing(channel: Channel, waits: dict[str, object], now: datetime) -> Standing:
    arrived = Message.objects.filter(channel=channel.code).exclude(delivered_at=None)
    last = arrived.order_by(F("delivered_at").desc()).values_list("delivered_at", flat=True).first()
    failed, total, since = int(str(waits.get("failed", 0))), int(str(waits.get("all", 0))), waits.get("since")
    oldest = since if isinstance(since, datetime) else None
    return Standing(
        channel,
        total - failed,
        failed,
        arrived.count(),
        oldest,
        last,
        # A message whose lane was declined waits long although the receiver answers; both are found by age.
        bool(oldest and now - oldest >= ALARM_AFTER),
    )
