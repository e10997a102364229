"""Fixed rows of fields: repeaters that work without script. Row ``n`` of ``name`` is the field ``name_<n>``."""

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


def kind_choices(case: Case, today: date) -> list[tuple[str, str]]:
    """Penalty kinds the item of the case provides for; all of them where the item is not in the law data."""
    pack = lawpack.current()
    names = {each.id: each.name for each in pack.penalty_kinds(today)}
    try:
        codes: Sequence[str] = pack.item(case.law_item, case.act_ended_on or today).penalties
    except NotInForce:
        codes = list(names)
    return [("", "不填"), *((code, names[code]) for code in codes if code in names)]


def add_penalties(form: OfficeForm, case: Case, today: date, lenient: bool = False) -> None:
    """Six rows of ``penalty_kind_n``, ``penalty_text_n``, ``penalty_amount_n``, ``penalty_area_n``."""
    kinds = kind_choices(case, today)
    for n in range(1, PENALTY_ROWS + 1):
        form.fields |= {
            f"penalty_kind_{n}": forms.ChoiceField(label=f"第 {n} 项种类", choices=kinds, required=False),
            f"penalty_text_{n}": forms.CharField(
                label=f"第 {n} 项内容", required=False, widget=forms.Textarea({"rows": 2})
            ),
            f"penalty_amount_{n}": NumberField(label=f"第 {n} 项金额（元）", required=False, lenient=lenient),
            f"penalty_area_{n}": NumberField(label=f"第 {n} 项面积（平方米）", required=False, lenient=lenient),
        }


def penalty_initial(penalties: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Kept penalties as initial data of the rows."""
    found: dict[str, Any] = {}
    for n, each in enumerate(penalties[:PENALTY_ROWS], start=1):
        found |= {
            f"penalty_kind_{n}": each.get("kind", ""),
            f"penalty_text_{n}": each.get("text", ""),
            f"penalty_amount_{n}": each.get("amount_yuan", ""),
            f"penalty_area_{n}": each.get("area_m2", ""),
        }
    return found


def penalties_of(said: dict[str, Any]) -> list[dict[str, str]]:
    """The rows that say something, in order."""
    found = []
    for n in range(1, PENALTY_ROWS + 1):
        kind, text = said.get(f"penalty_kind_{n}") or "", (said.get(f"penalty_text_{n}") or "").strip()
        if kind or text:
            found.append(
                {
                    "kind": kind,
                    "text": text,
                    "amount_yuan": _text(said.get(f"penalty_amount_{n}")),
                    "area_m2": _text(said.get(f"penalty_area_{n}")),
                }
            )
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
    """The rows as bound fields, for the template."""
    return [[form[f"{name}_{n}"] for name in names] for n in range(1, count + 1)]


def _text(value: Any) -> str:
    return format(value, "f") if isinstance(value, Decimal) else str(value or "")
