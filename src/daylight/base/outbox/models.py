from __future__ import annotations

from typing import ClassVar

from django.db import models


class Message(models.Model):
    """One message to one channel; delivered at least once, in id order per ``channel`` and ``lane``."""

    id = models.BigAutoField(primary_key=True)
    channel = models.CharField("渠道", max_length=32)
    lane = models.CharField("序列", max_length=80)
    key = models.CharField("消息编号", max_length=120, unique=True)
    body = models.JSONField("内容")
    created_at = models.DateTimeField("写入时间")
    delivered_at = models.DateTimeField("送达时间", null=True)
    attempts = models.PositiveIntegerField("次数", default=0)
    next_try_at = models.DateTimeField("下次", null=True)
    last_error = models.CharField("最近一次失败原因", max_length=300, blank=True)

    class Meta:
        verbose_name = "待发"
        ordering: ClassVar = ["id"]
        indexes: ClassVar = [models.Index(fields=["channel", "delivered_at"], name="outbox_waiting")]

    def __str__(self) -> str:
        return self.key
