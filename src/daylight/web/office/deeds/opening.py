"""线索与立案."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest

from daylight.cases.acts import amend_case, decline_opening, open_case, request_opening
from daylight.cases.acts.request_opening import Conditions
from daylight.cases.gathering import case_facts
from daylight.cases.models import Opening
from daylight.web.office.acting import Outcome, perform
from daylight.web.office.deeds.deed import Deed, blank
from daylight.web.office.forms.base import OfficeForm
from daylight.web.office.forms.fields import DayField, NumberField
from daylight.web.office.place import Place

CONDITIONS = ("offender_known", "facts_exist", "liable", "jurisdiction", "within_limitation")
RURAL_HOUSE = "农村村民未经批准建住宅占地"
VILLAGE_PLANNING = "乡、村庄规划区内的建设"
JURISDICTION_HELP = "勾选上面两项之一的填写：前者一般由农业农村主管部门、后者一般由乡镇人民政府管辖"
PLAN = [("", "未查明"), ("符合", "符合"), ("不符合", "不符合"), ("部分符合", "部分符合")]


class OpeningForm(OfficeForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in CONDITIONS:
            label = str(Opening._meta.get_field(name).verbose_name)
            self.fields[name] = forms.BooleanField(label=label, required=False)
        self.fields["opinion"] = forms.CharField(label="承办意见", widget=forms.Textarea({"rows": 3}))
        self.reword()


def _request(request: HttpRequest, place: Place, form: OpeningForm) -> Outcome:
    ticked = Conditions(**{name: form.cleaned_data[name] for name in CONDITIONS})
    return perform(request, request_opening, place.case, ticked, form.cleaned_data["opinion"])


def _asked(place: Place) -> list[tuple[str, str]]:
    opening = getattr(place.case, "opening", None)
    if opening is None:
        return []
    answers = [
        (str(Opening._meta.get_field(name).verbose_name), "是" if getattr(opening, name) else "否")
        for name in CONDITIONS
    ]
    return [*answers, ("承办意见", opening.opinion), ("呈报人", opening.requested_by.name)]


class ReasonForm(OfficeForm):
    reason = forms.CharField(label="理由", widget=forms.Textarea({"rows": 3}))


def reason(place: Place, data: Any) -> OfficeForm:
    return ReasonForm(data)


def _decline(request: HttpRequest, place: Place, form: OfficeForm) -> Outcome:
    return perform(request, decline_opening, place.case, form.cleaned_data["reason"])


class FactsForm(OfficeForm):
    """案件情况, on the version the page was opened with."""

    title = forms.CharField(label="案件名称", max_length=200)
    place = forms.CharField(label="违法地点", max_length=200)
    area_m2 = NumberField(label="面积（平方米）", required=False)
    farmland_m2 = NumberField(label="其中一般耕地（平方米）", required=False)
    prime_farmland_m2 = NumberField(label="其中永久基本农田（平方米）", required=False)
    land_class = forms.CharField(label="土地利用现状", max_length=64, required=False)
    plan_conform = forms.ChoiceField(label="规划符合情况", choices=PLAN, required=False)
    act_ended_on = DayField(label="违法行为终了日", required=False)
    act_continuing = forms.BooleanField(label="处于继续状态", required=False)
    rural_house = forms.BooleanField(label=RURAL_HOUSE, required=False)
    village_planning = forms.BooleanField(label=VILLAGE_PLANNING, required=False)
    jurisdiction_reason = forms.CharField(
        label="由本机关办理的理由", required=False, widget=forms.Textarea({"rows": 2}), help_text=JURISDICTION_HELP
    )
    lead = forms.CharField(label="线索内容", widget=forms.Textarea({"rows": 4}))
    version = forms.IntegerField(widget=forms.HiddenInput)


def _facts(place: Place, data: Any) -> OfficeForm:
    names = [*FactsForm.base_fields]
    return FactsForm(data, initial={name: getattr(place.case, name) for name in names})


def _amend(request: HttpRequest, place: Place, form: FactsForm) -> Outcome:
    # All of them, not the difference: a repeated click must say the same thing after the first has been done.
    changes = {name: value for name, value in form.cleaned_data.items() if name != "version"}
    return perform(request, amend_case, place.case, changes, form.cleaned_data["version"])


DEEDS = (
    Deed("request_opening", lambda place, data: OpeningForm(data), _request, "已报请立案。", "报请立案", brief=True,
         papers=frozenset({"opening_approval"})),
    Deed("open_case", blank, lambda request, place, form: perform(request, open_case, place.case),
         "已批准立案，办案期限开始计算。", "批准立案", papers=frozenset({"opening_approval"}),
         facts=lambda place: case_facts(place.case, place.today), about=_asked, brief=True),
    Deed("decline_opening", reason, _decline, "已决定不予立案。", "不予立案",
         papers=frozenset({"opening_approval"}), brief=True, grave=True),
    Deed("amend_case", _facts, _amend, "案件情况已保存。", "保存", name="核对案件情况", right="case.investigate",
         cite="行政处罚法第五十四条"),
)  # fmt: skip
