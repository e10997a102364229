"""信用信息报送: what was reported of which decision about whom, and what keeps it from being reported."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from daylight.base.orgs.models import Agency, Person
from daylight.cases.models import Party
from daylight.decisions.models import Decision

PURPOSES = {"credit": "报送并公示", "credit_report": "仅报送、共享"}
STATES = {"lacking": "待补正", "reported": "已报送", "revoked": "已撤销报送"}


class CreditReport(models.Model):
    """One row of the 双公示 table: one party of one decision. Personal numbers are not kept here.

    ``why``: why it is shared only. ``faults``: ``[{"code", "name", "message"}]``. ``digest``: of the facts it was made from,
    so that a change is reported anew; ``copy_version``: the public version whose masked texts it took, 0 none.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="credit_reports")
    party = models.ForeignKey(Party, models.PROTECT, related_name="+")
    table = models.CharField("表", max_length=16)
    purpose = models.CharField("方式", max_length=16, choices=list(PURPOSES.items()))
    why = models.CharField("只报送的理由", max_length=200, blank=True)
    state = models.CharField("状态", max_length=16, choices=list(STATES.items()))
    faults = models.JSONField("待补正", default=list)
    version = models.PositiveIntegerField("报送次数", default=0)
    digest = models.CharField("校验值", max_length=64, blank=True)
    copy_version = models.PositiveIntegerField("公示版本", default=0)
    due_on = models.DateField("应报送日")
    reported_at = models.DateTimeField("报送时间", null=True)
    # NULL: the platform reported it from registered facts.
    reported_by = models.ForeignKey(Person, models.PROTECT, related_name="+", null=True)

    class Meta:
        verbose_name = "信用信息报送"
        ordering: ClassVar = ["due_on", "id"]
        indexes: ClassVar = [models.Index(fields=["agency", "state", "due_on", "id"], name="credit_waiting")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["decision", "party"], name="one_credit_report_per_party")
        ]

    def __str__(self) -> str:
        return f"{self.get_state_display()} {self.uuid}"
