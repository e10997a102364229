"""The words of a decision on the spot: fields to freeze, the paper handed over. Numbers come from the lawpack."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from daylight.base import lawpack
from daylight.base.orgs.models import Person
from daylight.cases.models import Case
from daylight.cases.parties import PartyInput
from daylight.core.lawrecords import Grade, Item
from daylight.core.moment import local_date, local_time
from daylight.decisions import composing
from daylight.decisions.beginning import ADOPTED_TEXT
from daylight.decisions.draftfields import EMPTY
from daylight.decisions.onspot.typed import OnSpot
from daylight.decisions.penalty_facts import PAY
from daylight.recording.values import day_text, moment_text

GROUNDS = {
    "small": "依法给予一百元以下罚款",
    "hard_later": "不当场收缴事后难以执行",
    "remote": "边远、水上、交通不便地区，当事人提出",
}


def frozen_fields(spot: OnSpot, case: Case, law: Item, people: list[Person], now: datetime) -> dict[str, Any]:
    """Fields in the shape of a draft, so that everything that reads decisions reads this one too."""
    today = local_date(now)
    grade = _grade(spot, case.law_item, today)
    fine = format(spot.fine_yuan, "f") if spot.fine_yuan else ""
    penalties = [{"kind": "warning", "text": "警告"}] if spot.warning else []
    if fine:
        penalties.append({"kind": "fine", "text": f"罚款 {composing.money(spot.fine_yuan)}", "amount_yuan": fine})
    return {
        **EMPTY,
        "facts": facts(spot, case),
        "evidence": [{"kind": "note", "ref": "", "label": each.strip()} for each in spot.evidence if each.strip()],
        "violates": law.violates,
        "basis": law.basis.split("；"),
        "law_on": spot.committed_on.isoformat(),
        "grade": spot.grade,
        "discretion_reason": reason(spot, grade),
        "parts": [{"kind": "fixed", "quantity": "1", "rate": fine, "label": case.item_name}] if fine else [],
        "penalties": penalties,
        "fine_yuan": fine,
        "performance": performance(spot, today),
        "payee": payee(spot),
        "statement_summary": spoken(spot, people, now),
        "remedy": remedy(case, today),
    }


def reason(spot: OnSpot, grade: Grade | None) -> str:
    """裁量理由: the officer's own, otherwise the circumstances of the grade he chose."""
    said = spot.discretion_reason.strip() or (grade.condition if grade else "")
    return f"{said.rstrip('。')}。" if said else ""


def facts(spot: OnSpot, case: Case) -> str:
    """违法行为: when, where, what was done, and what that is in the words of the list."""
    detail = spot.detail.strip().rstrip("。")
    return f"{day_text(spot.committed_on)}，当事人在{spot.place.strip()}{detail}。上述行为属于{case.item_name}。"


def spoken(spot: OnSpot, people: list[Person], now: datetime) -> str:
    """亮证、告知、陈述申辩 as the paper tells them; certificate numbers stand in the line of the officers."""
    names = "、".join(each.name for each in people)
    told = (
        f"执法人员{names}于{moment_text(spot.showing(now).isoformat())}出示执法证件，当场告知当事人拟作出处罚的内容及事实、"
        "理由、依据和依法享有的陈述、申辩权利。"
    )
    if spot.silent:
        return f"{told}当事人不作陈述、申辩。"
    said = spot.statement.strip().rstrip("。")
    return (
        f"{told}当事人提出：{said}。经复核，{ADOPTED_TEXT.get(spot.adopted, '')}：{spot.review.strip().rstrip('。')}。"
    )


def performance(spot: OnSpot, today: date) -> str:
    """履行方式和期限 (处罚法第67条)."""
    if not spot.fine_yuan:
        return "警告自本决定书交付之日起生效。"
    if spot.collected:
        return f"罚款已由执法人员当场收缴，出具财政票据，号码 {spot.collected.receipt_number.strip()}。"
    period = lawpack.current().deadline(PAY, today).period.label
    return f"自收到本决定书之日起{period}内到下列代收机构缴纳罚款，也可以通过电子支付系统缴纳。"


def payee(spot: OnSpot) -> str:
    if not spot.fine_yuan:
        return ""
    return f"执法人员当场收缴（{GROUNDS.get(spot.collected.ground, '')}）" if spot.collected else spot.payee.strip()


def remedy(case: Case, today: date) -> str:
    """复议前置 (复议法第23条第1款第1项): whoever will not bow to a decision made on the spot asks for review first."""
    period = lawpack.current().deadline("D18", today).period.label
    return (
        f"如不服本决定，应当先自收到本决定书之日起{period}内向{case.agency.government}申请行政复议；"
        "对行政复议决定不服的，可以再依法向人民法院提起行政诉讼。"
        "行政复议期间，除法律另有规定外，不停止本决定的执行。"
    )


def printed(
    spot: OnSpot, case: Case, fields: dict[str, Any], party: PartyInput, people: list[Person], now: datetime
) -> dict[str, Any]:
    """Fields of the template ``spot_decision`` (处罚法第52条第2款)."""
    today = local_date(now)
    paper = {
        "party": composing.party_line(composing.principal(case)),
        "address": party.address.strip(),
        "committed_on": spot.committed_on.isoformat(),
        "place": spot.place.strip(),
        "facts": fields["facts"],
        "evidence": "；".join(each["label"] for each in fields["evidence"]),
        "notice": fields["statement_summary"],
        "basis": "；".join(fields["basis"]),
        "discretion": composing.discretion_text(fields, today) if fields["grade"] else "",
        "content": composing.penalty_lines(fields["penalties"]),
        "correction": spot.correction.strip(),
        "performance": fields["performance"],
        "remedy": fields["remedy"],
        "agency": case.agency.name,
        "decided_at": local_time(now).replace(second=0, microsecond=0).isoformat(),
        "decided_on": today.isoformat(),
        "officers": people_lines(people),
        "signed": spot.signed,
        "refusal_note": spot.refusal_note.strip(),
    }
    if spot.fine_yuan:
        late = "罚款已当场缴清，不涉及加处罚款。" if spot.collected else composing.surcharge(today)
        paper |= {"fine": fields["fine_yuan"], "payee": fields["payee"], "surcharge": late}
    return paper


def people_lines(people: list[Person]) -> list[dict[str, str]]:
    """Officers as papers keep them."""
    return [{"uuid": str(p.uuid), "name": p.name, "certificate": p.certificate_number} for p in people]


def _grade(spot: OnSpot, law_item: str, today: date) -> Grade | None:
    known = lawpack.current().grades(law_item, spot.committed_on)
    return next((each for each in known if each.id == spot.grade), None)
