from __future__ import annotations

import uuid
from decimal import Decimal
from typing import ClassVar

from django.db import models

from daylight.base.orgs.models import Person
from daylight.cases.models import Case
from daylight.lists.models import ListVersion
from daylight.recording.models import Document


class Notice(models.Model):
    """行政处罚告知 (处罚法第44、62条). What was announced binds: after a defence the fine may not rise above it (G11)."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="notices")
    round = models.PositiveIntegerField("次数")
    fine_yuan = models.DecimalField("拟罚款（元）", max_digits=16, decimal_places=2)
    penalties = models.JSONField("拟处罚内容")  # [{"kind": code, "text": …, "amount_yuan": "…", "area_m2": "…"}]
    document = models.ForeignKey(Document, models.PROTECT, related_name="+", verbose_name="告知书")
    hearing_document = models.ForeignKey(
        Document, models.PROTECT, related_name="+", null=True, verbose_name="听证告知书"
    )
    received_on = models.DateField("当事人收到日期")
    method = models.CharField("送达方式", max_length=24)
    waived_on = models.DateField("书面放弃日期", null=True)
    waiver = models.TextField("放弃说明", blank=True)
    # Why a second notice was sent; a heavier one after a defence needs it (处罚法第45条).
    new_facts = models.TextField("重新告知的新事实", blank=True)

    class Meta:
        verbose_name = "处罚告知"
        ordering: ClassVar = ["round"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["case", "round"], name="one_notice_per_round")]

    def __str__(self) -> str:
        return f"第 {self.round} 次告知"


class Statement(models.Model):
    """陈述申辩与复核 (处罚法第45条)."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="statements")
    made_on = models.DateField("提出日期")
    content = models.TextField("陈述申辩内容")
    adopted = models.CharField("是否采纳", max_length=16, blank=True)  # yes · partly · no
    review = models.TextField("复核意见", blank=True)
    reviewed_on = models.DateField("复核日期", null=True)

    class Meta:
        verbose_name = "陈述申辩"
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"{self.made_on}"


class Hearing(models.Model):
    """听证 (处罚法第63–65条): one for each round of notice. ``notified_on``: the summons was served on that day."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="hearings")
    round = models.PositiveIntegerField("告知次数", default=1)
    requested_on = models.DateField("申请日期")
    notified_on = models.DateField("通知日期", null=True)
    held_on = models.DateField("举行日期", null=True)
    host = models.CharField("主持人", max_length=64, blank=True)
    record = models.ForeignKey(Document, models.PROTECT, related_name="+", null=True, verbose_name="听证笔录")

    class Meta:
        verbose_name = "听证"
        ordering: ClassVar = ["round"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["case", "round"], name="one_hearing_per_notice")]

    def __str__(self) -> str:
        return f"{self.requested_on}"


class Discussion(models.Model):
    """集体讨论 (处罚法第57条第2款): attendees and what each said; an empty one does not count (G10)."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="discussions")
    held_at = models.DateTimeField("时间")
    host = models.CharField("主持人", max_length=64)
    opinions = models.JSONField("各人意见")  # [{"name": …, "opinion": …}]
    conclusion = models.TextField("结论")
    signed = models.BooleanField("出席人已签名", default=False)
    document = models.ForeignKey(Document, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "集体讨论"

    def __str__(self) -> str:
        return f"{self.held_at}"


class Draft(models.Model):
    """拟处罚决定: the present version; each save makes a row of ``DraftVersion``. ``version`` is the optimistic lock."""

    case = models.OneToOneField(Case, models.PROTECT, related_name="draft")
    version = models.PositiveIntegerField("版本")
    fields = models.JSONField("字段")
    sha256 = models.CharField("校验值", max_length=64)
    saved_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()

    class Meta:
        verbose_name = "拟处罚决定"

    def __str__(self) -> str:
        return f"第 {self.version} 版"


class DraftVersion(models.Model):
    draft = models.ForeignKey(Draft, models.PROTECT, related_name="versions")
    version = models.PositiveIntegerField()
    fields = models.JSONField()
    sha256 = models.CharField(max_length=64)
    saved_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()

    class Meta:
        verbose_name = "拟处罚决定版本"
        ordering: ClassVar = ["version"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["draft", "version"], name="one_row_per_draft_version")]

    def __str__(self) -> str:
        return f"第 {self.version} 版"


class Decision(models.Model):
    """行政执法决定. ``fields`` are the approved draft, frozen; once issued nothing here changes (G26).

    One stands in a case (``standing.decision_of``); one that was set aside and is decided anew stays, with the day
    (``replaced_at``) and the paper that ordered it (``replaced_by``).
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="decisions")
    number = models.CharField("文号", max_length=64, blank=True)
    fields = models.JSONField("内容")
    draft_sha256 = models.CharField(max_length=64)
    dossier_sha256 = models.CharField(max_length=64, blank=True)
    code = models.CharField("核验码", max_length=8, unique=True)
    approved_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    approved_at = models.DateTimeField("批准时间")
    issued_by = models.ForeignKey(Person, models.PROTECT, related_name="+", null=True)
    issued_at = models.DateTimeField("签发时间", null=True)
    decided_on = models.DateField("决定日期", null=True)
    document = models.ForeignKey(Document, models.PROTECT, related_name="+", null=True)
    replaced_at = models.DateTimeField("重新作出程序开始时间", null=True)
    replaced_by = models.ForeignKey(
        Document, models.PROTECT, related_name="+", null=True, verbose_name="重新作出的审批"
    )

    class Meta:
        verbose_name = "行政执法决定"
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["case"], condition=models.Q(replaced_at=None), name="one_standing_decision_per_case"
            )
        ]

    def __str__(self) -> str:
        return self.number or "待签发"


class Service(models.Model):
    """送达 (处罚法第61条): one row per paper handed over; ``document`` is its receipt. ``decision`` when it was the decision."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="services")
    paper = models.ForeignKey(Document, models.PROTECT, related_name="services", verbose_name="送达的文书")
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="services", null=True)
    served_on = models.DateField("送达日期")
    method = models.CharField("送达方式", max_length=24)
    receiver = models.CharField("签收人", max_length=64)
    relation = models.CharField("与受送达人关系", max_length=32, blank=True)
    place = models.CharField("送达地点", max_length=200)
    servers = models.JSONField("送达人")
    document = models.ForeignKey(Document, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "送达"

    def __str__(self) -> str:
        return f"{self.served_on}"


class Payment(models.Model):
    """缴款 (处罚法第67条): registered from the bank's or the treasury's receipt; what an officer took on the spot has its
    ``SpotCollection`` beside it (第68条)."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="payments")
    paid_on = models.DateField("缴款日期")
    # To the fine itself; what was added to it has its own account (第72条).
    amount_yuan = models.DecimalField("金额（元）", max_digits=16, decimal_places=2)
    surcharge_yuan = models.DecimalField("加处罚款（元）", max_digits=16, decimal_places=2, default=Decimal(0))
    receipt_number = models.CharField("财政票据号", max_length=64)

    class Meta:
        verbose_name = "缴款"
        constraints: ClassVar = [models.UniqueConstraint(fields=["receipt_number"], name="one_payment_per_receipt")]

    def __str__(self) -> str:
        return f"{self.amount_yuan}"


class SpotCollection(models.Model):
    """当场收缴 (处罚法第68至71条): money an officer took, until it lies in the bank. ``ground``: small | hard_later | remote."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    decision = models.OneToOneField(Decision, models.PROTECT, related_name="collection")
    amount_yuan = models.DecimalField("金额（元）", max_digits=16, decimal_places=2)
    ground = models.CharField("当场收缴的情形", max_length=16)
    asked_by_party = models.BooleanField("当事人提出", default=False)
    receipt_number = models.CharField("财政票据号", max_length=64)
    collected_at = models.DateTimeField("收缴时间")
    collected_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="收缴人员")
    handed_in_on = models.DateField("交至机关日期", null=True)
    received_by = models.CharField("收款人", max_length=64, blank=True)
    deposited_on = models.DateField("缴付银行日期", null=True)
    voucher = models.CharField("缴款凭证号", max_length=64, blank=True)

    class Meta:
        verbose_name = "当场收缴"

    def __str__(self) -> str:
        return f"{self.amount_yuan}"


class CatalogueTrial(models.Model):
    """目录试算: past cases judged by a version of the 审核目录 or 审核办法 before it is adopted, and by the one in force.

    ``done`` of ``total`` cases so far, ``cursor`` the last of them; a worker that is killed goes on from there.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    version = models.ForeignKey(ListVersion, models.PROTECT, related_name="trials")
    against = models.ForeignKey(ListVersion, models.PROTECT, related_name="+", null=True)
    since = models.DateField("案件登记自")
    started_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    started_at = models.DateTimeField("开始时间")
    finished_at = models.DateTimeField("完成时间", null=True)
    total = models.PositiveIntegerField("案件数")
    done = models.PositiveIntegerField("已算", default=0)
    judged = models.PositiveIntegerField("有决定的", default=0)
    cursor = models.BigIntegerField(default=0)

    class Meta:
        verbose_name = "目录试算"
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [models.Index(fields=["finished_at", "id"], name="trial_waiting")]

    def __str__(self) -> str:
        return f"{self.done}/{self.total}"


class TrialChange(models.Model):
    """One case whose answer changes: ``after`` True must be reviewed under the new version and need not before."""

    trial = models.ForeignKey(CatalogueTrial, models.PROTECT, related_name="changes")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    after = models.BooleanField("试算后须审")
    why = models.TextField("理由")

    class Meta:
        verbose_name = "试算改变"
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["trial", "case"], name="one_change_per_case")]

    def __str__(self) -> str:
        return f"{self.case_id}"
