"""检查表: the points of the published form, each with its answer and a note, in one field of the page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from daylight.decisions.inspection_facts import ANSWERS, form_points
from daylight.web.office.forms.base import OfficeForm
from daylight.web.office.place import Place

FIELD = "checks"
Line = dict[str, str]


class PointsWidget(forms.Widget):
    """A choice and a note for each point; nothing is chosen beforehand, because only a person can look."""

    use_fieldset = True

    def __init__(self, points: Sequence[str]) -> None:
        super().__init__()
        self.points = points

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> list[Line]:
        return [
            {
                "name": point,
                "answer": str(data.get(f"{name}_{n}", "")),
                "note": str(data.get(f"{name}_{n}_note", "")).strip(),
            }
            for n, point in enumerate(self.points, start=1)
        ]

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_1"

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        said = {each["name"]: each for each in value or ()}
        ids = (attrs or {}).get("id", name)
        rows = (self._row(n, point, said.get(point, {}), name, ids) for n, point in enumerate(self.points, start=1))
        return format_html('<ol class="points" id="{}">{}</ol>', ids, format_html_join("", "<li>{}</li>", rows))

    def _row(self, n: int, point: str, said: Mapping[str, str], name: str, ids: str) -> tuple[SafeString]:
        chosen = said.get("answer", "")
        options = format_html_join(
            "",
            '<option value="{}"{}>{}</option>',
            (
                (each, SafeString(" selected") if each and each == chosen else "", each or "请选择")
                for each in ("", *ANSWERS)
            ),
        )
        return (
            format_html(
                '<label for="{0}_{1}">{2}</label><select name="{3}_{1}" id="{0}_{1}">{4}</select>'
                '<input name="{3}_{1}_note" id="{0}_{1}_note" value="{5}" aria-label="{2}：说明" '
                'placeholder="说明，不符合的必填">',
                ids, n, point, name, options, said.get("note", ""),
            ),
        )  # fmt: skip


class PointsField(forms.Field):
    """``[{"name", "answer", "note"}]``; which answers are lacking is the gate's to say."""

    def __init__(self, points: Sequence[str], **kwargs: Any) -> None:
        super().__init__(widget=PointsWidget(points), required=False, **kwargs)


def lay_points(form: OfficeForm, place: Place) -> None:
    """Turn the field of the form of inspection into its points; without a published form it stays a list to type."""
    typed = form.fields.get(FIELD)
    points = form_points(place.case, place.today) if typed is not None else ()
    if typed is None or not points:
        return
    form.fields[FIELD] = PointsField(points, label=typed.label)
    form.order_fields(list(form.fields))
