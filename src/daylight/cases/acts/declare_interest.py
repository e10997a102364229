"""申报利害关系、申请回避 (处罚法第43条). The leader decides; until then the investigation goes on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from daylight.base.access import require
from daylight.base.act import act
from daylight.base.journal.writing import record
from daylight.base.orgs.models import Person
from daylight.cases.interests import CITE, RELATIONS
from daylight.cases.models import Case
from daylight.cases.moving import demand_running
from daylight.cases.party_models import Interest, PartyRecord, Recusal
from daylight.cases.scopes import home_of, scope_of
from daylight.core.moment import local_date
from daylight.core.refusal import Refusal, Refused, refuse


@dataclass(frozen=True, slots=True)
class RecusalInput:
    """回避申请 as recorded. ``by_party``: the party asks, ``applicant`` is its name; otherwise an officer asks."""

    person: Person
    by_party: bool
    applicant: str
    reason: str
    asked_on: date


@act("cases.interest.declared")
def declare_interest(
    about: Case | PartyRecord, relation: str, details: str, *, actor: Person, now: datetime
) -> Interest:
    """Declare one's own relation to a case or to a party. On a case one works on, this also asks for one's withdrawal."""
    case = about if isinstance(about, Case) else None
    if case is not None:
        require(actor, "case.read", scope_of(case))
        demand_running(case)
    else:
        require(actor, "party.read", home_of(actor))
    problems = []
    if about.agency_id != actor.agency_id:
        raise refuse("party.unknown", "没有这份当事人档案，请重新选择。", CITE)
    if relation not in RELATIONS:
        problems.append(Refusal("field.choice", "请选择利害关系。", CITE, "relation"))
    if not details.strip():
        problems.append(Refusal("field.required", "请写明具体情况。", CITE, "details"))
    if problems:
        raise Refused(problems)
    interest = Interest.objects.create(
        person=actor,
        case=case,
        record=about if isinstance(about, PartyRecord) else None,
        relation=relation,
        details=details.strip(),
        declared_at=now,
    )
    handles = case is not None and case.handlers.filter(person=actor).exists()
    if case is not None and handles and not case.recusals.filter(person=actor, granted=None).exists():
        said = f"{RELATIONS[relation]}：{details.strip()}"
        asked = RecusalInput(actor, by_party=False, applicant=actor.name, reason=said, asked_on=local_date(now))
        _ask(case, asked, actor, now)
    record(
        "cases.interest.declared",
        agency=actor.agency,
        actor=actor,
        now=now,
        subject=f"interest:{interest.uuid}",
        case_uuid=case.uuid if case else None,
        data={"relation": relation, "party": "" if case else str(about.uuid), "asks_withdrawal": handles},
    )
    return interest


@act("cases.recusal.asked")
def ask_recusal(case: Case, asked: RecusalInput, *, actor: Person, now: datetime) -> Recusal:
    """Record an application: the party's by a handler, one's own by oneself. The investigation does not stop for it."""
    require(actor, "case.read" if asked.person == actor else "case.investigate", scope_of(case))
    demand_running(case)
    problems = []
    if asked.person.agency_id != case.agency_id:
        problems.append(Refusal("person.agency", "被申请回避的须为本机关人员，请重新选择。", CITE, "person"))
    if not asked.applicant.strip():
        problems.append(Refusal("field.required", "请填写申请人。", CITE, "applicant"))
    if not asked.reason.strip():
        problems.append(Refusal("field.required", "请写明申请回避的理由。", CITE, "reason"))
    if asked.asked_on > local_date(now):
        problems.append(Refusal("field.future", "申请日期不能晚于今天，请核对。", CITE, "asked_on"))
    if case.recusals.filter(person=asked.person, granted=None).exists():
        said = f"已有对{asked.person.name}的回避申请等待决定，请等决定作出后再登记。"
        problems.append(Refusal("recusal.open", said, CITE, "person"))
    if problems:
        raise Refused(problems)
    made = _ask(case, asked, actor, now)
    record(
        "cases.recusal.asked",
        agency=case.agency,
        actor=actor,
        now=now,
        subject=f"recusal:{made.uuid}",
        case_uuid=case.uuid,
        data={"person": str(asked.person.uuid), "by_party": asked.by_party, "reason": made.reason},
    )
    return made


def _ask(case: Case, asked: RecusalInput, actor: Person, now: datetime) -> Recusal:
    return Recusal.objects.create(
        case=case,
        person=asked.person,
        by_party=asked.by_party,
        applicant=asked.applicant.strip(),
        reason=asked.reason.strip(),
        asked_on=asked.asked_on,
        recorded_by=actor,
        recorded_at=now,
    )
