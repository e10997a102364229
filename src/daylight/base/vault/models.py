from __future__ import annotations

from typing import ClassVar

from django.db import models


class Blob(models.Model):
    """Bytes in the vault. The address is the SHA-256; the file itself is read-only and never rewritten."""

    sha256 = models.CharField("SHA-256", max_length=64, unique=True)
    size = models.PositiveBigIntegerField("字节数")
    content_type = models.CharField("类型", max_length=80)
    stored_at = models.DateTimeField("入库时间")

    class Meta:
        verbose_name = "证据原件"
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return self.sha256[:12]
