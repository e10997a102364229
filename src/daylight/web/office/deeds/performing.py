"""送达、缴款、结案、归档."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.http import HttpRequest

from daylight.base import lawpack
from daylight.base.face.templatetags.face import yuan
from daylight.decisions.acts import ClosingInput, archive_case, close_case, register_payment, serve_decision
from daylight.decisions.models import Payment
from daylight.decisions.money_owed import unpaid
from daylight.decisions.standing import decided, decision_of
from daylight.decisions.surcharges import surcharge_left
from daylight.web.office.acting import Outcome, perform
from daylight.web.office.deeds.deed import Deed, blank
from daylight.web.office.forms.base import OfficeForm
from daylight.web.office.forms.fields import DayField, MoneyField
from daylight.web.office.forms.service import ServiceForm
from daylight.web.office.place import Place


def _serve(request: HttpRequest, place: Place, form: ServiceForm) -> Outcome:
    return perform(request, serve_decision, decided(place.case), form.service())


class PaymentForm(OfficeForm):
    paid_on = DayField(label="缴款日期")
    amount_yuan = MoneyField(label="缴纳罚款", required=False)
    surcharge_yuan = MoneyField(label="缴纳加处罚款", required=False)
    receipt_number = forms.CharField(label="财政票据号", max_length=64)
    bank = forms.CharField(label="代收机构", max_length=120)


def payment_form(place: Place, data: Any) -> OfficeForm:
    """The fine and its surcharge each have a line; the second only where there is something to pay into."""
    decision = decided(place.case)
    owed, added = unpaid(decision), surcharge_left(decision, place.today)
    first = {"amount_yuan": owed or None, "bank": decision.fields.get("payee", "")}
    form = PaymentForm(data, initial=first)
    if added:
        form.fields["surcharge_yuan"].help_text = f"至今天尚欠 {yuan(added)} 元"
    else:
        del form.fields["surcharge_yuan"]
    return form


def register(request: HttpRequest, place: Place, form: OfficeForm) -> Outcome:
    said = form.cleaned_data
    return perform(
        request,
        register_payment,
        decided(place.case),
        said["paid_on"],
        said["amount_yuan"] or Decimal(0),
        said["receipt_number"],
        said["bank"],
        said.get("surcharge_yuan") or Decimal(0),
    )


def money_lines(place: Place) -> list[tuple[str, str]]:
    """Fine, payments so far, what is still owed."""
    decision = decided(place.case)
    paid = [
        (f"{each.paid_on} 已缴", f"{_paid(each)}（票据 {each.receipt_number}）")
        for each in decision.payments.order_by("paid_on", "id")
    ]
    fine = decision.fields.get("fine_yuan") or "0"
    return [("罚款", f"{yuan(fine)} 元"), *paid, ("尚欠罚款", f"{yuan(unpaid(decision))} 元")]


def _paid(payment: Payment) -> str:
    if not payment.surcharge_yuan:
        return f"{yuan(payment.amount_yuan)} 元"
    added = f"加处罚款 {yuan(payment.surcharge_yuan)} 元"
    return f"罚款 {yuan(payment.amount_yuan)} 元，{added}" if payment.amount_yuan else added


def _owes(place: Place) -> bool:
    decision = decision_of(place.case)
    if decision is None:
        return False
    return unpaid(decision) > 0 or surcharge_left(decision, place.today) > 0


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
         about=money_lines, brief=True, fits=_owes),
    Deed("close_case", lambda place, data: ClosingForm(place, data), _close, "已批准结案。", "批准结案",
         papers=frozenset({"closing_approval"})),
    Deed("archive_case", blank, lambda request, place, form: perform(request, archive_case, place.case), "已归档。",
         "归档", brief=True),
)  # fmt: skip
