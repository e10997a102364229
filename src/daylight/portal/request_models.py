from __future__ import annotations

from typing import ClassVar

from django.db import models

STATES = {
    "waiting": "已收到，正在核对",
    "accepted": "经核对确有不准确，正在更正",
    "corrected": "已更正",
    "withdrawn": "原公示内容已撤回",
    "refused": "未予更正",
}


class CorrectionReceipt(models.Model):
    """更正申请回执: what the asker reads under his code. What he wrote and who he is went on and is not kept here."""

    code = models.CharField("回执编号", max_length=8, unique=True)
    of = models.UUIDField("公示编号")
    # Two clicks are one request; nothing can be read back from it.
    fingerprint = models.CharField("内容摘要", max_length=64)
    asked_at = models.DateTimeField("提交时间")
    due_on = models.DateField("应答复日", null=True)
    state = models.CharField("状态", max_length=12, default="waiting", choices=list(STATES.items()))
    answer = models.TextField("答复", blank=True)
    version = models.PositiveIntegerField("更正后的版本", null=True)
    answered_on = models.DateField("答复日期", null=True)

    class Meta:
        verbose_name = "更正申请回执"
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [models.Index(fields=["of", "asked_at"], name="portal_asked_of")]

    def __str__(self) -> str:
        return self.code
