"""Table of what docking stations delivered."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from daylight.base.orgs.models import Agency, Person
from daylight.base.vault.models import Blob


class DockFile(models.Model):
    """采集站文件: one file found below a watched folder, its bytes already in the vault. ``waiting`` is 待认领.

    ``path``: below the folder, as found; with size and time of change it is what a station's file is known by, so that a
    second run takes nothing twice. ``started_at``: as the name says, by the device's clock. ``officer``: whom the name
    means, if anybody of the agency.
    """

    WAITING, LINKED, DUPLICATE = "waiting", "linked", "duplicate"
    QUARANTINED, REJECTED = "quarantined", "rejected"
    STATES: ClassVar = [
        (WAITING, "待认领"),
        (LINKED, "已关联"),
        (DUPLICATE, "与已入库的相同"),
        (QUARANTINED, "隔离"),
        (REJECTED, "不予认领"),
    ]

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name="机关")
    station = models.CharField("采集站", max_length=64)
    path = models.CharField("文件", max_length=400)
    size = models.PositiveBigIntegerField("字节数")
    changed_ns = models.BigIntegerField("文件时间（纳秒）")
    rule = models.CharField("文件名写法", max_length=64, blank=True)
    officer_code = models.CharField("文件名中的使用人编号", max_length=32, blank=True)
    officer = models.ForeignKey(Person, models.PROTECT, related_name="+", null=True, verbose_name="使用人")
    device = models.CharField("设备号", max_length=64, blank=True)
    started_at = models.DateTimeField("开始时间（设备）", null=True)
    taken_at = models.DateTimeField("收取时间（服务器）")
    blob = models.ForeignKey(Blob, models.PROTECT, related_name="+")
    sha256 = models.CharField("SHA-256", max_length=64)
    sm3 = models.CharField("SM3", max_length=64, blank=True)
    content_type = models.CharField("类型", max_length=80)
    # scanning.Verdict as data.
    scan = models.JSONField("恶意代码扫描", default=dict)
    state = models.CharField("状态", max_length=12, choices=STATES, default=WAITING)
    # Why it is quarantined or rejected, or how it was matched.
    reason = models.CharField("原因", max_length=300, blank=True)
    recording = models.OneToOneField(
        "recording.Recording", models.PROTECT, related_name="dock_file", null=True, verbose_name="音像记录"
    )
    settled_by = models.ForeignKey(Person, models.PROTECT, related_name="+", null=True, verbose_name="办理人")
    settled_at = models.DateTimeField("办理时间", null=True)

    class Meta:
        verbose_name = "采集站文件"
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["agency", "station", "path", "size", "changed_ns"], name="one_row_per_docked_file"
            )
        ]
        indexes: ClassVar = [models.Index(fields=["agency", "state", "id"], name="dock_waiting")]

    def __str__(self) -> str:
        return self.path

    @property
    def title(self) -> str:
        """The name without its folders."""
        return self.path.rsplit("/", 1)[-1]
