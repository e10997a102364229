from __future__ import annotations

import uuid
from datetime import date
from typing import ClassVar

from django.db import models

from daylight.base.orgs.models import Agency, Person, Section
from daylight.cases.assignment_models import Reassignment as Reassignment
from daylight.cases.assignment_models import Substitution as Substitution
from daylight.cases.party_models import PartyRecord
from daylight.cases.plan_models import InspectionPlan as InspectionPlan

# Sorts behind every limit, on both databases alike.
NO_LIMIT = date.max
# A case whose turn has not been worked out yet (cases/turns.py, cases/chores.py).
UNSETTLED = "unsettled"


class Case(models.Model):
    """一案. ``step`` is where the running procedure stands; the definition is pinned by id, version and lawpack digest.

    ``area_m2``: m², two decimals; dates are days in China.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="cases")
    section = models.ForeignKey(Section, models.PROTECT, related_name="cases")
    number = models.CharField("立案号", max_length=64, blank=True)
    title = models.CharField("案件名称", max_length=200)
    procedure = models.CharField("程序", max_length=64)
    procedure_version = models.CharField("程序版本", max_length=32)
    lawpack_digest = models.CharField("法规包摘要", max_length=64)
    step = models.CharField("环节", max_length=8)
    item_code = models.CharField("事项编码", max_length=32)
    # The rule of the lawpack that carries amounts, hearing and transfer thresholds for this item.
    law_item = models.CharField("法规条目", max_length=32, blank=True)
    item_name = models.CharField("案由", max_length=200)
    source = models.CharField("线索来源", max_length=32)
    lead = models.TextField("线索内容")
    place = models.CharField("违法地点", max_length=200)
    area_m2 = models.DecimalField("面积（平方米）", max_digits=14, decimal_places=2, null=True, blank=True)
    farmland_m2 = models.DecimalField("其中一般耕地（平方米）", max_digits=14, decimal_places=2, null=True, blank=True)
    prime_farmland_m2 = models.DecimalField(
        "其中永久基本农田（平方米）", max_digits=14, decimal_places=2, null=True, blank=True
    )
    land_class = models.CharField("土地利用现状", max_length=64, blank=True)
    plan_conform = models.CharField("规划符合情况", max_length=16, blank=True)
    act_ended_on = models.DateField("违法行为终了日", null=True, blank=True)
    act_continuing = models.BooleanField("处于继续状态", default=False)
    registered_at = models.DateTimeField("登记时间")
    opened_on = models.DateField("立案日期", null=True)
    closed_on = models.DateField("结案日期", null=True)
    closing_kind = models.CharField("结案情形", max_length=32, blank=True)
    minor_party = models.BooleanField("当事人未满十八周岁", default=False)
    demonstration = models.BooleanField("演示案件", default=False)
    # What a replayed published record did not show and the demonstration had to supply; shown as 演示.
    demonstration_fields = models.JSONField("演示补充项", default=list)
    source_record = models.JSONField("来源记录", null=True)
    # The case this one followed from: an inspection, the penalty whose suspicion is transferred, the measure's own case.
    origin = models.ForeignKey(
        "self", models.PROTECT, related_name="followed_by", null=True, blank=True, verbose_name="来源案件"
    )
    # Matters the law leaves to another authority first (G28), and why we handle them all the same.
    rural_house = models.BooleanField("农村村民住宅用地", default=False)
    village_planning = models.BooleanField("乡、村庄规划区内的建设", default=False)
    jurisdiction_reason = models.TextField("由本机关办理的理由", blank=True)
    # Counts saved edits of the facts; the optimistic lock of the case form.
    version = models.PositiveIntegerField("版本", default=1)
    # Kept by cases/turns.py alone: whose turn it is (a right, PARTY, or empty at the end), his nearest limit, and the
    # nearest limit of anybody in the authority (null once the procedure is over).
    turn = models.CharField("轮到", max_length=32, default=UNSETTLED)
    due_on = models.DateField("办理期限", default=NO_LIMIT)
    limit_on = models.DateField("最近期限", null=True)

    class Meta:
        verbose_name = "案件"
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [
            models.Index(fields=["agency", "turn", "due_on", "id"], name="case_agency_turn"),
            models.Index(fields=["section", "turn", "due_on", "id"], name="case_section_turn"),
            models.Index(fields=["agency", "limit_on", "id"], name="case_agency_limit"),
            models.Index(fields=["section", "limit_on", "id"], name="case_section_limit"),
            # An item whose article has fallen: the open cases that stand on it.
            models.Index(fields=["law_item"], condition=models.Q(closed_on=None), name="open_case_law_item"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["agency", "number"], condition=~models.Q(number=""), name="case_number_in_agency"
            )
        ]

    def __str__(self) -> str:
        return self.title


class Party(models.Model):
    """当事人及其他参与人. The identity number is sealed (base/sealing.py); purpose: 认定当事人 (行政处罚法第59条)."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="parties")
    role = models.CharField("身份", max_length=24)  # party · legal_representative · witness · complainant · agent
    kind = models.CharField("类别", max_length=16)  # person · organisation
    name = models.CharField("姓名或者名称", max_length=120)
    credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True)
    identity_sealed = models.BinaryField("身份证号（密）", null=True)
    # 特征信息: other names, accounts, plates, sealed together (cases/marks.py).
    marks_sealed = models.BinaryField("特征信息（密）", null=True)
    phone = models.CharField("电话", max_length=32, blank=True)
    address = models.CharField("住址或者住所", max_length=200, blank=True)
    legal_representative = models.CharField("法定代表人", max_length=64, blank=True)
    # Its place in the register; None while a question of equal names is open, and for whoever is no 当事人.
    record = models.ForeignKey(PartyRecord, models.PROTECT, related_name="parties", null=True)

    class Meta:
        verbose_name = "当事人"
        ordering: ClassVar = ["id"]
        # 一事不再罚 looks a party up by name among all cases.
        indexes: ClassVar = [models.Index(fields=["name"], name="party_name")]

    def __str__(self) -> str:
        return self.name


class Handler(models.Model):
    """承办人. Two rows for one case are two different persons: the constraint says so (G01)."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="handlers")
    person = models.ForeignKey(Person, models.PROTECT, related_name="handling")
    lead = models.BooleanField("主办", default=False)
    # The case's own columns once more, so that a person's list is one range of an index (cases/turns.py).
    turn = models.CharField("轮到", max_length=32, default=UNSETTLED)
    due_on = models.DateField("办理期限", default=NO_LIMIT)

    class Meta:
        verbose_name = "承办人"
        ordering: ClassVar = ["-lead", "id"]
        indexes: ClassVar = [models.Index(fields=["person", "turn", "due_on", "case"], name="handler_turn")]
        constraints: ClassVar = [models.UniqueConstraint(fields=["case", "person"], name="one_person_once_per_case")]

    def __str__(self) -> str:
        return str(self.person)


class Opening(models.Model):
    """立案五条件核对 (部办法第16条): each confirmed by a person, never assumed."""

    case = models.OneToOneField(Case, models.PROTECT, related_name="opening")
    offender_known = models.BooleanField("有明确的行为人")
    facts_exist = models.BooleanField("有违反自然资源管理法律法规的事实")
    liable = models.BooleanField("依照自然资源管理法律法规应当追究法律责任")
    jurisdiction = models.BooleanField("属于本机关管辖")
    within_limitation = models.BooleanField("违法行为没有超过追诉时效")
    opinion = models.TextField("承办意见")
    requested_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    requested_at = models.DateTimeField()

    class Meta:
        verbose_name = "立案核对"

    def __str__(self) -> str:
        return f"立案核对 {self.case_id}"


class IdentityShowing(models.Model):
    """亮证 (行政处罚法第55条): who showed which certificates, when, where, how."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="showings")
    shown_at = models.DateTimeField("亮证时间")
    place = models.CharField("地点", max_length=200)
    method = models.CharField("方式", max_length=16)
    officers = models.ManyToManyField(Person, related_name="+", verbose_name="执法人员")

    class Meta:
        verbose_name = "亮证"
        ordering: ClassVar = ["shown_at"]

    def __str__(self) -> str:
        return f"亮证 {self.shown_at:%Y-%m-%d}"


class TransferScreening(models.Model):
    """涉刑筛查 (移送规定第3、5、11条): what the thresholds say and what a person decided, with the reason."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="screenings")
    hits = models.JSONField("命中", default=list)
    outcome = models.CharField("处理", max_length=16)  # none · transfer · keep
    reason = models.TextField("理由", blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "涉刑筛查"
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return self.outcome


class Move(models.Model):
    """A step the case took; the procedure's history, in order."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="moves")
    code = models.CharField("步骤", max_length=48)
    name = models.CharField("名称", max_length=64)
    from_step = models.CharField(max_length=8, blank=True)
    to_step = models.CharField(max_length=8)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "办案步骤"
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return self.name


class Clock(models.Model):
    """A running limit. The dates are computed by core/deadlines (cases/clocks.py) and kept with how they came.

    ``rule``: the lawpack row it started under, so that a later edit does not move a running clock; ``lines``: the
    explanation as [label, text]; ``due_at``: the moment, where the law counts hours. ``started_on`` of a limit counted
    back is the day ahead from which it is counted. ``pauses``: [from, until (the day it runs again) or null, reason].
    ``calendar``: the stamp of the working calendar it was counted with; a running clock with another one is recounted.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="clocks")
    code = models.CharField("期限编号", max_length=8)
    variant = models.CharField("情形", max_length=32, blank=True)
    name = models.CharField("期限", max_length=64)
    started_on = models.DateField("起算日")
    started_at = models.DateTimeField("起算时刻", null=True)
    due_on = models.DateField("届满日")
    due_at = models.DateTimeField("届满时刻", null=True)
    warn_on = models.DateField("报警日")
    last_workday = models.DateField("末日前最后工作日")
    skipped = models.JSONField("跳过的日子", default=list)
    provisional = models.BooleanField("暂定", default=False)
    rule = models.JSONField("起算时的规则", default=dict)
    extensions = models.JSONField("延长", default=list)
    pauses = models.JSONField("中止", default=list)
    suspended_on = models.DateField("计时中止日", null=True)
    lines = models.JSONField("如何计算", default=list)
    calendar = models.CharField("工作日历校验值", max_length=16, blank=True)
    stopped_on = models.DateField("停止日", null=True)
    stopped_by = models.CharField("停止原因", max_length=64, blank=True)
    cite = models.CharField("依据", max_length=200)
    verified = models.BooleanField("已核实", default=True)

    class Meta:
        verbose_name = "期限"
        ordering: ClassVar = ["due_on", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["case", "code", "variant"],
                condition=models.Q(stopped_on=None),
                name="one_running_clock_of_a_kind",
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["calendar"], condition=models.Q(stopped_on=None), name="running_clock_calendar"),
            models.Index(fields=["code", "case"], condition=models.Q(stopped_on=None), name="running_clock_code"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.due_on}"


class GateOverride(models.Model):
    """例外放行 of one gate in one case: what was found, who asked and why, who let it pass or did not.

    ``move`` is where it was asked; it holds at every later move behind the same gate while the gate finds the same.
    ``set_aside``: ``[{"message", "cite", "field"}]`` as both persons saw it.
    """

    STATES: ClassVar = {"asked": "待复核", "granted": "已放行", "refused": "未同意"}

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="overrides")
    gate = models.CharField("门禁", max_length=8)
    title = models.CharField("门禁名称", max_length=64)
    move = models.CharField("提出时的步骤", max_length=48)
    reason = models.TextField("理由")
    set_aside = models.JSONField("未满足的要求", default=list)
    state = models.CharField("状态", max_length=8, default="asked", choices=list(STATES.items()))
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField("提出时间")
    answered_by = models.ForeignKey(Person, models.PROTECT, related_name="+", null=True)
    answered_at = models.DateTimeField("复核时间", null=True)
    answer = models.TextField("复核意见", blank=True)

    class Meta:
        verbose_name = "例外放行"
        ordering: ClassVar = ["id"]
        indexes: ClassVar = [models.Index(fields=["state"], name="override_state")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["case", "gate"], condition=models.Q(state="asked"), name="one_open_override_per_gate"
            ),
            # Nobody lets his own request pass, whatever the code above forgets.
            models.CheckConstraint(
                condition=models.Q(answered_by=None) | ~models.Q(answered_by=models.F("asked_by")),
                name="override_by_a_second_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.STATES[self.state]}"


class AllottedNumber(models.Model):
    """文号登记: every number of every series, once. A void one keeps its row for ever and is never given again.

    Written with the act that needs the number and rolled back with it, so that a series has no gap.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    word = models.CharField("文种字", max_length=16)
    year = models.PositiveSmallIntegerField("年份")
    serial = models.PositiveIntegerField("序号")
    number = models.CharField("文号", max_length=64)
    allotted_on = models.DateField("编号日期")
    voided_on = models.DateField("作废日期", null=True)
    voided_by = models.ForeignKey(Person, models.PROTECT, related_name="+", null=True)
    void_reason = models.TextField("作废理由", blank=True)

    class Meta:
        verbose_name = "文号登记"
        ordering: ClassVar = ["-year", "word", "-serial"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agency", "word", "year", "serial"], name="one_number_once"),
            models.CheckConstraint(
                condition=models.Q(voided_on=None) | ~models.Q(void_reason=""), name="void_number_has_a_reason"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["agency", "number"], name="allotted_number")]

    def __str__(self) -> str:
        return self.number
