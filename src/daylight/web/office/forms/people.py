"""Forms about certificates, parties across cases, and 回避."""

from __future__ import annotations

import re
from dataclasses import asdict
from datetime import date
from typing import Any

from django import forms

from daylight.base.orgs.acts import CertificateInput
from daylight.base.orgs.certificates import AUDITED
from daylight.base.orgs.models import Certificate, CertificateChange, Person
from daylight.cases.acts import PartyInput, RecusalInput
from daylight.cases.interests import RELATIONS
from daylight.cases.marks import marks_of
from daylight.cases.models import Case, Party
from daylight.web.office.forms.base import OfficeForm
from daylight.web.office.forms.fields import DayField, certified
from daylight.web.office.forms.party_rows import KINDS, ROLES

_LISTED = re.compile(r"[、，,；;|\n]+")
_BETWEEN = re.compile(r"[、，,|\s]+")
# What the act calls it → the field; ``aliases`` is taken by the form itself.
MARKS = {"party_aliases": "other_names", "party_accounts": "accounts", "party_plates": "plates"}
VERDICTS = [("", "请选择"), ("1", "合格"), ("0", "不合格")]


class CertificateForm(OfficeForm):
    kind = forms.ChoiceField(label="证种", choices=[("", "请选择"), *Certificate.KINDS])
    number = forms.CharField(label="证号", max_length=32)
    issuer = forms.CharField(label="发证机关", max_length=64, required=False)
    issued_on = DayField(label="发证日期")
    valid_until = DayField(label="有效期至", required=False)
    categories = forms.CharField(label="类别", max_length=200, required=False, help_text="几项用顿号隔开")
    areas = forms.CharField(label="区域", max_length=200, required=False, help_text="几项用顿号隔开")

    def typed(self) -> CertificateInput:
        said = self.cleaned_data
        words = {name: [w for w in _BETWEEN.split(said[name]) if w] for name in ("categories", "areas")}
        return CertificateInput(**{k: v for k, v in said.items() if k not in words}, **words)


class AuditForm(OfficeForm):
    year = forms.IntegerField(label="年度", widget=forms.TextInput({"inputmode": "numeric"}))
    audited_on = DayField(label="年审日期")
    passed = forms.ChoiceField(label="结果", choices=VERDICTS)
    note = forms.CharField(label="说明", max_length=200, required=False, help_text="不合格的写明原因")


class ChangeForm(OfficeForm):
    change = forms.ChoiceField(label="变动", choices=[("", "请选择"), *CertificateChange.KINDS])
    on = DayField(label="自何日起")
    reason = forms.CharField(label="理由", max_length=200)


def certificate_forms(each: Certificate, today: date, data: Any = None, which: str = "") -> dict[str, OfficeForm]:
    """The forms beside one certificate, their ids apart from those of the others; ``which`` is bound to ``data``."""
    made: dict[str, OfficeForm] = {}
    if each.kind in AUDITED:
        made["audit"] = AuditForm(
            data if which == "audit" else None, initial={"year": today.year}, auto_id=f"f-a{each.pk}-%s"
        )
    made["change"] = ChangeForm(data if which == "change" else None, auto_id=f"f-c{each.pk}-%s")
    return made


class InterestForm(OfficeForm):
    relation = forms.ChoiceField(label="利害关系", choices=[("", "请选择"), *RELATIONS.items()])
    details = forms.CharField(label="具体情况", widget=forms.Textarea({"rows": 2}))


class RecusalForm(OfficeForm):
    """回避申请 of a party, recorded by a handler."""

    def __init__(self, case: Case, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = Person.objects.filter(agency_id=case.agency_id, is_active=True).order_by("name")
        self.fields |= {
            "person": forms.ModelChoiceField(people, to_field_name="uuid", label="申请谁回避", empty_label="请选择"),
            "applicant": forms.CharField(label="申请人", max_length=120),
            "asked_on": DayField(label="申请日期"),
            "reason": forms.CharField(label="理由", widget=forms.Textarea({"rows": 2})),
        }
        self.reword()

    def typed(self) -> RecusalInput:
        return RecusalInput(by_party=True, **self.cleaned_data)


class RecusalDecisionForm(OfficeForm):
    def __init__(self, case: Case, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        free = certified(case).exclude(pk__in=case.handlers.values("person_id"))
        self.fields |= {
            "granted": forms.ChoiceField(
                label="决定", choices=[("", "请选择"), ("1", "决定回避"), ("0", "驳回回避申请")]
            ),
            "reason": forms.CharField(label="决定理由", widget=forms.Textarea({"rows": 2})),
            "replacement": forms.ModelChoiceField(
                free, to_field_name="uuid", label="接替人员", empty_label="不指定", required=False,
                help_text="被决定回避的是承办人的，须指定",
            ),
        }  # fmt: skip
        self.reword()


class MarksForm(OfficeForm):
    """特征信息; several of a kind are parted by commas, so that the gaps in a number stay with it."""

    aliases = MARKS
    other_names = forms.CharField(label="曾用名、绰号", max_length=200, required=False, help_text="几个用顿号隔开")
    accounts = forms.CharField(label="银行账号", max_length=400, required=False, help_text="几个用顿号隔开")
    plates = forms.CharField(label="车牌号", max_length=200, required=False, help_text="几个用顿号隔开")

    @classmethod
    def of(cls, party: Party, data: Any = None) -> MarksForm:
        marks = marks_of(party)
        shown = {MARKS[f"party_{name}"]: "、".join(values) for name, values in asdict(marks).items()}
        return cls(data, initial=shown, auto_id=f"f-m{party.pk}-%s")

    def typed(self) -> dict[str, list[str]]:
        return {
            name.removeprefix("party_"): [
                each.strip() for each in _LISTED.split(self.cleaned_data[field]) if each.strip()
            ]
            for name, field in MARKS.items()
        }


class PartyForm(OfficeForm):
    """A party found during the investigation."""

    aliases = {f"party_{name}": name for name in ("name", "credit_code", "id_number")}
    role = forms.ChoiceField(label="在本案中的身份", choices=ROLES)
    name = forms.CharField(label="姓名或者名称", max_length=120)
    kind = forms.ChoiceField(label="类别", choices=KINDS)
    credit_code = forms.CharField(label="统一社会信用代码", max_length=32, required=False)
    id_number = forms.CharField(label="身份证号", max_length=32, required=False, help_text="加密保存，只用于认定当事人")
    legal_representative = forms.CharField(label="法定代表人", max_length=64, required=False)
    phone = forms.CharField(label="电话", max_length=32, required=False)
    address = forms.CharField(label="住址或者住所", max_length=200, required=False)

    def typed(self) -> PartyInput:
        return PartyInput(**self.cleaned_data)


class RecordForm(OfficeForm):
    """The name of a party record and the organisation it is a branch of, by code or full name."""

    name = forms.CharField(label="姓名或者名称", max_length=120, help_text="改名后原名作为曾用名保留")
    parent = forms.CharField(
        label="所属单位", max_length=120, required=False, help_text="分支机构填总机构的统一社会信用代码或者全称"
    )
