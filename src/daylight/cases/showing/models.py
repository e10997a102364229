from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from daylight.base.orgs.models import Person
from daylight.cases.models import Case, IdentityShowing


class CodeBatch(models.Model):
    """亮证码 issued together to one officer: ``count`` slots of ``seconds`` from ``begins_at``. The codes themselves are not
    kept; ``batch`` (16 hex digits) stands in each of them. ``case``: the file that receives the receipts, if named."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="code_batches", verbose_name="执法人员")
    certificate_number = models.CharField("执法证号", max_length=32)
    batch = models.CharField("批号", max_length=16, unique=True)
    purpose = models.CharField("检查事由", max_length=200, blank=True)
    case = models.ForeignKey(Case, models.PROTECT, related_name="code_batches", null=True, verbose_name="案件")
    begins_at = models.DateTimeField("自")
    ends_at = models.DateTimeField("至")
    seconds = models.PositiveSmallIntegerField("每码秒数")
    count = models.PositiveSmallIntegerField("个数")
    key = models.CharField("公钥", max_length=200)
    issued_at = models.DateTimeField("领取时间")
    stopped_at = models.DateTimeField("停用时间", null=True)
    stop_reason = models.CharField("停用原因", max_length=200, blank=True)

    class Meta:
        verbose_name = "亮证码"
        ordering: ClassVar = ["-issued_at", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(ends_at__gt=models.F("begins_at")), name="codes_end_after_begin")
        ]

    def __str__(self) -> str:
        return f"{self.certificate_number} {self.begins_at:%Y-%m-%d %H:%M}"


class Portrait(models.Model):
    """执法证照片: the newest row of a person is shown to whoever checks his code; earlier rows stay."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="portraits")
    content = models.BinaryField("照片")
    media_type = models.CharField("格式", max_length=16)
    sha256 = models.CharField("校验值", max_length=64)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="登记人")
    at = models.DateTimeField("登记时间")

    class Meta:
        verbose_name = "执法证照片"
        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        return f"{self.person_id} {self.sha256[:8]}"


class ShowingReceipt(models.Model):
    """亮证凭证 in the file: the scan that proves one officer's part of a showing."""

    showing = models.ForeignKey(IdentityShowing, models.PROTECT, related_name="receipts")
    receipt = models.CharField("凭证号", max_length=12)
    certificate_number = models.CharField("执法证号", max_length=32)
    scanned_at = models.DateTimeField("核验时间")
    code_sha256 = models.CharField("亮证码校验值", max_length=64)

    class Meta:
        verbose_name = "亮证凭证"
        ordering: ClassVar = ["scanned_at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["showing", "receipt"], name="one_receipt_once_per_showing")
        ]

    def __str__(self) -> str:
        return self.receipt
