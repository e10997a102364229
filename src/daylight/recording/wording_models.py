"""本机关的文书措辞: an agency's own words on a national template, versioned; what the law demands stays as it is."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from daylight.base.orgs.models import Agency, Person


class Wording(models.Model):
    """One version for one template. ``phrases``: national heading or label → the agency's own; ``opening`` stands after the
    party, ``closing`` before the signatures. Drafted by one person, approved by another, in force from a day; nothing is
    ever overwritten, a paper keeps the version it was begun with. A version without changes returns to the national words.
    """

    DRAFT, APPROVED, REJECTED = "draft", "approved", "rejected"
    STATES: ClassVar = [(DRAFT, "待批准"), (APPROVED, "已批准"), (REJECTED, "未批准")]

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="wordings")
    code = models.CharField("文书种类", max_length=48)
    number = models.PositiveIntegerField("版次")
    phrases = models.JSONField("改写", default=dict)
    opening = models.TextField("开头增加的文字", blank=True)
    closing = models.TextField("结尾增加的文字", blank=True)
    reason = models.CharField("调整的理由", max_length=300)
    state = models.CharField("状态", max_length=8, choices=STATES, default=DRAFT)
    drafted_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="起草人")
    drafted_at = models.DateTimeField("起草时间")
    decided_by = models.ForeignKey(Person, models.PROTECT, related_name="+", null=True, verbose_name="批准人")
    decided_at = models.DateTimeField("批准时间", null=True)
    answer = models.CharField("不批准的理由", max_length=300, blank=True)
    in_force_from = models.DateField("启用日期", null=True)

    class Meta:
        verbose_name = "文书措辞"
        ordering: ClassVar = ["code", "-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agency", "code", "number"], name="one_wording_per_number"),
            models.CheckConstraint(
                condition=~models.Q(state="approved") | models.Q(in_force_from__isnull=False),
                name="wording_has_its_day",
            ),
            models.CheckConstraint(
                condition=models.Q(decided_by=None) | ~models.Q(decided_by=models.F("drafted_by")),
                name="wording_approved_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} 第{self.number}版"
