from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from daylight.base.orgs.models import Agency, Person
from daylight.core.listkinds import KINDS

STATES = {
    "draft": "待科室核对",
    "checked": "待法制审核",
    "reviewed": "待司法局审核",
    "approved": "待发布",
    "published": "现行",
    "superseded": "已被替代",
    "withdrawn": "已撤回",
}


class ListVersion(models.Model):
    """One version of one list of an agency.

    It gates acts from ``in_force_from`` until the day before ``in_force_until`` (first day no longer in force), and only
    once published. From the first check on its rows cannot change (trigger in migration 0002).
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name="机关")
    kind = models.CharField("清单", max_length=24, choices=[(code, kind.title) for code, kind in KINDS.items()])
    number = models.PositiveIntegerField("版次")
    state = models.CharField("状态", max_length=12, choices=list(STATES.items()), default="draft")
    in_force_from = models.DateField("生效日", null=True)
    in_force_until = models.DateField("失效日", null=True)
    note = models.CharField("说明", max_length=300, blank=True)
    basis = models.CharField("公布依据", max_length=300, blank=True)
    source_name = models.CharField("来源文件", max_length=200, blank=True)
    digest = models.CharField("内容摘要", max_length=64)
    created_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="起草人")
    created_at = models.DateTimeField("起草时间")
    # Everybody who changed a row: none of them may approve.
    editors = models.ManyToManyField(Person, related_name="+", verbose_name="编辑人")
    # Why it came back; empty again once the keeper has sent it on.
    returned_reason = models.CharField("退回理由", max_length=300, blank=True)
    checked_by = models.ForeignKey(Person, models.PROTECT, related_name="+", null=True, verbose_name="核对人")
    checked_at = models.DateTimeField("核对时间", null=True)
    approved_by = models.ForeignKey(Person, models.PROTECT, related_name="+", null=True, verbose_name="审定人")
    approved_at = models.DateTimeField("审定时间", null=True)
    confirmed_by = models.ForeignKey(Person, models.PROTECT, related_name="+", null=True, verbose_name="司法局审核人")
    confirmed_at = models.DateTimeField("司法局审核时间", null=True)
    published_by = models.ForeignKey(Person, models.PROTECT, related_name="+", null=True, verbose_name="发布人")
    published_at = models.DateTimeField("发布时间", null=True)
    withdrawn_by = models.ForeignKey(Person, models.PROTECT, related_name="+", null=True, verbose_name="撤回人")
    withdrawn_at = models.DateTimeField("撤回时间", null=True)
    reason = models.CharField("撤回理由", max_length=300, blank=True)

    class Meta:
        verbose_name = "清单版本"
        ordering: ClassVar = ["agency", "kind", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agency", "kind", "number"], name="list_number_once"),
            # A new version closes the earlier one, so at most one has no end ...
            models.UniqueConstraint(
                fields=["agency", "kind"],
                condition=Q(state="published", in_force_until=None),
                name="list_one_open_version",
            ),
            # ... and no two begin on one day; with the order kept by the act, each day has at most one version.
            models.UniqueConstraint(
                fields=["agency", "kind", "in_force_from"],
                condition=Q(state__in=["published", "superseded"]),
                name="list_one_start_a_day",
            ),
            models.CheckConstraint(
                condition=Q(in_force_until=None) | Q(in_force_until__gte=F("in_force_from")),
                name="list_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["published", "superseded"])
                | Q(in_force_from__isnull=False, published_by__isnull=False),
                name="list_published_has_a_day",
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("created_by")), name="list_four_eyes"
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None) | Q(checked_by=None) | ~Q(approved_by=F("checked_by")),
                name="list_checker_is_not_approver",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}第{self.number}版"


class ListRow(models.Model):
    """One row: ``values`` holds the filled columns of its kind (core/listkinds.py), decimals and dates as text."""

    version = models.ForeignKey(ListVersion, models.CASCADE, related_name="rows")
    position = models.PositiveIntegerField("次序")
    code = models.CharField("编码", max_length=64)
    values = models.JSONField("内容", default=dict)

    class Meta:
        verbose_name = "清单行"
        ordering: ClassVar = ["version", "position"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["version", "code"], name="list_row_code_once")]

    def __str__(self) -> str:
        return self.code
