"""Rows of penalties: kind, text, sum, area, why the text differs, and the party where there are several."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms

from daylight.base import lawpack
from daylight.cases.models import Case
from daylight.core.lawdata import NotInForce
from daylight.web.office.forms.base import OfficeForm
from daylight.web.office.forms.fields import NumberField

PENALTY_ROWS = 6
PENALTY = ("penalty_kind", "penalty_text", "penalty_amount", "penalty_area", "penalty_note")
KEYS = {"kind": "penalty_kind", "text": "penalty_text", "amount_yuan": "penalty_amount", "area_m2": "penalty_area"}
# Kept only where something was said: a line without them is the same line as before there were such columns.
SELDOM = {"note": "penalty_note", "party": "penalty_party"}


def kind_choices(case: Case, today: date, items: Sequence[str] = ()) -> list[tuple[str, str]]:
    """Penalty kinds the items provide for (that of the case first); all of them where one is not in the law data."""
    pack = lawpack.current()
    names = {each.id: each.name for each in pack.penalty_kinds(today)}
    codes: list[str] = []
    for item in (case.law_item, *items):
        try:
            codes += pack.item(item, case.act_ended_on or today).penalties
        except NotInForce:
            codes += names
    return [("", "不填"), *((code, names[code]) for code in dict.fromkeys(codes) if code in names)]


def party_choices(case: Case) -> list[tuple[str, str]]:
    """The parties to tell apart; none where there is only one."""
    parties = [(str(each.uuid), each.name) for each in case.parties.filter(role="party").order_by("id")]
    return [("", "全体当事人"), *parties] if len(parties) > 1 else []


def add_penalties(
    form: OfficeForm,
    case: Case,
    today: date,
    lenient: bool = False,
    count: int = PENALTY_ROWS,
    parties: Sequence[tuple[str, str]] = (),
    items: Sequence[str] = (),
) -> None:
    """``count`` rows of the fields of ``PENALTY``, and ``penalty_party_n`` with ``parties``."""
    kinds = kind_choices(case, today, items)
    for n in range(1, count + 1):
        form.fields |= {
            f"penalty_kind_{n}": forms.ChoiceField(label=f"第 {n} 项种类", choices=kinds, required=False),
            f"penalty_text_{n}": forms.CharField(
                label=f"第 {n} 项内容", required=False, widget=forms.Textarea({"rows": 2})
            ),
            f"penalty_amount_{n}": NumberField(label=f"第 {n} 项金额（元）", required=False, lenient=lenient),
            f"penalty_area_{n}": NumberField(label=f"第 {n} 项面积（平方米）", required=False, lenient=lenient),
            f"penalty_note_{n}": forms.CharField(label=f"第 {n} 项数字不一致的说明", required=False, max_length=400),
        }
        if parties:
            form.fields[f"penalty_party_{n}"] = forms.ChoiceField(
                label=f"第 {n} 项当事人", choices=parties, required=False
            )


def penalty_initial(penalties: Sequence[dict[str, Any]], count: int = PENALTY_ROWS) -> dict[str, Any]:
    """Kept penalties as initial data of the rows."""
    return {
        f"{name}_{n}": each.get(key, "")
        for n, each in enumerate(penalties[:count], start=1)
        for key, name in (KEYS | SELDOM).items()
    }


def penalties_of(said: dict[str, Any], count: int = PENALTY_ROWS) -> list[dict[str, str]]:
    """The rows that say something, in order."""
    found = []
    for n in range(1, count + 1):
        line = {key: text_of(said.get(f"{name}_{n}")) for key, name in KEYS.items()}
        seldom = {key: text for key, name in SELDOM.items() if (text := text_of(said.get(f"{name}_{n}")))}
        if line["kind"] or line["text"]:
            found.append(line | seldom)
    return found


def half_rows(form: OfficeForm, said: dict[str, Any]) -> None:
    """A kind without its text, or a text without its kind, is named at the row."""
    for n in range(1, PENALTY_ROWS + 1):
        kind, text = said.get(f"penalty_kind_{n}"), said.get(f"penalty_text_{n}")
        if kind and not text:
            form.add_error(f"penalty_text_{n}", f"请填写第 {n} 项处罚的内容。")
        if text and not kind:
            form.add_error(f"penalty_kind_{n}", f"请选择第 {n} 项处罚的种类。")


def bound_rows(form: OfficeForm, names: Sequence[str], count: int) -> list[list[Any]]:
    """The rows as bound fields, for the template; a column the form does not have is left out."""
    return [[form[f"{name}_{n}"] for name in names if f"{name}_{n}" in form.fields] for n in range(1, count + 1)]


def text_of(value: Any) -> str:
    """A cleaned value as the draft keeps it."""
    return format(value, "f") if isinstance(value, Decimal) else str(value or "").strip()
