"""What people say about coverage: when an occasion took place, which clip shows it, why seconds are missing, what was seen."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from daylight.base.orgs.models import Person
from daylight.cases.models import Case


class Occasion(models.Model):
    """现场起止: when an occasion the list wants recorded began and ended, where no paper says so. Standard time.

    ``paper``: the paper whose missing bound this supplies. A correction is a new row that ``replaces`` the old one.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="occasions")
    item_code = models.CharField("音像记录事项", max_length=64)
    paper = models.ForeignKey("recording.Document", models.PROTECT, related_name="+", null=True, verbose_name="文书")
    started_at = models.DateTimeField("开始时间")
    ended_at = models.DateTimeField("结束时间")
    source = models.CharField("时间的来源", max_length=200)
    officers = models.JSONField("执法人员", default=list)  # [{"uuid", "name", "certificate"}]
    replaces = models.OneToOneField("self", models.PROTECT, related_name="replaced_by", null=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "现场起止"
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(started_at__lt=models.F("ended_at")), name="occasion_begins_before_it_ends"
            )
        ]

    def __str__(self) -> str:
        return self.item_code


class ClipLink(models.Model):
    """A recording claimed for a row of the list after it was made; the recording itself stays as it is."""

    recording = models.ForeignKey("recording.Recording", models.PROTECT, related_name="links")
    item_code = models.CharField("音像记录事项", max_length=64)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "音像关联"
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["recording", "item_code"], name="clip_linked_once_per_item")
        ]

    def __str__(self) -> str:
        return self.item_code


class GapReason(models.Model):
    """缺录说明: a stretch (standard time) nobody recorded, and the technical reason (lawpacks recording_reason)."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="gap_reasons")
    item_code = models.CharField("音像记录事项", max_length=64)
    started_at = models.DateTimeField("开始时间")
    ended_at = models.DateTimeField("结束时间")
    code = models.CharField("技术原因", max_length=32)
    text = models.TextField("说明")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "缺录说明"
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return self.code


class PointTick(models.Model):
    """要点核对: one point of the checklist on one recording. ``second``: where it is shown, None when it does not apply."""

    recording = models.ForeignKey("recording.Recording", models.PROTECT, related_name="ticks")
    point = models.CharField("要点", max_length=32)
    verdict = models.CharField("核对结果", max_length=8, choices=[("shown", "有"), ("none", "不涉及"), ("lacks", "缺")])
    second = models.PositiveIntegerField("所在秒", null=True)
    note = models.CharField("说明", max_length=200, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "要点核对"
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"{self.point} {self.verdict}"
