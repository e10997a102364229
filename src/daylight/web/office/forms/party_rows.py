"""Rows of parties in 登记线索: as many as there are, added and taken away by buttons that need no script."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import QueryDict

from daylight.cases.parties import PartyInput
from daylight.web.office.forms.base import OfficeForm

KINDS = [("organisation", "单位"), ("person", "个人")]
ROLES = [
    ("party", "当事人"),
    ("legal_representative", "法定代表人"),
    ("agent", "委托代理人"),
    ("witness", "证人"),
    ("complainant", "举报人"),
]
COUNT, MORE, DROP = "party_count", "more_party", "drop_party"
# Beyond this a case is better registered once for each.
MOST = 30
PARTS = ("role", "name", "kind", "credit_code", "id_number", "legal_representative", "phone", "address")


def row_name(part: str, n: int) -> str:
    """The field of ``part`` in row ``n``; the first row has no number, as refusals name it."""
    return f"party_{part}" if n == 1 else f"party_{part}_{n}"


def count_of(data: Mapping[str, Any] | None) -> int:
    """How many rows were on the page."""
    typed = str((data or {}).get(COUNT, ""))
    return min(max(int(typed), 1), MOST) if typed.isdecimal() else 1


def party_fields(count: int) -> dict[str, forms.Field]:
    """The fields of ``count`` rows, and the count itself."""
    made: dict[str, forms.Field] = {COUNT: forms.IntegerField(widget=forms.HiddenInput, required=False, initial=count)}
    for n in range(1, count + 1):
        name = "当事人姓名或者名称" if n == 1 else "姓名或者名称"
        fields: dict[str, forms.Field] = {
            "name": forms.CharField(label=name, max_length=120, help_text="暂不清楚的写明特征"),
            "kind": forms.ChoiceField(label="当事人类别" if n == 1 else "类别", choices=KINDS),
            "credit_code": forms.CharField(label="统一社会信用代码", max_length=32, required=False),
            "id_number": forms.CharField(
                label="身份证号", max_length=32, required=False, help_text="加密保存，只用于认定当事人"
            ),
            "legal_representative": forms.CharField(label="法定代表人", max_length=64, required=False),
            "phone": forms.CharField(label="电话", max_length=32, required=False),
            "address": forms.CharField(label="住址或者住所", max_length=200, required=False),
        }
        if n > 1:
            fields = {"role": forms.ChoiceField(label="在本案中的身份", choices=ROLES)} | fields
        made |= {row_name(part, n): field for part, field in fields.items()}
    return made


def party_groups(form: OfficeForm, count: int) -> list[dict[str, Any]]:
    """A group for each row; from the second on it can be taken away, and after the last one more can be added."""
    groups: list[dict[str, Any]] = []
    for n in range(1, count + 1):
        names = [row_name(part, n) for part in PARTS if row_name(part, n) in form.fields]
        groups.append(
            {
                "title": "当事人" if count == 1 else f"当事人（第 {n} 名）",
                "fields": [form[name] for name in names],
                "drop": n if count > 1 else 0,
                "more": n == count and count < MOST,
            }
        )
    return groups


def typed_parties(said: Mapping[str, Any], count: int) -> list[PartyInput]:
    """The rows as typed, for the act."""
    return [
        PartyInput(
            **{part: said.get(row_name(part, n)) or "" for part in PARTS if part != "role"},
            role=said.get(row_name("role", n)) or "party",
        )
        for n in range(1, count + 1)
    ]


def reshaped(data: QueryDict) -> QueryDict | None:
    """What was typed with one row more or less, when that button was pressed; None otherwise. Nothing typed is lost."""
    count, dropped = count_of(data), data.get(DROP, "")
    if MORE not in data and not dropped.isdecimal():
        return None
    kept = data.copy()
    for name in (MORE, DROP):
        kept.pop(name, None)
    if dropped.isdecimal() and count > 1 and 1 <= int(dropped) <= count:
        for n in range(int(dropped), count):
            for part in PARTS:
                kept[row_name(part, n)] = data.get(row_name(part, n + 1), "")
        for part in PARTS:
            kept.pop(row_name(part, count), None)
        count -= 1
    elif MORE in data:
        count = min(count + 1, MOST)
    kept[COUNT] = str(count)
    return kept
