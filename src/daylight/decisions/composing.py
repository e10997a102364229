"""Composing the papers: every sentence with a number in it takes the number from the lawpack."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from daylight.base import lawpack
from daylight.cases.models import Case, Party
from daylight.core.lawdata import NotInForce
from daylight.core.lawrecords import Grade, PenaltyKind
from daylight.core.money import in_capitals
from daylight.decisions.draftlines import amount
from daylight.decisions.reckoning import reckon

LAND_DEMOLITION = "demolish"


def principal(case: Case) -> Party:
    """当事人: the first party of the case with that role."""
    return case.parties.filter(role="party").order_by("id")[0]


def party_line(party: Party) -> str:
    """Name, code and address in one line, as papers open with it."""
    parts = [party.name]
    if party.credit_code:
        parts.append(f"统一社会信用代码 {party.credit_code}")
    if party.address:
        parts.append(f"{'住所' if party.kind == 'organisation' else '住址'}：{party.address}")
    return "，".join(parts)


def money(value: Decimal) -> str:
    """96,000.00 元（玖万陆仟元整）."""
    return f"{value:,.2f} 元（{in_capitals(value)}）"


def penalty_lines(penalties: list[dict[str, Any]], names: Mapping[str, str] | None = None) -> str:
    """The penalties as numbered sentences; where lines are for one of several parties (``names`` by uuid), each party
    is decided on by itself (部办法第37条)."""
    parties = list(dict.fromkeys(str(p.get("party") or "") for p in penalties))
    if names and any(parties):
        return "\n".join(
            f"对{names.get(party, '全体当事人')}：\n"
            + penalty_lines([{**p, "party": ""} for p in penalties if str(p.get("party") or "") == party])
            for party in parties
        )
    if len(penalties) == 1:
        return f"{penalties[0]['text'].rstrip('。；;')}。"
    return "\n".join(f"{n}．{p['text'].rstrip('。；;')}；" for n, p in enumerate(penalties, start=1))[:-1] + "。"


def kind_names(kinds: list[str], on: date) -> list[str]:
    """Chinese names of penalty kinds."""
    return [lawpack.current().find(PenaltyKind, kind, on).name for kind in kinds]


def remedy(case: Case, kinds: frozenset[str], on: date) -> str:
    """救济告知: review by the government of the same level only (复议法第24条, from 2024-01-01), then the court.

    A land demolition has its own shorter time to sue (土地管理法第83条); a missing one would keep the time open for a
    year (行诉解释第64条), so it is generated, never typed.
    """
    rule = lawpack.current().deadline("D18", on)
    suit = rule.variants["lawsuit_demolition" if LAND_DEMOLITION in kinds else "lawsuit"]
    return (
        f"如不服本决定，可以自收到本决定书之日起{rule.period.label}内向{case.agency.government}申请行政复议，"
        f"也可以自收到本决定书之日起{suit.label}内直接向{case.agency.court}提起行政诉讼。"
        "复议、诉讼期间，除法律另有规定外，不停止本决定的执行。"
    )


def surcharge(on: date) -> str:
    """加处罚款的告知 (处罚法第72条)."""
    pack = lawpack.current()
    daily = pack.parameter("surcharge_daily_percent", on).value
    return f"逾期不缴纳罚款的，每日按罚款数额的百分之{'零一二三四五六七八九'[int(daily)]}加处罚款，加处罚款的数额不超过罚款的数额。"


def statement_rights(on: date) -> str:
    rule = lawpack.current().deadline("D06", on)
    return f"你（单位）可以自收到本告知书之日起{rule.period.label}内向本机关陈述、申辩；逾期不提出的，视为放弃。"


def hearing_rights(on: date) -> str:
    rule = lawpack.current().deadline("D07", on)
    return (
        f"你（单位）有权要求听证。要求听证的，应当自收到本告知书之日起{rule.period.label}内向本机关提出；"
        "逾期不提出的，视为放弃。听证不收取费用。"
    )


def discretion_text(fields: Mapping[str, Any], on: date) -> str:
    """裁量: grade, factors and reason; where lines have grades of their own the table says them."""
    if not fields.get("grade") and any(each.get("grade") for each in fields.get("parts") or []):
        factors = f"裁量因素：{'、'.join(fields['factors'])}。" if fields.get("factors") else ""
        return f"各项裁量阶次见罚款计算表。{factors}{fields.get('discretion_reason', '')}"
    if not fields.get("grade"):
        return fields.get("discretion_reason") or "本案处罚种类由法律明确规定，没有裁量幅度。"
    law_on = date.fromisoformat(fields["law_on"]) if fields.get("law_on") else on
    try:
        grade = f"裁量阶次为“{lawpack.current().find(Grade, fields['grade'], law_on).name}”"
    except NotInForce as fault:
        # The preview says it; G12 refuses the decision.
        grade = str(fault)
    factors = f"；裁量因素：{'、'.join(fields['factors'])}" if fields.get("factors") else ""
    return f"{grade}{factors}。{fields.get('discretion_reason', '')}"


def content(case: Case, fields: Mapping[str, Any]) -> str:
    """处罚种类和内容; the fines of several acts of one party are written one by one and carried out together."""
    names = {str(each.uuid): each.name for each in case.parties.filter(role="party")}
    text = penalty_lines(fields["penalties"], names)
    table = fields.get("fine_table") or {}
    # Parties are decided on side by side: their fines are never merged into one.
    if table.get("merged") and not table.get("parties"):
        text += f"\n以上罚款合并执行，合计 {table['total']} 元（{table['capitals']}）。"
    return text


def further_facts(case: Case, fields: Mapping[str, Any], on: date) -> str:
    """The facts of each act, named one by one where there are several."""
    others = [each for each in reckon(case, fields, on).charges if each.charge.key]
    lines = {each.charge.key: f"{each.name}：{each.charge.facts}" for each in others if each.charge.facts}
    if not lines:
        return str(fields["facts"])
    return "\n".join([fields["facts"], *(f"另查明，{line}" for line in lines.values())])


def further_basis(case: Case, fields: Mapping[str, Any], on: date) -> list[str]:
    """The articles typed, and those of every further act that is fined."""
    articles = [
        article
        for each in reckon(case, fields, on).applied
        if each.charge.key and each.law
        for article in each.law.basis.split("；")
    ]
    return list(dict.fromkeys([*fields["basis"], *articles]))


def table_rows(table: Mapping[str, Any]) -> list[dict[str, str]]:
    """罚款计算 for the paper: a line of text for readers of text, the cells for the table, ``act`` what it is for."""
    return [
        {
            "label": f"{row['grade']}；{row['factor']}；{row['bounds']}；{row['result']}；{row['reason']}",
            "act": "，".join(part for part in (row["act"], row["party"]) if part),
            "grade": row["grade"],
            "factor": row["factor"],
            "bounds": _bare(row["bounds"]),
            "result": _bare(row["result"]),
            "reason": row["reason"],
        }
        for row in table.get("rows", [])
        if not row["note"]
    ]


def _bare(text: str) -> str:
    """Sums without their unit, which the head of the column says: a narrow column holds them unbroken."""
    return text.replace(".00 元", "").replace(" 元", "")


def decision_paper(case: Case, fields: Mapping[str, Any], decided_on: date) -> dict[str, Any]:
    """Fields of the template ``penalty_decision`` from the approved draft (处罚法第59条 every must-carry)."""
    party = principal(case)
    kinds = frozenset(p["kind"] for p in fields["penalties"])
    fine = amount(fields.get("fine_yuan") or "")
    notice = fields["statement_summary"]
    if fields.get("hearing_summary"):
        notice = f"{notice}\n{fields['hearing_summary']}"
    paper: dict[str, Any] = {
        "party": party_line(party),
        "address": party.address or "未登记",
        "facts": further_facts(case, fields, decided_on),
        "evidence": "；".join(e["label"] for e in fields["evidence"]),
        "notice": notice,
        "basis": "；".join(further_basis(case, fields, decided_on)),
        "discretion": discretion_text(fields, decided_on),
        "content": content(case, fields),
        "performance": fields["performance"],
        "remedy": remedy(case, kinds, decided_on),
        "agency": case.agency.name,
        "decided_on": decided_on.isoformat(),
    }
    if fine:
        paper |= {"computation": table_rows(fields.get("fine_table") or {})}
        paper |= {"fine": format(fine, "f"), "payee": fields.get("payee", ""), "surcharge": surcharge(decided_on)}
    return paper
