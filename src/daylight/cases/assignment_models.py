"""Tables of who handles a case: 转办 and 代理."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from daylight.base.orgs.models import Person


class Reassignment(models.Model):
    """转办: ``joining`` took the place of ``leaving``. Whoever once handled a case never reviews it (G04)."""

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="reassignments")
    leaving = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="原承办人")
    joining = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="新承办人")
    reason = models.CharField("转办理由", max_length=500)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField("转办时间")

    class Meta:
        verbose_name = "转办"
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"{self.leaving} → {self.joining}"


class Substitution(models.Model):
    """代理: ``substitute`` sees the list of ``person`` from ``from_on`` to ``until_on`` inclusive; it gives no right."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="substitutions", verbose_name="被代理人")
    substitute = models.ForeignKey(Person, models.PROTECT, related_name="substituting", verbose_name="代理人")
    from_on = models.DateField("开始日期")
    until_on = models.DateField("结束日期")
    reason = models.CharField("事由", max_length=200)
    named_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    named_at = models.DateTimeField("指定时间")
    ended_at = models.DateTimeField("提前结束时间", null=True)
    ended_by = models.ForeignKey(Person, models.PROTECT, related_name="+", null=True)

    class Meta:
        verbose_name = "代理"
        ordering: ClassVar = ["-from_on", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(until_on__gte=models.F("from_on")), name="substitution_days"),
            models.CheckConstraint(
                condition=~models.Q(substitute=models.F("person")), name="substitution_by_somebody_else"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.substitute} 代 {self.person}"
