from __future__ import annotations

from typing import ClassVar

from django.db import models


class PublicCodes(models.Model):
    """亮证码 issued together, as the site must know them: whose, until when, by which key, and whether they were stopped."""

    batch = models.CharField("批号", max_length=16, unique=True)
    agency_code = models.CharField("机关代码", max_length=32)
    agency_name = models.CharField("执法机关", max_length=128, blank=True)
    certificate = models.CharField("执法证号", max_length=32)
    key = models.CharField("公钥", max_length=200, blank=True, db_index=True)
    purpose = models.CharField("检查事由", max_length=200, blank=True)
    begins_at = models.DateTimeField("自", null=True)
    ends_at = models.DateTimeField("至", null=True)
    stopped_at = models.DateTimeField("停用时间", null=True)

    class Meta:
        verbose_name = "公开的亮证码批次"

    def __str__(self) -> str:
        return self.batch


class PublicPortrait(models.Model):
    """The picture shown to whoever checks a good code; nobody else gets it."""

    agency_code = models.CharField("机关代码", max_length=32)
    certificate = models.CharField("执法证号", max_length=32)
    content = models.BinaryField("照片")
    media_type = models.CharField("格式", max_length=16)
    sha256 = models.CharField("校验值", max_length=64)
    journal_entry_id = models.BigIntegerField("留痕编号", default=0)

    class Meta:
        verbose_name = "核验用照片"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agency_code", "certificate"], name="portal_one_portrait")
        ]

    def __str__(self) -> str:
        return self.certificate


class IdentityScan(models.Model):
    """扫码核验: one good code looked at by one telephone (``reader``, a random cookie). ``content`` is the party's receipt."""

    receipt = models.CharField("凭证号", max_length=12, unique=True)
    code_sha256 = models.CharField("亮证码校验值", max_length=64)
    reader = models.CharField("核验的手机", max_length=32)
    batch = models.CharField("批号", max_length=16, db_index=True)
    certificate = models.CharField("执法证号", max_length=32)
    scanned_at = models.DateTimeField("核验时间")
    content = models.JSONField("凭证")

    class Meta:
        verbose_name = "扫码核验"
        ordering: ClassVar = ["scanned_at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["code_sha256", "reader"], name="portal_one_scan_a_reader")
        ]

    def __str__(self) -> str:
        return self.receipt
