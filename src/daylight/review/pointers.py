"""What a finding may point at: only things that are inside the frozen dossier, named as the dossier names them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

KINDS = {
    "document": "文书",
    "recording": "音像",
    "field": "拟决定内容",
    "officer": "执法人员",
    "clock": "期限",
    "case": "案件登记",
}
FIELD_NAMES = {
    "outcome": "决定种类",
    "facts": "违法事实",
    "evidence": "证据",
    "violates": "违反条款",
    "basis": "处罚依据",
    "law_on": "适用法律的日期",
    "grade": "裁量阶次",
    "factors": "裁量因素",
    "discretion_reason": "裁量理由",
    "charges": "其他违法行为",
    "parts": "罚款计算",
    "fine_table": "罚款计算表",
    "fine_yuan": "罚款数额",
    "gains": "违法所得",
    "gains_yuan": "没收违法所得",
    "penalties": "处罚内容",
    "performance": "履行方式和期限",
    "remedy": "救济告知",
    "statement_summary": "陈述申辩情况",
    "hearing_summary": "听证情况",
    "payee": "代收机构",
    "deviation_reason": "偏离裁量阶次的理由",
    "circumstances": "是否属于须审情形",
}
CASE_NAMES = {
    "title": "案件名称",
    "number": "案号",
    "item_name": "案由",
    "parties": "当事人",
    "procedure": "程序",
    "place": "地点",
    "area_m2": "面积",
    "act_ended_on": "违法行为终了日",
    "opened_on": "立案（受理）日期",
}


def field_names(content: Mapping[str, Any]) -> dict[str, str]:
    """Labels of the draft's fields: those of a penalty, or of the paper the dossier was frozen with."""
    return {**FIELD_NAMES, **content.get("draft_labels", {})}


def draft_said(content: Mapping[str, Any]) -> Mapping[str, Any]:
    """The draft as a reviewer reads it: the paper's texts, or a penalty's own fields."""
    said: Mapping[str, Any] = content.get("draft_texts") or content.get("draft", {})
    return said


def targets(content: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """Everything in ``content`` a finding may point at: kind → {ref: label}, in the order of the dossier."""
    names = field_names(content)
    return {
        "document": {str(d["uuid"]): str(d.get("title") or d.get("code") or "") for d in content.get("documents", ())},
        "recording": {
            str(r["uuid"]): str(r.get("title") or r.get("item") or "音像记录") for r in content.get("recordings", ())
        },
        "field": {name: names.get(name, name) for name in draft_said(content)},
        "officer": {
            str(o["certificate_number"]): f"{o['name']}（{o['certificate_number']}）"
            for o in content.get("officers", ())
            if o.get("certificate_number")
        },
        "clock": {str(c["code"]): str(c.get("name") or c["code"]) for c in content.get("clocks", ())},
        "case": {name: CASE_NAMES[name] for name in content.get("case", {}) if name in CASE_NAMES},
    }


def resolve(content: Mapping[str, Any], given: Iterable[Mapping[str, Any]]) -> tuple[list[dict[str, str]], list[str]]:
    """``given`` [{"kind", "ref"}] → (pointers with the dossier's own label, each once; refs that are not in it)."""
    known = targets(content)
    found: dict[tuple[str, str], dict[str, str]] = {}
    strange = []
    for each in given:
        kind, ref = str(each.get("kind", "")), str(each.get("ref", ""))
        label = known.get(kind, {}).get(ref)
        if label is None:
            strange.append(ref or kind)
        else:
            found[kind, ref] = {"kind": kind, "ref": ref, "label": label}
    return list(found.values()), strange
