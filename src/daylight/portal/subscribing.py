"""订阅 by mail: asking, confirming by a signed link, leaving by a signed link. No account; the address and nothing else.

These are requests of the public, not acts of office: they change no case and leave no journal entry, so that the address can
be deleted without a trace (个人信息保护法第六条、第四十七条; docs/decisions/0015).
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core import signing
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Max

from daylight.base.permit import permit
from daylight.core.refusal import Refusal, Refused
from daylight.portal import following, personnames
from daylight.portal.following import Followed
from daylight.portal.models import DecisionVersion, Letter, Subscription

CONFIRM, LEAVE = "daylight.portal.confirm", "daylight.portal.leave"
# A request nobody answers is forgotten; a link older than that leads nowhere.
UNANSWERED = timedelta(hours=48)
# One address: subscriptions at most, and requests waiting for an answer at most.
MOST, WAITING = 20, 5
# Of the whole site within an hour: more requests than people make.
CROWD, CROWD_SPAN = 300, timedelta(hours=1)


def ask(address: str, followed: Followed, now: datetime) -> Subscription | None:
    """Note the request and queue the letter that asks to confirm. None: nothing new (known, or too many waiting).

    The reader is told the same either way, so that nobody learns who has subscribed. Raises ``Refused``.
    """
    typed = address.strip()
    found = []
    try:
        validate_email(typed)
    except ValidationError:
        found.append(Refusal("field.email", "邮箱写得不完整，请核对，例如 name@example.cn。", field="address"))
    if personnames.looks_like_a_person(followed.q):
        found.append(Refusal("search.person", personnames.SENTENCE, "个人信息保护法第二十五条", "q"))
    if Subscription.objects.filter(confirmed_at=None, asked_at__gt=now - CROWD_SPAN).count() >= CROWD:
        found.append(Refusal("subscribe.crowd", "现在申请订阅的较多，请过一小时再试，或用 Atom 订阅。"))
    if found:
        raise Refused(found)
    with permit("public:portal.subscribe"), transaction.atomic():
        mine = Subscription.objects.filter(address__iexact=typed)
        waiting = mine.filter(confirmed_at=None).count()
        if mine.filter(question=followed.question).exists() or waiting >= WAITING or mine.count() >= MOST:
            return None
        made = Subscription.objects.create(
            address=typed, question=followed.question, said=following.said(followed)[:200], asked_at=now
        )
        Letter.objects.create(subscription=made, created_at=now)
        return made


def confirm_path(subscription: Subscription) -> str:
    return f"/subscribe/confirm/{signing.dumps(str(subscription.uuid), salt=CONFIRM)}/"


def leave_path(subscription: Subscription) -> str:
    return f"/subscribe/leave/{signing.dumps(str(subscription.uuid), salt=LEAVE)}/"


def named(token: str, salt: str) -> Subscription | None:
    """The subscription a signed link names, or None: forged, too old, or gone."""
    try:
        uuid = signing.loads(token, salt=salt, max_age=UNANSWERED if salt == CONFIRM else None)
    except signing.BadSignature:
        return None
    return Subscription.objects.filter(uuid=uuid).first()


def confirm(subscription: Subscription, now: datetime) -> None:
    """From now on: what was published before is not told."""
    with permit("public:portal.confirm"), transaction.atomic():
        newest = DecisionVersion.objects.aggregate(newest=Max("id"))["newest"] or 0
        Subscription.objects.filter(pk=subscription.pk, confirmed_at=None).update(confirmed_at=now, told_until=newest)


def leave(subscription: Subscription) -> None:
    """Delete the address and every letter to it."""
    with permit("public:portal.leave"), transaction.atomic():
        Subscription.objects.filter(pk=subscription.pk).delete()


def forget_unanswered(now: datetime) -> int:
    """Delete requests nobody confirmed."""
    with permit("chore:portal.forget"), transaction.atomic():
        return Subscription.objects.filter(confirmed_at=None, asked_at__lt=now - UNANSWERED).delete()[0]
