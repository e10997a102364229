"""申请材料 as ticks: the published guide of the item lists what an application needs, so nobody types it."""

from __future__ import annotations

from django import forms

from daylight.decisions.permit_guide import FIELD, listed_materials
from daylight.web.office.forms.base import OfficeForm
from daylight.web.office.place import Place


def tick_materials(form: OfficeForm, place: Place) -> None:
    """Turn the field of received materials into a box per material; without a guide it stays a list to type."""
    typed = form.fields.get(FIELD)
    listed = listed_materials(place.case, place.today)
    if typed is None or not listed:
        return
    form.fields[FIELD] = forms.MultipleChoiceField(
        label=typed.label,
        help_text=typed.help_text,
        required=False,
        choices=[(each, each) for each in listed],
        widget=forms.CheckboxSelectMultiple,
    )
    form.order_fields(list(form.fields))
    form.reword()
