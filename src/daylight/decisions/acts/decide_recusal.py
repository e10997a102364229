"""回避决定 (处罚法第43条第3款): the leader decides; whoever withdraws is replaced at once, so that the work goes on."""

from __future__ import annotations

from datetime import datetime

from daylight.base.access import require
from daylight.base.act import act
from daylight.base.journal.writing import record
from daylight.base.orgs.models import Person
from daylight.cases import turns
from daylight.cases.interests import CITE, refusals_for
from daylight.cases.models import Handler, Reassignment
from daylight.cases.party_models import Recusal
from daylight.cases.scopes import scope_of
from daylight.core.moment import local_date
from daylight.core.refusal import Refusal, Refused, refuse
from daylight.recording.papers import make_issued

DECISIONS = {True: "决定回避", False: "驳回回避申请"}


@act("decisions.recusal.decided")
def decide_recusal(
    recusal: Recusal, granted: bool, reason: str, replacement: Person | None = None, *, actor: Person, now: datetime
) -> Recusal:
    """Decide and issue the 回避决定书. ``replacement`` takes the place of a handler who withdraws, his lead included."""
    fresh = Recusal.objects.select_for_update(of=("self",)).select_related("case__agency", "person").get(pk=recusal.pk)
    case = fresh.case
    require(actor, "recusal.decide", scope_of(case))
    if fresh.granted is not None:
        raise refuse("recusal.decided", f"对{fresh.person.name}的回避申请已有决定，请刷新页面查看。", CITE)
    if actor == fresh.person:
        raise refuse("recusal.own", "不能决定自己的回避，请由其他负责人决定。", CITE)
    handler = Handler.objects.filter(case=case, person=fresh.person).first()
    if found := _problems(fresh, granted, reason, replacement, handler):
        raise Refused(found)
    if granted and handler is not None and replacement is not None:
        Handler.objects.filter(pk=handler.pk).update(person=replacement)
        # Whoever once handled the case never reviews it: the same trace as any other 转办.
        Reassignment.objects.create(
            case=case, leaving=fresh.person, joining=replacement, reason=f"回避：{reason.strip()}", by=actor, at=now
        )
        turns.touch(case.pk)
        fresh.replacement = replacement
    paper = make_issued(case, "recusal_decision", _paper(fresh, granted, reason, actor, now), actor=actor, now=now)
    fresh.granted, fresh.decision_reason = granted, reason.strip()
    fresh.decided_by, fresh.decided_at, fresh.document_uuid = actor, now, paper.uuid
    fresh.save()
    record(
        "decisions.recusal.decided",
        agency=case.agency,
        actor=actor,
        now=now,
        subject=f"recusal:{fresh.uuid}",
        case_uuid=case.uuid,
        data={
            "person": str(fresh.person.uuid),
            "granted": granted,
            "reason": fresh.decision_reason,
            "replacement": str(fresh.replacement.uuid) if fresh.replacement else "",
            "number": paper.number,
        },
    )
    return fresh


def _problems(
    recusal: Recusal, granted: bool, reason: str, replacement: Person | None, handler: Handler | None
) -> list[Refusal]:
    case, found = recusal.case, []
    if not reason.strip():
        found.append(Refusal("field.required", "请写明决定的理由。", CITE, "reason"))
    if not granted or handler is None:
        return found
    if replacement is None:
        said = f"{recusal.person.name}是本案承办人，决定回避的，请同时指定接替人员。"
        found.append(Refusal("recusal.replacement", said, CITE, "replacement"))
    elif replacement.agency_id != case.agency_id or not replacement.is_active:
        found.append(Refusal("person.agency", "接替人员须为本机关在岗人员，请重新选择。", CITE, "replacement"))
    elif case.handlers.filter(person=replacement).exists():
        said = f"{replacement.name}已是本案承办人，两名执法人员不能是同一人，请另选。"
        found.append(Refusal("G01", said, "行政处罚法第四十二条", "replacement"))
    else:
        found += refusals_for(replacement, case, "replacement")
    return found


def _paper(recusal: Recusal, granted: bool, reason: str, actor: Person, now: datetime) -> dict[str, str]:
    who = recusal.person.name
    going_on = f"{who}自本决定作出之日起不再参与本案，由接替人员继续办理。" if granted else f"{who}继续参与本案的办理。"
    return {
        "applicant": recusal.applicant,
        "person": f"{who}（{recusal.person.title or '工作人员'}）",
        "case": recusal.case.title,
        "reason": recusal.reason,
        "decision": DECISIONS[granted],
        "grounds": reason.strip(),
        "effect": f"本决定作出之前，调查没有停止。{going_on}",
        "leader": actor.name,
        "decided_on": local_date(now).isoformat(),
    }
