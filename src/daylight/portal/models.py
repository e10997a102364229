from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from daylight.base.orgs.models import Agency, Person
from daylight.portal.identity_models import IdentityScan as IdentityScan
from daylight.portal.identity_models import PublicCodes as PublicCodes
from daylight.portal.identity_models import PublicPortrait as PublicPortrait
from daylight.portal.request_models import CorrectionReceipt as CorrectionReceipt
from daylight.portal.tally_models import PublicMonth as PublicMonth
from daylight.portal.tally_models import PublicTally as PublicTally
from daylight.portal.window_models import PublicDuty as PublicDuty

STATUSES = {"published": "公示中，内容有效", "corrected": "已更正", "withdrawn": "已撤回", "expired": "公示期满"}


class PublicDecision(models.Model):
    """One decision as the public may see it now. ``record`` is the whole canonical record (``portal/record.py``).

    Withdrawn or expired: ``record`` and every copied field are emptied; reason and dates stay (行政处罚法第48条).
    ``revision`` counts what changed on the page; it is written as files while ``rendered_revision`` differs.
    """

    uuid = models.UUIDField("编号", unique=True)
    agency_name = models.CharField("执法机关", max_length=128, blank=True)
    agency_code = models.CharField("机关代码", max_length=32, blank=True)
    # Which section handled it, as the feed says; beside the record, which a person outside has no need to check for it.
    unit = models.CharField("承办机构", max_length=64, blank=True)
    number = models.CharField("文号", max_length=120, blank=True)
    title = models.CharField("标题", max_length=300, blank=True)
    party_display = models.CharField("当事人", max_length=200, blank=True)
    party_kind = models.CharField("当事人类型", max_length=16, blank=True)
    credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True, db_index=True)
    category = models.CharField("类别", max_length=32, default="行政处罚", blank=True)
    violation = models.CharField("违法行为", max_length=500, blank=True)
    gist = models.TextField("摘要", blank=True)
    basis = models.TextField("依据", blank=True)
    penalty_text = models.TextField("处罚内容", blank=True)
    fine_yuan = models.DecimalField("罚款（元）", max_digits=16, decimal_places=2, null=True)
    decided_on = models.DateField("决定日期", null=True)
    published_on = models.DateField("公示日期", null=True)
    keep_until = models.DateField("公示期至", null=True)
    status = models.CharField("状态", max_length=16, default="published", choices=list(STATUSES.items()))
    version = models.PositiveIntegerField("版本", default=0)
    code = models.CharField("核验码", max_length=8, blank=True, db_index=True)
    legacy = models.BooleanField("历史决定", default=False)
    source = models.URLField("来源", max_length=500, blank=True)
    record = models.JSONField("公示记录", null=True)
    record_sha256 = models.CharField("记录校验值", max_length=64, blank=True)
    withdrawn_on = models.DateField("撤回日期", null=True)
    withdrawn_reason_code = models.CharField("撤回原因代码", max_length=40, blank=True)
    withdrawn_reason = models.TextField("撤回原因", blank=True)
    withdrawn_clause = models.CharField("撤回依据", max_length=200, blank=True)
    journal_entry_id = models.BigIntegerField("留痕编号", null=True)
    proof = models.JSONField("登记证明", null=True)
    revision = models.PositiveIntegerField("修订", default=0)
    rendered_revision = models.PositiveIntegerField("已生成修订", default=0)

    class Meta:
        verbose_name = "公示决定"
        # Newest first everywhere; id breaks ties so that pages never skip a row.
        ordering: ClassVar = ["-published_on", "-id"]
        indexes: ClassVar = [
            models.Index(fields=["-published_on", "-id"], name="portal_newest"),
            models.Index(fields=["keep_until", "status"], name="portal_ending"),
            models.Index(
                fields=["withdrawn_on"], condition=models.Q(withdrawn_on__isnull=False), name="portal_withdrawn"
            ),
            models.Index(fields=["violation", "agency_code"], name="portal_item"),
            # The queues of the worker: they hold what waits, however many decisions stand.
            models.Index(
                fields=["id"], condition=~models.Q(revision=models.F("rendered_revision")), name="portal_dirty"
            ),
            models.Index(
                fields=["id"],
                condition=models.Q(proof__isnull=True, journal_entry_id__isnull=False),
                name="portal_unproved",
            ),
        ]

    def __str__(self) -> str:
        return self.number or str(self.uuid)


class DecisionVersion(models.Model):
    """One version of a record, kept and linked; emptied when the decision is withdrawn or expires."""

    uuid = models.UUIDField("编号")
    version = models.PositiveIntegerField("版本")
    kind = models.CharField("种类", max_length=16)  # published | corrected | performance
    record = models.JSONField("公示记录", null=True)
    record_sha256 = models.CharField("记录校验值", max_length=64)
    published_on = models.DateField("公示日期")
    reason = models.CharField("更正原因", max_length=500, blank=True)
    journal_entry_id = models.BigIntegerField("留痕编号", null=True)

    class Meta:
        verbose_name = "公示版本"
        ordering: ClassVar = ["uuid", "version"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["uuid", "version"], name="portal_one_version")]

    def __str__(self) -> str:
        return f"{self.uuid} v{self.version}"


class DecisionFile(models.Model):
    """A masked document of a decision's newest version; deleted with the content when withdrawn."""

    uuid = models.UUIDField("编号")
    version = models.PositiveIntegerField("版本")
    name = models.CharField("文件名", max_length=100)
    sha256 = models.CharField("校验值", max_length=64)
    content = models.BinaryField("内容")

    class Meta:
        verbose_name = "公示文书"
        constraints: ClassVar = [models.UniqueConstraint(fields=["uuid", "version", "name"], name="portal_one_file")]

    def __str__(self) -> str:
        return self.name


class PublicList(models.Model):
    """One version of a published list (清单). ``columns`` is ``[{"code", "title"}]``."""

    kind = models.CharField("清单", max_length=40)
    agency_code = models.CharField("机关代码", max_length=32)
    agency_name = models.CharField("执法机关", max_length=128, blank=True)
    version = models.PositiveIntegerField("版本")
    title = models.CharField("名称", max_length=120)
    basis = models.CharField("依据", max_length=500, blank=True)
    in_force_from = models.DateField("施行日期", null=True)
    in_force_until = models.DateField("停止日期", null=True)  # first day no longer in force, when told by the feed
    published_on = models.DateField("公布日期", null=True)
    columns = models.JSONField("列", default=list)
    status = models.CharField("状态", max_length=16, default="published")  # published | superseded | withdrawn
    journal_entry_id = models.BigIntegerField("留痕编号", null=True)

    class Meta:
        verbose_name = "公示清单"
        ordering: ClassVar = ["kind", "agency_code", "-version"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "agency_code", "version"], name="portal_one_list_version")
        ]

    def __str__(self) -> str:
        return f"{self.title} v{self.version}"


class PublicListRow(models.Model):
    """One row of a published list: column code → text."""

    list = models.ForeignKey(PublicList, models.CASCADE, related_name="rows")
    position = models.PositiveIntegerField("序号")
    data = models.JSONField("内容")

    class Meta:
        verbose_name = "公示清单行"
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["list", "position"], name="portal_one_row")]

    def __str__(self) -> str:
        return f"{self.list_id}:{self.position}"


class PublicFlow(models.Model):
    """One version of a published flow chart: two drawings, the same in words (``core/chart/telling``) and as BPMN 2.0."""

    name = models.CharField("程序", max_length=60)
    version = models.CharField("版本", max_length=40)
    title = models.CharField("名称", max_length=120)
    cite = models.CharField("依据", max_length=500, blank=True)
    in_force_from = models.DateField("施行日期")
    published_on = models.DateField("公布日期")
    digest = models.CharField("程序定义校验值", max_length=64, blank=True)
    svg = models.TextField("流程图")
    svg_narrow = models.TextField("单栏流程图")
    text = models.JSONField("文字版")
    bpmn = models.TextField("BPMN")
    journal_entry_id = models.BigIntegerField("留痕编号", null=True)

    class Meta:
        verbose_name = "公示流程图"
        ordering: ClassVar = ["name", "-in_force_from", "-version"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["name", "version"], name="portal_one_flow_version")]

    def __str__(self) -> str:
        return f"{self.title} {self.version}"


class PublicOverride(models.Model):
    """One 例外放行 as the public may count it: which gate, in which month, by what room the law leaves. No case."""

    agency_code = models.CharField("机关代码", max_length=32)
    agency_name = models.CharField("执法机关", max_length=128, blank=True)
    gate = models.CharField("门禁", max_length=8)
    title = models.CharField("门禁名称", max_length=64)
    why = models.CharField("余地", max_length=300)
    cite = models.CharField("依据", max_length=300)
    month = models.DateField("月份")  # its first day
    journal_entry_id = models.BigIntegerField("留痕编号", unique=True)

    class Meta:
        verbose_name = "公示例外放行"
        ordering: ClassVar = ["-month", "gate", "id"]

    def __str__(self) -> str:
        return f"{self.title} {self.month:%Y-%m}"


class Subscription(models.Model):
    """订阅: an address asks to be told of new publications of one kind. Nothing else about its owner is kept.

    ``question`` is the query string of the list it follows. Deleted, with its letters, when the owner leaves or never
    answers; what stays is nothing (个人信息保护法第十九条、第四十七条).
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    address = models.EmailField("邮箱", max_length=200)
    question = models.CharField("订阅条件", max_length=400, blank=True)
    said = models.CharField("订阅内容", max_length=200)
    asked_at = models.DateTimeField("申请时间")
    confirmed_at = models.DateTimeField("确认时间", null=True)
    told_until = models.BigIntegerField("已告知的公示版本", default=0)  # DecisionVersion.id
    told_on = models.DateField("最近一次告知", null=True)

    class Meta:
        verbose_name = "订阅"
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["address", "question"], name="portal_one_subscription")
        ]

    def __str__(self) -> str:
        return self.said


class Letter(models.Model):
    """One mail waiting to go out; deleted once the mail server has taken it.

    It names decisions by number only and is worded when it leaves: what was withdrawn meanwhile is not told. Without any it
    is the letter that asks the owner to confirm.
    """

    subscription = models.ForeignKey(Subscription, models.CASCADE, related_name="letters")
    uuids = models.JSONField("公示决定", default=list)
    created_at = models.DateTimeField("写入时间")
    attempts = models.PositiveIntegerField("次数", default=0)
    next_try_at = models.DateTimeField("下次", null=True)
    last_error = models.CharField("最近一次失败原因", max_length=300, blank=True)

    class Meta:
        verbose_name = "订阅邮件"
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"{self.subscription_id}:{len(self.uuids)}"


class ColumnCheck(models.Model):
    """栏目核对: a column was read through and is still right."""

    path = models.CharField("网址", max_length=200, unique=True)
    checked_on = models.DateField("核对日期")
    checked_by = models.CharField("核对人", max_length=64)

    class Meta:
        verbose_name = "栏目核对"

    def __str__(self) -> str:
        return self.path


class DeadLink(models.Model):
    """失效链接: a link of our own pages that leads nowhere, as the nightly check found it."""

    page = models.CharField("所在网页", max_length=400)
    target = models.CharField("链接", max_length=400)
    found_on = models.DateField("发现日期")

    class Meta:
        verbose_name = "失效链接"
        ordering: ClassVar = ["page", "target"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["page", "target"], name="portal_one_dead_link")]

    def __str__(self) -> str:
        return f"{self.page} → {self.target}"


class PublicCompleteness(models.Model):
    """公示完成情况 of one agency as counted by it: figures by month, unit and category, reasons and days over; no case."""

    agency_code = models.CharField("机关代码", max_length=32, unique=True)
    agency_name = models.CharField("执法机关", max_length=128, blank=True)
    counted_on = models.DateField("计数日期")
    rows = models.JSONField("计数")

    class Meta:
        verbose_name = "公示完成情况"
        ordering: ClassVar = ["agency_code"]

    def __str__(self) -> str:
        return f"{self.agency_name} {self.counted_on}"


class PublicSite(models.Model):
    """Who runs the site and what the footer must name (国办秘函〔2019〕19号); one row. Empty fields are not shown."""

    name = models.CharField("主办单位", max_length=128, blank=True)
    site_name = models.CharField("网站名称", max_length=128, blank=True)
    address = models.CharField("地址", max_length=200, blank=True)
    phone = models.CharField("投诉举报电话", max_length=64, blank=True)
    site_code = models.CharField("网站标识码", max_length=32, blank=True)
    icp = models.CharField("ICP 备案号", max_length=64, blank=True)
    police = models.CharField("公安备案号", max_length=64, blank=True)
    find_fault_url = models.URLField("我为政府网站找错", blank=True)
    emblem_url = models.URLField("党政机关标识", blank=True)
    # Inside another site (a column of the municipal one): its footer stands, ours is off.
    embedded = models.BooleanField("嵌在上级网站内", default=False)
    licence = models.CharField("开放数据许可", max_length=120, blank=True)
    licence_url = models.URLField("许可全文网址", blank=True)
    demonstration = models.BooleanField("演示站点", default=False)
    revision = models.PositiveIntegerField("修订", default=1)
    rendered_revision = models.PositiveIntegerField("已生成修订", default=0)
    rendered_on = models.DateField("生成日期", null=True)
    counted_revision = models.PositiveIntegerField("已统计修订", default=0)
    counted_on = models.DateField("统计日期", null=True)
    checked_on = models.DateField("链接检查日期", null=True)
    # Decision pages from this id downwards are made again: masthead, tabs, footer or style changed. 0: none.
    repaint_from = models.BigIntegerField("重新生成起点", default=0)
    # Digest of templates and style sheets the pages were made with; a new release makes them all again.
    edition = models.CharField("版式", max_length=16, blank=True)

    class Meta:
        verbose_name = "公示网站"

    def __str__(self) -> str:
        return self.name or "公示网站"


class CertificateEvent(models.Model):
    """What the register of certificates says of one 执法证 from a day on; the published list says the rest."""

    agency_code = models.CharField("机关代码", max_length=32)
    number = models.CharField("证件编号", max_length=64, db_index=True)
    kind = models.CharField("变动", max_length=16)  # added | audited | failed | suspended | restored | cancelled
    on = models.DateField("日期")
    audit_due = models.DateField("年审有效至", null=True)  # last day covered by this audit, or by the issue
    journal_entry_id = models.BigIntegerField("留痕编号", unique=True)

    class Meta:
        verbose_name = "公示的证件变动"
        ordering: ClassVar = ["on", "id"]

    def __str__(self) -> str:
        return f"{self.number} {self.kind} {self.on}"


class Complaint(models.Model):
    """投诉 from the public about an officer or an agency. What was written and who wrote it are sealed; the receipt code
    alone opens the state and the answer."""

    uuid = models.UUIDField("编号", default=uuid.uuid4, unique=True, editable=False)
    code = models.CharField("回执号", max_length=12, unique=True)
    # One filled-in form makes one complaint, however often it is sent.
    form = models.CharField("表单", max_length=40, unique=True)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", verbose_name="机关")
    about = models.CharField("证件编号", max_length=64, blank=True)
    about_name = models.CharField("被投诉人", max_length=64, blank=True)
    text_sealed = models.BinaryField("内容")
    contact_sealed = models.BinaryField("联系方式")
    # Whence it came, hashed with the day: enough to stop a flood, not to find a person.
    source = models.CharField("来源", max_length=32)
    filed_at = models.DateTimeField("提交时间")
    due_on = models.DateField("答复期限")
    answer = models.TextField("答复", blank=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, related_name="+", null=True, verbose_name="答复人")
    answered_at = models.DateTimeField("答复时间", null=True)

    class Meta:
        verbose_name = "投诉"
        ordering: ClassVar = ["due_on", "id"]

    def __str__(self) -> str:
        return self.code
