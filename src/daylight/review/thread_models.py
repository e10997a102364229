"""What is said around a dossier: comments on its words, material asked for, advice from counsel, disagreements."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from daylight.base.orgs.models import Person

COMMENT_STATES = {"open": "待处理", "accepted": "已采纳", "declined": "未采纳", "withdrawn": "已撤回"}
# How a disagreement ended, and by whom.
OUTCOMES = {"review": "按审核意见办理", "handler": "按承办意见办理"}
WAYS = {"coordination": "协调一致", "leader": "负责人决定", "collective": "集体讨论决定"}


class Comment(models.Model):
    """批注 on a quotation of the frozen draft (core/anchoring), or on a whole field when ``exact`` is empty.

    ``suggestion``: other words for the quotation; ``accepted_version``: the draft version that took them over.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    dossier = models.ForeignKey("review.Dossier", models.PROTECT, related_name="comments")
    field = models.CharField("栏目", max_length=64)
    exact = models.TextField("原文", blank=True)
    prefix = models.CharField("前文", max_length=48, blank=True)
    suffix = models.CharField("后文", max_length=48, blank=True)
    start = models.PositiveIntegerField("位置", default=0)
    text = models.TextField("批注", blank=True)
    suggestion = models.TextField("建议改为", blank=True)
    suggests = models.BooleanField("有建议", default=False)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    state = models.CharField("状态", max_length=12, choices=list(COMMENT_STATES.items()), default="open")
    answer = models.TextField("回应", blank=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, related_name="+", null=True)
    answered_at = models.DateTimeField(null=True)
    accepted_version = models.PositiveIntegerField("采纳于第几版", null=True)

    class Meta:
        verbose_name = "批注"
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return self.text or self.suggestion


class MaterialRequest(models.Model):
    """补充材料: what the reviewer still wants to see. ``paused``: the law lets the limit stand still meanwhile."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    dossier = models.ForeignKey("review.Dossier", models.PROTECT, related_name="material_requests")
    what = models.TextField("要求补充的材料")
    paused = models.BooleanField("计时中止", default=False)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    answer = models.TextField("补充说明", blank=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, related_name="+", null=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "补充材料要求"
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return self.what


class CounselInvitation(models.Model):
    """请法律顾问: a named counsel may read this one dossier and advise, until ``expires_at``. He decides nothing.

    The link is signed and useless without the licence number; ``misses`` wrong numbers close the door.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    dossier = models.ForeignKey("review.Dossier", models.PROTECT, related_name="invitations")
    name = models.CharField("姓名", max_length=40)
    firm = models.CharField("单位", max_length=80)
    licence = models.CharField("执业证号", max_length=40)
    question = models.TextField("请其回答的问题")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    expires_at = models.DateTimeField("有效至")
    revoked_at = models.DateTimeField("收回时间", null=True)
    misses = models.PositiveSmallIntegerField("证号不符次数", default=0)
    opened_at = models.DateTimeField("最近查看", null=True)
    advice = models.TextField("顾问意见", blank=True)
    advised_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "法律顾问邀请"
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return self.name


class Disagreement(models.Model):
    """承办机构与审核意见不一致: opened on a returned dossier, settled by a record and by nothing else.

    ``opinions``: ``[{"name", "opinion"}]`` of a collective discussion.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    dossier = models.OneToOneField("review.Dossier", models.PROTECT, related_name="disagreement")
    elements = models.JSONField("争议要素", default=list)
    stand = models.TextField("承办理由")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    coordination = models.TextField("协调记录", blank=True)
    attendees = models.TextField("参加协调的人员", blank=True)
    agreed = models.BooleanField("协调一致", null=True)
    coordinated_by = models.ForeignKey(Person, models.PROTECT, related_name="+", null=True)
    coordinated_at = models.DateTimeField(null=True)
    way = models.CharField("如何了结", max_length=16, choices=list(WAYS.items()), blank=True)
    outcome = models.CharField("结果", max_length=16, choices=list(OUTCOMES.items()), blank=True)
    decision = models.TextField("决定和理由", blank=True)
    opinions = models.JSONField("讨论意见", default=list)
    settled_by = models.ForeignKey(Person, models.PROTECT, related_name="+", null=True)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "审核分歧"
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return self.stand
