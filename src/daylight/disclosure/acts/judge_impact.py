"""社会影响判断 (行政处罚法第48条): whether a decision made on the spot is of a kind that must be public."""

from __future__ import annotations

from datetime import datetime

from daylight.base.access import require
from daylight.base.act import act
from daylight.base.orgs.models import Person
from daylight.core.refusal import refuse
from daylight.disclosure import copies, events
from daylight.disclosure.kinds import rule_of
from daylight.disclosure.models import STATES, Task

CITE = "行政处罚法第四十八条"
JUDGED_FIRST = "当场处罚决定公示前，先判断是否具有一定社会影响；不具有的，经复核不予公开。"
NO_IMPACT = "no_social_impact"


@act(events.JUDGED)
def judge_impact(task: Task, impact: bool, reason: str, *, actor: Person, now: datetime) -> Task:
    """Say whether the decision has a certain social effect, and why. Without one it is proposed to be withheld, and a
    second person confirms that; with one it is masked and published like any other."""
    require(actor, "disclosure.prepare", copies.scope(task))
    fresh = copies.locked(task)
    if not rule_of(fresh).impact_test:
        raise refuse("disclosure.impact", "本类决定不用先判断社会影响，请直接办理公示。", CITE)
    if fresh.state != "to_prepare":
        raise refuse("disclosure.state", f"本事项{STATES[fresh.state]}，不能再作社会影响判断。", CITE)
    if not reason.strip():
        raise refuse("disclosure.reason", "请写明判断的理由。", CITE, "reason")
    fresh.impact, fresh.impact_reason = impact, reason.strip()
    fresh.impact_by, fresh.impact_at = actor, now
    if not impact:
        fresh.state = "withholding"
        fresh.withheld_code, fresh.withheld_reason = NO_IMPACT, reason.strip()
        fresh.withheld_by, fresh.withheld_at = actor, now
    fresh.save()
    copies.note(events.JUDGED, fresh, actor, now, impact=impact, reason=reason.strip(), cite=CITE)
    return fresh


def demand_judged(task: Task) -> None:
    """Refuse to go on with a decision whose social effect nobody has judged."""
    if rule_of(task).impact_test and not task.impact:
        raise refuse("disclosure.impact", JUDGED_FIRST, CITE)
