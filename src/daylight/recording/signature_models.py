"""笔录的逐页签名: what was drawn on the pad, or why nobody signed. A row is never changed; a later one stands for the page."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from daylight.base.orgs.models import Person


class PageSignature(models.Model):
    """One signer on one page of a finished record. ``strokes``: ``[[[x, y, ms], …], …]`` on a pad of 1000 × 300, empty when
    refused; then ``note`` says why and ``witnesses`` names two (部办法第24、25条). Bound to the bytes it was put under.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    document = models.ForeignKey("recording.Document", models.PROTECT, related_name="signatures")
    page = models.PositiveIntegerField("页码")
    role = models.CharField("签名人身份", max_length=32)
    name = models.CharField("签名人姓名", max_length=64)
    strokes = models.JSONField("笔迹", default=list)
    refused = models.BooleanField("拒绝签名", default=False)
    note = models.CharField("拒签情况", max_length=300, blank=True)
    witnesses = models.JSONField("见证人", default=list)
    pdf_sha256 = models.CharField("所签文书校验值", max_length=64)
    recorded_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="经办人")
    at = models.DateTimeField("时间")

    class Meta:
        verbose_name = "逐页签名"
        ordering: ClassVar = ["page", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(refused=True) | ~models.Q(strokes=[]), name="signature_drawn_or_refused"
            )
        ]

    def __str__(self) -> str:
        return f"{self.document_id} p{self.page} {self.role}"
