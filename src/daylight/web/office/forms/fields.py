"""Fields that read what officers type. ``lenient``: what cannot be read is kept as typed, for drafts; the act says so later."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import forms

from daylight.base import lawpack
from daylight.base.orgs.models import Person
from daylight.base.present import present
from daylight.core.moment import local_date, local_time
from daylight.web.office.forms.reading import plain, read_day, read_moment, read_number

DAY_HINT = "如 2026-11-22、1122、今天、+7工作日"
MOMENT_HINT = "如 2026-11-22 9:30、1122 0930；只写时间表示今天"
_TURN = re.compile(r"^\s*(问|答)\s*[:：]\s*(.*)$")


class TypedField(forms.Field):
    """The ground of the typed fields: ``read`` gives the value or None."""

    wrong = "不能识别，请核对。"

    def __init__(self, *, lenient: bool = False, **kwargs: Any) -> None:
        self.lenient = lenient
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Any:
        text = plain(str(value or ""))
        if not text:
            return None
        found = self.read(text)
        if found is None:
            if self.lenient:
                return text
            raise forms.ValidationError(f"{self.label}{self.wrong}", code="unreadable")
        return found

    def read(self, text: str) -> Any:
        raise NotImplementedError


class DayField(TypedField):
    widget = forms.TextInput
    wrong = "不是可识别的日期，请按 2026-11-22 填写。"

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", DAY_HINT)
        super().__init__(**kwargs)

    def read(self, text: str) -> date | None:
        return read_day(text, local_date(present()), lawpack.current().calendar())

    def prepare_value(self, value: Any) -> Any:
        return value.isoformat() if isinstance(value, date) else value


class MomentField(TypedField):
    """An aware moment on a clock in China."""

    widget = forms.TextInput
    wrong = "不是可识别的日期和时间，请按 2026-11-22 09:30 填写。"

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", MOMENT_HINT)
        super().__init__(**kwargs)

    def read(self, text: str) -> datetime | None:
        return read_moment(text, local_date(present()), lawpack.current().calendar())

    def prepare_value(self, value: Any) -> Any:
        return f"{local_time(value):%Y-%m-%d %H:%M}" if isinstance(value, datetime) else value


class NumberField(TypedField):
    """A decimal not below 0: yuan or m². ``12万`` counts."""

    wrong = "应为不小于 0 的数字，请核对。"

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput({"inputmode": "decimal", "class": "number"}))
        super().__init__(**kwargs)

    def read(self, text: str) -> Decimal | None:
        found = read_number(text)
        return found if found is not None and found >= 0 else None

    def prepare_value(self, value: Any) -> Any:
        return format(value, "f") if isinstance(value, Decimal) else value


class MoneyField(NumberField):
    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", "单位：元；可写 12万")
        super().__init__(**kwargs)


class LinesField(forms.CharField):
    """A list of texts, one a line."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea({"rows": 3}))
        kwargs.setdefault("help_text", "每行一项")
        super().__init__(**kwargs)

    def clean(self, value: Any) -> Any:
        return [line.strip() for line in super().clean(value).splitlines() if line.strip()]

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(line_of(each) for each in value) if isinstance(value, list | tuple) else value


class TurnsField(forms.CharField):
    """问：…/答：… as question and answer pairs."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea({"rows": 12}))
        kwargs.setdefault("help_text", "每个问题以“问：”起行，回答以“答：”起行；一段可以写几行")
        super().__init__(**kwargs)

    def clean(self, value: Any) -> Any:
        return turns_of(super().clean(value))

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, list | tuple):
            return value
        return "\n".join(f"问：{each.get('question', '')}\n答：{each.get('answer', '')}" for each in value)


class PeopleField(forms.ModelMultipleChoiceField):
    """Officers of the agency by uuid, shown with their certificate numbers."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, people: Any, **kwargs: Any) -> None:
        super().__init__(people, to_field_name="uuid", **kwargs)

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name}（{obj.certificate_number}）" if obj.certificate_number else obj.name


def certified(person_or_case: Any) -> Any:
    """People of the same agency who hold a certificate."""
    return Person.objects.filter(agency_id=person_or_case.agency_id, is_active=True).exclude(certificate_number="")


def person_lines(people: Iterable[Person]) -> list[dict[str, str]]:
    """People as papers keep them."""
    return [{"uuid": str(p.uuid), "name": p.name, "certificate": p.certificate_number} for p in people]


def turns_of(text: str) -> list[dict[str, str]]:
    """问答 from text; a line without a mark continues the one before, and a beginning without one is a question."""
    found: list[dict[str, str]] = []
    side = "question"
    for line in text.splitlines():
        match = _TURN.match(line)
        if match and match[1] == "问":
            found.append({"question": match[2].strip(), "answer": ""})
            side = "question"
        elif match and found:
            side = "answer"
            found[-1]["answer"] = match[2].strip()
        elif line.strip():
            if not found:
                found.append({"question": "", "answer": ""})
            found[-1][side] = "\n".join(part for part in (found[-1][side], line.strip()) if part)
    return found


def line_of(value: Any) -> str:
    """One entry of a list as text."""
    return str(value.get("label") or value.get("name") or "") if isinstance(value, dict) else str(value)
