"""Tables of the people around a case: the party register, interests and 回避, look-ups of earlier cases."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from daylight.base.orgs.models import Agency, Person


class PartyRecord(models.Model):
    """当事人档案: one party across all cases of an agency. Equal numbers are equal parties; equal names are a question.

    ``identity_index`` is the blind index of an identity number (base/sealing.py); the number itself stands sealed with the
    party of each case and nowhere else.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    kind = models.CharField("类别", max_length=16)  # person · organisation
    name = models.CharField("姓名或者名称", max_length=120)
    # core.identifiers.compact(name): what names are compared by.
    folded = models.CharField(max_length=120, db_index=True)
    credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True)
    identity_index = models.CharField("身份证号索引", max_length=64, blank=True)
    parent = models.ForeignKey("self", models.PROTECT, related_name="branches", null=True, verbose_name="所属单位")
    created_at = models.DateTimeField("建档时间")

    class Meta:
        verbose_name = "当事人档案"
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["agency", "credit_code"], condition=~models.Q(credit_code=""), name="one_record_per_code"
            ),
            models.UniqueConstraint(
                fields=["agency", "identity_index"],
                condition=~models.Q(identity_index=""),
                name="one_record_per_identity",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class FormerName(models.Model):
    """曾用名 of a party; a case of that time still finds its party."""

    record = models.ForeignKey(PartyRecord, models.PROTECT, related_name="former_names")
    name = models.CharField("名称", max_length=120)
    folded = models.CharField(max_length=120, db_index=True)
    until = models.DateField("用至")

    class Meta:
        verbose_name = "曾用名"
        ordering: ClassVar = ["-until", "-id"]

    def __str__(self) -> str:
        return self.name


class PartyQuestion(models.Model):
    """可能是同一当事人: only the name fits, so a person answers. Nothing is merged before."""

    SAME, OTHER = "same", "other"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    party = models.ForeignKey("cases.Party", models.PROTECT, related_name="questions")
    record = models.ForeignKey(PartyRecord, models.PROTECT, related_name="questions")
    answer = models.CharField("答复", max_length=8, blank=True, choices=[(SAME, "同一人"), (OTHER, "不是同一人")])
    answered_by = models.ForeignKey(Person, models.PROTECT, related_name="+", null=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "同名核对"
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["party", "record"], name="one_question_per_pair")]
        indexes: ClassVar = [models.Index(fields=["answer"], name="question_answer")]

    def __str__(self) -> str:
        return f"{self.party_id}:{self.record_id}"


class Interest(models.Model):
    """利害关系申报 (处罚法第43条第1款): a person's own relation to one case, or to a party wherever it appears."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="interests")
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="interests", null=True)
    record = models.ForeignKey(PartyRecord, models.PROTECT, related_name="interests", null=True)
    relation = models.CharField("关系", max_length=16)  # own · relative · other
    details = models.TextField("情况")
    declared_at = models.DateTimeField("申报时间")

    class Meta:
        verbose_name = "利害关系申报"
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(case=None) ^ models.Q(record=None), name="interest_in_a_case_or_a_party"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.relation}"


class Recusal(models.Model):
    """回避 (处罚法第43条): asked for, and decided by the leader. Until then the investigation goes on."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="recusals")
    person = models.ForeignKey(Person, models.PROTECT, related_name="recusals", verbose_name="被申请回避的人")
    by_party = models.BooleanField("当事人申请")
    applicant = models.CharField("申请人", max_length=120)
    reason = models.TextField("申请理由")
    asked_on = models.DateField("申请日期")
    recorded_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    granted = models.BooleanField("决定回避", null=True)
    decision_reason = models.TextField("决定理由", blank=True)
    decided_by = models.ForeignKey(Person, models.PROTECT, related_name="+", null=True)
    decided_at = models.DateTimeField(null=True)
    replacement = models.ForeignKey(Person, models.PROTECT, related_name="+", null=True, verbose_name="接替人员")
    # 回避决定书; the paper lives in a room above this one.
    document_uuid = models.UUIDField(null=True)

    class Meta:
        verbose_name = "回避"
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["case", "person"], condition=models.Q(granted=None), name="one_open_recusal_per_person"
            )
        ]
        indexes: ClassVar = [models.Index(fields=["granted"], name="recusal_granted")]

    def __str__(self) -> str:
        return f"{self.person} {self.granted}"


class PriorSearch(models.Model):
    """查重: what was searched, when, by whom, and what was found (处罚法第29条、第33条). A row is never changed.

    ``same_act`` and ``first_offence``: ``[{"number", "case", "title", "decided_on", "fine_yuan", "why"}]``.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="prior_searches")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField("查询时间")
    terms = models.JSONField("查询条件")
    same_act = models.JSONField("同一违法行为的罚款决定", default=list)
    same_place = models.JSONField("同一地点的其他决定", default=list)
    earlier = models.JSONField("回溯期内的同类处罚", default=list)
    # 查询记录; the paper lives in a room above this one.
    document_uuid = models.UUIDField(null=True)

    class Meta:
        verbose_name = "查重"
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"{self.case_id} {self.at:%Y-%m-%d}"
