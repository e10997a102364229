from __future__ import annotations

from typing import ClassVar

from django.db import models

from daylight.base.orgs.models import Agency, Person


class Token(models.Model):
    """接口令牌: lets a program act as ``person`` of ``agency``; only the SHA-256 of the secret is kept.

    It dies with its date, with its withdrawal, with the account, and when the person moves to another agency.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="tokens", verbose_name="人员")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name="机关")
    label = models.CharField("用途", max_length=80)
    digest = models.CharField("校验值", max_length=64, unique=True)
    created_at = models.DateTimeField("签发时间")
    expires_at = models.DateTimeField("失效时间")
    revoked_at = models.DateTimeField("停用时间", null=True)
    last_used_on = models.DateField("最近使用日", null=True)

    class Meta:
        verbose_name = "接口令牌"
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return self.label
