"""不予公开: a clause, a reason and a second person (政府信息公开条例第14–17条; 行政处罚法第48条)."""

from __future__ import annotations

from datetime import datetime

from daylight.base.access import require
from daylight.base.act import act
from daylight.base.orgs.models import Person
from daylight.cases import clocks
from daylight.core.moment import local_date
from daylight.core.refusal import refuse
from daylight.disclosure import copies, events
from daylight.disclosure.kinds import deadline_of
from daylight.disclosure.models import STATES, Task


@act(events.WITHHOLDING)
def withhold(task: Task, code: str, reason: str, *, actor: Person, now: datetime) -> Task:
    """Propose not to publish. ``code``: a lawpack reason for withholding; nothing is withheld before it is confirmed."""
    require(actor, "disclosure.prepare", copies.scope(task))
    fresh = copies.locked(task)
    if fresh.state not in ("to_prepare", "to_confirm"):
        raise refuse("disclosure.state", f"本事项{STATES[fresh.state]}，不能提出不予公开。", copies.CITE)
    clause = copies.reason_named("withhold", code, local_date(now), "code")
    if not reason.strip():
        raise refuse("disclosure.reason", "请写明不予公开的具体理由。", clause.cite, "reason")
    fresh.state = "withholding"
    fresh.withheld_code, fresh.withheld_reason = code, reason.strip()
    fresh.withheld_by, fresh.withheld_at = actor, now
    fresh.save()
    copies.note(events.WITHHOLDING, fresh, actor, now, clause=code, cite=clause.cite, reason=reason.strip())
    return fresh


@act(events.WITHHELD)
def confirm_withholding(task: Task, *, actor: Person, now: datetime) -> Task:
    """A second person agrees; the clock of publication stops."""
    fresh = _proposed(task, actor)
    if fresh.withheld_by_id == actor.pk:
        raise refuse("G19", f"不予公开是{actor.name}提出的，请另一名人员复核。", copies.CITE)
    fresh.state = "withheld"
    fresh.withheld_confirmed_by, fresh.withheld_confirmed_at = actor, now
    fresh.save()
    clocks.stop(fresh.case, deadline_of(fresh), local_date(now), "不予公开")
    copies.note(events.WITHHELD, fresh, actor, now, clause=fresh.withheld_code, reason=fresh.withheld_reason)
    return fresh


@act(events.NOT_WITHHELD)
def reject_withholding(task: Task, reason: str, *, actor: Person, now: datetime) -> Task:
    """A second person does not agree: the decision is to be published after all."""
    fresh = _proposed(task, actor)
    if not reason.strip():
        raise refuse("disclosure.reason", "请写明不同意的理由。", copies.CITE, "reason")
    copy = copies.open_copy(fresh)
    fresh.state = "to_confirm" if copy and not copy.returned else "to_prepare"
    fresh.withheld_code = fresh.withheld_reason = ""
    fresh.withheld_by = fresh.withheld_at = None
    if fresh.impact is False:
        # The second person finds that it does have one.
        fresh.impact, fresh.impact_reason, fresh.impact_by, fresh.impact_at = True, reason.strip(), actor, now
    fresh.save()
    copies.note(events.NOT_WITHHELD, fresh, actor, now, reason=reason.strip())
    return fresh


def _proposed(task: Task, actor: Person) -> Task:
    require(actor, "disclosure.confirm", copies.scope(task))
    fresh = copies.locked(task)
    if fresh.state != "withholding":
        raise refuse("disclosure.state", f"本事项{STATES[fresh.state]}，没有待复核的不予公开意见。", copies.CITE)
    return fresh
