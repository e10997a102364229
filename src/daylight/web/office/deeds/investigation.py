"""调查取证、调查终结、审理."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest

from daylight.base import lawpack
from daylight.base.present import present
from daylight.cases.acts import screen_transfer, show_identity
from daylight.cases.acts.screen_transfer import OUTCOMES
from daylight.cases.acts.show_identity import METHODS
from daylight.cases.gathering import transfer_facts
from daylight.cases.moving import definition_of
from daylight.core.gates import transfer_hits
from daylight.decisions.acts import conclude_investigation, hear_case, issue_stop_order, return_to_investigation
from daylight.decisions.carrying import begin, handlers_of
from daylight.decisions.gathering import demanded_rows
from daylight.recording.acts import excuse_missing_recording
from daylight.recording.queries import Demand, required_recordings
from daylight.web.office.acting import Outcome, perform
from daylight.web.office.deeds.deed import Deed
from daylight.web.office.deeds.opening import reason
from daylight.web.office.forms.base import OfficeForm
from daylight.web.office.forms.fields import MomentField, PeopleField, certified
from daylight.web.office.forms.paper import PaperForm, bound_values
from daylight.web.office.place import Place


def paper(place: Place, code: str, data: Any, *, shape: type[PaperForm] = PaperForm, **more: Any) -> PaperForm:
    """The form of a template, begun from the file."""
    template = lawpack.current().document(code, place.today)
    initial = bound_values(template, begin(place.case, template, place.today))
    return shape(template, place.case, data, initial=initial, **more)


class ShowingForm(OfficeForm):
    shown_at = MomentField(label="亮证时间")
    place = forms.CharField(label="地点", max_length=200)
    method = forms.ChoiceField(label="方式", choices=[("", "请选择"), *METHODS.items()])

    def __init__(self, at: Place, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["officers"] = PeopleField(certified(at.case), label="出示证件的执法人员")
        self.reword()


def _showing(place: Place, data: Any) -> OfficeForm:
    first = {"shown_at": present(), "place": place.case.place, "officers": [p.uuid for p in handlers_of(place.case)]}
    return ShowingForm(place, data, initial=first)


def _show(request: HttpRequest, place: Place, form: OfficeForm) -> Outcome:
    said = form.cleaned_data
    return perform(
        request, show_identity, place.case, said["shown_at"], said["place"], said["method"], list(said["officers"])
    )


class ScreeningForm(OfficeForm):
    outcome = forms.ChoiceField(label="结论", choices=[("", "请选择"), *OUTCOMES.items()])
    reason = forms.CharField(
        label="理由",
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text="移送，或者达到移送线但不移送的，写明理由",
    )


def _screen(request: HttpRequest, place: Place, form: OfficeForm) -> Outcome:
    return perform(request, screen_transfer, place.case, form.cleaned_data["outcome"], form.cleaned_data["reason"])


def _hits(place: Place) -> list[tuple[str, str]]:
    hits = transfer_hits(transfer_facts(place.case), lawpack.current(), place.today)
    return [("按已录面积核对", "；".join(hits) or "没有达到移送线的情形")]


def _stop(request: HttpRequest, place: Place, form: PaperForm) -> Outcome:
    return perform(request, issue_stop_order, place.case, form.values())


def _conclude(request: HttpRequest, place: Place, form: PaperForm) -> Outcome:
    return perform(request, conclude_investigation, place.case, form.values())


def _trial(place: Place, data: Any) -> OfficeForm:
    form = paper(place, "trial_record", data)
    people = "、".join([place.person.name, *(p.name for p in handlers_of(place.case)[:1])])
    form.initial.setdefault("members", people)
    return form


def _hear(request: HttpRequest, place: Place, form: PaperForm) -> Outcome:
    return perform(request, hear_case, place.case, form.values())


def _return(request: HttpRequest, place: Place, form: OfficeForm) -> Outcome:
    return perform(request, return_to_investigation, place.case, form.cleaned_data["reason"])


def demands_of(place: Place) -> list[Demand]:
    """What the 音像记录事项清单 in force asks of the steps this case has reached."""
    return required_recordings(place.case, demanded_rows(place.case, place.today))


def _unfilmed(place: Place) -> list[tuple[str, str]]:
    return [(each.item_code, each.name) for each in demands_of(place) if not each.recordings]


def _still_missing(place: Place) -> bool:
    """Until the file is closed for good a missing recording can be explained, in every procedure."""
    ended = definition_of(place.case).step(place.case.step).terminal
    return not ended and any(each.missing for each in demands_of(place))


class ExcuseForm(OfficeForm):
    reason = forms.CharField(
        label="技术原因", widget=forms.Textarea({"rows": 3}), help_text="如设备故障的时间和处理情况"
    )

    def __init__(self, at: Place, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item_code"] = forms.ChoiceField(label="没有录音像的事项", choices=[("", "请选择"), *_unfilmed(at)])
        self.order_fields(["item_code", "reason"])
        self.reword()


def _excuse(request: HttpRequest, place: Place, form: OfficeForm) -> Outcome:
    said = form.cleaned_data
    return perform(request, excuse_missing_recording, place.case, said["item_code"], said["reason"])


DEEDS = (
    Deed("show_identity", _showing, _show, "亮证已登记。", "登记亮证", name="登记亮证", right="case.investigate",
         cite="行政处罚法第五十五条"),
    Deed("issue_stop_order", lambda place, data: paper(place, "stop_order", data), _stop,
         "责令停止违法行为通知书已签发，请送达当事人。", "签发通知书", papers=frozenset({"stop_order"})),
    Deed("screen_transfer", lambda place, data: ScreeningForm(data), _screen, "涉刑筛查已登记。", "登记筛查结论",
         name="涉刑筛查", right="case.investigate", cite="行政执法机关移送涉嫌犯罪案件的规定第三条", about=_hits, brief=True),
    Deed("conclude_investigation", lambda place, data: paper(place, "investigation_report", data), _conclude,
         "调查已终结，调查报告已定稿。", "调查终结", papers=frozenset({"investigation_report"})),
    Deed("hear_case", _trial, _hear, "审理完成，审理记录已定稿。", "完成审理", papers=frozenset({"trial_record"})),
    Deed("return_to_investigation", reason, _return, "已退回补充调查。", "退回补充调查", brief=True, grave=True),
    Deed("excuse_recording", lambda place, data: ExcuseForm(place, data), _excuse, "说明已登记。", "登记说明",
         name="说明未录音像的原因", right="recording.seal", cite="行政处罚法第四十七条",
         fits=_still_missing),
)  # fmt: skip
