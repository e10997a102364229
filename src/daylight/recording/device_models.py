"""执法记录设备: the register, the checks before use, and who had which device when (law.md §1.2.5)."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from daylight.base.orgs.models import Agency, Person, Section


class Device(models.Model):
    """One recorder. ``number`` is what stands on it and what recordings name."""

    IN_USE, REPAIR, RETIRED = "in_use", "repair", "retired"
    STATES: ClassVar = [(IN_USE, "在用"), (REPAIR, "送修"), (RETIRED, "停用")]
    KINDS: ClassVar = [
        ("recorder", "执法记录仪"),
        ("camera", "照相机"),
        ("camcorder", "摄像机"),
        ("audio", "录音设备"),
        ("fixed", "固定音像设备"),
        ("drone", "无人机"),
        ("phone", "移动终端"),
    ]

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="devices")
    section = models.ForeignKey(Section, models.PROTECT, related_name="devices", verbose_name="使用单位")
    number = models.CharField("设备号", max_length=64)
    kind = models.CharField("种类", max_length=16, choices=KINDS)
    model = models.CharField("型号", max_length=80)
    state = models.CharField("状态", max_length=8, choices=STATES, default=IN_USE)
    state_note = models.CharField("状态说明", max_length=200, blank=True)
    registered_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    registered_at = models.DateTimeField("登记时间")

    class Meta:
        verbose_name = "执法记录设备"
        ordering: ClassVar = ["section_id", "number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["agency", "number"], name="device_number_in_agency")]

    def __str__(self) -> str:
        return self.number


class DeviceCheck(models.Model):
    """使用前检查. ``device_at`` what its clock showed, ``at`` the server's at that moment; ``offset_seconds`` device minus
    standard. Kept, never applied to stored times."""

    device = models.ForeignKey(Device, models.PROTECT, related_name="checks")
    battery_percent = models.PositiveSmallIntegerField("电量（%）")
    storage_ok = models.BooleanField("存储空间足够")
    device_at = models.DateTimeField("设备时间")
    at = models.DateTimeField("标准时间")
    offset_seconds = models.IntegerField("设备时间偏差（秒）")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "设备检查"
        ordering: ClassVar = ["-at", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(battery_percent__lte=100), name="battery_is_a_percentage")
        ]

    def __str__(self) -> str:
        return f"{self.offset_seconds:+d} 秒"


class DeviceLoan(models.Model):
    """使用台账: out and in, by whom, for what."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    device = models.ForeignKey(Device, models.PROTECT, related_name="loans")
    check_before = models.OneToOneField(DeviceCheck, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="device_loans", verbose_name="使用人")
    purpose = models.CharField("用途", max_length=200)
    out_at = models.DateTimeField("领用时间")
    out_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="经手人")
    in_at = models.DateTimeField("交还时间", null=True)
    in_by = models.ForeignKey(Person, models.PROTECT, related_name="+", null=True, verbose_name="接收人")
    recorded = models.CharField("记录内容", max_length=300, blank=True)

    class Meta:
        verbose_name = "设备领用"
        ordering: ClassVar = ["-out_at", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["device"], condition=models.Q(in_at=None), name="device_lent_once_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.device_id} {self.out_at:%Y-%m-%d}"
