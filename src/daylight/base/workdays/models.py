from __future__ import annotations

from typing import ClassVar

from django.db import models

from daylight.base.orgs.models import Person


class YearNotice(models.Model):
    """放假通知: the rest days and worked weekends of one year. Rows are added, never changed: the newest of a year counts,
    the older ones say what was believed before. ``days``: [["2027-01-01", "休" | "班", name], …]."""

    year = models.PositiveSmallIntegerField("年度")
    title = models.CharField("通知名称", max_length=120)
    link = models.URLField("通知网址", max_length=300, blank=True)
    days = models.JSONField("放假和调休", default=list)
    entered_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="录入人")
    entered_at = models.DateTimeField("录入时间")

    class Meta:
        verbose_name = "放假通知"
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [models.Index(fields=["year", "-id"], name="notice_of_year")]

    def __str__(self) -> str:
        return f"{self.year}"
