"""Side ways of an ordinary penalty, for ``make demo`` and tests: one declared step with its paper filled in, one service."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from daylight.base import lawpack
from daylight.base.orgs.models import Person
from daylight.cases.models import Case
from daylight.cases.moving import definition_of
from daylight.config.demo.people import Troupe
from daylight.config.demo.story import Story
from daylight.config.demo.tale import Tale
from daylight.core.lawrecords import DocumentTemplate
from daylight.core.moment import local_date
from daylight.decisions import acts as decisions
from daylight.decisions.carrying import begin
from daylight.decisions.models import Hearing
from daylight.decisions.outcomes import GENERATED
from daylight.disclosure.acts.prepare_copy import prepare_copy
from daylight.disclosure.acts.publish import publish
from daylight.disclosure.opening import ensure_task


def filled(case: Case, template: DocumentTemplate, by: Person, now: datetime, **typed: Any) -> dict[str, Any]:
    """A complete paper: what the file holds, what is typed, and 演示 for the rest."""
    today = local_date(now)
    known = {**begin(case, template, today), **typed}
    person = {"uuid": str(by.uuid), "name": by.name, "certificate": by.certificate_number}
    plain: dict[str, Any] = {
        "date": today.isoformat(),
        "datetime": now.isoformat(),
        "bool": True,
        "person": person,
        "money": "100.00",
        "list": ["演示"],
    }
    for each in template.fields:
        if each.code not in GENERATED and each.required and known.get(each.code) in (None, "", [], {}):
            first = each.choices[0] if each.choices else f"演示：{each.label}。"
            known[each.code] = plain.get(each.kind, first)
    return known


def step(story: Story, code: str, by: Person, reason: str = "", **typed: Any) -> Case:
    """Take the declared step ``code`` now."""
    case = Case.objects.get(pk=story.case.pk)
    move = definition_of(case).move(code)
    fields: dict[str, Any] = {}
    if move.paper:
        template = lawpack.current().document(move.paper, local_date(story.now))
        fields = filled(case, template, by, story.now, **typed)
    why = reason or ("演示：按规定办理。" if move.reasoned else "")
    decisions.take_step(case, code, fields, why, actor=by, now=story.now)
    story.case.refresh_from_db()
    return story.case


def hand_over(story: Story, code: str) -> None:
    """Serve the paper ``code`` names, in person."""
    case = Case.objects.get(pk=story.case.pk)
    decisions.serve_paper(case, code, story.service(), actor=story.people.officer, now=story.now)
    story.case.refresh_from_db()


def summon(story: Story, hearing_at: datetime, **typed: Any) -> None:
    """听证通知书, issued and served now."""
    known = {"host": {"uuid": "", "name": "演示听证主持人"}, "host_certificate": "演示听证001", "place": "演示听证室"}
    step(story, "summon_hearing", story.people.head, hearing_at=hearing_at.isoformat(), **known | typed)
    hand_over(story, "serve_hearing_summons")


def suspended(troupe: Troupe, now: datetime) -> None:
    """Evidence held and disposed of, then the investigation suspended; the party still has to be told."""
    tale = Tale(party="演示砂石有限公司", area_m2=Decimal("388.00"), act_ended_on=local_date(now - timedelta(days=200)))
    story = Story(troupe, tale, now - timedelta(days=12)).to("open")
    story.later(1)
    goods = ["演示账册 3 本", "演示电脑主机 1 台"]
    step(story, "approve_evidence_hold", troupe.leader, goods=goods, keeping="演示物证室")
    step(story, "hold_evidence", troupe.officer, goods=goods, keeping="演示物证室")
    hand_over(story, "serve_other_paper")
    story.later(2)
    step(story, "dispose_evidence", troupe.officer, disposal="采取记录、复制、拍照等措施后返还当事人")
    story.later(1)
    step(story, "suspend_investigation", troupe.leader, ground="等待演示权属争议的处理结果。")


def heard(troupe: Troupe, now: datetime) -> None:
    """The party asked for a hearing and was summoned to it."""
    tale = Tale(
        party="演示家具有限公司", area_m2=Decimal("1460.00"), act_ended_on=local_date(now - timedelta(days=220))
    )
    story = Story(troupe, tale, now - timedelta(days=16)).to("notice")
    story.later(1)
    decisions.record_hearing_request(story.case, local_date(story.now), actor=troupe.officer, now=story.now)
    story.later(1)
    summon(story, (now + timedelta(days=12)).replace(hour=9, minute=30, second=0, microsecond=0))


def to_court(troupe: Troupe, now: datetime) -> None:
    """Instalments granted and not kept, urged, and before the court when all terms had run."""
    tale = Tale(
        party="演示机械有限公司",
        area_m2=Decimal("600.00"),
        act_ended_on=local_date(now - timedelta(days=420)),
        place="海阳市演示镇演示南村",
    )
    story = Story(troupe, tale, now - timedelta(days=165)).to("serve")
    copy = prepare_copy(ensure_task(story.decision, story.now), actor=troupe.officer, now=story.now)
    publish(copy, copy.sha256, True, actor=troupe.publisher, now=story.now)
    story.later(5)
    step(story, "request_deferral", troupe.officer, kind="分期缴纳")
    until = local_date(story.now + timedelta(days=60))
    step(story, "grant_deferral", troupe.leader, kind="分期缴纳", deferred_until=until.isoformat())
    hand_over(story, "serve_other_paper")
    story.later(75)
    step(story, "give_surcharge_notice", troupe.officer)
    step(story, "urge_performance", troupe.officer, amount=format(tale.fine, "f"))
    hand_over(story, "serve_urging")
    story.later(25)
    step(story, "apply_court", troupe.leader, addressee=troupe.agency.court)


def walk_penalties(troupe: Troupe, now: datetime) -> None:
    """The three of them."""
    for each in (suspended, heard, to_court):
        each(troupe, now)


def hearing_held(story: Story, hearing: Hearing, by: Person, **typed: Any) -> Hearing:
    """听证笔录 of a hearing that ended now."""
    template = lawpack.current().document("hearing_record", local_date(story.now))
    minutes = filled(story.case, template, by, story.now, **{"host": "演示听证主持人"} | typed)
    return decisions.record_hearing(hearing, minutes, actor=by, now=story.now)
