from __future__ import annotations

from typing import ClassVar

from django.db import models


class PublicDuty(models.Model):
    """窗口值班 of one day as published: ``shifts`` as the roster sent them, the newest message (``entry_id``) stands."""

    agency_code = models.CharField("机关代码", max_length=32)
    agency_name = models.CharField("执法机关", max_length=128, blank=True)
    on = models.DateField("日期")
    shifts = models.JSONField("值班", default=list)
    entry_id = models.BigIntegerField("留痕编号", default=0)

    class Meta:
        verbose_name = "公开的窗口值班"
        constraints: ClassVar = [models.UniqueConstraint(fields=["agency_code", "on"], name="portal_one_duty_a_day")]

    def __str__(self) -> str:
        return f"{self.agency_code} {self.on}"
