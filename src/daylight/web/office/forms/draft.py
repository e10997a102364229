"""The editor of a 拟处罚决定: the keys of decisions/draftfields as fields; nothing is demanded while drafting."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms

from daylight.base import lawpack
from daylight.cases.models import Case
from daylight.core.amounts import law_options
from daylight.core.lawdata import NotInForce
from daylight.decisions.beginning import evidence
from daylight.decisions.draftfields import LABELS, REQUIRED
from daylight.decisions.weighing import questions
from daylight.web.office.forms import draftrows as lines
from daylight.web.office.forms.base import OfficeForm
from daylight.web.office.forms.fields import LinesField
from daylight.web.office.forms.repeating import row_count
from daylight.web.office.forms.rows import add_penalties, bound_rows, party_choices, penalties_of, penalty_initial
from daylight.web.office.forms.weight import add_weight, weight_of

# What a fine needs besides (处罚法第34条, 罚缴分离办法第7条); marked as such only where one is proposed.
FINED = ("grade", "discretion_reason", "payee")
KEY = re.compile(r"[0-9]{1,3}")
KEPT_AS = {"part": "parts", "charge": "charges", "gain": "gains", "penalty": "penalties"}


class DraftForm(OfficeForm):
    """``changes()`` gives what ``save_draft`` takes. Unreadable figures stay as typed; the checks before review name them."""

    lenient = True
    aliases = {
        "parts": "part_quantity_1", "penalties": "penalty_kind_1", "fine_yuan": "part_rate_1",
        "fine_parts": "part_quantity_1", "charges": "charge_relation_1", "gains": "gain_amount_1",
    }  # fmt: skip

    def __init__(
        self,
        case: Case,
        today: date,
        fields: Mapping[str, Any],
        data: Any = None,
        shown: Mapping[str, str] | None = None,
        **kwargs: Any,
    ) -> None:
        """``shown``: how many rows of a group to show at least, as the address says after one was added."""
        self.case, self.today, self.kept = case, today, fields
        self.counts = {
            group: row_count(data, group, names, len(fields.get(KEPT_AS[group]) or []), (shown or {}).get(group, ""))
            for group, names in lines.GROUPS.items()
        }
        charges = _charges(data, fields, self.counts["charge"])
        super().__init__(data, initial=_initial(fields, self.counts["penalty"]), **kwargs)
        items = [case.law_item, *(str(each.get("item") or "") for each in charges)]
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
        self.asked = questions(case, fields, today)
        add_weight(self, self.asked)
        parties, own = party_choices(case), _law(case, today, fields)
        grades = [("", "按本案所选阶次"), *lines.grade_choices(items, today)]
        fines = lines.fine_choices([each for each in (own, *_further(charges, today)) if each])
        lines.add_parts(self, self.counts["part"], lines.charge_choices(charges, today), parties, fines, grades)
        lines.add_charges(self, [str(each["key"]) for each in charges], today, items[1:])
        lines.add_gains(self, self.counts["gain"])
        add_penalties(self, case, today, True, self.counts["penalty"], parties, [each for each in items[1:] if each])
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
            "parts": lines.parts_of(said, self.counts["part"]),
            "charges": lines.charges_said(said, self.counts["charge"]),
            "gains": lines.gains_of(said, self.counts["gain"]),
            "penalties": penalties_of(said, self.counts["penalty"]),
            "circumstances": weight_of(said, self.asked, self.kept.get("circumstances") or []),
        }
        if said.get("deviation_reason") or "deviation_reason" in self.kept:
            found["deviation_reason"] = said.get("deviation_reason") or ""
        return found

    @property
    def groups(self) -> dict[str, dict[str, Any]]:
        """Group of rows → its name, number and bound fields, for the template."""
        words = {"part": "罚款计算", "charge": "违法行为", "gain": "违法所得", "penalty": "处罚内容"}
        return {
            group: {"code": group, "word": words[group], "rows": bound_rows(self, names, self.counts[group])}
            for group, names in lines.GROUPS.items()
        }

    @property
    def charged(self) -> bool:
        """Whether further acts are or were about to be written down: the section then stands open."""
        return any(self[f"charge_item_{n}"].value() for n in range(1, self.counts["charge"] + 1))


def _initial(fields: Mapping[str, Any], penalties: int) -> dict[str, Any]:
    apart = ("parts", "charges", "gains", "penalties", "evidence", "fine_table")
    found = {name: value for name, value in fields.items() if name not in apart}
    found["evidence"] = [f"{each['kind']}:{each['ref']}" for each in fields.get("evidence", [])]
    found |= lines.rows_initial(fields.get("parts") or [], lines.PART_KEYS | lines.PART_SELDOM)
    found |= lines.rows_initial(fields.get("charges") or [], lines.CHARGE_KEYS)
    found |= lines.rows_initial(fields.get("gains") or [], lines.GAIN_KEYS)
    return found | penalty_initial(fields.get("penalties", []), penalties)


def _charges(data: Any, fields: Mapping[str, Any], count: int) -> list[dict[str, str]]:
    """Key and item of every row of further acts, as typed or as kept; a new row gets a key nobody has."""
    if data is None:
        rows = [dict(each) for each in fields.get("charges") or []]
    else:
        rows = [
            {"key": data.get(f"charge_key_{n}", ""), "item": data.get(f"charge_item_{n}", "")}
            for n in range(1, count + 1)
        ]
    rows += [{} for _ in range(count - len(rows))]
    taken = [int(each["key"]) for each in rows if KEY.fullmatch(str(each.get("key") or ""))]
    for each in rows:
        if not KEY.fullmatch(str(each.get("key") or "")):
            taken.append(max(taken, default=1) + 1)
            each["key"] = str(taken[-1])
    return rows


def _law(case: Case, today: date, fields: Mapping[str, Any]) -> Any:
    on = date.fromisoformat(fields["law_on"]) if fields.get("law_on") else case.act_ended_on or today
    try:
        return lawpack.current().item(case.law_item, on)
    except NotInForce:
        return None


def _further(charges: list[dict[str, str]], today: date) -> list[Any]:
    found = []
    for each in charges:
        try:
            found.append(lawpack.current().item(each.get("item") or "", today))
        except NotInForce:
            continue
    return found


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
