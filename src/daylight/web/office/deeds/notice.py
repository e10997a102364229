"""告知、陈述申辩、听证."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest

from daylight.core.facts import CaseFacts
from daylight.decisions.acts import (
    NoticeInput,
    record_hearing,
    record_hearing_request,
    record_statement,
    review_statement,
    serve_notice,
    waive_rights,
)
from daylight.decisions.carrying import basis_of
from daylight.decisions.hearings import hearing_of, summoned_on
from daylight.recording.queries import final_fields
from daylight.web.office.acting import Outcome, perform
from daylight.web.office.deeds.deed import Deed
from daylight.web.office.deeds.investigation import paper
from daylight.web.office.forms.base import OfficeForm
from daylight.web.office.forms.fields import DayField, LinesField, MoneyField
from daylight.web.office.forms.paper import PaperForm
from daylight.web.office.forms.rows import PENALTY, PENALTY_ROWS, add_penalties, bound_rows, half_rows, penalties_of
from daylight.web.office.forms.service import SERVICE_FIELDS, ServiceForm
from daylight.web.office.place import Place


class NoticeForm(ServiceForm):
    aliases = {**ServiceForm.aliases, "penalties": "penalty_kind_1"}
    first = ("facts", "reasons", "basis", "fine_yuan", "contact", "new_facts")
    second = SERVICE_FIELDS

    def __init__(self, at: Place, *args: Any, **kwargs: Any) -> None:
        report = final_fields(at.case, "investigation_report") or {}
        basis = basis_of(at.case, at.today)
        first = {
            "facts": report.get("facts", ""),
            "basis": [part for part in basis.split("；") if part],
            "contact": f"{at.person.name}，{at.case.agency.phone}".rstrip("，"),
        }
        super().__init__(at, *args, initial=first, **kwargs)
        area = {"rows": 4}
        self.fields |= {
            "facts": forms.CharField(label="违法事实", widget=forms.Textarea(area)),
            "reasons": forms.CharField(label="理由", widget=forms.Textarea(area)),
            "basis": LinesField(label="依据", help_text="每行一条"),
            "fine_yuan": MoneyField(label="拟罚款数额", required=False),
            "contact": forms.CharField(label="联系人及电话", max_length=120),
            "new_facts": forms.CharField(
                label="重新告知的新事实", required=False, widget=forms.Textarea({"rows": 2}),
                help_text="第二次告知时填写；不得因陈述申辩加重处罚",
            ),
        }  # fmt: skip
        add_penalties(self, at.case, at.today)
        self.reword()

    def clean(self) -> None:
        half_rows(self, self.cleaned_data)

    @property
    def groups(self) -> list[dict[str, Any]]:
        """How the page lays the fields out."""
        return [
            {"title": "告知内容", "fields": [self[name] for name in self.first]},
            {"title": "拟处罚内容", "rows": bound_rows(self, PENALTY, PENALTY_ROWS)},
            {"title": "送达", "fields": [self[name] for name in self.second]},
        ]


def _serve(request: HttpRequest, place: Place, form: NoticeForm) -> Outcome:
    said = form.cleaned_data
    notice = NoticeInput(
        facts=said["facts"],
        reasons=said["reasons"],
        basis=said["basis"],
        penalties=penalties_of(said),
        fine_yuan=said["fine_yuan"] or 0,
        contact=said["contact"],
        service=form.service(),
        new_facts=said["new_facts"],
    )
    return perform(request, serve_notice, place.case, notice)


def _statement(request: HttpRequest, place: Place, form: PaperForm) -> Outcome:
    return perform(request, record_statement, place.case, form.values())


def _review_form(place: Place, data: Any) -> OfficeForm:
    form = paper(place, "statement_review", data)
    statements = place.case.statements.order_by("-id")
    form.fields["statement"] = forms.ModelChoiceField(
        statements, to_field_name="uuid", label="复核哪一份陈述申辩", empty_label=None
    )
    waiting = statements.filter(reviewed_on=None).first()
    if waiting is not None:
        form.initial |= {"statement": waiting.uuid, "claims": waiting.content}
    form.order_fields(["statement"])
    form.reword()
    return form


def _review(request: HttpRequest, place: Place, form: PaperForm) -> Outcome:
    values = {name: value for name, value in form.values().items() if name != "statement"}
    return perform(request, review_statement, form.cleaned_data["statement"], values)


class WaiverForm(OfficeForm):
    waived_on = DayField(label="书面放弃日期")
    waiver = forms.CharField(label="书面放弃材料", widget=forms.Textarea({"rows": 2}), help_text="写明材料名称和内容")


def _waive(request: HttpRequest, place: Place, form: OfficeForm) -> Outcome:
    notice = place.case.notices.order_by("-round")[0]
    return perform(request, waive_rights, notice, form.cleaned_data["waived_on"], form.cleaned_data["waiver"])


class HearingRequestForm(OfficeForm):
    requested_on = DayField(label="申请日期")


def _ask_hearing(request: HttpRequest, place: Place, form: OfficeForm) -> Outcome:
    return perform(request, record_hearing_request, place.case, form.cleaned_data["requested_on"])


def _hearing_form(place: Place, data: Any) -> OfficeForm:
    form = paper(place, "hearing_record", data)
    form.fields["host"] = forms.CharField(label="主持人", max_length=64, help_text="不得由本案承办人主持")
    host = form.initial.pop("host", None)
    if isinstance(host, dict):
        form.initial["host"] = host["name"]
    hearing = hearing_of(place.case)
    summoned = summoned_on(hearing) if hearing else None
    if summoned:
        # The receipt of the summons says it; what is typed is not asked for again.
        form.initial["notified_on"] = summoned
    form.reword()
    return form


def _held(place: Place) -> CaseFacts | None:
    """Before the record is typed its host and day are not yet known: only the order is looked at."""
    return None


def _hold(request: HttpRequest, place: Place, form: PaperForm) -> Outcome:
    return perform(request, record_hearing, hearing_of(place.case), form.values())


DEEDS = (
    Deed("serve_notice", lambda place, data: NoticeForm(place, data), _serve, "告知书已签发并登记送达，陈述申辩期限开始计算。",
         "送达处罚告知", papers=frozenset({"penalty_notice", "hearing_notice", "service_receipt"}),
         hint="提交后生成带文号和印章的告知书；属于听证范围的，同时生成听证告知书。"),
    Deed("record_statement", lambda place, data: paper(place, "statement_record", data), _statement, "陈述申辩已登记。",
         "登记陈述申辩", papers=frozenset({"statement_record"})),
    Deed("review_statement", _review_form, _review, "复核意见已登记。", "登记复核意见",
         papers=frozenset({"statement_review"}),
         fits=lambda place: place.case.statements.filter(reviewed_on=None).exists()),
    Deed("record_hearing_request", lambda place, data: HearingRequestForm(data), _ask_hearing, "听证申请已登记。",
         "登记听证申请", brief=True),
    Deed("record_hearing", _hearing_form, _hold, "听证笔录已定稿。", "登记听证", papers=frozenset({"hearing_record"}),
         facts=_held),
    Deed("waive_rights", lambda place, data: WaiverForm(data), _waive, "书面放弃已登记。", "登记书面放弃", brief=True,
         fits=lambda place: place.case.notices.filter(waived_on=None).exists()),
)  # fmt: skip
