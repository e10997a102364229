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
