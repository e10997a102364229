from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from daylight.base.orgs.models import Agency, Person

ON, AWAY, CANCELLED = "on", "away", "cancelled"
STATES = {ON: "在岗", AWAY: "暂时离开", CANCELLED: "已取消"}


class Shift(models.Model):
    """窗口值班: one person at one window on one day, from ``begins`` to ``ends`` (clock in China). ``window``: code of the row
    of the 窗口 list. ``stands_in_for``: whom he replaces. Rows are changed by acts and never deleted."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name="机关")
    window = models.CharField("窗口号", max_length=64)
    on = models.DateField("日期")
    begins = models.TimeField("自")
    ends = models.TimeField("至")
    person = models.ForeignKey(Person, models.PROTECT, related_name="shifts", verbose_name="值班人员")
    stands_in_for = models.ForeignKey(Person, models.PROTECT, related_name="+", null=True, verbose_name="代谁值班")
    state = models.CharField("状态", max_length=12, choices=list(STATES.items()), default=ON)
    note = models.CharField("说明", max_length=100, blank=True)

    class Meta:
        verbose_name = "窗口值班"
        ordering: ClassVar = ["on", "window", "begins", "id"]
        indexes: ClassVar = [models.Index(fields=["agency", "on"], name="shift_day")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(ends__gt=F("begins")), name="shift_ends_after_begin")
        ]

    def __str__(self) -> str:
        return f"{self.on} {self.window}"
