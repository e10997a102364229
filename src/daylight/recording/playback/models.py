"""Table of what was made of originals for looking at them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from daylight.base.vault.models import Blob


class Derived(models.Model):
    """播放副本、缩略图和时长 of one original. The files lie in ``DERIVED_DIR`` below its SHA-256 and can be made again.

    ``duration_ms``: measured, never what anybody said. ``copy_type`` is empty where the original plays everywhere.
    """

    LOOK, COPY, DONE, FAILED = "look", "copy", "done", "failed"
    STATES: ClassVar = [(LOOK, "待处理"), (COPY, "待做播放副本"), (DONE, "已处理"), (FAILED, "没有做成")]

    blob = models.OneToOneField(Blob, models.PROTECT, related_name="derived")
    content_type = models.CharField("原件类型", max_length=80)
    state = models.CharField("状态", max_length=8, choices=STATES, default=LOOK)
    duration_ms = models.PositiveBigIntegerField("时长（毫秒）", null=True)
    wide = models.PositiveIntegerField("宽（像素）", null=True)
    high = models.PositiveIntegerField("高（像素）", null=True)
    video = models.CharField("图像编码", max_length=32, blank=True)
    audio = models.CharField("声音编码", max_length=32, blank=True)
    thumbnails = models.PositiveSmallIntegerField("缩略图数", default=0)
    copy_type = models.CharField("播放副本类型", max_length=32, blank=True)
    copy_size = models.PositiveBigIntegerField("播放副本字节数", null=True)
    reason = models.CharField("没有做成的原因", max_length=200, blank=True)
    claimed_until = models.DateTimeField("处理占用至", null=True)
    made_at = models.DateTimeField("完成时间", null=True)

    class Meta:
        verbose_name = "播放副本"
        ordering: ClassVar = ["id"]
        indexes: ClassVar = [models.Index(fields=["state", "id"], name="derived_waiting")]

    def __str__(self) -> str:
        return f"{self.blob_id} {self.state}"

    @property
    def seconds(self) -> int | None:
        return None if self.duration_ms is None else self.duration_ms // 1000
