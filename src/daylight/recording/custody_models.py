"""调阅和利用: who opened an original, why, which seconds; what people wrote about it. Nothing here touches the original."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from daylight.base.orgs.models import Person


class Access(models.Model):
    """调阅登记: one opening, asked for with its purpose before any byte is shown. Open until ``until``."""

    VIEW, DOWNLOAD, EXPORT = "view", "download", "export"
    KINDS: ClassVar = [(VIEW, "查看"), (DOWNLOAD, "下载原件"), (EXPORT, "导出副本")]

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    recording = models.ForeignKey("recording.Recording", models.PROTECT, related_name="accesses")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="调阅人")
    kind = models.CharField("方式", max_length=8, choices=KINDS)
    purpose = models.CharField("用途", max_length=16)
    why = models.CharField("说明", max_length=200, blank=True)
    at = models.DateTimeField("登记时间")
    until = models.DateTimeField("有效至")

    class Meta:
        verbose_name = "调阅登记"
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [models.Index(fields=["recording", "person", "kind", "until"], name="access_open")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.kind}"


class Watched(models.Model):
    """The seconds a player showed during one access, as the player reported them."""

    access = models.ForeignKey(Access, models.PROTECT, related_name="watched")
    from_second = models.PositiveIntegerField("自（秒）")
    to_second = models.PositiveIntegerField("至（秒）")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "已看时段"
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(from_second__lt=models.F("to_second")), name="watched_forward")
        ]

    def __str__(self) -> str:
        return f"{self.from_second}-{self.to_second}"


class Marker(models.Model):
    """打点: a second of a recording with a word."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    recording = models.ForeignKey("recording.Recording", models.PROTECT, related_name="markers")
    second = models.PositiveIntegerField("秒")
    word = models.CharField("内容", max_length=80)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "打点"
        ordering: ClassVar = ["second", "id"]

    def __str__(self) -> str:
        return f"{self.second} {self.word}"


class FrameOrigin(models.Model):
    """截图来源: the upload that a frame became, and the second of the original it shows. Drawn by the viewer's browser."""

    upload = models.OneToOneField("recording.Upload", models.PROTECT, related_name="frame")
    recording = models.ForeignKey("recording.Recording", models.PROTECT, related_name="frames")
    millisecond = models.PositiveBigIntegerField("毫秒")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "截图来源"
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"{self.recording_id} {self.millisecond}"


class Transcript(models.Model):
    """录音文字: typed by a person, 未经校对; each saving is a new version."""

    recording = models.ForeignKey("recording.Recording", models.PROTECT, related_name="transcripts")
    version = models.PositiveIntegerField("版本")
    text = models.TextField("文字")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "录音文字"
        ordering: ClassVar = ["version"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["recording", "version"], name="one_transcript_per_version")
        ]

    def __str__(self) -> str:
        return f"{self.recording_id} v{self.version}"
