"""Counts of what is public, and the months whose files must be written again."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class PublicTally(models.Model):
    """How many decisions of one month, kind, agency and state there are; kept with each message, so nothing counts rows."""

    month = models.DateField(
        "月份"
    )  # its first day; of the decision, of the withdrawal when withdrawn, else of publication
    dated = models.BooleanField("按决定日期", default=True)  # False: the source shows no day of decision
    category = models.CharField("类别", max_length=32, blank=True)
    agency_code = models.CharField("机关代码", max_length=32, blank=True)
    agency_name = models.CharField("执法机关", max_length=128, blank=True)
    status = models.CharField("状态", max_length=16)  # published | corrected | withdrawn
    count = models.IntegerField("件数", default=0)
    fines_yuan = models.DecimalField("罚款（元）", max_digits=20, decimal_places=2, default=0)
    # Of those decided here (not taken over from before): how many, and calendar days from decision to publication together.
    own = models.IntegerField("本平台作出的件数", default=0)
    own_days = models.BigIntegerField("公示用时合计（日）", default=0)

    class Meta:
        verbose_name = "公示计数"
        ordering: ClassVar = ["-month", "category", "agency_code", "status"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["month", "dated", "category", "agency_code", "agency_name", "status"], name="portal_one_tally"
            )
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.category} {self.count}"


class PublicMonth(models.Model):
    """One month of publication: its bulk files and its part of the site map are written while ``revision`` differs."""

    month = models.DateField("月份", unique=True)  # its first day
    revision = models.PositiveIntegerField("修订", default=0)
    rendered_revision = models.PositiveIntegerField("已生成修订", default=0)
    rendered_at = models.DateTimeField("生成时间", null=True)
    urgent = models.BooleanField("即时生成", default=False)  # content was taken down or corrected
    count = models.PositiveIntegerField("件数", default=0)  # what the written files hold
    parts = models.PositiveIntegerField("站点地图分片", default=0)
    csv_bytes = models.BigIntegerField("CSV 大小", default=0)
    jsonl_bytes = models.BigIntegerField("JSONL 大小", default=0)

    class Meta:
        verbose_name = "公示月份"
        ordering: ClassVar = ["-month"]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"
