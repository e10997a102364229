"""处罚告知与听证告知 (处罚法第44、62–64条; 部办法第33、34条)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from daylight.base import lawpack
from daylight.base.act import act
from daylight.base.journal.writing import record
from daylight.base.orgs.models import Person
from daylight.cases.models import Case
from daylight.cases.moving import demand_turn, make_move
from daylight.core import gates
from daylight.core.moment import local_date
from daylight.core.refusal import Refusal, Refused
from daylight.decisions import composing
from daylight.decisions.draftfields import unknown_kinds
from daylight.decisions.draftlines import text_doubts
from daylight.decisions.gathering import gather, papers
from daylight.decisions.holding import holding_of
from daylight.decisions.models import Notice
from daylight.decisions.receipts import ServiceInput, posting, receipt_fields, service_facts, service_problems
from daylight.recording.papers import make_final, make_issued


@dataclass(slots=True)
class NoticeInput:
    """What is announced. ``penalties``: ``{"kind", "text", "amount_yuan", "area_m2"}``; ``fine_yuan`` 0 when none."""

    facts: str
    reasons: str
    basis: list[str]
    penalties: list[dict[str, Any]]
    fine_yuan: Decimal
    contact: str
    service: ServiceInput
    new_facts: str = ""


@act("decisions.notice.served")
def serve_notice(case: Case, notice: NoticeInput, *, actor: Person, now: datetime) -> Notice:
    """Issue the notice (and, within the hearing scope, the hearing notice), record its receipt, start D06 and D07."""
    today = local_date(now)
    demand_turn(case, "serve_notice", actor)
    found = _problems(case, notice, today)
    if found:
        raise Refused(found)
    pack = lawpack.current()
    kinds = frozenset(p["kind"] for p in notice.penalties)
    party = composing.principal(case)
    common = {
        "party": composing.party_line(party),
        "content": composing.penalty_lines(notice.penalties),
        "basis": "；".join(notice.basis),
        "contact": notice.contact,
    }
    paper: dict[str, Any] = {
        **common,
        "facts": notice.facts,
        "reasons": notice.reasons,
        "penalties": composing.kind_names(sorted(kinds), today),
        "rights": composing.statement_rights(today),
    }
    if notice.fine_yuan:
        paper["fine"] = format(notice.fine_yuan, "f")
    document = make_issued(case, "penalty_notice", paper, actor=actor, now=now)
    row = Notice(
        case=case,
        round=case.notices.count() + 1,
        fine_yuan=notice.fine_yuan,
        penalties=notice.penalties,
        document=document,
        received_on=notice.service.served_on,
        method=notice.service.method,
        new_facts=notice.new_facts.strip(),
    )
    row.save()
    facts = gather(case, today)
    scope = gates.hearing_reasons(facts, pack, today)
    if scope:
        row.hearing_document = make_issued(
            case, "hearing_notice", {**common, "rights": composing.hearing_rights(today)}, actor=actor, now=now
        )
        row.save(update_fields=["hearing_document"])
    make_final(case, "service_receipt", receipt_fields(case, document, notice.service), actor=actor, now=now)
    facts = replace(gather(case, today), service=service_facts(case, notice.service, decides=False))
    make_move(
        case,
        "serve_notice",
        actor=actor,
        now=now,
        facts=facts,
        starts_on=notice.service.served_on,
        papers=papers(case),
        holding=holding_of(case, facts, today),
        pause=posting(notice.service),
    )
    record(
        "decisions.notice.served",
        agency=case.agency,
        actor=actor,
        now=now,
        subject=f"notice:{row.uuid}",
        case_uuid=case.uuid,
        data={
            "number": document.number,
            "round": row.round,
            "fine_yuan": row.fine_yuan,
            "penalties": sorted(kinds),
            "hearing": list(scope),
            "received_on": row.received_on,
        },
    )
    return row


def _problems(case: Case, notice: NoticeInput, today: date) -> list[Refusal]:
    found = [
        Refusal("field.required", f"请填写{label}。", "行政处罚法第四十四条", name)
        for name, label, value in (
            ("facts", "违法事实", notice.facts),
            ("reasons", "理由", notice.reasons),
            ("basis", "依据", "".join(notice.basis)),
            ("contact", "联系人及电话", notice.contact),
        )
        if not value.strip()
    ]
    if not notice.penalties:
        found.append(Refusal("field.required", "请至少填写一项拟处罚内容。", "行政处罚法第四十四条", "penalties"))
    elif strange := unknown_kinds(notice.penalties, today):
        found.append(strange)
    elif any(not str(each.get("text", "")).strip() for each in notice.penalties):
        found.append(Refusal("field.required", "请写明每项拟处罚的内容。", "行政处罚法第四十四条", "penalties"))
    found += text_doubts(notice.penalties)
    # A notice cannot reach the party before the case was heard; an earlier day would cut his five working days short.
    heard_on = local_date(case.moves.filter(to_step=case.step).latest("id").at)
    if notice.service.served_on < heard_on:
        found.append(
            Refusal(
                "field.order",
                f"送达日期早于案件审理完成的日期 {heard_on}，请按送达回证核对。",
                "行政处罚法第四十四条",
                "served_on",
            )
        )
    if notice.fine_yuan < 0:
        found.append(Refusal("field.number", "罚款数额不能小于 0，请核对。", "", "fine_yuan"))
    has_fine = any(p["kind"] == "fine" for p in notice.penalties)
    if has_fine != bool(notice.fine_yuan):
        found.append(
            Refusal("field.number", "拟处罚内容与罚款数额不一致：选了罚款须填数额，未选罚款不填数额。", "", "fine_yuan")
        )
    return found + service_problems(notice.service, today)
