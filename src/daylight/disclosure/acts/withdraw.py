"""撤回 (行政处罚法第48条): within 3 working days of the ground, with a public reason; the content goes, the reason stays."""

from __future__ import annotations

from datetime import date, datetime

from daylight.base import lawpack
from daylight.base.access import require
from daylight.base.act import act
from daylight.base.orgs.models import Person
from daylight.base.outbox import posting
from daylight.cases import clocks
from daylight.core.moment import local_date
from daylight.core.refusal import Refusal, Refused, refuse
from daylight.disclosure import copies, events, requests
from daylight.disclosure.models import STATES, Task, Withdrawal

CITE = "行政处罚法第四十八条"
# 撤回公开: started by the moves that change a decision, stopped here.
LIMIT = "D15"


@act(events.WITHDRAWN)
def withdraw(
    task: Task, reason_code: str, explanation: str, ground_on: date, *, actor: Person, now: datetime
) -> Withdrawal:
    """Take a published decision down. ``ground_on``: the day the ground arose; D15 counts from it."""
    require(actor, "disclosure.withdraw", copies.scope(task))
    fresh, today = copies.locked(task), local_date(now)
    if fresh.state == "withdrawn":
        done = fresh.withdrawal
        raise refuse("disclosure.withdrawn", f"{done.by.name}已办理撤回，请刷新页面查看。", CITE)
    if fresh.state != "published":
        raise refuse("disclosure.state", f"本事项{STATES[fresh.state]}，没有公示，不用撤回。", CITE)
    reason = copies.reason_named("withdraw", reason_code, today)
    problems = []
    if not explanation.strip():
        problems.append(Refusal("disclosure.reason", "请写明撤回的理由，理由向社会公开。", reason.cite, "explanation"))
    if ground_on > today:
        problems.append(Refusal("field.future", "情形发生日不能晚于今天，请核对。", reason.cite, "ground_on"))
    if ground_on < fresh.started_on:
        problems.append(Refusal("field.order", "情形发生日不能早于决定日期，请核对。", reason.cite, "ground_on"))
    if problems:
        raise Refused(problems)
    facts, rules = copies.known(fresh, today)
    copies.require_clean(explanation, facts, rules, "explanation")
    pack = lawpack.current()
    due_on = pack.deadline(LIMIT, ground_on).due(ground_on, pack.calendar()).due_on
    # An unfinished correction dies with the publication; the journal keeps that it existed.
    fresh.copies.filter(confirmed_at=None).delete()
    fresh.state = "withdrawn"
    fresh.save(update_fields=["state"])
    clocks.stop(fresh.case, LIMIT, today, "已撤回")
    text = f"{reason.name}。{explanation.strip()}"
    entry = copies.note(
        events.WITHDRAWN,
        fresh,
        actor,
        now,
        reason_code=reason_code,
        reason=text,
        cite=reason.cite,
        withdrawn_on=today,
        ground_on=ground_on,
        due_on=due_on,
        late=today > due_on,
    )
    row = Withdrawal.objects.create(
        task=fresh,
        reason_code=reason_code,
        explanation=explanation.strip(),
        ground_on=ground_on,
        due_on=due_on,
        by=actor,
        at=now,
        entry_id=entry.pk,
    )
    requests.settle({"task": fresh}, "withdrawn", text, actor, now)
    posting.put(
        "portal",
        lane=f"decision:{fresh.uuid}",
        key=f"decision.withdrawn:{fresh.uuid}",
        body={
            "kind": "decision.withdrawn",
            "uuid": fresh.uuid,
            "withdrawn_on": today,
            "reason_code": reason_code,
            "reason_text": text,
            "clause": reason.cite,
            "entry_id": entry.pk,
        },
        now=now,
    )
    return row
