"""Mail to subscribers: at most one letter a day for each subscription, sent from rows with back-off."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Max

from daylight.base.permit import permit
from daylight.core.moment import local_date
from daylight.portal import following, queries
from daylight.portal.exports import address
from daylight.portal.models import DecisionVersion, Letter, PublicDecision, Subscription
from daylight.portal.subscribing import confirm_path, leave_path

log = logging.getLogger("daylight.letters")
BATCH = 50
# Titles in one letter; the rest is one link.
TOLD = 20
LONGEST_WAIT = timedelta(hours=6)
# About two and a half days of trying: the address is dead, and a dead address is not kept.
GIVE_UP = 16
_PURPOSE = "您的邮箱只用于发送这份订阅，不作他用；退订后即行删除。"


def tell_subscribers(now: datetime) -> int:
    """A letter for every subscription with something new since the last one."""
    today = local_date(now)
    newest = DecisionVersion.objects.aggregate(newest=Max("id"))["newest"] or 0
    waiting = Subscription.objects.exclude(confirmed_at=None).filter(told_until__lt=newest).exclude(told_on=today)
    moved = 0
    for subscription in waiting.order_by("told_until", "id")[:BATCH]:
        fresh = DecisionVersion.objects.filter(
            id__gt=subscription.told_until, id__lte=newest, kind__in=("published", "corrected")
        )
        rows = following.decisions(following.parsed(subscription.question))
        uuids = [str(uuid) for uuid in rows.filter(uuid__in=fresh.values("uuid")).values_list("uuid", flat=True)]
        with permit("chore:portal.tell"), transaction.atomic():
            claimed = Subscription.objects.filter(pk=subscription.pk, told_until=subscription.told_until)
            if not claimed.update(told_until=newest, told_on=today if uuids else subscription.told_on):
                continue
            if uuids:
                Letter.objects.create(subscription=subscription, uuids=uuids, created_at=now)
        moved += 1
    return moved


def send_letters(now: datetime) -> int:
    """Hand waiting letters to the mail server. A letter that fails waits 1, 2, 4 … minutes, at most six hours."""
    moved = 0
    due = Letter.objects.select_related("subscription").exclude(next_try_at__gt=now)
    for letter in due[:BATCH]:
        wait = min(timedelta(minutes=2**letter.attempts), LONGEST_WAIT)
        with permit("chore:portal.letters"):
            claimed = Letter.objects.filter(pk=letter.pk, attempts=letter.attempts)
            if not claimed.update(attempts=letter.attempts + 1, next_try_at=now + wait):
                continue
        try:
            message = worded(letter)
            if message is not None:
                message.send()
        except OSError as error:
            # smtplib's faults are OSErrors; what the server said stays with the letter.
            log.warning("letter %s not sent: %s", letter.pk, type(error).__name__)
            with permit("chore:portal.letters"), transaction.atomic():
                Letter.objects.filter(pk=letter.pk).update(last_error=type(error).__name__)
                if letter.attempts + 1 >= GIVE_UP:
                    Subscription.objects.filter(pk=letter.subscription_id).delete()
            continue
        with permit("chore:portal.letters"):
            Letter.objects.filter(pk=letter.pk).delete()
        moved += 1
    return moved


def worded(letter: Letter) -> EmailMessage | None:
    """The mail as it leaves now; None when nothing of it stands any more."""
    subscription = letter.subscription
    site = queries.site()
    title = f"{site.site_name or site.name}行政执法公示".strip()
    leave = address(leave_path(subscription))
    if letter.uuids:
        rows = list(queries.standing().filter(uuid__in=letter.uuids).defer("record", "proof"))
        if not rows:
            return None
        subject = f"{title}：{subscription.said}有 {len(rows)} 条更新"
        lines = [f"您订阅的“{subscription.said}”有 {len(rows)} 条更新：", ""]
        lines += [line for row in rows[:TOLD] for line in _told(row)]
        if len(rows) > TOLD:
            lines += [f"其余 {len(rows) - TOLD} 条见 {address('/decisions/')}", ""]
        lines += [f"退订：{leave}", _PURPOSE]
    else:
        subject = f"{title}：请确认订阅"
        lines = [f"有人用这个邮箱订阅“{subscription.said}”。", "", "是您本人的，请在 48 小时内打开下面的网址确认："]
        lines += [address(confirm_path(subscription)), "", "不是您本人的，不必理会，48 小时后自动删除。", _PURPOSE]
    host = settings.BASE_URL.rpartition("/")[2].partition(":")[0]
    headers = {
        # The same letter sent twice after a crash is one letter to the reader's mail program.
        "Message-ID": f"<{subscription.uuid}.{letter.pk}@{host}>",
        "List-Unsubscribe": f"<{leave}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    return EmailMessage(subject, "\n".join(lines), to=[subscription.address], headers=headers)


def _told(row: PublicDecision) -> list[str]:
    word = "更正" if row.status == "corrected" else "公示"
    return [f"{row.title}（{row.published_on} {word}）", address(f"/decisions/{row.uuid}/"), ""]
