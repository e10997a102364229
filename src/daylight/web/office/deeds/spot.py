"""After a decision on the spot: 备案, 罚款交至机关, 缴付银行."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest

from daylight.base.face.templatetags.face import yuan
from daylight.core.moment import local_date
from daylight.decisions.acts import deposit_fine, hand_in_fine, report_on_spot
from daylight.decisions.composing import penalty_lines
from daylight.decisions.onspot.collecting import deposit_by, hand_in_by
from daylight.decisions.onspot.wording import GROUNDS
from daylight.decisions.standing import decided
from daylight.web.office.acting import Outcome, perform
from daylight.web.office.deeds.deed import Deed
from daylight.web.office.forms.base import OfficeForm
from daylight.web.office.forms.fields import DayField
from daylight.web.office.place import Place


class ReportForm(OfficeForm):
    opinion = forms.CharField(label="备案意见", widget=forms.Textarea({"rows": 2}), initial="已核对，同意备案。")


class HandInForm(OfficeForm):
    handed_in_on = DayField(label="交至机关日期")
    received_by = forms.CharField(label="收款人", max_length=64)
    late_reason = forms.CharField(label="超过期限的原因", required=False, max_length=200)


class DepositForm(OfficeForm):
    deposited_on = DayField(label="缴付银行日期")
    bank = forms.CharField(label="代收机构", max_length=120)
    voucher = forms.CharField(label="缴款凭证号", max_length=64)


def _decided(place: Place) -> list[tuple[str, str]]:
    """What was decided and what the party said about it."""
    decision = decided(place.case)
    fields = decision.fields
    return [
        ("违法行为", fields["facts"]),
        ("告知和陈述申辩", fields["statement_summary"]),
        ("处罚", penalty_lines(fields["penalties"])),
        ("依据", "；".join(fields["basis"])),
        *_money(place),
    ]


def _money(place: Place) -> list[tuple[str, str]]:
    taken = getattr(decided(place.case), "collection", None)
    if taken is None:
        return []
    found = [("当场收缴", f"{yuan(taken.amount_yuan)} 元，{GROUNDS[taken.ground]}，票据 {taken.receipt_number}")]
    if taken.handed_in_on is None:
        return [*found, ("应当交至机关", f"{hand_in_by(local_date(taken.collected_at))} 前")]
    return [*found, ("已交至机关", f"{taken.handed_in_on}"), ("应当缴付银行", f"{deposit_by(taken.handed_in_on)} 前")]


def _report(request: HttpRequest, place: Place, form: OfficeForm) -> Outcome:
    return perform(request, report_on_spot, decided(place.case), form.cleaned_data["opinion"])


def _hand_in(request: HttpRequest, place: Place, form: OfficeForm) -> Outcome:
    said = form.cleaned_data
    told = (said["handed_in_on"], said["received_by"], said["late_reason"])
    return perform(request, hand_in_fine, decided(place.case), *told)


def _deposit(request: HttpRequest, place: Place, form: OfficeForm) -> Outcome:
    said = form.cleaned_data
    told = (said["deposited_on"], said["bank"], said["voucher"])
    return perform(request, deposit_fine, decided(place.case), *told)


def _form(shape: type[OfficeForm], day: str = "") -> Any:
    return lambda place, data: shape(data, initial={day: place.today} if day else None)


DEEDS = (
    Deed("report_on_spot", _form(ReportForm), _report, "已登记备案。", "登记备案", papers=frozenset({"spot_report"}),
         about=_decided, brief=True),
    Deed("hand_in_fine", _form(HandInForm, "handed_in_on"), _hand_in, "已登记交款，机关缴付银行的期限开始计算。", "登记交款",
         papers=frozenset({"fine_handover"}), about=_money, brief=True),
    Deed("deposit_fine", _form(DepositForm, "deposited_on"), _deposit, "已登记缴付银行。", "登记缴付",
         papers=frozenset({"payment_record"}), about=_money, brief=True),
)  # fmt: skip
