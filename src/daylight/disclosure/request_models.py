from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from daylight.base.orgs.models import Agency, Person

REQUEST_STATES = {
    "waiting": "待核对",
    "accepted": "核实有误，更正中",
    "corrected": "已更正",
    "withdrawn": "已撤回公示",
    "refused": "未予更正",
}


class CorrectionRequest(models.Model):
    """更正申请 from the public (政府信息公开条例第41条). ``code`` is its receipt; who asked is sealed and read only here.

    ``task`` or ``legacy``: the publication it speaks of; ``shown_version`` the one the asker saw.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.CharField("回执编号", max_length=8, unique=True)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    task = models.ForeignKey("disclosure.Task", models.PROTECT, related_name="requests", null=True)
    legacy = models.ForeignKey("disclosure.Legacy", models.PROTECT, related_name="requests", null=True)
    shown_version = models.PositiveIntegerField("所见版本")
    wrong = models.TextField("不准确之处")
    proof = models.TextField("正确内容和依据")
    asker_sealed = models.BinaryField("申请人（密）")
    asked_at = models.DateTimeField("提交时间")
    due_on = models.DateField("应答复日")
    state = models.CharField("状态", max_length=12, default="waiting", choices=list(REQUEST_STATES.items()))
    answer = models.TextField("答复", blank=True)
    version = models.PositiveIntegerField("更正后的版本", null=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, related_name="+", null=True, verbose_name="办理人")
    answered_at = models.DateTimeField("办理时间", null=True)

    class Meta:
        verbose_name = "更正申请"
        ordering: ClassVar = ["due_on", "id"]
        indexes: ClassVar = [models.Index(fields=["agency", "state", "due_on", "id"], name="request_waiting")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(task__isnull=False) | models.Q(legacy__isnull=False), name="request_of_a_publication"
            )
        ]

    def __str__(self) -> str:
        return self.code
