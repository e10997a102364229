"""陈述申辩、书面放弃、听证 (处罚法第45、63–65条)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from daylight.base.act import act
from daylight.base.journal.writing import record
from daylight.base.orgs.models import Person
from daylight.cases.models import Case
from daylight.cases.moving import demand_turn, make_move
from daylight.core.deadlines import Pause
from daylight.core.moment import BEIJING, local_date
from daylight.core.refusal import Refusal, Refused, refuse
from daylight.decisions.gathering import gather, papers
from daylight.decisions.hearings import hearing_facts, summoned_on
from daylight.decisions.holding import holding_of
from daylight.decisions.models import Hearing, Notice, Statement
from daylight.decisions.retelling import retelling
from daylight.recording.papers import make_final

ADOPTED = {"全部采纳": "yes", "部分采纳": "partly", "不采纳": "no"}


@act("decisions.statement.recorded")
def record_statement(case: Case, statement: Mapping[str, Any], *, actor: Person, now: datetime) -> Statement:
    """陈述申辩笔录: fields of the template ``statement_record``."""
    demand_turn(case, "record_statement", actor)
    make_final(case, "statement_record", statement, actor=actor, now=now)
    make_move(case, "record_statement", actor=actor, now=now, facts=None, papers=papers(case))
    made_on = _day("made_at", statement["made_at"], "陈述申辩", "行政处罚法第四十五条", now)
    with retelling(case, actor, now):
        row = Statement.objects.create(case=case, made_on=made_on, content=str(statement["content"]))
    record(
        "decisions.statement.recorded",
        agency=case.agency,
        actor=actor,
        now=now,
        subject=f"statement:{row.uuid}",
        case_uuid=case.uuid,
        data={"made_on": made_on},
    )
    return row


@act("decisions.statement.reviewed")
def review_statement(statement: Statement, review: Mapping[str, Any], *, actor: Person, now: datetime) -> Statement:
    """复核: every statement is answered, and what holds is taken up (第45条)."""
    case = statement.case
    demand_turn(case, "review_statement", actor)
    if statement.reviewed_on:
        raise refuse("statement.reviewed", "这份陈述申辩已经复核，请刷新页面查看。", "行政处罚法第四十五条")
    make_final(case, "statement_review", review, actor=actor, now=now)
    make_move(case, "review_statement", actor=actor, now=now, facts=None, papers=papers(case))
    statement.adopted = ADOPTED[str(review["accepted"])]
    statement.review = str(review["findings"])
    statement.reviewed_on = local_date(now)
    with retelling(case, actor, now):
        statement.save(update_fields=["adopted", "review", "reviewed_on"])
    record(
        "decisions.statement.reviewed",
        agency=case.agency,
        actor=actor,
        now=now,
        subject=f"statement:{statement.uuid}",
        case_uuid=case.uuid,
        data={"adopted": statement.adopted},
    )
    return statement


@act("decisions.rights.waived")
def waive_rights(notice: Notice, waived_on: date, waiver: str, *, actor: Person, now: datetime) -> Notice:
    """书面放弃 of statement and hearing; without the written waiver the five working days run (G07)."""
    case = notice.case
    demand_turn(case, "waive_rights", actor)
    problems = []
    if not waiver.strip():
        problems.append(
            Refusal(
                "field.required", "请写明书面放弃材料的名称和内容，口头放弃不算。", "行政处罚法第四十五条", "waiver"
            )
        )
    if waived_on > local_date(now):
        problems.append(Refusal("field.future", "放弃日期不能晚于今天，请核对。", "", "waived_on"))
    if waived_on < notice.received_on:
        problems.append(Refusal("field.order", "放弃日期不能早于收到告知书的日期，请核对。", "", "waived_on"))
    if problems:
        raise Refused(problems)
    make_move(case, "waive_rights", actor=actor, now=now, facts=None)
    notice.waived_on = waived_on
    notice.waiver = waiver.strip()
    with retelling(case, actor, now):
        notice.save(update_fields=["waived_on", "waiver"])
    record(
        "decisions.rights.waived",
        agency=case.agency,
        actor=actor,
        now=now,
        subject=f"notice:{notice.uuid}",
        case_uuid=case.uuid,
        data={"waived_on": waived_on},
    )
    return notice


@act("decisions.hearing.requested")
def record_hearing_request(case: Case, requested_on: date, *, actor: Person, now: datetime) -> Hearing:
    """登记听证申请."""
    demand_turn(case, "record_hearing_request", actor)
    if requested_on > local_date(now):
        raise refuse("field.future", "申请日期不能晚于今天，请核对。", "行政处罚法第六十四条", "requested_on")
    if requested_on < case.notices.order_by("-round")[0].received_on:
        raise refuse(
            "field.order", "申请日期不能早于收到告知书的日期，请核对。", "行政处罚法第六十四条", "requested_on"
        )
    last = case.notices.order_by("-round")[0]
    if Hearing.objects.filter(case=case, round=last.round).exists():
        raise refuse("hearing.requested", "这次告知以后已登记过听证申请，请刷新页面查看。", "行政处罚法第六十四条")
    make_move(case, "record_hearing_request", actor=actor, now=now, facts=None)
    with retelling(case, actor, now):
        row = Hearing.objects.create(case=case, round=last.round, requested_on=requested_on)
    record(
        "decisions.hearing.requested",
        agency=case.agency,
        actor=actor,
        now=now,
        subject=f"hearing:{row.uuid}",
        case_uuid=case.uuid,
        data={"requested_on": requested_on},
    )
    return row


@act("decisions.hearing.held")
def record_hearing(hearing: Hearing, minutes: Mapping[str, Any], *, actor: Person, now: datetime) -> Hearing:
    """听证笔录: fields of the template ``hearing_record``; the host may not be a handler of the case (G04)."""
    case = hearing.case
    demand_turn(case, "record_hearing", actor)
    host = _name(minutes.get("host"))
    if case.handlers.filter(person__name=host).exists():
        raise refuse("G04", f"{host}是本案承办人，不能主持听证，请另派主持人。", "行政处罚法第六十四条", "host")
    held_on = _day("held_at", minutes["held_at"], "听证", "行政处罚法第六十四条", now)
    summoned = summoned_on(hearing)
    # The receipt of the summons proves the day, not what is typed into the record.
    minutes = {**minutes, "notified_on": summoned.isoformat()} if summoned else minutes
    hearing.record = make_final(case, "hearing_record", minutes, actor=actor, now=now)
    today = local_date(now)
    facts = gather(case, today)
    before = hearing_facts(case)
    held = replace(before, held_on=held_on, notified_on=summoned, record_final=True) if before else None
    make_move(
        case,
        "record_hearing",
        actor=actor,
        now=now,
        # Held too soon after the summons it would be no lawful hearing (G08): the gate sees it as recorded.
        facts=replace(facts, hearing=held),
        papers=papers(case),
        holding=holding_of(case, facts, today),
        pause=_uncounted(case, held_on),
    )
    hearing.host = host
    hearing.held_on = held_on
    hearing.notified_on = summoned
    with retelling(case, actor, now):
        hearing.save()
    record(
        "decisions.hearing.held",
        agency=case.agency,
        actor=actor,
        now=now,
        subject=f"hearing:{hearing.uuid}",
        case_uuid=case.uuid,
        data={"held_on": hearing.held_on, "notified_on": hearing.notified_on},
    )
    return hearing


def _day(name: str, typed: object, what: str, cite: str, now: datetime) -> date:
    """The day in China of a typed moment; what is recorded has happened."""
    moment = datetime.fromisoformat(str(typed))
    # A form's datetime-local carries no zone: it is the clock on the wall in China.
    moment = moment if moment.tzinfo else moment.replace(tzinfo=BEIJING)
    if moment > now:
        raise refuse("field.future", f"{what}时间不能晚于现在，请核对。", cite, name)
    return local_date(moment)


def _name(person: object) -> str:
    """A person field is a name or ``{"name": …}``."""
    return str(person.get("name", "") if isinstance(person, Mapping) else person or "").strip()


def _uncounted(case: Case, held_on: date) -> Pause | None:
    """听证时间不计入办案期限 (部办法第38条): from the day the request was entered here, never a day somebody typed."""
    asked_on = local_date(case.moves.filter(code="record_hearing_request").latest("id").at)
    return Pause(asked_on, held_on + timedelta(days=1), "听证") if asked_on <= held_on else None
