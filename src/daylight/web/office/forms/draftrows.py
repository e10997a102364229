"""The repeating rows of a 拟处罚决定: lines of the fine, further acts, illegal gains."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django import forms

from daylight.base import lawpack
from daylight.core.lawdata import NotInForce
from daylight.core.lawrecords import FineRule, Grade, Item
from daylight.decisions.charging import SAME, SEPARATE
from daylight.decisions.draftlimits import punishable
from daylight.web.office.forms.base import OfficeForm
from daylight.web.office.forms.fields import DayField, NumberField
from daylight.web.office.forms.rows import PENALTY, text_of

PART = ("part_label", "part_party", "part_charge", "part_kind", "part_fine", "part_quantity", "part_rate", "part_grade")
CHARGE = (
    "charge_key", "charge_relation", "charge_item", "charge_continuing", "charge_act", "charge_law", "charge_grade",
    "charge_facts", "charge_deviation",
)  # fmt: skip
GAIN = ("gain_label", "gain_amount", "gain_refunded", "gain_cost", "gain_evidence")
GROUPS = {"part": PART, "charge": CHARGE, "gain": GAIN, "penalty": (*PENALTY, "penalty_party")}

PART_KEYS = {"kind": "part_kind", "quantity": "part_quantity", "rate": "part_rate", "label": "part_label"}
PART_SELDOM = {"party": "part_party", "charge": "part_charge", "fine": "part_fine", "grade": "part_grade"}
CHARGE_KEYS = {
    "key": "charge_key", "relation": "charge_relation", "item": "charge_item", "continuing": "charge_continuing",
    "act_on": "charge_act", "law_on": "charge_law", "grade": "charge_grade", "facts": "charge_facts",
    "deviation_reason": "charge_deviation",
}  # fmt: skip
GAIN_KEYS = {
    "label": "gain_label", "amount": "gain_amount", "refunded": "gain_refunded", "cost": "gain_cost",
    "evidence": "gain_evidence",
}  # fmt: skip

RELATIONS = [
    ("", "不填"),
    (SEPARATE, "另一违法行为，分别裁量、合并执行"),
    (SAME, "同一行为触犯的另一规定，按罚款数额高的"),
]
Choices = Sequence[tuple[str, str]]


def add_parts(
    form: OfficeForm, count: int, charges: Choices, parties: Choices, fines: Choices, grades: Choices
) -> None:
    """Lines of the fine. A column with nothing to choose is left out."""
    for n in range(1, count + 1):
        form.fields[f"part_label_{n}"] = _text(f"第 {n} 行地块、地类", 64)
        if parties:
            form.fields[f"part_party_{n}"] = _choice(f"第 {n} 行当事人", parties)
        if len(charges) > 1:
            form.fields[f"part_charge_{n}"] = _choice(f"第 {n} 行属于", charges)
        form.fields[f"part_kind_{n}"] = _choice(f"第 {n} 行算法", [("", "不填"), *KINDS.items()])
        if len(fines) > 1:
            form.fields[f"part_fine_{n}"] = _choice(f"第 {n} 行情形", fines)
        form.fields[f"part_quantity_{n}"] = NumberField(label=f"第 {n} 行数量", required=False, lenient=True)
        form.fields[f"part_rate_{n}"] = NumberField(label=f"第 {n} 行单价或比例", required=False, lenient=True)
        if len(grades) > 1:
            form.fields[f"part_grade_{n}"] = _choice(f"第 {n} 行阶次", grades)


# What stands for quantity and rate depends on the way of reckoning: said in the choice itself.
KINDS = {
    "rate_area": "面积 × 元/平方米",
    "percent": "基数（元）× %",
    "multiple": "基数（元）× 倍",
    "fixed": "定额（元）",
}
assert KINDS.keys() == FineRule.KINDS.keys()


def add_charges(form: OfficeForm, keys: Sequence[str], today: date, chosen: Iterable[str]) -> None:
    """Further acts; ``keys`` of the rows, ``chosen`` the items chosen, whose grades may be picked."""
    items = [("", "请选择事项"), *((each.id, each.name) for each in punishable(today))]
    grades = [("", "未选"), *grade_choices(chosen, today)]
    for n, key in enumerate(keys, start=1):
        form.fields |= {
            f"charge_key_{n}": forms.CharField(required=False, widget=forms.HiddenInput, initial=key),
            f"charge_relation_{n}": _choice(f"第 {n + 1} 项与本案行为的关系", RELATIONS),
            f"charge_item_{n}": _choice(f"第 {n + 1} 项事项", items),
            f"charge_continuing_{n}": _choice(f"第 {n + 1} 项行为状态", [("", "已经终了"), ("yes", "仍在继续")]),
            f"charge_act_{n}": DayField(label=f"第 {n + 1} 项终了日期", required=False, lenient=True, help_text=""),
            f"charge_law_{n}": DayField(label=f"第 {n + 1} 项适用法律日期", required=False, lenient=True, help_text=""),
            f"charge_grade_{n}": _choice(f"第 {n + 1} 项阶次", grades),
            f"charge_facts_{n}": _area(f"第 {n + 1} 项违法事实"),
            f"charge_deviation_{n}": _area(f"第 {n + 1} 项裁量理由（不在阶次内的写明偏离的理由）", 1),
        }


def add_gains(form: OfficeForm, count: int) -> None:
    """违法所得 with what was given back and the lawful cost, each with its evidence."""
    for n in range(1, count + 1):
        form.fields |= {
            f"gain_label_{n}": _text(f"第 {n} 笔名称", 64),
            f"gain_amount_{n}": NumberField(label=f"第 {n} 笔数额（元）", required=False, lenient=True),
            f"gain_refunded_{n}": NumberField(label=f"第 {n} 笔已退赔（元）", required=False, lenient=True),
            f"gain_cost_{n}": NumberField(label=f"第 {n} 笔扣除的合法成本（元）", required=False, lenient=True),
            f"gain_evidence_{n}": _area(f"第 {n} 笔扣除的理由和证据", 1),
        }


def rows_initial(lines: Sequence[Mapping[str, Any]], keys: Mapping[str, str]) -> dict[str, Any]:
    """Kept lines as initial data."""
    return {f"{name}_{n}": line.get(key, "") for n, line in enumerate(lines, start=1) for key, name in keys.items()}


def parts_of(said: Mapping[str, Any], count: int) -> list[dict[str, str]]:
    """Lines of the fine that say something. A fixed sum has the quantity 1."""
    found = []
    for n in range(1, count + 1):
        line = {key: text_of(said.get(f"{name}_{n}")) for key, name in PART_KEYS.items()}
        seldom = {key: text for key, name in PART_SELDOM.items() if (text := text_of(said.get(f"{name}_{n}")))}
        if line["kind"] and any(line[key] for key in ("quantity", "rate", "label")):
            if line["kind"] == "fixed":
                # Whichever of the two the sum was typed into.
                line |= {"quantity": "1", "rate": line["rate"] or line["quantity"]}
            found.append(line | seldom)
    return found


def charges_said(said: Mapping[str, Any], count: int) -> list[dict[str, str]]:
    """Further acts that were chosen; a day that was read is kept as a date, any other word as typed."""
    found = []
    for n in range(1, count + 1):
        line = {key: text_of(said.get(f"{name}_{n}")) for key, name in CHARGE_KEYS.items()}
        if line["item"] or line["facts"] or line["relation"]:
            found.append(line | {"key": line["key"] or str(n + 1)})
    return found


def gains_of(said: Mapping[str, Any], count: int) -> list[dict[str, str]]:
    found = []
    for n in range(1, count + 1):
        line = {key: text_of(said.get(f"{name}_{n}")) for key, name in GAIN_KEYS.items()}
        if any(line.values()):
            found.append(line)
    return found


def grade_choices(items: Iterable[str], today: date) -> list[tuple[str, str]]:
    """Grades of the items, of every period: which one fits the law applied is checked when it is reckoned."""
    pack, found = lawpack.current(), {}
    items = [each for each in dict.fromkeys(items) if each]
    for item in items:
        for versions in pack.rules["grade"].values():
            mine = [each for each in versions if isinstance(each, Grade) and each.item == item]
            for each in [g for g in mine if g.in_force(today)] or mine[-1:]:
                where = f"，{_name(item, today)}" if len(items) > 1 else ""
                found[each.id] = f"{each.name}（{each.min:f}至{each.max:f}{where}）"
    return list(found.items())


def fine_choices(laws: Iterable[Item]) -> list[tuple[str, str]]:
    """The circumstances under which an item is fined otherwise."""
    found = {
        each.code: f"{each.when}（{each.min:f}至{each.max:f}{each.unit}）" for law in laws for each in law.other_fines
    }
    return [("", "一般情形"), *found.items()]


def charge_choices(charges: Sequence[Mapping[str, Any]], today: date) -> list[tuple[str, str]]:
    """To which act a line of the fine belongs."""
    named = [
        (str(each["key"]), f"第 {n} 项：{_name(str(each.get('item') or ''), today)}")
        for n, each in enumerate(charges, start=2)
        if each.get("key") and each.get("item")
    ]
    return [("", "第 1 项：本案案由"), *named]


def _name(item: str, today: date) -> str:
    try:
        return lawpack.current().item(item, today).name
    except NotInForce:
        return item


def _text(label: str, most: int) -> forms.CharField:
    return forms.CharField(label=label, required=False, max_length=most)


def _area(label: str, rows: int = 2) -> forms.CharField:
    return forms.CharField(label=label, required=False, widget=forms.Textarea({"rows": rows}))


def _choice(label: str, choices: Choices) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, required=False, choices=choices)
