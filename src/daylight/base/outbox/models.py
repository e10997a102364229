from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from daylight.base.orgs.models import Agency, Person


class Channel(models.Model):
    """推送渠道: one receiver outside, as an administrator entered it. ``kind`` names the folder that speaks its language.

    ``secret`` is where the signing secret lies (base/outbox/keyring.py), never the secret. ``cursor``: how far a kind that
    follows the journal has read it. ``failures`` and ``next_try_at``: the whole receiver is unreachable and rests until then.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    code = models.SlugField("代码", max_length=32, unique=True)
    kind = models.CharField("种类", max_length=32)
    name = models.CharField("名称", max_length=64)
    address = models.CharField("接收地址", max_length=300)
    secret = models.CharField("密钥位置", max_length=120, blank=True)
    active = models.BooleanField("启用", default=True)
    cursor = models.BigIntegerField("已读到", default=0)
    failures = models.PositiveIntegerField("连续失败次数", default=0)
    next_try_at = models.DateTimeField("下次", null=True)
    said = models.CharField("最近一次失败原因", max_length=300, blank=True)
    version = models.PositiveIntegerField("修改次数", default=1)
    changed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    changed_at = models.DateTimeField("修改时间")

    class Meta:
        verbose_name = "推送渠道"
        ordering: ClassVar = ["code"]

    def __str__(self) -> str:
        return self.name


class Message(models.Model):
    """One message to one channel; delivered at least once, in id order per ``channel`` and ``lane``.

    ``channel``: ``portal`` or a ``Channel.code``. ``key`` is the same at every attempt: by it the receiver knows a message it
    has. ``dropped_at``: overtaken by a withdrawal before it left; it is never sent. ``claimed_until``: somebody is sending it.
    """

    id = models.BigAutoField(primary_key=True)
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    channel = models.CharField("渠道", max_length=32)
    lane = models.CharField("序列", max_length=80)
    key = models.CharField("消息编号", max_length=120, unique=True)
    title = models.CharField("事由", max_length=200, blank=True)
    body = models.JSONField("内容")
    created_at = models.DateTimeField("写入时间")
    delivered_at = models.DateTimeField("送达时间", null=True)
    dropped_at = models.DateTimeField("不再推送的时间", null=True)
    claimed_until = models.DateTimeField("推送中", null=True)
    attempts = models.PositiveIntegerField("次数", default=0)
    next_try_at = models.DateTimeField("下次", null=True)
    last_error = models.CharField("最近一次失败原因", max_length=300, blank=True)

    class Meta:
        verbose_name = "待发"
        ordering: ClassVar = ["id"]
        indexes: ClassVar = [
            models.Index(
                fields=["channel", "id"],
                condition=models.Q(delivered_at=None, dropped_at=None),
                name="outbox_waiting_of",
            ),
            models.Index(fields=["channel", "lane", "id"], name="outbox_lane"),
        ]

    def __str__(self) -> str:
        return self.key


class DeliveryReceipt(models.Model):
    """推送回执: what came of one attempt, kept for ever. ``reference``: the receiver's own number for what it took."""

    DELIVERED, DECLINED, UNREACHABLE, BROKEN = "delivered", "declined", "unreachable", "broken"
    OUTCOMES: ClassVar = [
        (DELIVERED, "已送达"),
        (DECLINED, "对方没有接收"),
        (UNREACHABLE, "没有连上"),
        (BROKEN, "本系统出错"),
    ]

    message = models.ForeignKey(Message, models.PROTECT, related_name="receipts")
    attempt = models.PositiveIntegerField("第几次")
    at = models.DateTimeField("时间")
    outcome = models.CharField("结果", max_length=16, choices=OUTCOMES)
    status = models.PositiveIntegerField("应答代码", default=0)
    reference = models.CharField("对方回执号", max_length=120, blank=True)
    said = models.CharField("说明", max_length=300, blank=True)

    class Meta:
        verbose_name = "推送回执"
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"{self.get_outcome_display()} {self.at}"


class Resending(models.Model):
    """重新推送 by a person, with the reason."""

    message = models.ForeignKey(Message, models.PROTECT, related_name="resendings")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField("时间")
    reason = models.CharField("理由", max_length=200)

    class Meta:
        verbose_name = "重新推送"
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return self.reason
