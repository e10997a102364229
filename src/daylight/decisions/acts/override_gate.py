"""例外放行: asked by whoever may make the move, let pass or not by a second person, counted in public without the case."""

from __future__ import annotations

from datetime import date, datetime

from daylight.base import lawpack
from daylight.base.access import require
from daylight.base.act import act
from daylight.base.journal.models import Entry
from daylight.base.journal.writing import record
from daylight.base.orgs.models import Person
from daylight.base.outbox.posting import put
from daylight.cases.models import Case, GateOverride
from daylight.cases.moving import demand_running, demand_turn, verdicts_of
from daylight.cases.scopes import scope_of
from daylight.core.gates import Verdict, closed
from daylight.core.moment import local_date
from daylight.core.refusal import Refusal, Refused, refuse
from daylight.decisions.gathering import gather
from daylight.decisions.standing import decision_of


@act("decisions.override.asked")
def ask_override(case: Case, move: str, gate: str, reason: str, *, actor: Person, now: datetime) -> GateOverride:
    """提出例外放行: what ``gate`` now finds against ``move``, with the reason; only where the law leaves room."""
    today = local_date(now)
    demand_turn(case, move, actor)
    demand_running(case)
    rule = lawpack.current().gate(gate, today)
    verdict = verdict_of(case, move, gate, today)
    if verdict is None or verdict.state != "refused":
        raise refuse("override.idle", f"“{rule.title}”现在没有不满足的要求，不用例外放行，请刷新页面查看。", rule.cite)
    found = []
    if why := closed(verdict, rule):
        found.append(Refusal("override.closed", why, rule.cite))
    if not reason.strip():
        found.append(Refusal("field.required", "请写明需要例外放行的事实和理由。", rule.cite, "reason"))
    if GateOverride.objects.filter(case=case, gate=gate, state="asked").exists():
        found.append(Refusal("override.asked", f"“{rule.title}”的例外放行已经提出，请等待复核。", rule.cite))
    if found:
        raise Refused(found)
    row: GateOverride = GateOverride.objects.create(
        case=case,
        gate=gate,
        title=rule.title,
        move=move,
        reason=reason.strip(),
        set_aside=[{"message": each.message, "cite": each.cite, "field": each.field} for each in verdict.refusals],
        asked_by=actor,
        asked_at=now,
    )
    _note("decisions.override.asked", row, actor, now, reason=row.reason)
    return row


@act("decisions.override.granted")
def grant_override(override: GateOverride, *, actor: Person, now: datetime) -> GateOverride:
    """复核放行: by a second person who did not ask and does not handle the case; counted on the public site."""
    row = _answerable(override, actor)
    today = local_date(now)
    rule = lawpack.current().gate(row.gate, today)
    verdict = verdict_of(row.case, row.move, row.gate, today)
    seen = {each["message"] for each in row.set_aside}
    if verdict is None or verdict.state != "refused" or {each.message for each in verdict.refusals} != seen:
        raise refuse(
            "override.changed", "提出以后案件情况有变化，请办理“不同意”，由承办人按现在的情况重新提出。", rule.cite
        )
    if why := closed(verdict, rule):
        raise refuse("override.closed", why, rule.cite)
    _answer(row, "granted", "", actor, now)
    entry = _note("decisions.override.granted", row, actor, now, reason=row.reason)
    # The month and the law's own words alone: a day or a typed reason could give the case away.
    put(
        "portal",
        lane=f"gate:{row.gate}",
        key=f"gate.overridden:{entry.pk}",
        body={
            "kind": "gate.overridden",
            "gate": row.gate,
            "title": rule.title,
            "why": rule.override_why,
            "cite": rule.cite,
            "month": today.replace(day=1),
            "agency": {"name": row.case.agency.name, "code": row.case.agency.code},
            "entry_id": entry.pk,
        },
        now=now,
    )
    return row


@act("decisions.override.refused")
def refuse_override(override: GateOverride, answer: str, *, actor: Person, now: datetime) -> GateOverride:
    """不同意例外放行, with the reason; the gate stays closed."""
    row = _answerable(override, actor)
    if not answer.strip():
        raise refuse("field.required", "请写明不同意的理由。", "", "answer")
    _answer(row, "refused", answer.strip(), actor, now)
    _note("decisions.override.refused", row, actor, now, reason=row.answer)
    return row


def verdict_of(case: Case, move: str, gate: str, today: date) -> Verdict | None:
    """What ``gate`` says against ``move`` now; None when it does not stand before that move."""
    decision = decision_of(case)
    facts = gather(case, today, fields=decision.fields if decision else None, decided_on=today if decision else None)
    return next((each for each in verdicts_of(case, move, facts, today) if each.gate == gate), None)


def _answerable(override: GateOverride, actor: Person) -> GateOverride:
    row: GateOverride = GateOverride.objects.select_for_update(of=("self",)).select_related("case").get(pk=override.pk)
    require(actor, "gate.override", scope_of(row.case))
    demand_running(row.case)
    if row.state != "asked":
        raise refuse("override.answered", f"这项例外放行{row.STATES[row.state]}，请刷新页面查看。")
    if row.asked_by_id == actor.pk:
        raise refuse("override.same", "例外放行不能由提出人自己复核，请另一名有权人员复核。", "行政处罚法第五十七条")
    if row.case.handlers.filter(person=actor).exists():
        raise refuse(
            "override.handler", "您是本案承办人，不能复核例外放行，请另一名有权人员复核。", "行政处罚法第四十三条"
        )
    return row


def _answer(row: GateOverride, state: str, answer: str, actor: Person, now: datetime) -> None:
    row.state, row.answer, row.answered_by, row.answered_at = state, answer, actor, now
    row.save(update_fields=["state", "answer", "answered_by", "answered_at"])


def _note(event: str, row: GateOverride, actor: Person, now: datetime, reason: str) -> Entry:
    return record(
        event,
        agency=row.case.agency,
        actor=actor,
        now=now,
        subject=f"override:{row.uuid}",
        case_uuid=row.case.uuid,
        data={
            "gate": row.gate,
            "title": row.title,
            "move": row.move,
            "reason": reason,
            "set_aside": row.set_aside,
            "asked_by": str(row.asked_by.uuid),
        },
    )
