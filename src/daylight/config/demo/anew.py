"""撤销后重新作出, as the demonstration shows it: a review ordered a new decision, which is being made in the same case."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

from daylight.config.demo.penalty import step
from daylight.config.demo.people import Troupe
from daylight.config.demo.story import Story
from daylight.config.demo.tale import Tale
from daylight.core.moment import local_date
from daylight.disclosure import acts as disclosing
from daylight.disclosure.acts.prepare_copy import prepare_copy
from daylight.disclosure.acts.publish import publish
from daylight.disclosure.opening import ensure_task


def walk_anew(troupe: Troupe, now: datetime) -> None:
    """Decided, published, quashed for its facts, taken down, and begun again."""
    tale = Tale(
        party="演示果品有限公司",
        area_m2=Decimal("420.00"),
        act_ended_on=local_date(now - timedelta(days=300)),
        place="海阳市演示镇演示北村",
    )
    story = Story(troupe, tale, now - timedelta(days=120)).to("serve")
    task = ensure_task(story.decision, story.now)
    copy = prepare_copy(task, actor=troupe.officer, now=story.now)
    publish(copy, copy.sha256, True, actor=troupe.publisher, now=story.now)
    story.later(10)
    step(story, "register_review", troupe.officer, received_on=local_date(story.now).isoformat())
    story.later(5)
    step(story, "answer_remedy", troupe.officer)
    story.later(35)
    ruled_on = local_date(story.now)
    step(
        story,
        "record_overturned",
        troupe.officer,
        result="责令重新作出",
        number="演示复决字第1号",
        decided_on_paper=ruled_on.isoformat(),
        content="原决定认定的占地面积证据不足，撤销原决定，责令六十日内重新作出。",
    )
    disclosing.withdraw(
        task, "revoked", "行政复议机关撤销了本决定，责令重新作出。", ruled_on, actor=troupe.publisher, now=story.now
    )
    story.later(2)
    step(
        story,
        "decide_anew",
        troupe.leader,
        ground="行政复议决定责令重新作出",
        replaced_number=story.decision.number,
        ruling="演示复决字第1号",
        redo_by=(ruled_on + timedelta(days=60)).isoformat(),
        procedural="否",
        reasons="原决定认定的面积证据不足，重新测量、重新告知后再作决定。",
    )
