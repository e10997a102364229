"""A form built from a document template: one field per field of the law's paper, values kept as plain JSON."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import forms

from daylight.base.orgs.models import Person
from daylight.cases.models import Case
from daylight.core.lawrecords import DocumentTemplate, Field
from daylight.recording.papers import CORRECTION
from daylight.web.office.forms.base import OfficeForm
from daylight.web.office.forms.fields import (
    DayField,
    LinesField,
    MomentField,
    MoneyField,
    NumberField,
    PeopleField,
    TurnsField,
    certified,
    person_lines,
)

LONG_ROWS = 4


class PaperForm(OfficeForm):
    """The fields of ``template``. ``lenient``: a draft keeps what was typed and demands nothing; finishing says what is
    missing or unreadable. ``skip``: fields the act fills by itself; ``correction``: also asks for the reason of a 补正文书.
    """

    def __init__(
        self,
        template: DocumentTemplate,
        case: Case,
        *args: Any,
        skip: Collection[str] = (),
        correction: bool = False,
        lenient: bool = False,
        **kwargs: Any,
    ) -> None:
        self.template, self.case, self.lenient = template, case, lenient
        super().__init__(*args, **kwargs)
        for each in template.fields:
            if each.code not in skip:
                self.fields[each.code] = _field(each, case, lenient)
        if correction:
            self.fields[CORRECTION] = forms.CharField(label="补正理由", widget=forms.Textarea({"rows": 2}))
        self.reword()

    @property
    def own_fields(self) -> list[Any]:
        """The bound fields of the template alone."""
        return [self[each.code] for each in self.template.fields if each.code in self.fields]

    def values(self) -> dict[str, Any]:
        """What was typed, as the recording room keeps it; empty fields are left out, a 否 is not empty."""
        self.full_clean()
        found = {name: _plain(self.cleaned_data.get(name)) for name in self.fields}
        return {name: value for name, value in found.items() if value not in (None, "", [])}


def bound_values(template: DocumentTemplate, values: Mapping[str, Any]) -> dict[str, Any]:
    """Kept values as the initial data of the form."""
    found: dict[str, Any] = {}
    for each in template.fields:
        value = values.get(each.code)
        if value in (None, "", [], {}):
            continue
        if each.kind == "officers":
            found[each.code] = [line["uuid"] for line in value if isinstance(line, Mapping) and line.get("uuid")]
        elif each.kind == "person":
            found[each.code] = value.get("uuid", "") if isinstance(value, Mapping) else value
        elif each.kind == "datetime":
            found[each.code] = _moment(value)
        elif each.kind == "party" and isinstance(value, Mapping):
            found[each.code] = "，".join(str(part) for part in value.values() if part)
        else:
            found[each.code] = value
    if CORRECTION in values:
        found[CORRECTION] = values[CORRECTION]
    return found


def _field(spec: Field, case: Case, lenient: bool) -> forms.Field:
    common: dict[str, Any] = {"label": spec.label, "required": spec.required}
    if spec.hint:
        common["help_text"] = spec.hint
    area = {"rows": LONG_ROWS}
    makers: dict[str, Any] = {
        "text": lambda: forms.CharField(**common),
        "longtext": lambda: forms.CharField(widget=forms.Textarea(area), **common),
        "party": lambda: forms.CharField(widget=forms.Textarea({"rows": 2}), **common),
        "date": lambda: DayField(lenient=lenient, **common),
        "datetime": lambda: MomentField(lenient=lenient, **common),
        "money": lambda: MoneyField(lenient=lenient, **common),
        "area": lambda: NumberField(lenient=lenient, **{"help_text": "单位：平方米", **common}),
        "number": lambda: NumberField(lenient=lenient, **common),
        "choice": lambda: forms.ChoiceField(choices=[("", "请选择"), *((c, c) for c in spec.choices)], **common),
        "choices": lambda: forms.MultipleChoiceField(
            choices=[(c, c) for c in spec.choices], widget=forms.CheckboxSelectMultiple, **common
        ),
        "bool": lambda: forms.BooleanField(**{**common, "required": False}),
        "officers": lambda: PeopleField(certified(case), **common),
        "person": lambda: forms.ModelChoiceField(
            Person.objects.filter(agency_id=case.agency_id, is_active=True),
            to_field_name="uuid",
            empty_label="请选择",
            **common,
        ),
        "qa": lambda: TurnsField(**common),
        "list": lambda: LinesField(**common),
        "elements": lambda: LinesField(**common),
    }
    made: forms.Field = makers[spec.kind]()
    return made


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, Person):
        return person_lines([value])[0]
    if value is not None and hasattr(value, "model"):
        return person_lines(value)
    return value


def _moment(text: Any) -> Any:
    try:
        return datetime.fromisoformat(str(text))
    except ValueError:
        return text
