from __future__ import annotations

import uuid
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models


class Agency(models.Model):
    """执法机关. ``word`` is the 机关代字 of its document numbers, e.g. 海自然资规."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.CharField("机关代码", max_length=32, unique=True)
    name = models.CharField("机关名称", max_length=128)
    word = models.CharField("机关代字", max_length=32)
    region = models.CharField("行政区划代码", max_length=12)
    government = models.CharField("本级人民政府", max_length=128)
    court = models.CharField("管辖法院", max_length=128)
    credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True)
    address = models.CharField("地址", max_length=200, blank=True)
    phone = models.CharField("投诉举报电话", max_length=64, blank=True)
    supervises = models.BooleanField("是否行政执法监督机构", default=False)
    demonstration = models.BooleanField("演示机关", default=False)

    class Meta:
        verbose_name = "执法机关"

    def __str__(self) -> str:
        return self.name


class Section(models.Model):
    """承办机构 (科室、大队)."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="sections")
    code = models.CharField("编码", max_length=32)
    name = models.CharField("名称", max_length=64)

    class Meta:
        verbose_name = "承办机构"
        constraints: ClassVar = [models.UniqueConstraint(fields=["agency", "code"], name="section_code_in_agency")]

    def __str__(self) -> str:
        return self.name


class PersonManager(BaseUserManager["Person"]):
    def get_by_natural_key(self, username: str | None) -> Person:
        return self.get(username=username)


class Person(AbstractBaseUser):
    """A person with an account. Two officers of one visit are two *persons*, never one entered twice (G01)."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    username = models.CharField("登录名", max_length=64, unique=True)
    name = models.CharField("姓名", max_length=64)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="people")
    section = models.ForeignKey(Section, models.PROTECT, related_name="people", null=True, blank=True)
    title = models.CharField("职务", max_length=64, blank=True)
    certificate_number = models.CharField("执法证号", max_length=32, blank=True)
    legal_qualification = models.CharField("法律职业资格证号", max_length=32, blank=True)
    is_active = models.BooleanField("启用", default=True)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = PersonManager()

    class Meta:
        verbose_name = "人员"

    def __str__(self) -> str:
        return self.name


class RoleGrant(models.Model):
    """A role held by a person; what a role may do is the table in ``base/access/rights.py``."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="grants")
    role = models.CharField("角色", max_length=32)

    class Meta:
        verbose_name = "角色授予"
        constraints: ClassVar = [models.UniqueConstraint(fields=["person", "role"], name="one_grant_per_role")]

    def __str__(self) -> str:
        return f"{self.person_id}:{self.role}"


class Certificate(models.Model):
    """证件. What the 人员资格清单 says of an 执法证 (类别、区域、有效期) is not repeated here: the list is the rule, this
    register adds what the list lacks (docs/decisions, “one truth for certificates”)."""

    ENFORCEMENT, SUPERVISION, HEARING_HOST, LEGAL = "enforcement", "supervision", "hearing_host", "legal"
    KINDS: ClassVar = [
        (ENFORCEMENT, "行政执法证"),
        (SUPERVISION, "行政执法监督证"),
        (HEARING_HOST, "听证主持人证"),
        (LEGAL, "法律职业资格"),
    ]

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="certificates")
    kind = models.CharField("证种", max_length=16, choices=KINDS)
    number = models.CharField("证号", max_length=32)
    issuer = models.CharField("发证机关", max_length=64, blank=True)
    issued_on = models.DateField("发证日期")
    categories = models.JSONField("类别", default=list)
    areas = models.JSONField("区域", default=list)
    # The last valid day; None: no end (法律职业资格), or written on the list (执法证).
    valid_until = models.DateField("有效期至", null=True)
    recorded_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField("登记时间")

    class Meta:
        verbose_name = "证件"
        ordering: ClassVar = ["kind", "id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["kind", "number"], name="one_certificate_per_number")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}"


class CertificateAudit(models.Model):
    """年审 of a certificate for one year."""

    certificate = models.ForeignKey(Certificate, models.PROTECT, related_name="audits")
    year = models.PositiveIntegerField("年度")
    audited_on = models.DateField("年审日期")
    passed = models.BooleanField("合格")
    note = models.CharField("说明", max_length=200, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "证件年审"
        ordering: ClassVar = ["audited_on", "id"]

    def __str__(self) -> str:
        return f"{self.year} {'合格' if self.passed else '不合格'}"


class CertificateChange(models.Model):
    """暂扣、恢复、注销, each from a day on."""

    SUSPENDED, RESTORED, CANCELLED = "suspended", "restored", "cancelled"
    KINDS: ClassVar = [(SUSPENDED, "暂扣"), (RESTORED, "恢复"), (CANCELLED, "注销")]

    certificate = models.ForeignKey(Certificate, models.PROTECT, related_name="changes")
    kind = models.CharField("变动", max_length=16, choices=KINDS)
    on = models.DateField("自何日起")
    reason = models.CharField("理由", max_length=200)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "证件变动"
        ordering: ClassVar = ["on", "id"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.on}"
