"""The editor of a 拟处罚决定: the keys of decisions/draftfields as fields; nothing is demanded while drafting."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms

from daylight.base import lawpack
from daylight.cases.models import Case
from daylight.core.amounts import amount_of, assess, law_options
from daylight.core.lawdata import NotInForce
from daylight.core.lawrecords import FineRule, Grade
from daylight.core.money import in_capitals
from daylight.decisions.beginning import evidence
from daylight.decisions.draftfields import LABELS, REQUIRED, fine_parts
from daylight.web.office.forms.base import OfficeForm
from daylight.web.office.forms.fields import LinesField, NumberField
from daylight.web.office.forms.rows import (
    PENALTY_ROWS,
    add_penalties,
    bound_rows,
    penalties_of,
    penalty_initial,
)

# What a fine needs besides (处罚法第34条, 罚缴分离办法第7条); marked as such only where one is proposed.
FINED = ("grade", "discretion_reason", "payee")
PART_ROWS = 3
PART = ("part_label", "part_kind", "part_quantity", "part_rate")
PENALTY = ("penalty_kind", "penalty_text", "penalty_amount", "penalty_area")


class DraftForm(OfficeForm):
    """``changes()`` gives what ``save_draft`` takes. Unreadable figures stay as typed; the checks before review name them."""

    lenient = True
    aliases = {"parts": "part_quantity_1", "penalties": "penalty_kind_1", "fine_yuan": "part_rate_1"}

    def __init__(self, case: Case, today: date, fields: Mapping[str, Any], *args: Any, **kwargs: Any) -> None:
        self.case, self.today, self.kept = case, today, fields
        super().__init__(*args, initial=_initial(fields), **kwargs)
        self.fields |= {
            "facts": _text("facts", 7),
            "evidence": forms.MultipleChoiceField(
                label=LABELS["evidence"],
                required=False,
                choices=_evidence_choices(case, fields),
                widget=forms.CheckboxSelectMultiple,
            ),
            "violates": _text("violates", 2),
            "basis": LinesField(label=LABELS["basis"], required=False, help_text="每行一条，带到决定书"),
            "law_on": forms.ChoiceField(label="适用的法律", required=False, choices=_laws(case, today, fields)),
            "grade": forms.ChoiceField(label=LABELS["grade"], required=False, choices=_grades(case, fields, today)),
            "factors": LinesField(label=LABELS["factors"], required=False),
            "discretion_reason": _text("discretion_reason", 3),
            "deviation_reason": forms.CharField(
                label="偏离裁量阶次的理由", required=False, widget=forms.Textarea({"rows": 2}),
                help_text="罚款不在所选阶次之内时填写",
            ),
            "performance": _text("performance", 2),
            "payee": forms.CharField(
                label=LABELS["payee"], required=False, help_text="名称和地址；有罚款的必填", max_length=200
            ),
            "statement_summary": _text("statement_summary", 3),
            "hearing_summary": _text("hearing_summary", 2),
        }  # fmt: skip
        for n in range(1, PART_ROWS + 1):
            self.fields |= {
                f"part_label_{n}": forms.CharField(label=f"第 {n} 行名称", required=False, max_length=64),
                f"part_kind_{n}": forms.ChoiceField(
                    label=f"第 {n} 行算法", required=False, choices=[("", "不填"), *FineRule.KINDS.items()]
                ),
                f"part_quantity_{n}": NumberField(label=f"第 {n} 行数量", required=False, lenient=True),
                f"part_rate_{n}": NumberField(label=f"第 {n} 行单价或者比例", required=False, lenient=True),
            }
        add_penalties(self, case, today, lenient=True)
        for name in (*REQUIRED, *(FINED if _fined(fields) else ())):
            if name in self.fields:
                self.fields[name].required = True
        self.reword()

    def changes(self) -> dict[str, Any]:
        """The draft as typed."""
        said = self.cleaned_data
        known = {f"{each['kind']}:{each['ref']}": each for each in _evidence(self.case, self.kept)}
        plain = (
            "facts", "violates", "law_on", "grade", "discretion_reason", "performance", "payee", "statement_summary",
            "hearing_summary",
        )  # fmt: skip
        found = {name: said.get(name) or "" for name in plain} | {
            "basis": said.get("basis") or [],
            "factors": said.get("factors") or [],
            "evidence": [known[key] for key in said.get("evidence") or [] if key in known],
            "parts": self._parts(),
            "penalties": penalties_of(said),
        }
        if said.get("deviation_reason") or "deviation_reason" in self.kept:
            found["deviation_reason"] = said.get("deviation_reason") or ""
        return found

    def _parts(self) -> list[dict[str, str]]:
        said, found = self.cleaned_data, []
        for n in range(1, PART_ROWS + 1):
            row = {
                "kind": said.get(f"part_kind_{n}") or "",
                "quantity": _plain(said.get(f"part_quantity_{n}")),
                "rate": _plain(said.get(f"part_rate_{n}")),
                "label": said.get(f"part_label_{n}") or "",
            }
            if row["kind"] and any(row[key] for key in ("quantity", "rate", "label")):
                found.append(row)
        return found

    @property
    def part_rows(self) -> list[list[Any]]:
        return bound_rows(self, PART, PART_ROWS)

    @property
    def penalty_rows(self) -> list[list[Any]]:
        return bound_rows(self, PENALTY, PENALTY_ROWS)


@dataclass(frozen=True, slots=True)
class Fine:
    """The fine as computed: ``kind``/``word`` for the tag, ``lines`` the explanation."""

    total: Decimal | None
    capitals: str
    lines: tuple[tuple[str, str], ...]
    kind: str
    word: str


def reckon(case: Case, fields: Mapping[str, Any], today: date) -> Fine:
    """The fine of a draft with its range and grade, or what is still needed to compute it."""
    parts = fine_parts(fields)
    if not parts:
        return Fine(None, "", (), "todo", "填写面积和单价后计算")
    total = sum((amount_of(each.kind, each.quantity, each.rate) for each in parts), Decimal(0))
    capitals = in_capitals(total) if total < 10**12 else ""
    on = date.fromisoformat(fields["law_on"]) if fields.get("law_on") else today
    pack = lawpack.current()
    try:
        law = pack.item(case.law_item, on)
        grade = pack.find(Grade, fields["grade"], on) if fields.get("grade") else None
        found = assess(law, parts, grade)
    except (NotInForce, ValueError) as error:
        return Fine(total, capitals, (("待核", str(error)),), "due", "没有法定幅度可核对")
    lines = tuple((each.label, each.text) for each in found.lines)
    if not found.within_law:
        return Fine(total, capitals, lines, "late", "超出法定幅度")
    if grade is None:
        return Fine(total, capitals, lines, "due", "还没有选裁量阶次")
    inside = found.within_grade
    return Fine(total, capitals, lines, "ok" if inside else "due", "在阶次范围内" if inside else "不在所选阶次范围内")


def _initial(fields: Mapping[str, Any]) -> dict[str, Any]:
    found = {name: value for name, value in fields.items() if name not in ("parts", "penalties", "evidence")}
    found["evidence"] = [f"{each['kind']}:{each['ref']}" for each in fields.get("evidence", [])]
    for n, part in enumerate(fields.get("parts", [])[:PART_ROWS], start=1):
        found |= {f"part_{key}_{n}": part.get(key, "") for key in ("label", "kind", "quantity", "rate")}
    return found | penalty_initial(fields.get("penalties", []))


def _evidence(case: Case, fields: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What the file offers as evidence now, and what the draft already points to."""
    offered = {f"{each['kind']}:{each['ref']}": each for each in evidence(case)}
    return list(offered.values()) + [
        each for each in fields.get("evidence", []) if f"{each['kind']}:{each['ref']}" not in offered
    ]


def _evidence_choices(case: Case, fields: Mapping[str, Any]) -> list[tuple[str, str]]:
    return [(f"{each['kind']}:{each['ref']}", each["label"]) for each in _evidence(case, fields)]


def _laws(case: Case, today: date, fields: Mapping[str, Any]) -> list[tuple[str, str]]:
    """从旧兼从轻: the law of the act's day and today's, with which is lighter where that can be told."""
    words = {True: "，较轻", False: "，较重", None: ""}
    try:
        options = law_options(lawpack.current(), case.law_item, case.act_ended_on or today, today)
    except NotInForce:
        options = ()
    found = {each.on.isoformat(): f"{each.on.isoformat()} {each.label}{words[each.lighter]}" for each in options}
    kept = fields.get("law_on", "")
    if kept and kept not in found:
        found[kept] = f"{kept} 已选"
    return [("", "请选择"), *found.items()]


def _grades(case: Case, fields: Mapping[str, Any], today: date) -> list[tuple[str, str]]:
    on = date.fromisoformat(fields["law_on"]) if fields.get("law_on") else case.act_ended_on or today
    found = [
        (each.id, f"{each.name}（{each.min:f}至{each.max:f}，{each.condition}）{'　依据待核' if each.doubt else ''}")
        for each in lawpack.current().grades(case.law_item, on)
    ]
    kept = fields.get("grade", "")
    if kept and kept not in dict(found):
        found.append((kept, "已选阶次"))
    return [("", "不涉及罚款"), *found]


def _fined(fields: Mapping[str, Any]) -> bool:
    return bool(fields.get("parts")) or any(each.get("kind") == "fine" for each in fields.get("penalties", []))


def _text(name: str, rows: int) -> forms.CharField:
    return forms.CharField(label=LABELS[name], required=False, widget=forms.Textarea({"rows": rows}))


def _plain(value: Any) -> str:
    return format(value, "f") if isinstance(value, Decimal) else str(value or "")
