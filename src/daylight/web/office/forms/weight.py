"""是否属于须审情形: one 是/否 per word of the 审核目录 that only a person can judge, on the page of a draft."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from daylight.decisions.weighing import NO, YES, told
from daylight.web.office.forms.base import OfficeForm

ANSWERS = [(YES, YES), (NO, NO)]


def add_weight(form: OfficeForm, asked: Sequence[tuple[str, str]]) -> None:
    """Fields ``weight_1`` …, labelled with the words; nothing is ticked in advance."""
    for number, (word, answer) in enumerate(asked, start=1):
        form.fields[f"weight_{number}"] = forms.ChoiceField(
            label=word, required=False, choices=ANSWERS, widget=forms.RadioSelect, initial=answer or None
        )


def weight_of(said: Mapping[str, Any], asked: Sequence[tuple[str, str]], kept: Sequence[str]) -> list[str]:
    """The answers as the draft keeps them; answers to words no longer asked stay as they were."""
    words = {word for word, _ in asked}
    earlier = [each for each in kept if str(each).rpartition("：")[0] not in words]
    return earlier + told((word, str(said.get(f"weight_{n}") or "")) for n, (word, _) in enumerate(asked, start=1))


def weight_fields(form: OfficeForm) -> list[Any]:
    """The bound fields, in order."""
    return [form[name] for name in form.fields if name.startswith("weight_")]
