"""送达、缴款、结案、归档."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest

from daylight.base import lawpack
from daylight.base.face.templatetags.face import yuan
from daylight.decisions.acts import ClosingInput, archive_case, close_case, register_payment, serve_decision
from daylight.decisions.money_owed import unpaid
from daylight.web.office.acting import Outcome, perform
from daylight.web.office.deeds.deed import Deed, blank
from daylight.web.office.forms.base import OfficeForm
from daylight.web.office.forms.fields import DayField, MoneyField
from daylight.web.office.forms.service import ServiceForm
from daylight.web.office.place import Place


def _serve(request: HttpRequest, place: Place, form: ServiceForm) -> Outcome:
    return perform(request, serve_decision, place.case.decision, form.service())


class PaymentForm(OfficeForm):
    paid_on = DayField(label="缴款日期")
    amount_yuan = MoneyField(label="缴款金额")
    receipt_number = forms.CharField(label="财政票据号", max_length=64)
    bank = forms.CharField(label="代收机构", max_length=120)


def payment_form(place: Place, data: Any) -> OfficeForm:
    decision = place.case.decision
    return PaymentForm(data, initial={"amount_yuan": unpaid(decision), "bank": decision.fields.get("payee", "")})


def register(request: HttpRequest, place: Place, form: OfficeForm) -> Outcome:
    said = form.cleaned_data
    return perform(
        request,
        register_payment,
        place.case.decision,
        said["paid_on"],
        said["amount_yuan"],
        said["receipt_number"],
        said["bank"],
    )


def money_lines(place: Place) -> list[tuple[str, str]]:
    """Fine, payments so far, what is still owed."""
    decision = place.case.decision
    paid = [
        (f"{each.paid_on} 已缴", f"{yuan(each.amount_yuan)} 元（票据 {each.receipt_number}）")
        for each in decision.payments.order_by("paid_on", "id")
    ]
    fine = decision.fields.get("fine_yuan") or "0"
    return [("罚款", f"{yuan(fine)} 元"), *paid, ("尚欠", f"{yuan(unpaid(decision))} 元")]


class ClosingForm(OfficeForm):
    performance = forms.CharField(label="执行情况", widget=forms.Textarea({"rows": 3}))
    transfer = forms.CharField(label="移送情况", widget=forms.Textarea({"rows": 2}), help_text="没有应当移送的也要写明")
    opinion = forms.CharField(label="承办机构意见", widget=forms.Textarea({"rows": 2}))

    def __init__(self, at: Place, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        outcomes = lawpack.current().closing_outcomes(at.today)
        materials = {name: each.name for each in outcomes for name in each.materials}
        self.fields |= {
            "outcome": forms.ChoiceField(
                label="结案情形", choices=[("", "请选择"), *((each.id, each.name) for each in outcomes)]
            ),
            "materials": forms.MultipleChoiceField(
                label="已附材料",
                required=False,
                choices=[(name, f"{name}（{why}）") for name, why in materials.items()],
                widget=forms.CheckboxSelectMultiple,
            ),
        }
        self.order_fields(["outcome", "materials"])
        self.reword()


def _close(request: HttpRequest, place: Place, form: OfficeForm) -> Outcome:
    said = form.cleaned_data
    closing = ClosingInput(said["outcome"], said["materials"], said["performance"], said["transfer"], said["opinion"])
    return perform(request, close_case, place.case, closing)


DEEDS = (
    Deed("serve_decision", lambda place, data: ServiceForm(place, data), _serve,
         "送达已登记，履行和救济期限从收到之日起计算。", "登记送达", papers=frozenset({"service_receipt"})),
    Deed("register_payment", payment_form, register, "缴款已登记。", "登记缴款", papers=frozenset({"payment_record"}),
         about=money_lines, brief=True, fits=lambda place: unpaid(place.case.decision) > 0),
    Deed("close_case", lambda place, data: ClosingForm(place, data), _close, "已批准结案。", "批准结案",
         papers=frozenset({"closing_approval"})),
    Deed("archive_case", blank, lambda request, place, form: perform(request, archive_case, place.case), "已归档。",
         "归档", brief=True),
)  # fmt: skip
