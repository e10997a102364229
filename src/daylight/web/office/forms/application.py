"""窗口收件: what the window asks of an applicant, with a box for every material of the published guide."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from daylight.base import lawpack
from daylight.base.orgs.models import Person
from daylight.cases.acts import PartyInput
from daylight.decisions.acts import ApplicationInput
from daylight.decisions.acts.take_application import APPLICATION
from daylight.decisions.permit_guide import item_materials
from daylight.web.office.forms.base import OfficeForm
from daylight.web.office.forms.fields import certified

KINDS = [("organisation", "单位"), ("person", "个人")]


class IntakeForm(OfficeForm):
    aliases = {"lead": "application", "place": "project_place", "party_name": "name"}
    party = ("name", "kind", "credit_code", "id_number", "phone", "address", "agent")
    asked = ("matter", "application", "project_place", "prior_number")
    brought = ("materials", "other_materials", "form_ok")
    onward = ("handler", "partner")

    def __init__(self, person: Person, item: dict[str, Any], today: date, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.item = item
        listed = [each.text for each in item_materials(person.agency, item["code"], today)]
        template = lawpack.current().document(APPLICATION, today)
        matters = next(each.choices for each in template.fields if each.code == "matter")
        officers = certified(person).filter(section__isnull=False).order_by("section__code", "name")

        def who(label: str, hint: str) -> forms.ModelChoiceField:
            found = forms.ModelChoiceField(
                officers, to_field_name="uuid", label=label, empty_label="请选择", help_text=hint
            )
            found.label_from_instance = lambda each: f"{each.name}（{each.section.name}）"
            return found

        self.fields |= {
            "name": forms.CharField(label="申请人姓名或者名称", max_length=120),
            "kind": forms.ChoiceField(label="申请人类别", choices=KINDS),
            "credit_code": forms.CharField(label="统一社会信用代码", max_length=32, required=False),
            "id_number": forms.CharField(
                label="身份证号", max_length=32, required=False, help_text="加密保存，只用于认定申请人"
            ),
            "phone": forms.CharField(label="电话", max_length=32, required=False),
            "address": forms.CharField(label="住址或者住所", max_length=200, required=False),
            "agent": forms.CharField(label="委托代理人", max_length=64, required=False),
            "matter": forms.ChoiceField(label="申请类型", choices=[(each, each) for each in matters]),
            "application": forms.CharField(label="申请内容", widget=forms.Textarea({"rows": 3})),
            "project_place": forms.CharField(label="项目地点", max_length=200),
            "prior_number": forms.CharField(
                label="原许可文号或者证号", max_length=120, required=False, help_text="变更、延续、注销时填写"
            ),
            "materials": forms.MultipleChoiceField(
                label="收到的材料", required=False, choices=[(each, each) for each in listed],
                widget=forms.CheckboxSelectMultiple, help_text="对照服务指南的材料清单逐项核对原件",
            ),
            "other_materials": forms.CharField(
                label="清单以外的材料", required=False, widget=forms.Textarea({"rows": 2}), help_text="一行一项"
            ),
            "form_ok": forms.BooleanField(label="材料符合法定形式", required=False),
            "handler": who("主办人员", "收件后由承办机构审查并决定是否受理"),
            "partner": who("协办人员", "与主办人员同一承办机构的另一名执法人员"),
        }  # fmt: skip
        self.reword()

    @property
    def groups(self) -> list[dict[str, Any]]:
        parts = (("申请人", self.party), ("申请", self.asked), ("材料", self.brought), ("转交承办", self.onward))
        return [{"title": title, "fields": [self[name] for name in names]} for title, names in parts]

    def application(self) -> ApplicationInput:
        """What was typed, for the act."""
        said = self.cleaned_data
        applicant = PartyInput(
            **{name: said[name] for name in ("name", "kind", "credit_code", "id_number", "phone", "address")}
        )
        others = [each.strip() for each in said["other_materials"].splitlines() if each.strip()]
        names = ("matter", "application", "project_place", "materials", "form_ok", "handler", "partner", "agent")
        known = {name: said[name] for name in (*names, "prior_number")}
        return ApplicationInput(item_code=self.item["code"], applicant=applicant, other_materials=others, **known)
