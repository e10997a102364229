from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from daylight.base.orgs.models import Agency, Person


class Entry(models.Model):
    """One act. UPDATE and DELETE are refused by trigger on SQLite and PostgreSQL (migration 0002).

    ``leaf`` is the 33-byte public commitment of this entry; ``salt`` and ``field_secret`` open it (core/commitment).
    """

    id = models.BigAutoField(primary_key=True)
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField("事件", max_length=64, db_index=True)
    at = models.DateTimeField("时间")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name="机关")
    agency_seq = models.PositiveBigIntegerField("机关序号")
    # NULL: the platform itself (a chore) acted. The name is copied because it must survive the account.
    actor = models.ForeignKey(Person, models.PROTECT, related_name="+", null=True, verbose_name="办理人")
    actor_name = models.CharField("办理人姓名", max_length=64)
    case_uuid = models.UUIDField("案件", null=True, db_index=True)
    case_seq = models.PositiveIntegerField("案件序号", null=True)
    subject = models.CharField("对象", max_length=80)
    data = models.JSONField("内容", default=dict)
    salt = models.BinaryField(max_length=32)
    field_secret = models.BinaryField(max_length=32)
    leaf = models.BinaryField(max_length=33)

    class Meta:
        verbose_name = "留痕"
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agency", "agency_seq"], name="journal_agency_seq"),
            models.UniqueConstraint(fields=["case_uuid", "case_seq"], name="journal_case_seq"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} #{self.agency_seq}"


class Counter(models.Model):
    """Gapless counters (journal sequences, 文号 series); the row lock serialises the writers of one series."""

    name = models.CharField(max_length=120, unique=True)
    value = models.PositiveBigIntegerField(default=0)

    class Meta:
        verbose_name = "序号"

    def __str__(self) -> str:
        return f"{self.name}={self.value}"


class Receipt(models.Model):
    """An idempotency key that was used: a double click or a replayed request does one thing."""

    actor = models.ForeignKey(Person, models.PROTECT, related_name="+")
    key = models.CharField(max_length=80)
    event = models.CharField(max_length=64)
    fingerprint = models.CharField(max_length=64)
    result_model = models.CharField(max_length=80, blank=True)
    result_id = models.CharField(max_length=40, blank=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name = "提交回执"
        constraints: ClassVar = [models.UniqueConstraint(fields=["actor", "key"], name="one_receipt_per_key")]

    def __str__(self) -> str:
        return self.key
