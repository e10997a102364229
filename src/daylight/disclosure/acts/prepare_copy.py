"""生成公示版: the decision's own text with the masks of the rules on it (law.md ch. 9)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from daylight.base.access import require
from daylight.base.act import act
from daylight.base.orgs.models import Person
from daylight.core.moment import local_date, local_time
from daylight.core.refusal import refuse
from daylight.disclosure import copies, events, record_building
from daylight.disclosure.acts.judge_impact import demand_judged
from daylight.disclosure.models import STATES, Copy, Task


@act(events.PREPARED)
def prepare_copy(task: Task, *, actor: Person, now: datetime) -> Copy:
    """Make the first copy and hand it to the second look; after a return, make it anew from the decision as it is now."""
    fresh = copies.locked(task)
    require(actor, "disclosure.prepare", copies.scope(fresh))
    today = local_date(now)
    facts, rules = copies.known(fresh, today)
    copies.require_adult(fresh, facts, rules)
    made = copies.open_copy(fresh)
    if made and not made.returned:
        who = copies.last_hand(made)
        raise refuse(
            "disclosure.prepared",
            f"{who}已于 {local_time(made.prepared_at):%m-%d %H:%M} 生成公示版，请在该版上核对、增减遮盖。",
            copies.CITE,
        )
    if fresh.state != "to_prepare":
        raise refuse("disclosure.state", f"本事项{STATES[fresh.state]}，不能再生成首次公示版。", copies.CITE)
    demand_judged(fresh)
    source = record_building.build(fresh, 1, today)
    marks: list[dict[str, Any]] = []
    settled: dict[str, Any] = {}
    edition = 1
    if made:
        # What people decided on the returned copy stays decided where the text is still the same.
        marks = [each for each in made.marks if copies.stands(source, each)]
        settled = {key: each for key, each in made.settled.items() if copies.stands(source, each)}
        edition = made.edition + 1
        made.delete()
    copy = copies.make_copy(fresh, "first", source, facts, rules, actor, now, marks, settled, edition=edition)
    fresh.state = "to_confirm"
    fresh.save(update_fields=["state"])
    copies.note(
        events.PREPARED,
        fresh,
        actor,
        now,
        version=copy.version,
        shown_sha256=copy.sha256,
        masks={path: len(spans) for path, spans in copy.spans.items()},
        uncertain=len(copy.uncertain),
    )
    return copy
