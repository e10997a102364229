"""当事人登记: adding a party to a running case, answering 可能是同一当事人, names and branches, looking at a history."""

from __future__ import annotations

from datetime import datetime

from daylight.base.access import require
from daylight.base.act import act
from daylight.base.journal.writing import record
from daylight.base.orgs.models import Person
from daylight.cases import parties
from daylight.cases.models import Case, Party
from daylight.cases.moving import definition_of
from daylight.cases.parties import PartyInput
from daylight.cases.party_models import PartyQuestion, PartyRecord
from daylight.cases.scopes import home_of, scope_of
from daylight.core.moment import local_date
from daylight.core.refusal import Refusal, Refused, refuse

CITE = "行政处罚法第五十四条"
VIEW_WINDOW = 3600  # seconds; pages opened again within the hour are one look


@act("cases.party.added")
def add_party(case: Case, party: PartyInput, *, actor: Person, now: datetime) -> Party:
    """A further party found during the investigation. After the notice it would need a notice of its own."""
    require(actor, "case.investigate", scope_of(case))
    problems = list(parties.faults(party, local_date(now)))
    definition = definition_of(case)
    step = definition.step(case.step)
    if "add_party" not in step.allows:
        said = f"本案已到“{step.name}”，不能再直接增加当事人；确需增加的，请退回调查或者重新告知。"
        problems.append(Refusal("case.announced", said, step.cite or definition.cite))
    if not party.name.strip():
        problems.append(Refusal("field.required", "请填写当事人姓名或者名称；暂不清楚的写明特征。", "", "party_name"))
    if problems:
        raise Refused(problems)
    made = parties.enter(case, party, now)
    record(
        "cases.party.added",
        agency=case.agency,
        actor=actor,
        now=now,
        subject=f"party:{made.uuid}",
        case_uuid=case.uuid,
        data={"role": made.role, "name": made.name},
    )
    return made


@act("cases.party.answered")
def answer_party_question(question: PartyQuestion, same: bool, *, actor: Person, now: datetime) -> PartyQuestion:
    """同一人 links the party to the record; 不是, once said of every candidate, begins a record of its own."""
    party = Party.objects.select_for_update().get(pk=question.party_id)
    case = party.case
    require(actor, "case.investigate", scope_of(case))
    question.refresh_from_db()
    if question.answer or party.record_id is not None:
        raise refuse("party.answered", "这个问题已有答复，请刷新页面查看。", CITE)
    index = parties.index_of(party)
    owner = parties.by_number(case.agency, parties.code_of(party), index)
    if same and owner is not None and owner != question.record:
        raise refuse(
            "party.number", f"该证号已登记在另一份当事人档案“{owner.name}”名下，请核对证件后答复“不是”。", CITE
        )
    question.answer = PartyQuestion.SAME if same else PartyQuestion.OTHER
    question.answered_by, question.answered_at = actor, now
    question.save(update_fields=["answer", "answered_by", "answered_at"])
    if same:
        parties.complete_record(question.record, party, index, now)
    elif not party.questions.filter(answer="").exists():
        parties.settle_alone(party, index, now)
    record(
        "cases.party.answered",
        agency=case.agency,
        actor=actor,
        now=now,
        subject=f"party:{party.uuid}",
        case_uuid=case.uuid,
        data={"record": str(question.record.uuid), "answer": question.answer},
    )
    return question


@act("cases.party.amended")
def amend_party_record(
    party: PartyRecord, name: str, parent: PartyRecord | None, *, actor: Person, now: datetime
) -> PartyRecord:
    """A new name (the old one is kept as 曾用名) and the organisation this one is a branch of."""
    require(actor, "case.register", home_of(actor))
    fresh = PartyRecord.objects.select_for_update().get(pk=party.pk, agency=actor.agency)
    problems = []
    if not name.strip():
        problems.append(Refusal("field.required", "请填写姓名或者名称。", CITE, "name"))
    if parent is not None and (parent.agency_id != fresh.agency_id or "person" in (parent.kind, fresh.kind)):
        problems.append(Refusal("party.parent", "只有单位之间才有分支机构关系，请重新选择。", CITE, "parent"))
    elif parent is not None and fresh.pk in _line(parent):
        problems.append(Refusal("party.parent", "所属单位不能是自己或者自己的分支机构，请重新选择。", CITE, "parent"))
    if problems:
        raise Refused(problems)
    before = {"name": fresh.name, "parent": str(fresh.parent.uuid) if fresh.parent else ""}
    if name.strip() != fresh.name:
        parties.rename(fresh, name.strip(), local_date(now))
    fresh.parent = parent
    fresh.save(update_fields=["parent"])
    record(
        "cases.party.amended",
        agency=fresh.agency,
        actor=actor,
        now=now,
        subject=f"party_record:{fresh.uuid}",
        data={"before": before, "after": {"name": fresh.name, "parent": str(parent.uuid) if parent else ""}},
    )
    return fresh


@act("cases.party.viewed")
def view_party_history(party: PartyRecord, *, actor: Person, now: datetime) -> PartyRecord:
    """Journal that ``actor`` looks at the history of a party across cases (个人信息保护法第六条: for a purpose, and
    accountable). Pass ``history_key`` as idempotency key: one entry an hour."""
    require(actor, "party.read", home_of(actor))
    if party.agency_id != actor.agency_id:
        raise refuse("party.unknown", "没有这份当事人档案，请重新选择。", CITE)
    record(
        "cases.party.viewed",
        agency=party.agency,
        actor=actor,
        now=now,
        subject=f"party_record:{party.uuid}",
        data={"party_kind": party.kind},
    )
    return party


def history_key(party: PartyRecord, now: datetime) -> str:
    """Idempotency key of one look at a history."""
    return f"party:{party.uuid}:{int(now.timestamp()) // VIEW_WINDOW}"


def _line(record: PartyRecord | None) -> set[int]:
    """The record and all it belongs to."""
    found: set[int] = set()
    while record is not None and record.pk not in found:
        found.add(record.pk)
        record = record.parent
    return found
