"""年度行政检查计划: the plan a daily inspection stands on, and when it was filed with the judicial office."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from daylight.base.orgs.models import Agency, Person


class InspectionPlan(models.Model):
    """One per agency and year (鲁政办发〔2025〕3号); ``content`` may be changed until it is filed, then never."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="inspection_plans")
    year = models.PositiveSmallIntegerField("计划年度")
    content = models.TextField("计划内容")
    version = models.PositiveIntegerField("版次", default=1)
    drawn_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="制定人")
    drawn_at = models.DateTimeField("制定时间")
    filed_on = models.DateField("备案日期", null=True)
    filed_number = models.CharField("备案号", max_length=80, blank=True)
    filed_with = models.CharField("备案机关", max_length=80, blank=True)
    filed_by = models.ForeignKey(Person, models.PROTECT, related_name="+", null=True, verbose_name="登记备案人")
    filed_at = models.DateTimeField("登记备案时间", null=True)

    class Meta:
        verbose_name = "年度行政检查计划"
        ordering: ClassVar = ["-year"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["agency", "year"], name="one_inspection_plan_a_year")]

    def __str__(self) -> str:
        return f"{self.year} 年度行政检查计划"
