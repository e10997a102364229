from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from daylight.base.orgs.models import Person
from daylight.cases.models import Case
from daylight.review.thread_models import Comment, CounselInvitation, Disagreement, MaterialRequest

__all__ = ["Comment", "CounselInvitation", "Disagreement", "Dossier", "Finding", "MaterialRequest"]

STATES = {
    "waiting": "待分派",
    "reviewing": "审核中",
    "returned": "已退回",
    "passed": "审核通过",
    "void": "已失效",  # the draft changed after the pass
}
VERDICTS = {"conforms": "符合", "fails": "不符合", "mend": "需补正", "not_applicable": "不适用"}
# 法制审核意见 (山东省重大行政执法决定法制审核办法): kept in the words that go on paper.
AGREE = "同意"
RETURNING = ("修改后同意", "补充调查", "纠正", "不同意", "移送")


class Dossier(models.Model):
    """送审卷: what the reviewer sees, frozen, with one hash. A pass binds to ``sha256`` and to nothing else.

    ``content``: draft fields, documents and recordings by their SHA-256, the clocks and the procedure so far.
    ``elements``: the questions in force on the day it was sent, ``[{"code", "name", "question", "cite", "skippable"}]``;
    a later list does not change what this reviewer has to answer.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="dossiers")
    round = models.PositiveIntegerField("送审次数")
    content = models.JSONField("内容")
    sha256 = models.CharField("送审卷校验值", max_length=64)
    elements = models.JSONField("审核要素", default=list)
    # 机器核对的意见 by element, closed until a person has judged it; its digest stands in ``content``.
    machine = models.JSONField("机器核对", default=dict)
    draft_sha256 = models.CharField("拟决定校验值", max_length=64)
    why_required = models.JSONField("应审理由", default=list)
    sent_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    sent_at = models.DateTimeField("送审时间")
    due_on = models.DateField("审核期限")
    reviewer = models.ForeignKey(Person, models.PROTECT, related_name="+", null=True, verbose_name="审核人")
    state = models.CharField("状态", max_length=16, choices=list(STATES.items()))
    opinion = models.CharField("审核意见", max_length=24, blank=True)
    opinion_text = models.TextField("意见说明", blank=True)
    response = models.TextField("承办回应", blank=True)
    decided_at = models.DateTimeField("审核时间", null=True)

    class Meta:
        verbose_name = "送审卷"
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [
            models.Index(fields=["state", "due_on", "id"], name="dossier_waiting"),
            models.Index(fields=["reviewer", "state", "due_on", "id"], name="dossier_of_reviewer"),
        ]
        constraints: ClassVar = [models.UniqueConstraint(fields=["case", "round"], name="one_dossier_per_round")]

    def __str__(self) -> str:
        return f"第 {self.round} 次送审"


class Finding(models.Model):
    """One element judged by a person, with pointers into the dossier (要素清单)."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="findings")
    element = models.CharField("要素", max_length=32)
    verdict = models.CharField("结论", max_length=16, choices=list(VERDICTS.items()))
    note = models.TextField("说明", blank=True)
    # [{"kind": one of review/pointers.KINDS, "ref": …, "label": …}]
    pointers = models.JSONField("指向", default=list)
    # What the platform had found when the person committed himself: {"verdict", "checks"}.
    machine = models.JSONField("机器核对", default=dict)
    # The round whose unchanged conclusion this one keeps.
    carried_from = models.PositiveIntegerField("沿用第几次送审", null=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "要素结论"
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["dossier", "element"], name="one_finding_per_element")]

    def __str__(self) -> str:
        return f"{self.element}:{self.verdict}"
