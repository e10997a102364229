from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from daylight.base.orgs.models import Agency, Person
from daylight.cases.models import Case
from daylight.decisions.models import Decision
from daylight.disclosure.credit_models import CreditReport as CreditReport
from daylight.disclosure.request_models import CorrectionRequest as CorrectionRequest
from daylight.recording.models import Document

STATES = {
    "to_prepare": "待脱敏",
    "to_confirm": "待复核",
    "published": "公示中",
    "withholding": "不予公开待复核",
    "withheld": "不予公开",
    "withdrawn": "已撤回",
}
KINDS = {"first": "首次公示", "correction": "更正", "performance": "履行情况"}


class Task(models.Model):
    """公示事项: opened by the issue of a paper the lawpack names as public (``kind``: a ``[[publication]]``), with its limit.

    ``uuid`` is the public address, ``code`` the 核验码. ``decision``: the drafted and approved decision the paper says, when
    it is one; every other deciding paper stands alone. ``impact``: what was judged of its social effect (处罚法第48条).
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, related_name="publications")
    kind = models.CharField("公示对象", max_length=32)
    number = models.CharField("文号", max_length=120)
    code = models.CharField("核验码", max_length=8, unique=True)
    decision = models.OneToOneField(Decision, models.PROTECT, related_name="publication", null=True)
    document = models.OneToOneField(Document, models.PROTECT, related_name="publication", null=True)
    started_on = models.DateField("起算日")
    due_on = models.DateField("应公示日")
    last_workday = models.DateField("末日前最后工作日")
    state = models.CharField("状态", max_length=16, choices=list(STATES.items()))
    published_on = models.DateField("首次公示日", null=True)
    impact = models.BooleanField("具有一定社会影响", null=True)
    impact_reason = models.TextField("社会影响判断理由", blank=True)
    impact_by = models.ForeignKey(Person, models.PROTECT, related_name="+", null=True, verbose_name="判断人")
    impact_at = models.DateTimeField("判断时间", null=True)
    withheld_code = models.CharField("不予公开理由", max_length=32, blank=True)
    withheld_reason = models.TextField("不予公开说明", blank=True)
    withheld_by = models.ForeignKey(Person, models.PROTECT, related_name="+", null=True, verbose_name="提出人")
    withheld_at = models.DateTimeField("提出时间", null=True)
    withheld_confirmed_by = models.ForeignKey(
        Person, models.PROTECT, related_name="+", null=True, verbose_name="复核人"
    )
    withheld_confirmed_at = models.DateTimeField("复核时间", null=True)

    class Meta:
        verbose_name = "公示事项"
        ordering: ClassVar = ["due_on", "id"]
        indexes: ClassVar = [models.Index(fields=["agency", "state", "due_on", "id"], name="task_waiting")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(withheld_confirmed_by=None)
                | ~models.Q(withheld_confirmed_by=models.F("withheld_by")),
                name="withholding_four_eyes",
            ),
            models.CheckConstraint(
                condition=models.Q(decision__isnull=False) | models.Q(document__isnull=False), name="task_of_a_paper"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.uuid}"


class Copy(models.Model):
    """公示版: what the public will see, made from the decision by masking, confirmed by a second person.

    ``source`` is the record before masking (never leaves this room); ``record`` the canonical public record
    (portal/record.py) after it; ``sha256`` its canonical bytes. ``spans``: field path → what is masked there (offsets in
    ``source``). ``marks``: what people added or lifted, in order; ``uncertain``: what a person had to look at, ``settled``:
    how. ``edition`` counts saved changes. A copy nobody confirmed is open; a task has at most one.
    """

    task = models.ForeignKey(Task, models.PROTECT, related_name="copies")
    version = models.PositiveIntegerField("版本")
    kind = models.CharField("类别", max_length=16, choices=list(KINDS.items()))
    reason_code = models.CharField("更正情形", max_length=32, blank=True)
    reason = models.TextField("更正理由", blank=True)
    changes = models.JSONField("更正内容", default=dict)  # path → [before, after], a person's correction of the source
    source = models.JSONField("原内容")
    record = models.JSONField("公示内容")
    sha256 = models.CharField("校验值", max_length=64, blank=True)
    spans = models.JSONField("脱敏位置", default=dict)
    marks = models.JSONField("人工增减", default=list)  # [{"do": "mask"|"lift", "path", "start", "end", "original", …}]
    uncertain = models.JSONField("存疑", default=list)
    settled = models.JSONField("存疑处理", default=dict)
    edition = models.PositiveIntegerField("修改次数", default=1)
    returned = models.TextField("退回意见", blank=True)
    # NULL: made by the platform from registered facts (performance), no person's text in it.
    prepared_by = models.ForeignKey(Person, models.PROTECT, related_name="+", null=True)
    prepared_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(Person, models.PROTECT, related_name="+", null=True)
    confirmed_at = models.DateTimeField(null=True)
    entry_id = models.BigIntegerField("登记条目", null=True)
    # 定时公示: passed by ``scheduled_by`` as ``scheduled_sha256``, to go out then. ``schedule_fault``: why it did not.
    publish_at = models.DateTimeField("定时公示时间", null=True)
    scheduled_by = models.ForeignKey(Person, models.PROTECT, related_name="+", null=True, verbose_name="定时人")
    scheduled_sha256 = models.CharField("定时时的校验值", max_length=64, blank=True)
    schedule_fault = models.TextField("定时公示没有办成的原因", blank=True)

    class Meta:
        verbose_name = "公示版"
        ordering: ClassVar = ["version"]
        indexes: ClassVar = [
            models.Index(
                fields=["publish_at"],
                condition=models.Q(confirmed_at=None, publish_at__isnull=False),
                name="copy_at_its_time",
            )
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["task", "version"], name="one_copy_per_version"),
            models.CheckConstraint(
                condition=models.Q(scheduled_by=None) | ~models.Q(scheduled_by=models.F("prepared_by")),
                name="schedule_four_eyes",
            ),
            models.UniqueConstraint(
                fields=["task"], condition=models.Q(confirmed_at=None), name="one_open_copy_per_task"
            ),
            models.CheckConstraint(
                condition=models.Q(confirmed_by=None) | ~models.Q(confirmed_by=models.F("prepared_by")),
                name="copy_four_eyes",
            ),
        ]

    def __str__(self) -> str:
        return f"第 {self.version} 版"


class CompletenessCount(models.Model):
    """公示完成情况 as last told to the public site: told again when the figures or the day change."""

    agency = models.OneToOneField(Agency, models.PROTECT, related_name="+")
    counted_on = models.DateField("计数日期")
    sha256 = models.CharField("校验值", max_length=64)

    class Meta:
        verbose_name = "公示完成情况计数"

    def __str__(self) -> str:
        return f"{self.counted_on}"


class Withdrawal(models.Model):
    """撤回 (处罚法第48条): reason from the list, the day its ground arose starts the 3 working days."""

    task = models.OneToOneField(Task, models.PROTECT, related_name="withdrawal")
    reason_code = models.CharField("撤回情形", max_length=32)
    explanation = models.TextField("说明")
    ground_on = models.DateField("情形发生日")
    due_on = models.DateField("应撤回日")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField("撤回时间")
    entry_id = models.BigIntegerField("登记条目", null=True)

    class Meta:
        verbose_name = "撤回"

    def __str__(self) -> str:
        return self.reason_code


class Legacy(models.Model):
    """历史决定: a published decision of another time, imported with its source; doubts stay questions for a person."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    key = models.CharField("记录编号", max_length=32)
    original = models.JSONField("来源记录")
    normalised = models.JSONField("规范化")
    questions = models.JSONField("待核问题", default=list)
    publishable = models.BooleanField("可公示")
    imported_at = models.DateTimeField()
    imported_by = models.ForeignKey(Person, models.PROTECT, related_name="+", null=True)
    published_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey(Person, models.PROTECT, related_name="+", null=True)
    record = models.JSONField("公示内容", null=True)
    sha256 = models.CharField("校验值", max_length=64, blank=True)
    code = models.CharField("核验码", max_length=8, null=True, unique=True)
    entry_id = models.BigIntegerField("登记条目", null=True)
    withdrawn_at = models.DateTimeField("撤回时间", null=True)
    withdrawn_by = models.ForeignKey(Person, models.PROTECT, related_name="+", null=True)
    withdrawn_code = models.CharField("撤回情形", max_length=32, blank=True)
    withdrawn_reason = models.TextField("撤回说明", blank=True)

    class Meta:
        verbose_name = "历史决定"
        ordering: ClassVar = ["key"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["agency", "key"], name="one_legacy_row_per_key")]

    def __str__(self) -> str:
        return self.key


class JournalMark(models.Model):
    """Up to where this room has read the journal of an agency (``chores.follow``)."""

    agency = models.OneToOneField(Agency, models.PROTECT, related_name="+")
    agency_seq = models.PositiveBigIntegerField("已读到")

    class Meta:
        verbose_name = "留痕阅读位置"

    def __str__(self) -> str:
        return f"{self.agency_seq}"
