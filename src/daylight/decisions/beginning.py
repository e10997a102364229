"""The first version of a draft: what the file already holds is carried over, never typed a second time."""

from __future__ import annotations

from datetime import date
from pathlib import PurePath
from typing import Any

from daylight.base import lawpack
from daylight.cases.models import Case
from daylight.core.lawdata import NotInForce
from daylight.decisions.draftfields import EMPTY
from daylight.decisions.entries import KEPT, latest_fields
from daylight.decisions.hearings import ended_by, hearing_of
from daylight.decisions.models import Notice, Statement

ADOPTED_TEXT = {"yes": "全部采纳", "partly": "部分采纳", "no": "不予采纳"}
EVIDENCE_PAPERS = ("site_record", "inquiry_record")


def first_fields(case: Case, today: date) -> dict[str, Any]:
    """Draft fields from report, notice, statements, recordings and the item of the lawpack."""
    fields: dict[str, Any] = {**EMPTY}
    report = case.documents.filter(code="investigation_report", state__in=KEPT).order_by("-id").first()
    if report:
        fields["facts"] = latest_fields(report).get("facts", "")
    notice = case.notices.order_by("-round").first()
    fields["evidence"] = evidence(case)
    fields["law_on"] = (case.act_ended_on or today).isoformat()
    if case.law_item:
        fields |= _from_item(case, fields["law_on"], today)
    if notice:
        fields["penalties"] = notice.penalties
        basis = latest_fields(notice.document).get("basis", "")
        fields["basis"] = [part for part in basis.split("；") if part] or fields["basis"]
        fields |= spoken(case, today)
    return fields


def spoken(case: Case, today: date) -> dict[str, str]:
    """What the party said or let pass, as the papers tell it; empty while his time to speak still runs, because
    “未提出” is not true before it has ended."""
    notice = case.notices.select_related("document", "hearing_document").order_by("-round").first()
    if notice is None:
        return {"statement_summary": "", "hearing_summary": ""}
    over = _limits_over(case, today)
    statements = list(case.statements.all())
    heard = hearing_of(case)
    return {
        "statement_summary": statement_summary(notice, statements) if statements or notice.waived_on or over else "",
        "hearing_summary": hearing_summary(case, notice) if heard or notice.waived_on or over else "",
    }


def _limits_over(case: Case, today: date) -> bool:
    """Whether the times for statement (D06) and hearing (D07) have run."""
    due = [clock.due_on for clock in case.clocks.filter(code__in=("D06", "D07"))]
    return bool(due) and today > max(due)


def _from_item(case: Case, law_on: str, today: date) -> dict[str, Any]:
    pack = lawpack.current()
    try:
        law = pack.item(case.law_item, date.fromisoformat(law_on))
    except NotInForce:
        # The act lies before the first version we hold: the officer has to choose the law himself.
        return {}
    found: dict[str, Any] = {"violates": law.violates, "basis": law.basis.split("；")}
    if law.fine and law.fine.kind == "rate_area" and case.area_m2:
        found["parts"] = [
            {
                "kind": "rate_area",
                "quantity": format(case.area_m2, "f"),
                "rate": "",
                "label": case.land_class or "占用土地",
            }
        ]
    return found


def evidence(case: Case) -> list[dict[str, str]]:
    """Every visit paper and sealed recording, as pointers with a label."""
    found = [
        {"kind": "document", "ref": str(d.uuid), "label": d.title}
        for d in case.documents.filter(code__in=EVIDENCE_PAPERS, state__in=KEPT)
    ]
    return found + [
        # A file name's ending means nothing on paper.
        {"kind": "recording", "ref": str(r.uuid), "label": PurePath(r.title).stem}
        for r in case.recordings.filter(state="sealed")
    ]


def statement_summary(notice: Notice, statements: list[Statement]) -> str:
    """告知、陈述申辩 in the words of the papers: dates and outcomes only."""
    told = (
        f"本机关于{notice.received_on:%Y年%-m月%-d日}向当事人送达{notice.document.title}（{notice.document.number}），"
        "告知拟处罚的内容及事实、理由、依据和陈述申辩的权利。"
    )
    if not statements:
        return told + ("当事人书面放弃陈述申辩。" if notice.waived_on else "当事人在规定期限内未提出陈述申辩。")
    each = "；".join(
        f"{s.made_on:%Y年%-m月%-d日}提出：{s.content.rstrip('。')}，经复核{ADOPTED_TEXT.get(s.adopted, '尚未复核')}"
        for s in statements
    )
    return f"{told}当事人{each}。"


def hearing_summary(case: Case, notice: Notice) -> str:
    if notice.hearing_document is None:
        return ""
    told = f"同日送达{notice.hearing_document.title}（{notice.hearing_document.number}），告知听证的权利。"
    hearing = hearing_of(case)
    if hearing is None:
        return told + ("当事人书面放弃听证。" if notice.waived_on else "当事人在规定期限内未要求听证。")
    if hearing.held_on:
        return f"{told}当事人于{hearing.requested_on:%Y年%-m月%-d日}要求听证，本机关于{hearing.held_on:%Y年%-m月%-d日}举行听证。"
    asked = f"{told}当事人于{hearing.requested_on:%Y年%-m月%-d日}要求听证"
    ended = ended_by(case)
    if ended:
        return f"{asked}，{ended[1]:%Y年%-m月%-d日}{ended[0]}，不再举行听证。"
    return f"{asked}。"
